//! Health that CloudFront does not tell.

use super::{Finding, Rule, dns};
use crate::diagnostic::Severity;
use crate::model::{Design, DomainEndpoint, Record};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "target-health-of-edge-domain",
    severity: Severity::Error,
    docs: "`EvaluateTargetHealth` must be false for an alias of a CloudFront distribution, which an \
           edge domain is (AWS: Route 53 API Reference, AliasTarget, `EvaluateTargetHealth`).",
    bad: r#"{"domain": {"endpoint": "EDGE", "dns": {"route53": {"evaluate_target_health": true}}}}"#,
    good: r#"{"domain": {"endpoint": "REGIONAL", "dns": {"route53": {"evaluate_target_health": true}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((domain, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let of_alias = route53.evaluate_target_health && route53.record == Record::Alias;
    if domain.endpoint != DomainEndpoint::Edge || !of_alias {
        return Vec::new();
    }
    let message = sentence!(
        "the alias of an edge domain cannot evaluate its target's health",
        "エッジ最適化ドメインのエイリアスではターゲットの状態を評価できません"
    );
    vec![Finding::at(dns::at().join("evaluate_target_health"), message).set(false).help(sentence!(
        "switch it off, or make the domain regional",
        "オフにするか、ドメインをリージョンにしてください",
    ))]
}
