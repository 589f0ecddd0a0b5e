//! What `zappa certify` does its own way.

use super::lost::loss;
use crate::diagnostic::{Diagnostic, Pointer};
use crate::model::{CustomDomain, Dns, IpAddressType, Record, Routing, SecurityPolicy};
use crate::sentence;

/// What of an edge domain it cannot express (zappa 0.63, `create_domain_name`, `update_route53_records`).
pub(super) fn lost(domain: &CustomDomain, lost: &mut Vec<Diagnostic>) {
    let at = Pointer::root().join("domain");
    let other_way = || {
        sentence!(
            "deploy with SAM or the CLI script, or change it after `zappa certify`",
            "SAM か CLI スクリプトを使うか、`zappa certify` の後に変更してください"
        )
    };
    if domain.security_policy != SecurityPolicy::default() {
        lost.push(loss(
            at.join("security_policy"),
            sentence!(
                "`zappa certify` sets no security policy",
                "`zappa certify` はセキュリティポリシーを設定しません"
            ),
            other_way(),
        ));
    }
    if domain.access_mode().is_some() {
        lost.push(loss(
            at.join("endpoint_access_mode"),
            sentence!(
                "`zappa certify` sets no endpoint access mode",
                "`zappa certify` はエンドポイントアクセスモードを設定しません"
            ),
            other_way(),
        ));
    }
    if domain.ip_address_type != IpAddressType::default() {
        lost.push(loss(
            at.join("ip_address_type"),
            sentence!(
                "`zappa certify` makes the domain for IPv4 alone",
                "`zappa certify` は IPv4 だけのドメインを作ります"
            ),
            other_way(),
        ));
    }
    if let Dns::Route53(record) = &domain.dns
        && record.record != Record::Cname(60)
    {
        lost.push(loss(
            at.join("dns").join("route53").join("record"),
            sentence!(
                "`zappa certify` writes a `CNAME` record for 60 seconds, whatever the design says",
                "`zappa certify` は設計にかかわらず60秒の `CNAME` レコードを登録します"
            ),
            other_way(),
        ));
    }
    if let Dns::Route53(record) = &domain.dns
        && record.routing != Routing::Simple
    {
        lost.push(loss(
            at.join("dns").join("route53").join("routing"),
            sentence!(
                "`zappa certify` writes a simple record only",
                "`zappa certify` が作るのはシンプルルーティングのレコードだけです"
            ),
            sentence!(
                "set `route53_enabled` to `false` and apply `route53/upsert.json` yourself",
                "`route53_enabled` を `false` にし、`route53/upsert.json` を自分で適用してください"
            ),
        ));
    }
}
