//! Timeouts that Lambda refuses.

use super::function::made_functions;
use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-timeout-out-of-range",
    severity: Severity::Error,
    docs: "A function runs 1 to 900 seconds at most (AWS: Lambda developer guide, \"Configure \
           Lambda function timeout\").",
    bad: r#"{"functions": [{"name": "app", "timeout_seconds": 0}]}"#,
    good: r#"{"functions": [{"name": "app", "timeout_seconds": 29}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    made_functions(design)
        .filter(|made| !(1..=900).contains(&made.function.timeout_seconds))
        .map(|made| {
            let timeout = made.function.timeout_seconds;
            let message = sentence!(
                "a timeout of `{timeout}` seconds is out of range",
                "タイムアウト `{timeout}` 秒は範囲外です"
            );
            let finding = Finding::at(made.at.join("timeout_seconds"), message);
            let help = sentence!(
                "use 1 to 900 seconds; behind a REST API at most 29",
                "1〜900秒を指定してください。REST API の背後では29秒以下にします",
            );
            made.advise(finding, "Timeout", timeout.clamp(1, 900), help)
        })
        .collect()
}
