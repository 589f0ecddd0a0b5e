//! Health checks that are no ids.

use super::{Finding, Rule, dns};
use crate::diagnostic::Severity;
use crate::model::{Design, Routing};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "health-check-id-malformed",
    severity: Severity::Error,
    docs: "A health check is named by its id of letters, digits and `-`, 64 at most (AWS: Route 53 API \
           Reference, ResourceRecordSet, `HealthCheckId`).",
    bad: r#"{"domain": {"dns": {"route53": {"routing": {"failover": "PRIMARY"}, "health_check_id": "my check"}}}}"#,
    good: r#"{"domain": {"dns": {"route53": {"routing": {"failover": "PRIMARY"}, "health_check_id": "abcdef11-2222-3333-4444-555555fedcba"}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((_, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let id = &route53.health_check_id;
    let is_id = id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if route53.routing == Routing::Simple || is_id {
        return Vec::new();
    }
    let message = sentence!(
        "`{id}` is not the id of a health check",
        "`{id}` はヘルスチェックの ID ではありません"
    );
    let finding = Finding::at(dns::at().join("health_check_id"), message);
    let finding = if dns::is_primary(route53, false) { finding } else { finding.set("") };
    vec![finding.help(sentence!(
        "copy the id from Route 53, \"Health checks\"; it is not the check's name",
        "Route 53 の「ヘルスチェック」から ID をコピーしてください(名前ではありません)",
    ))]
}
