//! Failover that never happens.

use super::{Finding, Rule, dns};
use crate::diagnostic::{Sentence, Severity};
use crate::model::{Design, FailoverRole, Record, Routing};
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
    if !lacks_health(design, true) {
        return Vec::new();
    }
    let message = sentence!(
        "nothing watches the primary record, so the secondary never answers",
        "プライマリレコードが監視されていないため、セカンダリに切り替わりません"
    );
    vec![Finding::at(dns::at().join("health_check_id"), message).help(help(design))]
}

/// Whether a primary record has no health check; of aliases, or of the others.
pub(super) fn lacks_health(design: &Design, aliases: bool) -> bool {
    let route53 = dns::route53(design).map(|(_, route53)| route53);
    route53.is_some_and(|route53| {
        route53.routing == Routing::Failover(FailoverRole::Primary)
            && route53.health_check_id.is_empty()
            && (route53.record == Record::Alias) == aliases
    })
}

/// Where a health check comes from.
pub(super) fn help(design: &Design) -> Sentence {
    if design.open_page().is_some() {
        sentence!(
            "make a health check that calls the app once the API is there (the README has the command), and enter its id",
            "API の作成後にアプリを確認するヘルスチェックを作り(コマンドは README にあります)、ID を入力してください",
        )
    } else {
        sentence!(
            "no page answers a health check's plain call: add an open route such as `/health`, or make a health check of a CloudWatch alarm, and enter its id",
            "ヘルスチェックの呼び出しに応答できるページがありません。`/health` のような誰でも呼び出せるルートを追加するか、CloudWatch アラームのヘルスチェックを作り、ID を入力してください",
        )
    }
}
