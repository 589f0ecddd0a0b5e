//! Domains that can have no WebSocket API behind them.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, DomainEndpoint, SecurityPolicy};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "domain-unfit-for-websocket",
    severity: Severity::Error,
    docs: "A WebSocket API is reached through a regional domain with TLS 1.2 only, without mutual TLS (AWS: API \
           Gateway developer guide, \"Custom domain names for WebSocket APIs in API Gateway\").",
    bad: r#"{"api": {"websocket": {}}, "domain": {"endpoint": "EDGE", "mutual_tls": {}}}"#,
    good: r#"{"api": {"websocket": {}}, "domain": {"endpoint": "REGIONAL"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let domain = design.domain.as_ref();
    let Some(domain) = domain.filter(|_| design.websocket().is_some()) else {
        return Vec::new();
    };
    let at = Pointer::root().join("domain");
    let mut found = Vec::new();
    if domain.endpoint == DomainEndpoint::Edge {
        let message = sentence!(
            "an edge domain cannot lead to a WebSocket API",
            "エッジ最適化ドメインは WebSocket API に使えません"
        );
        found.push(Finding::at(at.join("endpoint"), message).set("REGIONAL").help(sentence!(
            "make the domain regional, with a certificate in the API's region",
            "ドメインをリージョンにし、API と同じリージョンの証明書を使ってください"
        )));
    }
    if domain.security_policy != SecurityPolicy::Tls12 {
        let message = sentence!(
            "a domain of a WebSocket API knows `TLS_1_2` alone",
            "WebSocket API のドメインで使えるのは `TLS_1_2` だけです"
        );
        found.push(
            Finding::at(at.join("security_policy"), message)
                .set("TLS_1_2").help(sentence!("choose `TLS_1_2`", "`TLS_1_2` を選んでください")),
        );
    }
    if domain.mutual_tls.is_some() {
        let message = sentence!(
            "a domain of a WebSocket API asks for no client certificates",
            "WebSocket API のドメインでは相互 TLS 認証を使えません"
        );
        found.push(
            Finding::at(at.join("mutual_tls"), message).help(sentence!(
                "turn mutual TLS off and let `$connect` ask an authorizer",
                "相互 TLS を無効にし、`$connect` でオーソライザーを使ってください"
            )),
        );
    }
    found
}
