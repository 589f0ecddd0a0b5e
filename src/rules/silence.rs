//! Findings that the owner of a design decided to live with.
//!
//! A warning or a note that is silenced is not told any more. An error is: what cannot be deployed stays
//! visible, but as a warning, so that it stops no pipeline (rules can be behind a quota that was raised).

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Edit, Fix, Pointer, Severity, sort};
use crate::model::Design;
use crate::sentence;

/// The code of the note that a silenced finding has no cause any more.
pub const CAUSE_GONE: &str = "silenced-cause-gone";

/// What is left of findings once those that are silenced are taken out.
#[derive(Default)]
pub struct Judged {
    /// What is told.
    pub open: Vec<Diagnostic>,
    /// What is silenced, as it was found, and the place of its entry in [`Design::silenced`].
    pub silenced: Vec<(Diagnostic, usize)>,
}

/// Takes out what a design silences, and tells of entries that silence nothing. Of `found` is everything that
/// codes of which `is_asked` holds had to say; other entries may belong to what was not asked.
pub fn silence(design: &Design, found: Vec<Diagnostic>, is_asked: impl Fn(&str) -> bool) -> Judged {
    let entries = &design.silenced;
    if entries.is_empty() {
        return Judged {
            open: found,
            silenced: Vec::new(),
        };
    }
    let codes: BTreeSet<&str> = entries.iter().map(|entry| entry.code.as_str()).collect();
    let mut used = BTreeSet::new();
    let mut judged = Judged::default();
    for mut finding in found {
        let known = codes.contains(&*finding.code);
        let place = known.then(|| design.place_of(&finding.at));
        let entry = place.and_then(|place| {
            entries
                .iter()
                .position(|entry| entry.code == finding.code && entry.place == place)
        });
        let Some(entry) = entry else {
            judged.open.push(finding);
            continue;
        };
        used.insert(entry);
        let reason = entries[entry].reason.trim();
        if reason.is_empty() {
            judged.open.push(finding);
            continue;
        }
        judged.silenced.push((finding.clone(), entry));
        if finding.severity == Severity::Error {
            finding.severity = Severity::Warning;
            finding.help = Some(sentence!(
                "silenced as an error: {reason}",
                "エラーとしては抑制済み: {reason}"
            ));
            judged.open.push(finding);
        }
    }
    let idle = entries.iter().enumerate();
    let idle = idle.filter(|(place, entry)| !used.contains(place) && is_asked(&entry.code));
    judged.open.extend(idle.map(|(place, entry)| {
        let at = Pointer::root().join("silenced").join(place);
        let (code, place) = (&entry.code, &entry.place);
        let message = sentence!(
            "`{code}` is silenced at `{place}`, where it has nothing to say any more",
            "`{place}` で `{code}` が抑制されていますが、その問題はもうありません"
        );
        Diagnostic {
            fix: Some(Fix {
                title: sentence!("delete it", "削除する"),
                edits: vec![Edit::Remove(at)],
            }),
            ..Diagnostic::new(CAUSE_GONE, Severity::Info, at, message).help(sentence!(
                "delete the entry, or else it silences what comes back",
                "再発したときに見逃さないよう、この項目を削除してください"
            ))
        }
    }));
    sort(&mut judged.open);
    judged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Silenced, read};
    use crate::rules::check;

    fn design(text: &str) -> Design {
        read(text).design.expect("it is a design")
    }

    fn entry(code: &str, place: &str, reason: &str) -> Silenced {
        Silenced {
            code: code.into(),
            place: place.into(),
            reason: reason.into(),
        }
    }

    fn codes(found: &[Diagnostic]) -> Vec<(&str, Severity)> {
        found.iter().map(|one| (&*one.code, one.severity)).collect()
    }

    #[test]
    fn a_warning_goes_an_error_becomes_one_and_an_entry_without_a_cause_is_told() {
        let mut design = design(
            r#"{"name": "a", "region": "eu-west-1", "api": {"rest": {"name": "a"}}, "stages": [{"name": "my stage", "data_trace": true}], "domain": null}"#,
        );
        let all = check(&design);
        let stage = |code| (code, "/stages/my stage");
        let (warning, place) = stage("stage-data-trace-without-log");
        let (error, _) = stage("stage-name-malformed");
        assert!(codes(&all).contains(&(warning, Severity::Warning)));
        assert!(codes(&all).contains(&(error, Severity::Error)));
        design.silenced = vec![
            entry(warning, &format!("{place}/data_trace"), "a trial"),
            entry(error, &format!("{place}/name"), "the service takes it"),
            entry("region-unknown", "/region", "a new one"),
            entry("sam/lost", "/region", "not asked"),
        ];
        let judged = silence(&design, check(&design), |code| !code.contains('/'));
        let open = codes(&judged.open);
        assert!(!open.iter().any(|(code, _)| *code == warning));
        assert!(open.contains(&(error, Severity::Warning)));
        assert_eq!(judged.silenced.len(), 2);
        let gone: Vec<_> = judged
            .open
            .iter()
            .filter(|one| one.code == CAUSE_GONE)
            .collect();
        assert_eq!(gone.len(), 1);
        assert_eq!(gone[0].at, "/silenced/2");
        let mut mended = design.clone();
        mended.mend(gone[0].fix.as_ref().expect("it can be deleted"));
        assert_eq!(mended.silenced.len(), 3);
    }

    #[test]
    fn without_a_reason_nothing_is_silenced() {
        let mut design = design(r#"{"region": "tokyo"}"#);
        let all = check(&design);
        design.silenced = vec![entry("region-unknown", "/region", " ")];
        let judged = silence(&design, check(&design), |_| true);
        assert!(judged.silenced.is_empty());
        let open = codes(&judged.open);
        assert!(codes(&all).iter().all(|found| open.contains(found)));
        assert!(
            open.iter()
                .any(|(code, _)| *code == "silenced-without-reason")
        );
    }
}
