//! Functions that give up before a Dash app has started.

use super::method::dash_functions;
use super::{Finding, Rule};
use crate::aws::REST_TIMEOUT_SECONDS;
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-timeout-low-for-dash",
    severity: Severity::Warning,
    docs: "What a function imports may take 10 seconds; a start that takes longer is made again within the first \
           request and counts towards the function's timeout (AWS: Lambda developer guide, \"Understanding the Lambda \
           execution environment lifecycle\", \"Init phase\"). A Dash app with pandas takes that long on a small \
           function; Lambda's own timeout is 3 seconds where nothing is said.",
    bad: r#"{"app": {"dash": {}}, "functions": [{"name": "f", "timeout_seconds": 3}], "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}]}"#,
    good: r#"{"app": {"dash": {}}, "functions": [{"name": "f", "timeout_seconds": 10}], "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}]}"#,
    check,
};

/// What a start takes, and a callback after it, in seconds.
const ENOUGH: u32 = 10;

fn check(design: &Design) -> Vec<Finding> {
    dash_functions(design)
        .filter(|(_, function)| (1..ENOUGH).contains(&function.timeout_seconds))
        .map(|(index, function)| {
            let at = Pointer::root().join("functions").join(index).join("timeout_seconds");
            let timeout = function.timeout_seconds;
            let message = sentence!(
                "a Dash app may not have started after `{timeout}` seconds, and the gateway then answers 502",
                "Dash アプリは `{timeout}` 秒では起動が終わらないことがあり、その場合ゲートウェイは 502 を返します",
            );
            Finding::at(at, message).set(REST_TIMEOUT_SECONDS).help(sentence!(
                "use 10 seconds or more; the gateway waits for {REST_TIMEOUT_SECONDS}",
                "10秒以上にしてください。ゲートウェイは{REST_TIMEOUT_SECONDS}秒まで待ちます",
            ))
        })
        .collect()
}
