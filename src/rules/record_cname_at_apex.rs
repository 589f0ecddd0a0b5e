//! CNAME records at the apex of a zone.

use super::{Finding, Rule, dns, host_name::comparable};
use crate::diagnostic::Severity;
use crate::model::{Design, Record};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "record-cname-at-apex",
    severity: Severity::Error,
    docs: "The apex of a zone holds SOA and NS records, and a CNAME may stand beside no other \
           record (RFC 1912, section 2.4; AWS: Route 53 developer guide, \"Choosing between \
           alias and non-alias records\").",
    bad: r#"{"domain": {"name": "example.com", "dns": {"route53": {"zone_name": "example.com", "record": {"cname": 300}}}}}"#,
    good: r#"{"domain": {"name": "example.com", "dns": {"route53": {"zone_name": "example.com", "record": "alias"}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((domain, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let (name, zone) = (comparable(&domain.name), comparable(&route53.zone_name));
    if !matches!(route53.record, Record::Cname(_)) || name != zone || zone.is_empty() {
        return Vec::new();
    }
    let message = sentence!(
        "`{name}` is the apex of its zone, where no CNAME may stand",
        "`{name}` はゾーンの頂点(Zone Apex)のため CNAME を置けません"
    );
    vec![
        Finding::at(dns::at().join("record").join("cname"), message).set_at(dns::at().join("record"), "alias").help(sentence!(
            "use an alias record: it is free and allowed at the apex",
            "エイリアスレコードを使ってください。無料で、ゾーンの頂点にも置けます",
        )),
    ]
}
