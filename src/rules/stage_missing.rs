//! APIs that nobody can call.

use serde_json::json;
use crate::diagnostic::Edit;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-missing",
    severity: Severity::Error,
    docs: "A deployment is called through a stage; without one the API has no URL (AWS: API \
           Gateway developer guide, \"Deploy REST APIs in API Gateway\").",
    bad: r#"{"stages": []}"#,
    good: r#"{"stages": [{"name": "dev"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if !design.stages.is_empty() {
        return Vec::new();
    }
    let at = Pointer::root().join("stages");
    vec![
        Finding::at(
            at,
            sentence!("the API has no stage", "API にステージがありません"),
        )
        .mend(sentence!("add `dev`", "`dev` を追加する"), vec![Edit::Append(at, json!({"name": "dev"}))]).help(sentence!(
            "add a stage, for instance `dev`",
            "`dev` などのステージを追加してください",
        )),
    ]
}
