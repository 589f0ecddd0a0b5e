//! Domains that can have no HTTP API behind them.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, DomainEndpoint, SecurityPolicy};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "domain-unfit-for-http",
    severity: Severity::Error,
    docs: "An HTTP API is reached through a regional domain with TLS 1.2 only (AWS: API Gateway \
           developer guide, \"Custom domain names for HTTP APIs in API Gateway\").",
    bad: r#"{"api": {"http": {}}, "domain": {"endpoint": "EDGE"}}"#,
    good: r#"{"api": {"http": {}}, "domain": {"endpoint": "REGIONAL"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(domain) = design.domain.as_ref().filter(|_| design.http().is_some()) else {
        return Vec::new();
    };
    let at = Pointer::root().join("domain");
    let mut found = Vec::new();
    if domain.endpoint == DomainEndpoint::Edge {
        let message = sentence!(
            "an edge domain cannot lead to an HTTP API",
            "エッジ最適化ドメインは HTTP API に使えません"
        );
        found.push(Finding::at(at.join("endpoint"), message).set("REGIONAL").help(sentence!(
            "make the domain regional, with a certificate in the API's region",
            "ドメインをリージョンにし、API と同じリージョンの証明書を使ってください"
        )));
    }
    if domain.security_policy != SecurityPolicy::Tls12 {
        let message = sentence!(
            "a domain of an HTTP API knows `TLS_1_2` alone",
            "HTTP API のドメインで使えるのは `TLS_1_2` だけです"
        );
        found.push(
            Finding::at(at.join("security_policy"), message)
                .set("TLS_1_2").help(sentence!("choose `TLS_1_2`", "`TLS_1_2` を選んでください")),
        );
    }
    found
}
