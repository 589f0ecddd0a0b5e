//! Data traces that have no log to stand in.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, LogLevel, Stage};
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
    traced(design)
        .into_iter()
        .filter(|(_, _, level)| *level == LogLevel::Off)
        .map(|(at, stage, _)| {
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

/// Every place where a stage traces data, of all methods or of one, with the level of the log there.
pub(super) fn traced(design: &Design) -> Vec<(Pointer, &Stage, LogLevel)> {
    let mut found = Vec::new();
    for (index, stage) in design.stages.iter().enumerate() {
        let at = Pointer::root().join("stages").join(index);
        if stage.data_trace {
            found.push((at.join("data_trace"), stage, stage.execution_log));
        }
        for (index, own) in stage.methods.iter().enumerate() {
            if own.data_trace == Some(true) {
                let at = at.join("methods").join(index).join("data_trace");
                let level = own.execution_log.unwrap_or(stage.execution_log);
                found.push((at, stage, level));
            }
        }
    }
    found
}
