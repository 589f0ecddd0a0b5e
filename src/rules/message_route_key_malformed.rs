//! Route keys that no message can have.

use super::{Finding, Rule, message_route::message_routes};
use crate::diagnostic::{Sentence, Severity};
use crate::model::{Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "message-route-key-malformed",
    severity: Severity::Error,
    docs: "A WebSocket API has the routes `$connect`, `$disconnect` and `$default`, and routes of its own whose \
           key is what the route selection expression finds in a message (AWS: API Gateway developer guide, \
           \"Create routes for WebSocket APIs in API Gateway\"). It has no paths.",
    bad: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "$conect", "function": "chat"}]}}}"#,
    good: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "$connect", "function": "chat"}, {"key": "chat.send-message", "function": "chat"}]}}}"#,
    check,
};

/// Keys that API Gateway itself gives a meaning.
const KNOWN: [&str; 3] = ["$connect", "$disconnect", "$default"];

fn check(design: &Design) -> Vec<Finding> {
    message_routes(design)
        .filter_map(|(at, route)| {
            let (message, help) = fault(&route.key)?;
            Some(Finding::at(at.join("key"), message).help(help))
        })
        .collect()
}

fn fault(key: &str) -> Option<(Sentence, Sentence)> {
    if key.is_empty() {
        let message = sentence!("the message route has no key", "メッセージルートにキーがありません");
        return Some((message, own()));
    }
    if key.starts_with('$') && !KNOWN.contains(&key) {
        let message = sentence!(
            "`{key}` is no route that API Gateway knows",
            "`{key}` というルートは API Gateway にありません"
        );
        let help = sentence!(
            "use `$connect`, `$disconnect` or `$default`, or a key without `$`",
            "`$connect`、`$disconnect`、`$default`、または `$` のないキーを使ってください"
        );
        return Some((message, help));
    }
    let is_path = key.starts_with('/') || key.contains(" /");
    if is_path || key.chars().any(char::is_control) {
        let message = sentence!(
            "`{key}` cannot be the key of a message route",
            "`{key}` はメッセージルートのキーにできません"
        );
        return Some((message, own()));
    }
    None
}

fn own() -> Sentence {
    sentence!(
        "use what messages carry, such as `send` for `{{\"action\": \"send\"}}`",
        "メッセージに入る値を使ってください(例: `{{\"action\": \"send\"}}` なら `send`)"
    )
}
