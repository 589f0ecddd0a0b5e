//! Message routes that lead nowhere.

use super::{Finding, Rule, message_route::message_routes};
use crate::diagnostic::{Severity};
use crate::model::{Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "message-route-function-unknown",
    severity: Severity::Error,
    docs: "A message route names a function of the design; without one the files leave the route out, and its messages \
           go to `$default` or are refused (AWS: API Gateway developer guide, \"Set up a WebSocket API \
           integration request in API Gateway\").",
    bad: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "send", "function": "other"}]}}}"#,
    good: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "send", "function": "chat"}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    message_routes(design)
        .filter(|(_, route)| route.called().is_some_and(|name| design.function(name).is_none()))
        .map(|(at, route)| {
            let (key, function) = (&route.key, &route.function);
            let message = sentence!(
                "message route `{key}` leads to `{function}`, which is no function of the design",
                "メッセージルート `{key}` の関数 `{function}` は設計にありません"
            );
            Finding::at(at.join("function"), message).help(sentence!(
                "choose a function, or add one",
                "関数を選ぶか、追加してください",
            ))
        })
        .collect()
}
