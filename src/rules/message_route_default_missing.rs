//! Messages that reach no function.

use super::{Finding, Rule, message_route::{self, has_route}};
use crate::diagnostic::{Severity};
use crate::model::{Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "message-route-default-missing",
    severity: Severity::Info,
    docs: "A message that names none of the routes goes to `$default`; without that route the gateway answers \
           `Forbidden` and no function hears of it (AWS: API Gateway developer guide, \"Create routes for \
           WebSocket APIs in API Gateway\").",
    bad: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "send", "function": "chat"}]}}}"#,
    good: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "send", "function": "chat"}, {"key": "$default", "function": "chat"}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let own = design.websocket().is_some_and(|api| !api.routes.is_empty());
    if !own || has_route(design, "$default") {
        return Vec::new();
    }
    let message = sentence!(
        "there is no route `$default`, so messages that name no route are refused",
        "ルート `$default` がないため、どのルートにも合わないメッセージは拒否されます"
    );
    vec![
        Finding::at(message_route::at(), message).mend(message_route::add("$default"), message_route::added(design, "$default")).help(sentence!(
            "add `$default` where such messages should be answered or logged",
            "そうしたメッセージに応答または記録したい場合は `$default` を追加してください",
        )),
    ]
}
