//! Requests that leave the gateway unencrypted.

use super::http_proxy::servers;
use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "http-proxy-unencrypted",
    severity: Severity::Warning,
    docs: "API Gateway reaches the server of an HTTP integration over the public Internet; over \
           `http` requests with their tokens can be read and changed on the way (AWS: \
           \"Infrastructure security in Amazon API Gateway\").",
    bad: r#"{"routes": [{"path": "/", "methods": [{"integration": {"http_proxy": {"uri": "http://example.com/"}}}]}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"integration": {"http_proxy": {"uri": "https://example.com/"}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let servers = servers(design).filter(|server| !server.is_private);
    let plain = servers.filter(|server| server.uri.starts_with("http://"));
    plain
        .map(|server| {
            let (at, uri) = (server.at, server.uri);
            let message = sentence!(
                "requests to `{uri}` cross the Internet unencrypted",
                "`{uri}` へのリクエストは暗号化されずにインターネットを通ります",
            );
            Finding::at(at, message).help(sentence!(
                "use an address with `https`",
                "`https` のアドレスを使ってください",
            ))
        })
        .collect()
}
