//! The custom domain of an API, its mappings and its records.

use super::pieces::{Piece, Pieces, Thing};
use super::stages::string;
use crate::diagnostic::Severity;
use crate::import::Reading;
use crate::import::node::{Mark, Node};
use crate::model::{
    BasePathMapping, CustomDomain, Design, Dns, DomainEndpoint, EndpointAccessMode, FailoverRole,
    IpAddressType, MutualTls, OtherDns, Record, Route53, Routing, SecurityPolicy,
};
use crate::sentence;

/// Reads the first domain that leads to the API.
pub(super) fn read(
    pieces: &Pieces<'_>,
    api: Option<&str>,
    design: &mut Design,
    reading: &mut Reading,
) {
    let first = pieces
        .things(Piece::Mapping)
        .map(|thing| (thing, "restApiId", "basePath", "stage"));
    let second = pieces
        .things(Piece::ApiMapping)
        .map(|thing| (thing, "ApiId", "ApiMappingKey", "Stage"));
    let all: Vec<_> = first.chain(second).collect();
    let is_own = |thing: &Thing<'_>, key: &str| {
        api.is_none() || thing.node.get(key).and_then(Node::as_str) == api
    };
    let own = all.iter().find(|(thing, id, ..)| is_own(thing, id));
    let named = own.and_then(|(thing, ..)| thing.of).and_then(name_of);
    let domains = || pieces.of(Piece::Domain).chain(pieces.of(Piece::V2Domain));
    let mut known: Vec<&str> = domains().filter_map(name_of).collect();
    known.sort_unstable();
    known.dedup();
    let only = || match known[..] {
        [name] if own.is_none_or(|(thing, ..)| thing.of.is_none()) => Some(name),
        _ => None,
    };
    let is_open = |thing: &Thing<'_>| thing.of.is_none() && known.len() > 1;
    for (thing, id, ..) in &all {
        if is_own(thing, id) && is_open(thing) {
            say_open(thing.node, &known, reading);
            domains().for_each(|node| node.set_all(Mark::Reported));
        }
    }
    let Some(name) = named.or_else(only) else {
        return;
    };
    let mut domain = CustomDomain {
        name: name.to_owned(),
        ..CustomDomain::default()
    };
    for node in domains().filter(|node| name_of(node) == Some(name)) {
        settings(node, &mut domain);
    }
    for (thing, id, path, stage) in all {
        let of = thing.of.and_then(name_of);
        if !is_own(&thing, id) || is_open(&thing) {
            continue;
        }
        if let Some(other) = of.filter(|of| *of != name) {
            if api.is_some() {
                say_second_domain(thing.node, other, name, reading);
            }
            continue;
        }
        for key in [id, "domainNameId"] {
            thing.node.take(key);
        }
        let base_path = string(thing.node, path);
        let base_path = if base_path == "(none)" {
            String::new()
        } else {
            base_path
        };
        let stage = string(thing.node, stage);
        if domain
            .mappings
            .iter()
            .all(|mapping| mapping.base_path != base_path)
        {
            domain.mappings.push(BasePathMapping { base_path, stage });
        }
    }
    domain.dns = dns(pieces, &domain, reading);
    design.domain = Some(domain);
}

/// Says of a mapping that any of several domains may be its own: an answer with mappings does not name it.
fn say_open(mapping: &Node, names: &[&str], reading: &mut Reading) {
    mapping.set_all(Mark::Reported);
    let names = names.join("`, `");
    reading.say(
        Severity::Warning,
        "live-mapping-open",
        mapping.at,
        sentence!(
            "the mapping does not say to which domain it belongs (`{names}`); it was not taken over",
            "このマッピングがどのドメイン(`{names}`)のものか出力からわからないため、取り込まれません",
        ),
        sentence!(
            "paste the command with its `--domain-name` above the answer, or put the answer of `get-domain-name` right before it",
            "`--domain-name` の付いたコマンドも一緒に貼り付けるか、直前に `get-domain-name` の出力を置いてください",
        ),
    );
}

