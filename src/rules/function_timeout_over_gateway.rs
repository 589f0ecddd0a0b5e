//! Functions that may work on after the gateway has answered.

use super::{Finding, Rule};
use crate::aws::REST_TIMEOUT_SECONDS;
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-timeout-over-gateway",
    severity: Severity::Warning,
    docs: "A REST API waits 29 seconds for its integration and then answers 504, while the \
           function runs on and is billed (AWS: \"Amazon API Gateway quotas and important \
           notes\"). The quota can be raised for regional APIs only.",
    bad: r#"{"functions": [{"name": "app", "timeout_seconds": 60}]}"#,
    good: r#"{"functions": [{"name": "app", "timeout_seconds": 29}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.rest().is_none() {
        return Vec::new();
    }
    let longer = REST_TIMEOUT_SECONDS + 1..=900;
    let functions = design.functions.iter().enumerate();
    functions
        .filter(|(_, function)| !function.exists() && longer.contains(&function.timeout_seconds))
        .map(|(index, function)| {
            let at = Pointer::root().join("functions").join(index).join("timeout_seconds");
            let timeout = function.timeout_seconds;
            let message = sentence!(
                "the function may take `{timeout}` seconds, but a REST API gives up after {REST_TIMEOUT_SECONDS}",
                "関数は `{timeout}` 秒まで実行されますが、REST API は {REST_TIMEOUT_SECONDS} 秒で打ち切ります",
            );
            Finding::at(at, message).help(sentence!(
                "use at most {REST_TIMEOUT_SECONDS} seconds, and hand longer work to a queue",
                "{REST_TIMEOUT_SECONDS} 秒以下にし、長い処理はキューなどに任せてください",
            ))
        })
        .collect()
}
