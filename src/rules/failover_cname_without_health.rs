//! Primary records that Route 53 refuses.

use super::{Finding, Rule, dns};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "failover-cname-without-health",
    severity: Severity::Error,
    docs: "Route 53 refuses the batch: \"A non-alias primary ResourceRecordSet must have an associated health check\" \
           (InvalidChangeBatch; kubernetes-sigs/external-dns issue 2362 is one who ran into it). A secondary record, \
           and an alias, may have none.",
    bad: r#"{"domain": {"dns": {"route53": {"record": {"cname": 300}, "routing": {"failover": "PRIMARY"}}}}}"#,
    good: r#"{"domain": {"dns": {"route53": {"record": {"cname": 300}, "routing": {"failover": "SECONDARY"}}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if !dns::lacks_health(design, false) {
        return Vec::new();
    }
    let message = sentence!(
        "Route 53 refuses a primary record that is no alias without a health check",
        "エイリアス以外のプライマリレコードは、ヘルスチェックがないと Route 53 に登録できません"
    );
    vec![Finding::at(dns::at().join("health_check_id"), message).help(dns::health_check_help(design))]
}
