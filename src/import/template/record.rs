//! DNS records of a template that lead to the domain: each by itself, and several in a group.

use super::Resource;
use super::props::Props;
use super::scope::referred;
use super::{Reader, Template};
use crate::import::node::{Mark, Node};
use crate::import::route53;
use crate::model::{CustomDomain, Dns, IpAddressType, Record, Route53, Routing};

/// A record, and the resource that it stands in.
struct Found<'a> {
    resource: Resource<'a>,
    props: Props<'a>,
    /// What its group says for all records of it.
    group: Option<Props<'a>>,
}

impl<'a> Found<'a> {
    fn text(&self, key: &str) -> Option<String> {
        let own = self.props.text(key);
        own.or_else(|| self.group.as_ref()?.text(key))
    }

    /// Where an alias, or the first value of the record, leads.
    fn target(&self) -> Option<&'a Node> {
        if let Some(alias) = self.props.get("AliasTarget") {
            return alias.get("DNSName");
        }
        self.props.get("ResourceRecords")?.items().first()
    }

    fn is_of(&self, domain: &Resource<'_>, name: &str) -> bool {
        let leads = self.target().and_then(referred);
        let own = self.props.scope_text("Name").unwrap_or_default();
        // The name of a private domain leads to a VPC endpoint, which the template may only be told.
        let is_private = domain.kind == "AWS::ApiGateway::DomainNameV2";
        let kind = self.props.scope_text("Type").unwrap_or_default();
        matches!(&*kind, "A" | "AAAA" | "CNAME")
            && (leads.as_deref() == Some(domain.id)
                || is_private && own.trim_end_matches('.') == name)
    }
}

/// Every record of a template; those of a group one after the other.
fn all<'a>(template: &'a Template<'a>) -> Vec<Vec<Found<'a>>> {
    let single = template.of_kind("AWS::Route53::RecordSet").map(|set| {
        let props = template.props(set);
        vec![Found {
            resource: *set,
            props,
            group: None,
        }]
    });
    let groups = template
        .of_kind("AWS::Route53::RecordSetGroup")
        .map(|group| {
            let props = template.props(group);
            let sets = props.entry("RecordSets");
            let sets = sets.map_or_else(Vec::new, |sets| template.scope.items(&sets.value));
            let sets = sets.into_iter().map(|set| Found {
                resource: *group,
                props: Props::new(&template.scope, Some(set), None),
                group: Some(props),
            });
            sets.collect()
        });
    single.chain(groups).collect()
}

impl<'a> Reader<'a, '_> {
    /// The records whose target is the domain. A group with others beside them stays as it is.
    pub(super) fn read_records(&mut self, resource: &Resource<'a>, domain: &mut CustomDomain) {
        for found in all(self.template) {
            if !found.iter().all(|one| one.is_of(resource, &domain.name)) {
                continue;
            }
            for one in &found {
                self.read_record(one, domain);
            }
        }
    }

    fn read_record(&mut self, found: &Found<'a>, domain: &mut CustomDomain) {
        let props = &found.props;
        found.resource.say();
        if let Some(group) = &found.group
            && let Some(entry) = group.entry("RecordSets")
        {
            entry.set_mark(Mark::Represented);
        }
        let kind = props.text("Type").unwrap_or_default();
        props.say("Name");
        let mut record = Route53::default();
        if let Some(zone) = found.text("HostedZoneId") {
            record.hosted_zone_id = zone;
        }
        if let Some(zone) = found.text("HostedZoneName") {
            zone.trim_end_matches('.').clone_into(&mut record.zone_name);
        }
        if let Some(alias) = props.inside("AliasTarget") {
            alias.say("DNSName");
            alias.say("HostedZoneId");
            if let Some(evaluate) = alias.flag("EvaluateTargetHealth") {
                record.evaluate_target_health = evaluate;
            }
        } else {
            props.say("ResourceRecords");
            record.record = Record::Cname(props.count("TTL").unwrap_or(300));
        }
        record.routing = route53::routing_of(|key| {
            let text = props.scope_text(key)?;
            // Whatever it is, the design says it or goes without.
            props.say(key);
            Some(text)
        });
        record.set_identifier = props.text("SetIdentifier").unwrap_or_default();
        record.health_check_id = props.text("HealthCheckId").unwrap_or_default();
        if kind == "AAAA" {
            domain.ip_address_type = IpAddressType::Dualstack;
        } else {
            domain.dns = Dns::Route53(record);
        }
        if found.group.is_none() {
            let kind = if kind == "AAAA" { kind } else { "A".into() };
            self.give_id(&format!("record {kind}"), found.resource.id);
        }
    }

    /// Leaves open what is the API's region, which stands for nothing said.
    pub(super) fn settle_record(&mut self) {
        let region = &mut self.design.region;
        let Some(domain) = &mut self.design.domain else {
            return;
        };
        let Dns::Route53(record) = &mut domain.dns else {
            return;
        };
        if let Routing::Latency(near) = &mut record.routing {
            if region.is_empty() && crate::aws::region(near).is_some() {
                region.clone_from(near);
            }
            if near == region {
                near.clear();
            }
        }
        if record.set_identifier == *region {
            record.set_identifier.clear();
        }
    }
}
