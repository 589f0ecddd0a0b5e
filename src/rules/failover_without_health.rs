//! Failover that never happens.

use super::{Finding, Rule, dns};
use crate::diagnostic::Severity;
use crate::model::{Design, FailoverRole, Record, Routing};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "failover-without-health",
    severity: Severity::Warning,
    docs: "A primary record without health check counts as healthy for ever: an alias of API Gateway has no health of \
           its own to evaluate, and Route 53 refuses a primary record that is no alias (AWS: Route 53 developer guide, \
           \"Configuring DNS failover\").",
    bad: r#"{"domain": {"dns": {"route53": {"routing": {"failover": "PRIMARY"}, "evaluate_target_health": true}}}}"#,
    good: r#"{"domain": {"dns": {"route53": {"routing": {"failover": "PRIMARY"}, "health_check_id": "abcdef11-2222-3333-4444-555555fedcba"}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((_, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let primary = route53.routing == Routing::Failover(FailoverRole::Primary);
    if !primary || !route53.health_check_id.is_empty() {
        return Vec::new();
    }
    let message = if route53.record == Record::Alias {
        sentence!(
            "nothing watches the primary record, so the secondary never answers",
            "プライマリレコードが監視されていないため、セカンダリに切り替わりません"
        )
    } else {
        sentence!(
            "Route 53 refuses a primary record that is no alias without a health check",
            "エイリアス以外のプライマリレコードは、ヘルスチェックがないと Route 53 に登録できません"
        )
    };
    let help = if design.open_page().is_some() {
        sentence!(
            "make a health check that calls the app once the API is there (the README has the command), and enter its id",
            "API の作成後にアプリを確認するヘルスチェックを作り(コマンドは README にあります)、ID を入力してください",
        )
    } else {
        sentence!(
            "no page answers a health check's plain call: add an open route such as `/health`, or make a health check of a CloudWatch alarm, and enter its id",
            "ヘルスチェックの呼び出しに応答できるページがありません。`/health` のような誰でも呼び出せるルートを追加するか、CloudWatch アラームのヘルスチェックを作り、ID を入力してください",
        )
    };
    vec![Finding::at(dns::at().join("health_check_id"), message).help(help)]
}
