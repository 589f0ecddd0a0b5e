//! Expressions that find no route in a message.

use crate::model::WebSocketApi;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-selection-expression-malformed",
    severity: Severity::Error,
    docs: "The route selection expression of a WebSocket API reads the message: `$request.body.action`, or parts of \
           text around `${request.body.…}` (AWS: API Gateway developer guide, \"WebSocket selection \
           expressions in API Gateway\").",
    bad: r#"{"api": {"websocket": {"route_selection_expression": "action"}}}"#,
    good: r#"{"api": {"websocket": {"route_selection_expression": "${request.body.room}/${request.body.action}"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(api) = design.websocket() else {
        return Vec::new();
    };
    let expression = &api.route_selection_expression;
    if reads_message(expression) {
        return Vec::new();
    }
    let at = Pointer::root().join("api").join("websocket");
    let message = sentence!(
        "`{expression}` finds no route in a message",
        "`{expression}` ではメッセージからルートを選べません"
    );
    vec![
        Finding::at(at.join("route_selection_expression"), message).set(WebSocketApi::default().route_selection_expression).help(sentence!(
            "write `$request.body.action` for messages such as `{{\"action\": \"send\"}}`",
            "`{{\"action\": \"send\"}}` のようなメッセージなら `$request.body.action` と書いてください",
        )),
    ]
}

/// Whether it is one field of the message, or text with at least one in braces.
fn reads_message(expression: &str) -> bool {
    let field = |path: &str| {
        let known = |c: char| c.is_ascii_alphanumeric() || "._-[]".contains(c);
        !path.is_empty() && path.chars().all(known) && !path.ends_with('.')
    };
    if let Some(path) = expression.strip_prefix("$request.body.") {
        return field(path);
    }
    let mut pieces = expression.split("${request.body.").skip(1).peekable();
    pieces.peek().is_some()
        && pieces.all(|piece| piece.split_once('}').is_some_and(|(path, _)| field(path)))
}
