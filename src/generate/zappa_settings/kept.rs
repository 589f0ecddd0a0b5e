//! What imported settings said beyond the design, laid over those that are generated.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::lost::loss;
use crate::diagnostic::{Diagnostic, Pointer, Severity, key_of};
use crate::generate::name::Hash;
use crate::model::{Design, Kept, ZAPPA_SETTINGS};
use crate::sentence;
use crate::text::json::Overlay;

/// The settings that a design makes by itself, in which the places of what stands instead are looked up.
pub struct Plain(Value);

impl Plain {
    /// Those of a design, whatever is kept for it.
    pub fn new(design: &Design) -> Self {
        let bare = Design {
            kept: Arc::default(),
            ..design.clone()
        };
        let document = super::print(&bare);
        Self(serde_json::from_str(&document.text()).unwrap_or_default())
    }

    /// Whether they say something at a JSON Pointer.
    pub fn says(&self, at: &str) -> bool {
        self.0.pointer(at).is_some()
    }

    /// What stands for what they say at a JSON Pointer: equal for equal values, and something for nothing, too.
    pub fn fingerprint(&self, at: &str) -> String {
        let mut hash = Hash::default();
        hash.add(
            self.0
                .pointer(at)
                .unwrap_or(&Value::Null)
                .to_string()
                .as_bytes(),
        );
        format!("{:016x}", hash.end())
    }
}

/// What stands in place of something that the design makes otherwise by now.
fn replaced(design: &Design) -> BTreeSet<usize> {
    let instead = of_settings(design).filter(|(_, kept)| !kept.instead.is_empty());
    let mut instead = instead.peekable();
    if instead.peek().is_none() {
        return BTreeSet::new();
    }
    let plain = Plain::new(design);
    instead
        .filter(|(_, kept)| plain.fingerprint(&kept.at) != kept.instead)
        .map(|(index, _)| index)
        .collect()
}

/// What is kept for the stages that the design has.
pub(super) fn overlay(design: &Design) -> Overlay {
    let mut overlay = Overlay::default();
    let replaced = replaced(design);
    for (index, kept) in of_settings(design) {
        let keys = keys(kept);
        if has_place(design, &keys) && !replaced.contains(&index) {
            overlay.put(&keys, &kept.value, at(index));
        }
    }
    overlay
}

/// What is kept for stages that left the design, and what a change of the design took the place of.
pub(super) fn lost(design: &Design, lost: &mut Vec<Diagnostic>) {
    let replaced = replaced(design);
    for (index, kept) in of_settings(design) {
        let place = &kept.at;
        if has_place(design, &keys(kept)) {
            if replaced.contains(&index) {
                lost.push(changed(at(index), place));
            }
            continue;
        }
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

fn changed(at: Pointer, place: &str) -> Diagnostic {
    let told = Diagnostic::new(
        "zappa/kept-replaced",
        Severity::Info,
        at,
        sentence!(
            "the design changed: at `{place}` the settings say what is generated, not what was imported",
            "設計が変わったため、設定の `{place}` は取り込んだ内容ではなく生成した内容になります",
        ),
    );
    told.help(sentence!(
        "compare them with the imported settings before you deploy, or take the change back",
        "デプロイの前に取り込んだ設定と比べるか、変更を元に戻してください",
    ))
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
