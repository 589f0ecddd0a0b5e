//! Entries that silence a finding without saying why.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "silenced-without-reason",
    severity: Severity::Warning,
    docs: "A finding that is silenced says why, or the next person cannot tell a decision from an \
           oversight. Without a reason it is told as before (this project's own rule; SARIF 2.1.0 \
           calls it the `justification` of a suppression).",
    bad: r#"{"silenced": [{"code": "region-unknown", "place": "/region"}]}"#,
    good: r#"{"silenced": [{"code": "region-unknown", "place": "/region", "reason": "a private region"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let entries = design.silenced.iter().enumerate();
    let bare = entries.filter(|(_, entry)| entry.reason.trim().is_empty());
    bare.map(|(index, entry)| {
        let at = Pointer::root().join("silenced").join(index);
        let (code, place) = (&entry.code, &entry.place);
        let message = sentence!(
            "`{code}` at `{place}` is silenced without a reason, so it is told all the same",
            "`{place}` の `{code}` は理由がないため抑制されません"
        );
        Finding::at(at.join("reason"), message)
            .delete(at)
            .help(sentence!(
                "say why it may stay, or delete the entry",
                "残してよい理由を書くか、この項目を削除してください",
            ))
    })
    .collect()
}
