//! Authorizers of WebSocket APIs that look at headers which no page can send.

use super::{Finding, Rule, authorizer::kinds};
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

/// Headers with which a browser opens a WebSocket: of HTTP, of the handshake (RFC 6455, section 4.1) and cookies. Each
/// begins one or is one.
const SENT: [&str; 12] = [
    "accept-",
    "cache-control",
    "connection",
    "cookie",
    "host",
    "origin",
    "pragma",
    "sec-",
    "upgrade",
    "user-agent",
    "x-amzn-",
    "x-forwarded-",
];

/// Whether a header is there when a browser connects; `X-Forwarded-For` and the like come from the gateway.
fn is_sent(header: &str) -> bool {
    let header = header.to_ascii_lowercase();
    SENT.iter().any(|known| header == *known || (known.ends_with('-') && header.starts_with(known)))
}

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
                "プログラムだけが接続する場合を除き、クエリ文字列パラメーター、`Cookie`、`Sec-WebSocket-Protocol` のいずれかで受け取ってください",
            )));
        }
    }
    found
}
