//! Failover that never happens.

use super::{Finding, Rule, dns};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "failover-without-health",
    severity: Severity::Warning,
    docs: "A primary alias without health check counts as healthy for ever: API Gateway has no health of its own to \
           evaluate (AWS: Route 53 developer guide, \"Configuring DNS failover\").",
    bad: r#"{"domain": {"dns": {"route53": {"routing": {"failover": "PRIMARY"}, "evaluate_target_health": true}}}}"#,
    good: r#"{"domain": {"dns": {"route53": {"routing": {"failover": "PRIMARY"}, "health_check_id": "abcdef11-2222-3333-4444-555555fedcba"}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if !dns::lacks_health(design, true) {
        return Vec::new();
    }
    let message = sentence!(
        "nothing watches the primary record, so the secondary never answers",
        "プライマリレコードが監視されていないため、セカンダリに切り替わりません"
    );
    vec![Finding::at(dns::at().join("health_check_id"), message).help(dns::health_check_help(design))]
}
