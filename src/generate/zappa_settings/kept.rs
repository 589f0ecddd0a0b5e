//! What imported settings said beyond the design, laid over those that are generated.

use super::lost::loss;
use crate::diagnostic::{Diagnostic, Pointer, key_of};
use crate::model::{Design, Kept, ZAPPA_SETTINGS};
use crate::sentence;
use crate::text::json::Overlay;

/// What is kept for the stages that the design has.
pub(super) fn overlay(design: &Design) -> Overlay {
    let mut overlay = Overlay::default();
    for (index, kept) in of_settings(design) {
        let keys = keys(kept);
        if has_place(design, &keys) {
            overlay.put(&keys, &kept.value, at(index));
        }
    }
    overlay
}

/// What is kept for stages that left the design.
pub(super) fn lost(design: &Design, lost: &mut Vec<Diagnostic>) {
    for (index, kept) in of_settings(design) {
        if has_place(design, &keys(kept)) {
            continue;
        }
        let place = &kept.at;
        lost.push(loss(
            at(index),
            sentence!(
                "what the imported settings say at `{place}` has no place in these",
                "取り込んだ設定の `{place}` の内容は、この設定に入れる場所がありません"
            ),
            sentence!(
                "the stage left the design; drop what is kept for it, or bring the stage back",
                "対象のステージが設計からなくなりました。残した内容を削除するか、ステージを戻してください"
            ),
        ));
    }
}

fn of_settings(design: &Design) -> impl Iterator<Item = (usize, &Kept)> {
    let kept = design.kept.iter().enumerate();
    kept.filter(|(_, kept)| kept.file == ZAPPA_SETTINGS)
}

fn at(index: usize) -> Pointer {
    Pointer::root().join("kept").join(index)
}

fn keys(kept: &Kept) -> Vec<String> {
    kept.at.split('/').skip(1).map(key_of).collect()
}

fn has_place(design: &Design, keys: &[String]) -> bool {
    let [stage, _, ..] = keys else { return false };
    design.stages.iter().any(|there| there.name == *stage)
}