fn say_second_domain(mapping: &Node, other: &str, name: &str, reading: &mut Reading) {
    mapping.set_all(Mark::Reported);
    reading.say(
        Severity::Warning,
        "live-second-domain",
        mapping.at,
        sentence!(
            "`{other}` leads to the API, too; the design has one domain, `{name}`",
            "`{other}` もこの API につながっていますが、設計のドメインは `{name}` の1つだけです",
        ),
        sentence!(
            "keep the other one's mapping by hand, or make a design of its own for it",
            "もう一方のマッピングは手動で管理するか、別の設計にしてください",
        ),
    );
}

/// The name of a domain, in the spelling of either API.
pub(super) fn name_of(node: &Node) -> Option<&str> {
    let name = node.get("domainName").or_else(|| node.get("DomainName"))?;
    name.as_str()
}

fn settings(node: &Node, domain: &mut CustomDomain) {
    for key in [
        "domainName",
        "DomainName",
        "ApiMappingSelectionExpression",
        "DomainNameArn",
        "domainNameId",
    ] {
        node.take(key);
    }
    let second = node
        .take_all("DomainNameConfigurations")
        .and_then(|all| all.items().first());
    let text = |one: &str, other: &str| {
        let first = node.take(one).and_then(Node::as_str);
        first.or_else(|| second?.get(other)?.as_str())
    };
    let endpoint = node.take_all("endpointConfiguration");
    let kind = endpoint.and_then(|endpoint| endpoint.get("types")?.items().first()?.as_str());
    match kind.or_else(|| second?.get("EndpointType")?.as_str()) {
        Some("EDGE") => domain.endpoint = DomainEndpoint::Edge,
        Some("PRIVATE") => domain.endpoint = DomainEndpoint::Private,
        Some(_) => domain.endpoint = DomainEndpoint::Regional,
        None => {}
    }
    let policy = text("securityPolicy", "SecurityPolicy");
    if let Some(policy) = policy.and_then(SecurityPolicy::of_name) {
        domain.security_policy = policy;
    }
    if text("endpointAccessMode", "EndpointAccessMode") == Some("BASIC") {
        domain.endpoint_access_mode = EndpointAccessMode::Basic;
    }
    let certificate = text("regionalCertificateArn", "CertificateArn");
    if let Some(arn) = certificate.or_else(|| text("certificateArn", "CertificateArn")) {
        arn.clone_into(&mut domain.certificate_arn);
    }
    let family = endpoint.and_then(|endpoint| endpoint.get("ipAddressType")?.as_str());
    if family.or_else(|| second?.get("IpAddressType")?.as_str()) == Some("dualstack") {
        domain.ip_address_type = IpAddressType::Dualstack;
    }
    let tls = node
        .take_all("mutualTlsAuthentication")
        .or_else(|| node.take_all("MutualTlsAuthentication"));
    if let Some(tls) = tls {
        let of = |one: &str, other: &str| {
            tls.get(one)
                .or_else(|| tls.get(other))
                .and_then(Node::as_str)
        };
        if let Some(uri) = of("truststoreUri", "TruststoreUri") {
            domain.mutual_tls = Some(MutualTls {
                truststore_uri: uri.to_owned(),
                truststore_version: of("truststoreVersion", "TruststoreVersion")
                    .unwrap_or_default()
                    .to_owned(),
                ownership_certificate_arn: String::new(),
            });
        }
    }
    // Without mutual TLS it means nothing, and what is unread is told.
    let ownership = "ownershipVerificationCertificateArn";
    let in_second = second.and_then(|second| second.entry("OwnershipVerificationCertificateArn"));
    if let Some(mutual) = &mut domain.mutual_tls {
        let arn = in_second.map(|entry| &entry.value);
        let arn = node.take(ownership).or(arn).and_then(Node::as_str);
        arn.unwrap_or_default()
            .clone_into(&mut mutual.ownership_certificate_arn);
    } else if let Some(entry) = in_second {
        entry.set_mark(Mark::Unread);
    }
}

