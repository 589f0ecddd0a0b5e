//! Names without a label of their own at a provider other than Route 53.

use super::{Finding, Rule, host_name::comparable};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, Dns};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "record-elsewhere-at-apex",
    severity: Severity::Warning,
    docs: "The apex of a zone holds SOA and NS records, and a CNAME may stand beside no other record; a custom domain is \
           reached by a name and not by addresses, so outside Route 53 it needs a provider that answers for the apex \
           itself (RFC 1912, section 2.4; AWS: API Gateway developer guide, \"Set up a Regional custom domain name in API \
           Gateway\").",
    bad: r#"{"domain": {"name": "example.com", "dns": {"elsewhere": {"zone_name": "example.com"}}}}"#,
    good: r#"{"domain": {"name": "api.example.com", "dns": {"elsewhere": {"zone_name": "example.com"}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((domain, Dns::Elsewhere(other))) = design.domain.as_ref().map(|one| (one, &one.dns)) else {
        return Vec::new();
    };
    let (name, zone) = (comparable(&domain.name), comparable(&other.zone_name));
    // Above a name of two labels there is a registry, in which nobody has records.
    let is_apex = if zone.is_empty() { name.split('.').count() == 2 } else { name == zone };
    if name.is_empty() || !is_apex {
        return Vec::new();
    }
    let message = sentence!(
        "`{name}` is the apex of its zone, where no CNAME may stand",
        "`{name}` はゾーンの頂点(Zone Apex)のため CNAME を置けません",
    );
    vec![Finding::at(Pointer::root().join("domain").join("name"), message).help(sentence!(
        "use a name below it, such as `www.{name}`, a record of the provider that stands in for it (ALIAS, ANAME, flattening), or Route 53",
        "`www.{name}` のような下位の名前、DNS 事業者の代替レコード(ALIAS、ANAME、CNAME フラット化)、または Route 53 を使ってください",
    ))]
}

#[cfg(test)]
mod tests {
    use crate::model::read;

    #[test]
    fn without_a_zone_two_labels_are_an_apex() {
        for (name, zone, found) in [
            ("example.com", "", 1), ("Example.com.", "", 1), ("api.example.com", "", 0), ("", "", 0),
            ("example.co.jp", "example.co.jp", 1), ("example.co.jp", "", 0),
        ] {
            let text = format!(r#"{{"domain": {{"name": "{name}", "dns": {{"elsewhere": {{"zone_name": "{zone}"}}}}}}}}"#);
            let design = read(&text).design.expect("it is a design");
            assert_eq!(super::check(&design).len(), found, "{name}");
        }
    }
}
