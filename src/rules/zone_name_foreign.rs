//! Hosted zones that the custom domain is not in.

use super::{Finding, Rule, dns, host_name::comparable};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "zone-name-foreign",
    severity: Severity::Error,
    docs: "A record belongs to a zone when its name is the zone's or ends with a dot and the \
           zone's: Route 53 answers \"RRSet with DNS name ... is not permitted in zone ...\" to \
           any other (AWS: Route 53 API Reference, ChangeResourceRecordSets, \
           InvalidChangeBatch).",
    bad: r#"{"domain": {"name": "api.notexample.com", "dns": {"route53": {"zone_name": "example.com"}}}}"#,
    good: r#"{"domain": {"name": "api.example.com", "dns": {"route53": {"zone_name": "Example.com."}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((domain, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let (name, zone) = (&domain.name, &route53.zone_name);
    let inside = |name: &str, zone: &str| {
        name == zone
            || name
                .strip_suffix(zone)
                .is_some_and(|rest| rest.ends_with('.'))
    };
    if name.is_empty() || zone.is_empty() || inside(&comparable(name), &comparable(zone)) {
        return Vec::new();
    }
    let message = sentence!(
        "the domain `{name}` is not in the zone `{zone}`",
        "ドメイン `{name}` はホストゾーン `{zone}` に属していません"
    );
    vec![Finding::at(dns::at().join("zone_name"), message).set("").help(sentence!(
        "name the hosted zone that the domain ends with, or leave it empty to have the scripts find it",
        "ドメイン名の末尾と一致するホストゾーンを指定するか、空にしてスクリプトに検索させてください",
    ))]
}
