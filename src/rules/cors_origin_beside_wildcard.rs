//! Origins that are named although every origin is allowed.

use super::{Finding, Rule, cors::settings};
use crate::diagnostic::{Edit, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-origin-beside-wildcard",
    severity: Severity::Warning,
    docs: "`*` allows pages of every origin, so an origin beside it allows nobody more and keeps nobody out (Fetch Standard, \
           \"CORS check\"; MDN, Access-Control-Allow-Origin).",
    bad: r#"{"cors": {"allow_origins": ["*", "https://a.example.com"]}}"#,
    good: r#"{"cors": {"allow_origins": ["https://a.example.com"]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let all = settings(design).into_iter();
    let found = all.filter_map(|(at, cors)| {
        let origins = &cors.allow_origins;
        let wild = origins.iter().position(|origin| origin == "*")?;
        let named = origins.iter().find(|origin| *origin != "*" && !origin.is_empty())?;
        let at = at.join("allow_origins");
        let message = sentence!(
            "`*` allows pages of every origin, so `{named}` beside it narrows nothing",
            "`*` がすべてのオリジンを許可するため、`{named}` を加えても絞り込まれません"
        );
        // From the last one on, so that each place is still the one that is meant.
        let wilds = origins.iter().enumerate().rev().filter(|(_, origin)| *origin == "*");
        let edits = wilds.map(|(index, _)| Edit::Remove(at.join(index))).collect();
        let title = sentence!("take out `*`", "`*` を外す");
        Some(Finding::at(at.join(wild), message).mend(title, edits).help(sentence!(
            "take out `*` if only the named origins may call, or the others if everybody may",
            "指定したオリジンだけに許可するなら `*` を外し、すべてに許可するならほかのオリジンを外してください",
        )))
    });
    found.collect()
}
