//! The Route 53 side of a custom domain.

use crate::diagnostic::{Pointer, Sentence};
use crate::model::{CustomDomain, Design, Dns, FailoverRole, Record, Route53, Routing};
use crate::sentence;

/// The domain with its record, when Route 53 serves it.
pub(super) fn route53(design: &Design) -> Option<(&CustomDomain, &Route53)> {
    let domain = design.domain.as_ref()?;
    match &domain.dns {
        Dns::Route53(route53) => Some((domain, route53)),
        Dns::Elsewhere(_) => None,
    }
}

/// Where the fields of the record stand.
pub(super) fn at() -> Pointer {
    Pointer::root().join("domain").join("dns").join("route53")
}

/// Whether a primary record has no health check; of aliases, or of the others.
pub(super) fn lacks_health(design: &Design, aliases: bool) -> bool {
    let route53 = route53(design).map(|(_, route53)| route53);
    route53
        .is_some_and(|route53| route53.health_check_id.is_empty() && is_primary(route53, aliases))
}

/// Whether a record is a primary one, which Route 53 takes without a health check where it is an alias; of aliases, or of the
/// others.
pub(super) fn is_primary(route53: &Route53, aliases: bool) -> bool {
    route53.routing == Routing::Failover(FailoverRole::Primary)
        && (route53.record == Record::Alias) == aliases
}

/// Where a health check comes from.
pub(super) fn health_check_help(design: &Design) -> Sentence {
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
