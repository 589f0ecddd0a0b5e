//! Ranges of a policy from which no request comes.

use super::{Finding, Rule, source_range};
use crate::aws;
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "resource-policy-range-unseen",
    severity: Severity::Warning,
    docs: "A public API sees the public address of its caller, for instance of the NAT gateway in front of a VPC, so a range for \
           private use lets nobody in (AWS: API Gateway developer guide, \"AWS condition keys that can be used in API Gateway \
           resource policies\", `aws:SourceIp`; IANA: IPv4 special-purpose address registry). Where no other range stands beside \
           it, `resource-policy-refuses-everybody` speaks.",
    bad: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["10.0.0.0/8", "203.0.113.0/24"]}}}}}"#,
    good: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/24"]}}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let public = design.rest().filter(|rest| !rest.is_private());
    let Some((variant, cidrs)) = public.and_then(source_range::of_policy) else {
        return Vec::new();
    };
    if cidrs.iter().all(|range| aws::is_private(range)) {
        return Vec::new();
    }
    let at = Pointer::root().join("api").join("rest").join("policy");
    let at = at.join(variant).join("cidrs");
    let ranges = cidrs.iter().enumerate();
    ranges
        .filter(|(_, range)| aws::is_private(range))
        .map(|(index, range)| {
            let message = sentence!(
                "no request to a public API comes from `{range}`, so this range lets nobody in",
                "パブリックな API に `{range}` からのリクエストは届かず、この範囲では誰も許可されません",
            );
            let finding = Finding::at(at.join(index), message).delete(at.join(index));
            finding.help(sentence!(
                "name the public address behind which these callers are, for instance of their NAT gateway",
                "この呼び出し元が出ていくパブリックなアドレス(NAT ゲートウェイなど)を指定してください",
            ))
        })
        .collect()
}
