//! Security policies that a domain cannot have.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, DomainEndpoint};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "security-policy-unfit",
    severity: Severity::Error,
    docs: "Of the enhanced security policies those that end in `_EDGE` are for edge domains, the others for regional and \
           private ones, and none goes with mutual TLS (AWS: API Gateway developer guide, \"Supported security \
           policies\", \"Choose a security policy for your custom domain in API Gateway\").",
    bad: r#"{"api": {"rest": {}}, "domain": {"endpoint": "EDGE", "security_policy": "SecurityPolicy_TLS13_1_3_2025_09"}}"#,
    good: r#"{"api": {"rest": {}}, "domain": {"endpoint": "REGIONAL", "security_policy": "SecurityPolicy_TLS13_1_3_2025_09"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let domain = design.domain.as_ref().filter(|_| design.rest().is_some());
    let Some(domain) = domain.filter(|domain| domain.security_policy.is_enhanced()) else {
        return Vec::new();
    };
    let at = Pointer::root().join("domain");
    let policy = domain.security_policy.as_str();
    let mut found = Vec::new();
    let is_edge = domain.endpoint == DomainEndpoint::Edge;
    if is_edge != domain.security_policy.is_of_edge() {
        let message = sentence!(
            "`{policy}` is for another type of domain",
            "`{policy}` は別の種類のドメイン用です"
        );
        let help = if is_edge {
            sentence!("choose one that ends in `_EDGE`", "`_EDGE` で終わるものを選んでください")
        } else {
            sentence!(
                "choose one that does not end in `_EDGE`",
                "`_EDGE` で終わらないものを選んでください"
            )
        };
        found.push(Finding::at(at.join("security_policy"), message).help(help));
    }
    if domain.mutual_tls.is_some() {
        let message = sentence!(
            "a domain with `{policy}` asks for no client certificates",
            "`{policy}` のドメインでは相互 TLS を使えません"
        );
        found.push(Finding::at(at.join("mutual_tls"), message).help(sentence!(
            "choose `TLS_1_2`, or turn mutual TLS off",
            "`TLS_1_2` を選ぶか、相互 TLS を無効にしてください",
        )));
    }
    found
}
