//! Shared names of edge domains.

use super::{Finding, Rule, dns};
use crate::diagnostic::Severity;
use crate::model::{Design, DomainEndpoint, Routing};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "routing-of-edge-domain",
    severity: Severity::Warning,
    docs: "A name belongs to one CloudFront distribution in the world, so a second edge domain of the \
           same name cannot be made; several regions share a name as regional domains (AWS: API \
           Gateway developer guide, \"Custom domain name for public REST APIs in API Gateway\").",
    bad: r#"{"domain": {"endpoint": "EDGE", "dns": {"route53": {"routing": {"weighted": 10}}}}}"#,
    good: r#"{"domain": {"endpoint": "REGIONAL", "dns": {"route53": {"routing": {"weighted": 10}}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((domain, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    if domain.endpoint != DomainEndpoint::Edge || route53.routing == Routing::Simple {
        return Vec::new();
    }
    let message = sentence!(
        "an edge domain exists once in the world, so no second API can share its name",
        "エッジ最適化ドメインは世界に1つしか作れず、別の API と名前を共有できません"
    );
    vec![Finding::at(dns::at().join("routing"), message).set("simple").help(sentence!(
        "make the domain regional in every region, or use simple routing",
        "各リージョンでリージョンドメインにするか、シンプルルーティングを使ってください",
    ))]
}
