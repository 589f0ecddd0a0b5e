//! Data traces that have no log to stand in.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, LogLevel};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-data-trace-without-log",
    severity: Severity::Warning,
    docs: "Data tracing writes whole requests and answers into the execution log, so there is \
           nothing to write into at level `OFF` (AWS: API Gateway developer guide, \"Set up \
           CloudWatch logging for REST APIs in API Gateway\").",
    bad: r#"{"stages": [{"name": "dev", "data_trace": true}]}"#,
    good: r#"{"stages": [{"name": "dev", "data_trace": true, "execution_log": "INFO"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    // An HTTP API has none of this, as other rules say.
    if design.http().is_some() {
        return Vec::new();
    }
    let stages = design.stages.iter().enumerate();
    stages
        .filter(|(_, stage)| stage.data_trace && stage.execution_log == LogLevel::Off)
        .map(|(index, stage)| {
            let at = Pointer::root().join("stages").join(index).join("data_trace");
            let name = &stage.name;
            let message = sentence!(
                "stage `{name}` traces data, but its execution log is off",
                "ステージ `{name}` はデータトレースが有効ですが、実行ログがオフです"
            );
            Finding::at(at, message).set(false).help(sentence!(
                "set the execution log to `INFO` while you look for a fault, or turn data tracing off",
                "調査中は実行ログを `INFO` にするか、データトレースをオフにしてください",
            ))
        })
        .collect()
}
