//! Functions that may not run at all.

use serde_json::Value;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-concurrency-zero",
    severity: Severity::Warning,
    docs: "A reserved concurrency of 0 stops a function: every call is throttled (AWS: Lambda developer guide, \
           \"Configuring reserved concurrency for a function\").",
    bad: r#"{"functions": [{"name": "app", "reserved_concurrency": 0}]}"#,
    good: r#"{"functions": [{"name": "app", "reserved_concurrency": 20}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    let stopped = functions.filter(|(_, function)| !function.exists() && function.reserved_concurrency == Some(0));
    stopped
        .map(|(index, function)| {
            let at = Pointer::root().join("functions").join(index);
            let name = &function.name;
            let message = sentence!(
                "with a reserved concurrency of 0 `{name}` never runs",
                "予約済み同時実行数が0のため、`{name}` は一度も実行されません",
            );
            Finding::at(at.join("reserved_concurrency"), message).set(Value::Null).help(sentence!(
                "reserve at least 1, or leave it open to share what the account has",
                "1以上にするか、空にしてアカウントの同時実行数を共有してください",
            ))
        })
        .collect()
}
