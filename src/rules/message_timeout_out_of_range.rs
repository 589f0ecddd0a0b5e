//! Message routes for which the gateway shall wait longer, or shorter, than it can.

use super::{Finding, Rule, message_route::message_routes};
use crate::aws::WEBSOCKET_TIMEOUT_SECONDS;
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "message-timeout-out-of-range",
    severity: Severity::Error,
    docs: "An integration of a WebSocket API times out after 50 milliseconds to 29 seconds (AWS: API Gateway v2 API \
           Reference, CreateIntegration, `timeoutInMillis`).",
    bad: r#"{"api": {"websocket": {"routes": [{"key": "$default", "timeout_ms": 30000}]}}}"#,
    good: r#"{"api": {"websocket": {"routes": [{"key": "$default", "timeout_ms": 29000}]}}}"#,
    check,
};

/// The shortest and the longest, in milliseconds.
const WAITS: [u32; 2] = [50, WEBSOCKET_TIMEOUT_SECONDS * 1000];

fn check(design: &Design) -> Vec<Finding> {
    let [shortest, longest] = WAITS;
    message_routes(design)
        .filter_map(|(at, route)| {
            let timeout = route.timeout_ms?;
            if (shortest..=longest).contains(&timeout) {
                return None;
            }
            let key = &route.key;
            let message = sentence!(
                "the gateway cannot wait `{timeout}` milliseconds for message route `{key}`",
                "ゲートウェイはメッセージルート `{key}` を `{timeout}` ミリ秒待つことができません",
            );
            Some(Finding::at(at.join("timeout_ms"), message).set(timeout.clamp(shortest, longest)).help(sentence!(
                "use {shortest} to {longest}, or leave it empty for the longest",
                "{shortest}〜{longest} の値にするか、空にして上限まで待ってください",
            )))
        })
        .collect()
}
