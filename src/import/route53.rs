//! Route 53 change batches: the record of a domain, which supplements another document or stands alone.

use super::Reading;
use super::node::{Entry, Mark, Node};
use crate::diagnostic::Severity;
use crate::model::{
    CustomDomain, Design, Dns, DomainEndpoint, FailoverRole, IpAddressType, Record, Route53,
    Routing, Stage,
};
use crate::sentence;

/// What the studio writes where a target is not known yet.
const STAND_IN: &str = "replace-me";

/// Whether a document is a change batch.
pub(super) fn is(root: &Node) -> bool {
    let batch = root.get("ChangeBatch").unwrap_or(root);
    let mut changes = batch
        .get("Changes")
        .map(Node::items)
        .unwrap_or_default()
        .iter();
    changes.any(|change| change.get("ResourceRecordSet").is_some())
}

/// A design of records alone.
pub(super) fn read(root: &Node, reading: &mut Reading) -> Option<Design> {
    let mut design = Design {
        stages: vec![Stage {
            name: "prod".into(),
            ..Stage::default()
        }],
        ..Design::default()
    };
    supplement(root, &mut design, reading);
    if design.domain.is_some() {
        return Some(design);
    }
    reading.say(
        Severity::Error,
        "route53-without-domain",
        root.at,
        sentence!(
            "no record of the batch leads to a domain of API Gateway",
            "API Gateway のドメインを指すレコードが変更バッチにありません"
        ),
        sentence!(
            "open it together with the design whose domain it serves",
            "ドメインを持つ設計と一緒に開いてください"
        ),
    );
    None
}

/// Adds the record of a design's domain; one without a domain gets that of the first record to a gateway.
pub(super) fn supplement(root: &Node, design: &mut Design, reading: &mut Reading) {
    let batch = root.take("ChangeBatch").unwrap_or(root);
    if let Some(comment) = batch.entry("Comment") {
        comment.set_mark(Mark::Represented);
    }
    if root.get("HostedZoneId").is_some() {
        zone(root, design, reading);
    }
    let Some(changes) = batch.take("Changes") else {
        return;
    };
    for change in changes.items() {
        let action = change
            .take("Action")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let Some(entry) = change.entry("ResourceRecordSet") else {
            continue;
        };
        if action == "DELETE" {
            let what = sentence!(
                "this change deletes a record",
                "この変更はレコードを削除します"
            );
            let help = sentence!(
                "open the batch that makes the record",
                "レコードを作成する変更バッチを開いてください"
            );
            reading.report("route53-delete", entry, what, help);
            continue;
        }
        record(entry, design, reading);
    }
}

/// The zone that a request for changes names beside its batch.
fn zone(root: &Node, design: &mut Design, reading: &mut Reading) {
    let Some(entry) = root.entry("HostedZoneId") else {
        return;
    };
    if let (Some(Dns::Route53(record)), Some(id)) = (
        design.domain.as_mut().map(|domain| &mut domain.dns),
        entry.value.as_str(),
    ) {
        entry.set_mark(Mark::Represented);
        id.trim_start_matches("/hostedzone/")
            .clone_into(&mut record.hosted_zone_id);
        return;
    }
    reading.say(
        Severity::Info,
        "route53-zone",
        entry.at,
        sentence!(
            "the zone belongs to no domain of the design yet",
            "このゾーンに対応するドメインがまだ設計にありません"
        ),
        sentence!("set it at the domain", "ドメインの設定で指定してください"),
    );
    entry.set_mark(Mark::Reported);
}

