//! Hosted zone ids that Route 53 never gives.

use super::{Finding, Rule, dns};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "hosted-zone-id-malformed",
    severity: Severity::Error,
    docs: "A hosted zone id is `Z` and up to 31 upper-case letters and digits (AWS: Route 53 \
           API Reference, ResourceId, at most 32 characters). The API prints it with \
           `/hostedzone/` before it.",
    bad: r#"{"domain": {"dns": {"route53": {"hosted_zone_id": "/hostedzone/Z1234567890ABC"}}}}"#,
    good: r#"{"domain": {"dns": {"route53": {"hosted_zone_id": "Z1234567890ABC"}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((_, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let id = &route53.hosted_zone_id;
    if id.is_empty() || is_zone_id(id) {
        return Vec::new();
    }
    let message = sentence!(
        "`{id}` is not a hosted zone id",
        "`{id}` はホストゾーン ID ではありません"
    );
    let bare = id
        .trim()
        .trim_start_matches('/')
        .trim_start_matches("hostedzone/");
    let help = if is_zone_id(bare) {
        sentence!("write `{bare}` alone", "`{bare}` だけを指定してください")
    } else {
        sentence!(
            "copy the id from the hosted zone's page, for instance `Z1234567890ABC`, or leave it empty to have the scripts look it up",
            "ホストゾーンのページから `Z1234567890ABC` のような ID をコピーするか、空にしてスクリプトに検索させてください",
        )
    };
    let bare = if is_zone_id(bare) { bare } else { "" };
    vec![
        Finding::at(dns::at().join("hosted_zone_id"), message)
            .set(bare)
            .help(help),
    ]
}

fn is_zone_id(text: &str) -> bool {
    (2..=32).contains(&text.len())
        && text.starts_with('Z')
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
