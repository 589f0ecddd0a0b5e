//! Source ranges that IAM cannot read.

use super::{Finding, Rule, source_range};
use crate::aws;
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "resource-policy-range-malformed",
    severity: Severity::Error,
    docs: "`aws:SourceIp` is compared with IPv4 or IPv6 ranges in CIDR notation, or single addresses \
           (AWS: IAM user guide, \"IAM JSON policy elements: Condition operators\", IP address \
           condition operators).",
    bad: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/33"]}}}}}"#,
    good: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/24", "198.51.100.7", "2001:db8::/32"]}}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let at = Pointer::root().join("api").join("rest").join("policy");
    let Some((variant, cidrs)) = design.rest().and_then(source_range::of_policy) else {
        return Vec::new();
    };
    let at = at.join(variant).join("cidrs");
    let wrong = cidrs
        .iter()
        .enumerate()
        .filter(|(_, range)| !aws::is_range(range));
    wrong
        .map(|(index, range)| {
            let message = sentence!(
                "`{range}` is not a range of IP addresses",
                "`{range}` は IP アドレスの範囲ではありません"
            );
            Finding::at(at.join(index), message).help(sentence!(
                "write it in CIDR notation, for instance `203.0.113.0/24` or `2001:db8::/32`",
                "CIDR 表記で入力してください(例: `203.0.113.0/24`、`2001:db8::/32`)",
            ))
        })
        .collect()
}
