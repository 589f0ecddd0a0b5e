//! Everything that is to be told of a design: what the rules find, saved requests that end otherwise than they must, and
//! what the files leave out, less what the design silences.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Pointer, Sentence, Severity, once};
use crate::generate;
use crate::generate::Generator;
use crate::model::Design;
use crate::rules;
use crate::rules::Judged;
use crate::sentence;
use crate::simulate;

/// The ways to deploy, as the codes of their losses begin.
pub const WAYS: [&str; 4] = ["zappa", "sam", "cli", "openapi"];

/// All of it, what is worst first. With one of [`WAYS`] to deploy, what the files of the others leave out does not count.
pub fn judge(design: &Design, way: Option<&str>) -> Judged {
    gathered(design, generate::lost(design), way)
}

/// All of it, where nobody chose a way to deploy: what the files of each leave out is one note with a count, since most
/// of it is about ways that nobody goes.
pub fn counted(design: &Design) -> Judged {
    let lost = generate::lost(design);
    let mut owners = BTreeMap::<_, Vec<&str>>::new();
    for (file, lost) in &lost {
        for one in lost {
            owners.entry(key(one)).or_default().extend(owner(file.path));
        }
    }
    let mut judged = gathered(design, lost.clone(), None);
    let mut counts = [(0, 0); WAYS.len()];
    judged.open.retain(|one| {
        let owners = owners.get(&key(one)).map_or(&[][..], |ways| &ways[..]);
        for (place, _) in WAYS
            .iter()
            .enumerate()
            .filter(|(_, way)| owners.contains(way))
        {
            counts[place].0 += 1;
            counts[place].1 += usize::from(one.severity < Severity::Info);
        }
        owners.is_empty()
    });
    let notes = WAYS.iter().zip(counts).filter(|(_, (all, _))| *all > 0);
    judged
        .open
        .extend(notes.map(|(way, (all, grave))| left_out(way, all, grave)));
    judged
}

fn gathered(
    design: &Design,
    lost: Vec<(&Generator, Vec<Diagnostic>)>,
    way: Option<&str>,
) -> Judged {
    let mut found = rules::check(design);
    found.extend(simulate::failed(design));
    let lost = lost.into_iter();
    let lost = lost.filter(|(file, _)| !is_foreign(file.path, way));
    found.extend(lost.flat_map(|(_, lost)| lost));
    let is_asked =
        |code: &str| way.is_none() || !(code.starts_with("iam/") || is_foreign(code, way));
    let mut judged = rules::silence(design, found, is_asked);
    judged.open.sort_by_key(|diagnostic| diagnostic.severity);
    once(&mut judged.open, |one| one);
    once(&mut judged.silenced, |(one, _)| one);
    judged
}

/// What tells findings of the files apart.
fn key(one: &Diagnostic) -> (String, String, Sentence) {
    (one.code.to_string(), one.at.clone(), one.message.clone())
}

/// The note that the files of a way leave something out.
fn left_out(way: &str, all: usize, grave: usize) -> Diagnostic {
    let (code, name, name_ja) = match way {
        "zappa" => ("zappa/left-out", "Zappa", "Zappa"),
        "sam" => ("sam/left-out", "SAM", "SAM"),
        "cli" => ("cli/left-out", "the CLI script", "CLI スクリプト"),
        _ => ("openapi/left-out", "OpenAPI", "OpenAPI"),
    };
    let message = Sentence {
        en: format!("what concerns deploying with {name} alone is not listed: findings {all}, warnings among them {grave}").into(),
        ja: format!("{name_ja} でのデプロイだけに関わる指摘は省いています: {all}件(うち警告{grave}件)").into(),
    };
    Diagnostic::new(code, Severity::Info, Pointer::root(), message).help(sentence!(
        "deploy so? `check --for {way}` lists them, and says nothing of the other ways",
        "この方法でデプロイする場合は `check --for {way}` で一覧を表示してください",
    ))
}

/// The finding with that code at that place, as it is told.
pub fn finding(design: &Design, code: &str, at: &str) -> Option<Diagnostic> {
    let mut open = judge(design, None).open.into_iter();
    open.find(|found| found.code == code && found.at == at)
}

/// The way to deploy to which a file, or a code of what it leaves out, belongs.
fn owner(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("iam/deploy-").unwrap_or(name);
    WAYS.into_iter().find(|way| name.starts_with(way))
}

/// Whether it belongs to another way to deploy.
fn is_foreign(name: &str, way: Option<&str>) -> bool {
    owner(name).is_some_and(|own| way.is_some_and(|way| way != own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;
    use crate::model::read;
    use crate::rules::CAUSE_GONE;

    #[test]
    fn what_another_way_leaves_out_neither_counts_nor_is_its_silence_idle() {
        let text = r#"{"name": "a", "region": "us-east-1", "functions": [{"name": "f"}], "stages": [{"name": "dev", "throttle": {}}],
            "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}],
            "silenced": [{"code": "zappa/not-expressible", "place": "/stages/dev/throttle", "reason": "no Zappa here"}]}"#;
        let design = read(text).design.expect("it is a design");
        let of = |way| judge(&design, way);
        assert_eq!(of(None).silenced.len(), 1);
        assert_eq!(of(Some("zappa")).silenced.len(), 1);
        let by_sam = of(Some("sam"));
        assert!(by_sam.silenced.is_empty());
        assert!(by_sam.open.iter().all(|one| one.code != CAUSE_GONE));
        assert!(
            by_sam
                .open
                .iter()
                .all(|one| !one.code.starts_with("zappa/"))
        );
        assert!(
            of(None)
                .open
                .iter()
                .any(|one| one.code.starts_with("zappa/"))
        );
    }

    #[test]
    fn where_nobody_chose_a_way_each_is_a_note_with_a_count() {
        let design = (PRESETS[0].design)();
        let (all, counted) = (judge(&design, None).open, counted(&design).open);
        for way in WAYS {
            let own = judge(&design, Some(way)).open;
            let own = own.iter().filter(|one| !counted.contains(one)).count();
            let note = counted.iter().find(|one| owner(&one.code) == Some(way));
            let told = note.map(|note| note.message.en.contains(&format!(" findings {own},")));
            assert_eq!(told, (own > 0).then_some(true), "{way}: {own} {note:?}");
        }
        assert!(counted.len() + 10 < all.len());
        let is_own =
            |one: &&Diagnostic| one.code.starts_with("route53/") || !one.code.contains('/');
        assert!(all.iter().filter(is_own).all(|one| counted.contains(one)));
    }
}