fn record(entry: &Entry, design: &mut Design, reading: &mut Reading) {
    let set = &entry.value;
    let text = |key: &str| set.get(key).and_then(Node::as_str).unwrap_or_default();
    let name = host(text("Name"));
    let kind = text("Type");
    let alias = set.get("AliasTarget");
    let target = match alias {
        Some(alias) => alias.get("DNSName"),
        None => set
            .find(&["ResourceRecords"])
            .and_then(|records| records.items().first()?.get("Value")),
    };
    let target = host(target.and_then(Node::as_str).unwrap_or_default());
    let fits = matches!(kind, "A" | "AAAA" if alias.is_some()) || kind == "CNAME";
    let endpoint = endpoint_of(&target);
    let is_ours = design
        .domain
        .as_ref()
        .map_or(endpoint.is_some(), |domain| domain.name == name);
    if !fits || !is_ours || name.is_empty() {
        let what = sentence!(
            "the record `{kind}` of `{name}` is not that of the design's domain",
            "`{name}` の `{kind}` レコードは設計のドメインのものではありません"
        );
        let help = sentence!("keep it where it is", "このまま元の場所に残してください");
        reading.report("route53-record-foreign", entry, what, help);
        return;
    }
    entry.set_mark(Mark::Represented);
    for key in [
        "Name",
        "Type",
        "SetIdentifier",
        "HealthCheckId",
        "Weight",
        "Region",
        "Failover",
        "TTL",
    ] {
        set.take(key);
    }
    if let Some(region) = region_of(&target).filter(|_| design.region.is_empty()) {
        design.region = region.to_owned();
    }
    let domain = design.domain.get_or_insert_with(|| CustomDomain {
        name,
        endpoint: endpoint.unwrap_or_default(),
        ..CustomDomain::default()
    });
    if !matches!(domain.dns, Dns::Route53(_)) {
        domain.dns = Dns::Route53(Route53::default());
    }
    if kind == "AAAA" {
        domain.ip_address_type = IpAddressType::Dualstack;
    }
    let Dns::Route53(route53) = &mut domain.dns else {
        return;
    };
    if alias.is_some() {
        route53.record = Record::Alias;
        if let Some(alias) = set.take("AliasTarget") {
            // The zone of the target follows from the endpoint and the region.
            alias.take("HostedZoneId");
            alias.take("DNSName");
            let healthy = alias.take("EvaluateTargetHealth").and_then(Node::as_bool);
            route53.evaluate_target_health = healthy.unwrap_or_default();
        }
    } else {
        let seconds = set.get("TTL").and_then(Node::as_u32);
        route53.record = Record::Cname(seconds.unwrap_or(300));
        set.take_all("ResourceRecords");
    }
    if !target.contains(STAND_IN) {
        route53.target = target;
    }
    route53.routing = routing(set);
    text("SetIdentifier").clone_into(&mut route53.set_identifier);
    text("HealthCheckId").clone_into(&mut route53.health_check_id);
    // What stands for nothing: the studio writes the region there.
    if route53.set_identifier == design.region {
        route53.set_identifier.clear();
    }
    if let Routing::Latency(region) = &mut route53.routing
        && *region == design.region
    {
        region.clear();
    }
}

fn routing(set: &Node) -> Routing {
    routing_of(|key| Some(set.get(key)?.scalar()?.into_owned()))
}

/// How records of a name share the callers, by what one of them says.
pub(super) fn routing_of(mut says: impl FnMut(&str) -> Option<String>) -> Routing {
    if let Some(weight) = says("Weight").and_then(|weight| weight.parse().ok()) {
        return Routing::Weighted(weight);
    }
    if let Some(region) = says("Region") {
        return Routing::Latency(region);
    }
    match says("Failover").as_deref() {
        Some("PRIMARY") => Routing::Failover(FailoverRole::Primary),
        Some("SECONDARY") => Routing::Failover(FailoverRole::Secondary),
        _ => Routing::Simple,
    }
}

/// A name without its final dot; Route 53 spells the wildcard `\052`.
fn host(name: &str) -> String {
    name.trim_end_matches('.').replace("\\052", "*")
}

/// The endpoint type of the gateway's domain behind a target.
fn endpoint_of(target: &str) -> Option<DomainEndpoint> {
    if target.starts_with("vpce-") {
        return Some(DomainEndpoint::Private);
    }
    if target.ends_with(".cloudfront.net") {
        return Some(DomainEndpoint::Edge);
    }
    target
        .contains(".execute-api.")
        .then_some(DomainEndpoint::Regional)
}

/// The region in the name of a regional target.
fn region_of(target: &str) -> Option<&str> {
    let (_, rest) = target.split_once(".execute-api.")?;
    rest.split('.').next().filter(|region| !region.is_empty())
}
