//! Resource policies that name every address there is.

use super::{Finding, Rule, source_range};
use crate::aws;
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "resource-policy-admits-everybody",
    severity: Severity::Warning,
    docs: "Every address is in `0.0.0.0/0` or `::/0`, so `aws:SourceIp` compared with it keeps nobody out, whatever ranges \
           stand beside it (AWS: IAM user guide, \"IAM JSON policy elements: Condition operators\", IP address condition \
           operators).",
    bad: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/24", "0.0.0.0/0"]}}}}}"#,
    good: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/24"]}}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((variant, cidrs)) = design.rest().and_then(source_range::of_policy) else {
        return Vec::new();
    };
    let at = Pointer::root().join("api").join("rest").join("policy");
    let at = at.join(variant).join("cidrs");
    let ranges = cidrs.iter().enumerate();
    ranges
        .filter(|(_, range)| aws::is_everything(range))
        .map(|(index, range)| {
            let message = sentence!(
                "`{range}` holds every address, so the policy's ranges keep nobody out",
                "`{range}` はすべてのアドレスを含むため、送信元の範囲による制限になりません",
            );
            Finding::at(at.join(index), message).help(sentence!(
                "name the addresses of the callers, or choose no policy",
                "呼び出し元のアドレスを指定するか、ポリシーをなしにしてください",
            ))
        })
        .collect()
}