/// The records of a domain's name; without one another provider serves it.
fn dns(pieces: &Pieces<'_>, domain: &CustomDomain, reading: &mut Reading) -> Dns {
    let wanted = domain.name.to_ascii_lowercase();
    let is_own = |thing: &Thing<'_>| {
        let name = thing
            .node
            .get("Name")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let kind = thing
            .node
            .get("Type")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let leads = thing.node.get("AliasTarget").is_some() || kind == "CNAME";
        name.trim_end_matches('.').eq_ignore_ascii_case(&wanted)
            && matches!(kind, "A" | "AAAA" | "CNAME")
            && leads
    };
    if !pieces.has(Piece::Record) {
        return Dns::Route53(Route53::default());
    }
    let mut own = pieces.things(Piece::Record).filter(is_own).peekable();
    let Some(first) = own.peek().copied() else {
        return Dns::Elsewhere(OtherDns::default());
    };
    let mut route53 = Route53 {
        hosted_zone_id: zone_id(first.zone),
        ..Route53::default()
    };
    let node = first.node;
    if let Some(target) = node.get("AliasTarget") {
        let name = target.get("DNSName").and_then(Node::as_str);
        name.unwrap_or_default().clone_into(&mut route53.target);
        let health = target.get("EvaluateTargetHealth").and_then(Node::as_bool);
        route53.evaluate_target_health = health.unwrap_or(false);
    } else {
        route53.record = Record::Cname(node.get("TTL").and_then(Node::as_u32).unwrap_or(300));
        let value = node
            .get("ResourceRecords")
            .and_then(|all| all.items().first()?.get("Value")?.as_str());
        value.unwrap_or_default().clone_into(&mut route53.target);
    }
    let bare = route53.target.trim_end_matches('.').len();
    route53.target.truncate(bare);
    route53.set_identifier = string(node, "SetIdentifier");
    route53.health_check_id = string(node, "HealthCheckId");
    if let Some(weight) = node.get("Weight").and_then(Node::as_u32) {
        route53.routing = Routing::Weighted(weight);
    } else if let Some(region) = node.get("Region").and_then(Node::as_str) {
        route53.routing = Routing::Latency(region.to_owned());
    } else if let Some(role) = node.get("Failover").and_then(Node::as_str) {
        let is_first = role == FailoverRole::Primary.as_str();
        route53.routing = Routing::Failover(if is_first {
            FailoverRole::Primary
        } else {
            FailoverRole::Secondary
        });
    }
    // Records of one name and set are one in the design, whatever their types.
    let set = node.get("SetIdentifier").and_then(Node::as_str);
    for record in own {
        if record.node.get("SetIdentifier").and_then(Node::as_str) == set {
            for key in OF_RECORD {
                record.node.take_all(key);
            }
            continue;
        }
        record.node.set_all(Mark::Reported);
        let (name, other) = (&domain.name, string(record.node, "SetIdentifier"));
        reading.say(
            Severity::Info,
            "live-second-record",
            record.node.at,
            sentence!(
                "`{name}` has another record, `{other}`; the design has one",
                "`{name}` には別のレコード `{other}` もありますが、設計のレコードは1つです",
            ),
            sentence!(
                "it is left as it is; its target is a design of its own",
                "そのレコードは変更されません。その先は別の設計にしてください",
            ),
        );
    }
    Dns::Route53(route53)
}

/// What the design says of a record.
const OF_RECORD: [&str; 10] = [
    "Name",
    "Type",
    "TTL",
    "AliasTarget",
    "ResourceRecords",
    "SetIdentifier",
    "HealthCheckId",
    "Weight",
    "Region",
    "Failover",
];

fn zone_id(zone: Option<&Node>) -> String {
    let id = zone.and_then(Node::as_str).unwrap_or_default();
    id.trim_start_matches("/hostedzone/").to_owned()
}
