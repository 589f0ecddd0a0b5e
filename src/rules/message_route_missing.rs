//! WebSocket APIs without a route.

use super::{Finding, Rule, message_route};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "message-route-missing",
    severity: Severity::Error,
    docs: "A WebSocket API is deployed with at least one route: without any, API Gateway refuses the deployment, so no \
           stage answers (AWS: API Gateway developer guide, \"Create a stage for a WebSocket API\").",
    bad: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {}}}"#,
    good: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "$default", "function": "chat"}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let empty = design.websocket().is_some_and(|api| api.routes.is_empty());
    let at: Pointer = message_route::at();
    let finding = empty.then(|| {
        let message = sentence!(
            "the WebSocket API has no message routes, so no stage of it can be deployed",
            "WebSocket API にメッセージルートがなく、どのステージもデプロイできません"
        );
        Finding::at(at, message).mend(message_route::add("$default"), message_route::added(design, "$default")).help(sentence!(
            "add `$default`, which gets every message",
            "すべてのメッセージを受け取る `$default` を追加してください",
        ))
    });
    finding.into_iter().collect()
}
