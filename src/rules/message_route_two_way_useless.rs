//! Answers that nobody can get.

use super::{Finding, Rule, message_route::message_routes};
use crate::diagnostic::{Severity};
use crate::model::{Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "message-route-two-way-useless",
    severity: Severity::Warning,
    docs: "The connection is closed when `$disconnect` is called, so an answer to it reaches nobody (AWS: API Gateway \
           developer guide, \"Manage connected users and client apps: $connect and $disconnect routes\").",
    bad: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "$disconnect", "function": "chat", "two_way": true}]}}}"#,
    good: r#"{"functions": [{"name": "chat"}], "api": {"websocket": {"routes": [{"key": "$disconnect", "function": "chat"}, {"key": "send", "function": "chat", "two_way": true}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    message_routes(design)
        .filter(|(_, route)| route.two_way && route.key == "$disconnect")
        .map(|(at, _)| {
            let message = sentence!(
                "`$disconnect` cannot answer: the connection is closed already",
                "`$disconnect` の時点で接続は閉じているため、応答できません"
            );
            Finding::at(at.join("two_way"), message).set(false).help(sentence!(
                "turn the answer of `$disconnect` off",
                "`$disconnect` の応答を無効にしてください",
            ))
        })
        .collect()
}
