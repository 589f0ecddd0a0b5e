//! Mutual TLS where the service has none.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, DomainEndpoint};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mutual-tls-on-edge-domain",
    severity: Severity::Error,
    docs: "Mutual TLS needs a regional custom domain name (AWS: API Gateway developer guide, \"How to \
           turn on mutual TLS authentication for your REST APIs in API Gateway\", prerequisites).",
    bad: r#"{"domain": {"endpoint": "EDGE", "mutual_tls": {"truststore_uri": "s3://trust/ca.pem"}}}"#,
    good: r#"{"domain": {"endpoint": "REGIONAL", "mutual_tls": {"truststore_uri": "s3://trust/ca.pem"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let domain = design.domain.as_ref();
    let wrong = domain.is_some_and(|domain| {
        domain.mutual_tls.is_some() && domain.endpoint == DomainEndpoint::Edge
    });
    if !wrong {
        return Vec::new();
    }
    let at = Pointer::root().join("domain").join("mutual_tls");
    let message = sentence!(
        "an edge domain has no mutual TLS",
        "エッジ最適化ドメインでは相互 TLS を使えません"
    );
    vec![Finding::at(at, message).help(sentence!(
        "make the domain regional, or switch mutual TLS off",
        "ドメインをリージョンにするか、相互 TLS をオフにしてください",
    ))]
}
