//! Functions that may work on after the gateway has answered.

use super::function::made_functions;
use super::method::has_own_code;
use super::{Finding, Rule};
use crate::aws::{HTTP_TIMEOUT_SECONDS, REST_TIMEOUT_SECONDS, WEBSOCKET_TIMEOUT_SECONDS};
use crate::diagnostic::Severity;
use crate::model::{Api, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-timeout-over-gateway",
    severity: Severity::Warning,
    docs: "A REST or WebSocket API waits 29 seconds for its integration, an HTTP API 30, and then answers 504 \
           or 503, while the function runs on and is billed (AWS: \"Amazon API Gateway quotas and \
           important notes\"). The quota can be raised for regional REST APIs only.",
    bad: r#"{"functions": [{"name": "app", "timeout_seconds": 60}]}"#,
    good: r#"{"functions": [{"name": "app", "timeout_seconds": 29}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let (article, kind, most) = match design.api {
        Api::Rest(_) => ("a", "REST", REST_TIMEOUT_SECONDS),
        Api::Http(_) => ("an", "HTTP", HTTP_TIMEOUT_SECONDS),
        Api::Websocket(_) => ("a", "WebSocket", WEBSOCKET_TIMEOUT_SECONDS),
    };
    let longer = most + 1..=900;
    let is_own = has_own_code(design);
    made_functions(design)
        .filter(|made| longer.contains(&made.function.timeout_seconds))
        .map(|made| {
            let timeout = made.function.timeout_seconds;
            let message = sentence!(
                "the function may take `{timeout}` seconds, but {article} {kind} API gives up after {most}",
                "関数は `{timeout}` 秒まで実行されますが、{kind} API は {most} 秒で打ち切ります",
            );
            let finding = Finding::at(made.at.join("timeout_seconds"), message);
            let help = sentence!(
                "use at most {most} seconds, and hand longer work to a queue",
                "{most} 秒以下にし、長い処理はキューなどに任せてください",
            );
            // Code that came with a template may serve other events, too, for which its timeout is right.
            if is_own && !made.by_template {
                return finding.help(help);
            }
            made.advise(finding, "Timeout", most, help)
        })
        .collect()
}
