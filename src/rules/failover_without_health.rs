//! Failover that never happens.

use crate::model::DomainEndpoint;
use crate::diagnostic::Edit;
use super::{Finding, Rule, dns};
use crate::diagnostic::Severity;
use crate::model::{Design, FailoverRole, Record, Routing};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "failover-without-health",
    severity: Severity::Warning,
    docs: "A primary record without health check counts as healthy for ever, unless it is an alias \
           that evaluates its target's health (AWS: Route 53 developer guide, \"Configuring DNS \
           failover\").",
    bad: r#"{"domain": {"dns": {"route53": {"routing": {"failover": "PRIMARY"}}}}}"#,
    good: r#"{"domain": {"dns": {"route53": {"routing": {"failover": "PRIMARY"}, "evaluate_target_health": true}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((domain, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let watched = !route53.health_check_id.is_empty()
        || route53.evaluate_target_health && route53.record == Record::Alias;
    if route53.routing != Routing::Failover(FailoverRole::Primary) || watched {
        return Vec::new();
    }
    let can_watch = route53.record == Record::Alias && domain.endpoint != DomainEndpoint::Edge;
    let field = dns::at().join("evaluate_target_health");
    let watch = can_watch.then(|| Edit::Set(field, true.into()));
    let watch = watch.into_iter().collect();
    let message = sentence!(
        "nothing watches the primary record, so the secondary never answers",
        "プライマリレコードが監視されていないため、セカンダリに切り替わりません"
    );
    vec![Finding::at(dns::at().join("health_check_id"), message).mend(sentence!("evaluate the target’s health", "ターゲットの状態を評価する"), watch).help(sentence!(
        "give it a health check that calls the app, or let the alias evaluate its target's health",
        "アプリを確認するヘルスチェックを設定するか、エイリアスのターゲットの状態を評価してください",
    ))]
}
