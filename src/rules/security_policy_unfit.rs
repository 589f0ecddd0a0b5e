//! Security policies that a domain cannot have.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, DomainEndpoint, EndpointType, SecurityPolicy};
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
    let Some(rest) = design.rest() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Some(policy) = rest.security_policy {
        let at = Pointer::root().join("api").join("rest");
        found.extend(of_endpoint(policy, rest.endpoint == EndpointType::Edge, at));
    }
    let domain = design.domain.as_ref();
    let Some(domain) = domain.filter(|domain| domain.security_policy.is_enhanced()) else {
        return found;
    };
    let at = Pointer::root().join("domain");
    let policy = domain.security_policy.as_str();
    let is_edge = domain.endpoint == DomainEndpoint::Edge;
    found.extend(of_endpoint(domain.security_policy, is_edge, at));
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

/// A policy for another type of endpoint.
fn of_endpoint(policy: SecurityPolicy, is_edge: bool, at: Pointer) -> Option<Finding> {
    if !policy.is_enhanced() || is_edge == policy.is_of_edge() {
        return None;
    }
    let name = policy.as_str();
    let message = sentence!(
        "`{name}` is for another type of endpoint",
        "`{name}` は別の種類のエンドポイント用です"
    );
    let help = if is_edge {
        sentence!("choose one that ends in `_EDGE`", "`_EDGE` で終わるものを選んでください")
    } else {
        sentence!(
            "choose one that does not end in `_EDGE`",
            "`_EDGE` で終わらないものを選んでください"
        )
    };
    Some(Finding::at(at.join("security_policy"), message).help(help))
}
