//! Message routes with one key.

use std::collections::BTreeSet;

use super::{Finding, Rule, message_route::message_routes};
use crate::diagnostic::{Severity};
use crate::model::{Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "message-route-key-duplicate",
    severity: Severity::Error,
    docs: "A route key is unique in a WebSocket API: API Gateway refuses a second route with it (AWS: API Gateway v2 \
           API Reference, CreateRoute).",
    bad: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "send", "function": "chat"}, {"key": "send", "function": "chat"}]}}}"#,
    good: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "send", "function": "chat"}, {"key": "leave", "function": "chat"}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    message_routes(design)
        .filter(|(_, route)| !route.key.is_empty() && !seen.insert(&route.key))
        .map(|(at, route)| {
            let key = &route.key;
            let message = sentence!(
                "a second message route has the key `{key}`",
                "キー `{key}` のメッセージルートがほかにもあります"
            );
            Finding::at(at.join("key"), message).help(sentence!(
                "give each route a key of its own, or delete one",
                "ルートごとに異なるキーを付けるか、片方を削除してください",
            ))
        })
        .collect()
}
