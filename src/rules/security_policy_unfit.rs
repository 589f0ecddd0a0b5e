//! Security policies that a domain cannot have.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, DomainEndpoint, EndpointType, SecurityPolicy};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "security-policy-unfit",
    severity: Severity::Error,
    docs: "Of the enhanced security policies those that end in `_EDGE` are for edge domains, the others for regional and \
           private ones, and none goes with mutual TLS, which asks for TLS 1.2 at least (AWS: API Gateway developer guide, \"Supported security \
           policies\", \"Choose a security policy for your custom domain in API Gateway\", \"How to turn on mutual TLS authentication \
           for your REST APIs in API Gateway\").",
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
    let Some(domain) = domain else {
        return found;
    };
    let at = Pointer::root().join("domain");
    let is_regional = domain.endpoint == DomainEndpoint::Regional;
    if domain.security_policy == SecurityPolicy::Tls10 && is_regional && domain.mutual_tls.is_some() {
        let message = sentence!(
            "mutual TLS needs TLS 1.2 at least, and the domain takes `TLS_1_0`",
            "相互 TLS には TLS 1.2 以上が必要ですが、ドメインは `TLS_1_0` です"
        );
        let finding = Finding::at(at.join("security_policy"), message);
        found.push(finding.set(SecurityPolicy::Tls12.as_str()).help(sentence!(
            "choose `TLS_1_2`, or turn mutual TLS off",
            "`TLS_1_2` を選ぶか、相互 TLS を無効にしてください",
        )));
    }
    if !domain.security_policy.is_enhanced() {
        return found;
    }
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

#[cfg(test)]
mod tests {
    use crate::model::{Design, read};
    use crate::rules;

    #[test]
    fn mutual_tls_asks_for_tls_1_2() {
        let found = |policy: &str| {
            let text = format!(
                r#"{{"domain": {{"security_policy": "{policy}", "mutual_tls": {{"truststore_uri": "s3://trust/ca.pem"}}}}}}"#
            );
            let design: Design = read(&text).design.expect("it is a design");
            let found = rules::check(&design).into_iter();
            let mut ours = found.filter(|one| one.code == "security-policy-unfit");
            ours.next().map(|one| one.at)
        };
        assert_eq!(found("TLS_1_2"), None);
        assert_eq!(found("TLS_1_0").as_deref(), Some("/domain/security_policy"));
        let enhanced = found("SecurityPolicy_TLS13_1_3_2025_09");
        assert_eq!(enhanced.as_deref(), Some("/domain/mutual_tls"));
    }
}
