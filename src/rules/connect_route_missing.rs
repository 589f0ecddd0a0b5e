//! WebSocket APIs that ask nobody who they are.

use super::{Finding, Rule, message_route::{self, has_route}};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Authorization, CONNECT, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "connect-route-missing",
    severity: Severity::Error,
    docs: "Only the route `$connect` asks for credentials or an API key; a WebSocket API without it lets every caller \
           connect (AWS: API Gateway developer guide, \"Control and manage access to WebSocket APIs in API \
           Gateway\").",
    bad: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "$default", "function": "chat"}]}}, "access": {"authorization": "iam"}}"#,
    good: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "$connect", "function": "chat"}, {"key": "$default", "function": "chat"}]}}, "access": {"authorization": "iam"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let access = &design.access;
    let asks = access.authorization != Authorization::None || access.api_key_required;
    if design.websocket().is_none() || !asks || has_route(design, CONNECT) {
        return Vec::new();
    }
    let at: Pointer = message_route::at();
    let message = sentence!(
        "there is no route `$connect`, so everybody may connect",
        "ルート `$connect` がないため、誰でも接続できます"
    );
    vec![Finding::at(at, message).mend(message_route::add("$connect"), message_route::added(design, "$connect")).help(sentence!(
        "add the route `$connect`: it is the one that asks for credentials and keys",
        "認証情報と API キーを確認するルート `$connect` を追加してください",
    ))]
}
