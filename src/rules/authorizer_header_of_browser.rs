//! Authorizers of WebSocket APIs that look at headers which no page can send.

use super::authorizer::{is_sent, kinds};
use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::{Authorization, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-header-of-browser",
    severity: Severity::Info,
    docs: "A page opens a WebSocket by its address and the names of protocols alone (WHATWG: WebSockets Standard, `new \
           WebSocket(url, protocols)`); of headers, browsers send their own, cookies and `Sec-WebSocket-Protocol`. When an \
           identity source is missing, the connection is refused with 401 and the authorizer is not called (AWS: API \
           Gateway developer guide, \"Create an AWS Lambda authorizer for WebSocket APIs in API Gateway\").",
    bad: r#"{"api": {"websocket": {}}, "access": {"authorization": {"authorizer": "guard"}, "authorizers": [{"name": "guard", "kind": {"lambda_request": {"headers": ["Authorization"]}}}]}}"#,
    good: r#"{"api": {"websocket": {}}, "access": {"authorization": {"authorizer": "guard"}, "authorizers": [{"name": "guard", "kind": {"lambda_request": {"headers": ["Cookie"], "query_strings": ["token"]}}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Authorization::Authorizer(wanted) = &design.access.authorization else {
        return Vec::new();
    };
    if design.websocket().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, authorizer) in kinds(design).filter(|(_, one)| one.name == *wanted) {
        if authorizer.kind.key() != "lambda_request" {
            continue;
        }
        let headers = authorizer.kind.headers().iter().enumerate();
        for (index, header) in headers.filter(|(_, header)| !is_sent(header)) {
            let message = sentence!(
                "a page in a browser cannot send the header `{header}` when it connects, and `{wanted}` wants it",
                "`{wanted}` はヘッダー `{header}` を必要としますが、ブラウザのページは接続時に送信できません"
            );
            found.push(Finding::at(at.join("headers").join(index), message).help(sentence!(
                "read a query string parameter, `Cookie` or `Sec-WebSocket-Protocol` instead, unless programs alone connect",
                "プログラムだけが接続する場合を除き、クエリ文字列パラメータ、`Cookie`、`Sec-WebSocket-Protocol` のいずれかで受け取ってください",
            )));
        }
    }
    found
}
