//! Who serves the name, and the record there.

use gateway_studio::aws;
use gateway_studio::model::{Dns, FailoverRole, OtherDns, Record, Route53, Routing};
use leptos::prelude::*;

use super::super::{at, when};
use super::reach;
use crate::dom::{El, Node, el, many};
use crate::field::{
    About, NumberField, Pick, Reach, TextField, choice, group, select, toggle, whole,
};
use crate::session::{tongue, workspace};
use crate::words as w;

pub(super) fn form() -> El {
    let about = About::new(w::dns, at("domain").join("dns")).help(w::dns_help);
    let chosen = reach().lens(
        |d| usize::from(matches!(d.dns, Dns::Elsewhere(_))),
        |d, place| {
            d.dns = if place == 1 {
                Dns::Elsewhere(OtherDns::default())
            } else {
                Dns::Route53(Route53::default())
            }
        },
    );
    let is_ours = workspace().select(|d| {
        let domain = d.domain.as_ref();
        domain.is_some_and(|domain| matches!(domain.dns, Dns::Route53(_)))
    });
    let picks = vec![
        Pick::new("Route 53", w::dns_route53),
        Pick::new(w::elsewhere(tongue()), w::dns_elsewhere),
    ];
    group(w::dns_group, None)
        .child(choice(about, chosen, picks))
        .child(when(is_ours, route53))
        .child(when(Memo::new(move |_| !is_ours.get()), elsewhere))
}

fn elsewhere() -> Node {
    let (t, here) = (tongue(), at("domain").join("dns").join("elsewhere"));
    let other: Reach<OtherDns> = reach().some(
        |d| match &d.dns {
            Dns::Elsewhere(other) => Some(other),
            Dns::Route53(_) => None,
        },
        |d| match &mut d.dns {
            Dns::Elsewhere(other) => Some(other),
            Dns::Route53(_) => None,
        },
    );
    let name = About::new(w::zone_name, here.join("zone_name")).help(w::zone_name_help);
    let ttl = About::new(w::ttl, here.join("ttl"))
        .help(w::ttl_help)
        .term("TTL");
    let target = About::new(w::target, here.join("target")).help(w::target_help);
    let named = other.lens(|o| o.zone_name.clone(), |o, v| o.zone_name = v);
    let seconds = other.lens(|o| f64::from(o.ttl), |o, v| o.ttl = whole(v));
    let aimed = other.lens(|o| o.target.clone(), |o, v| o.target = v);
    let pair = el("div.pair")
        .child(
            TextField::new(name, named)
                .code()
                .placeholder("example.com"),
        )
        .child(NumberField::new(ttl, seconds, w::seconds));
    many([
        pair.into(),
        TextField::new(target, aimed)
            .code()
            .placeholder(w::open_target_elsewhere(t))
            .into(),
    ])
}

fn zone() -> Reach<Route53> {
    reach().some(
        |d| match &d.dns {
            Dns::Route53(route53) => Some(route53),
            Dns::Elsewhere(_) => None,
        },
        |d| match &mut d.dns {
            Dns::Route53(route53) => Some(route53),
            Dns::Elsewhere(_) => None,
        },
    )
}

/// Whether something holds of the record in Route 53.
fn holds(what: fn(&Route53) -> bool) -> Memo<bool> {
    let zone = zone();
    workspace().select(move |d| zone.get(d).is_some_and(what))
}

fn route53() -> Node {
    let (t, zone) = (tongue(), zone());
    let here = at("domain").join("dns").join("route53");
    let name = About::new(w::zone_name, here.join("zone_name"))
        .help(w::zone_name_help)
        .term("HostedZone.Name");
    let id = About::new(w::zone_id, here.join("hosted_zone_id"))
        .help(w::zone_id_help)
        .term("HostedZoneId");
    let target = About::new(w::target, here.join("target"))
        .help(w::target_help)
        .term("AliasTarget.DNSName");
    let named = zone.lens(|z| z.zone_name.clone(), |z, v| z.zone_name = v);
    let known = zone.lens(|z| z.hosted_zone_id.clone(), |z, v| z.hosted_zone_id = v);
    let aimed = zone.lens(|z| z.target.clone(), |z, v| z.target = v);
    let pair = el("div.pair")
        .child(
            TextField::new(name, named)
                .code()
                .placeholder(w::open_zone_name(t)),
        )
        .child(
            TextField::new(id, known)
                .code()
                .placeholder(w::open_zone_id(t)),
        );
    many([
        pair.into(),
        record(&zone),
        TextField::new(target, aimed)
            .code()
            .placeholder(w::open_target(t))
            .into(),
        routing(&zone),
    ])
}

/// Alias or CNAME, each with what belongs to it.
fn record(zone: &Reach<Route53>) -> Node {
    let here = at("domain").join("dns").join("route53");
    let record = About::new(w::record, here.join("record")).term("ResourceRecordSet");
    let ttl = About::new(w::ttl, here.join("record").join("cname"))
        .help(w::ttl_help)
        .term("TTL");
    let health = About::new(w::target_health, here.join("evaluate_target_health"))
        .help(w::target_health_help)
        .term("EvaluateTargetHealth");
    let chosen = zone.lens(
        |z| usize::from(z.record != Record::Alias),
        |z, place| {
            z.record = if place == 1 {
                Record::Cname(300)
            } else {
                Record::Alias
            }
        },
    );
    let seconds = zone.lens(
        |z| match z.record {
            Record::Cname(ttl) => f64::from(ttl),
            Record::Alias => 0.0,
        },
        |z, v| z.record = Record::Cname(whole(v)),
    );
    let evaluated = zone.lens(
        |z| z.evaluate_target_health,
        |z, on| z.evaluate_target_health = on,
    );
    let picks = vec![
        Pick::new(w::alias(tongue()), w::record_alias),
        Pick::new("CNAME", w::record_cname),
    ];
    many([
        choice(record, chosen, picks),
        when(holds(|z| z.record != Record::Alias), move || {
            NumberField::new(ttl, seconds.clone(), w::seconds)
        }),
        when(holds(|z| z.record == Record::Alias), move || {
            toggle(health, evaluated.clone())
        }),
    ])
}

/// How several records of the name share the callers.
fn routing(zone: &Reach<Route53>) -> Node {
    let here = at("domain").join("dns").join("route53");
    let about = About::new(w::routing, here.join("routing"))
        .help(w::routing_help)
        .term("Weight, Region, Failover");
    let chosen = zone.lens(
        |z| match z.routing {
            Routing::Simple => 0,
            Routing::Weighted(_) => 1,
            Routing::Latency(_) => 2,
            Routing::Failover(_) => 3,
        },
        |z, place| {
            z.routing = match place {
                1 => Routing::Weighted(100),
                2 => Routing::Latency(String::new()),
                3 => Routing::Failover(FailoverRole::Primary),
                _ => Routing::Simple,
            }
        },
    );
    let picks = vec![
        Pick::new(w::simple(tongue()), w::routing_simple),
        Pick::new(w::weighted(tongue()), w::routing_weighted),
        Pick::new(w::latency(tongue()), w::routing_latency),
        Pick::new(w::failover(tongue()), w::routing_failover),
    ];
    many([
        choice(about, chosen, picks),
        when(holds(|z| matches!(z.routing, Routing::Weighted(_))), weight),
        when(holds(|z| matches!(z.routing, Routing::Latency(_))), latency),
        when(holds(|z| matches!(z.routing, Routing::Failover(_))), role),
        when(holds(|z| z.routing != Routing::Simple), shared),
    ])
}

fn weight() -> NumberField {
    let here = at("domain").join("dns").join("route53").join("routing");
    let about = About::new(w::weight, here.join("weighted"))
        .help(w::weight_help)
        .term("Weight");
    let value = zone().lens(
        |z| match z.routing {
            Routing::Weighted(weight) => f64::from(weight),
            _ => 0.0,
        },
        |z, v| z.routing = Routing::Weighted(whole(v)),
    );
    NumberField::new(about, value, w::of_255)
}

fn latency() -> Node {
    let here = at("domain").join("dns").join("route53").join("routing");
    let about = About::new(w::latency_region, here.join("latency")).term("Region");
    let value = zone().lens(
        |z| match &z.routing {
            Routing::Latency(region) => region.clone(),
            _ => String::new(),
        },
        |z, v| z.routing = Routing::Latency(v),
    );
    let own = (String::new(), w::region_of_api(tongue()).to_owned());
    let regions = aws::regions().map(|region| {
        (
            region.code.to_owned(),
            format!("{} — {}", region.code, region.name),
        )
    });
    let options: Vec<(String, String)> = std::iter::once(own).chain(regions).collect();
    select(about, value, Signal::stored(options))
}

fn role() -> Node {
    let here = at("domain").join("dns").join("route53").join("routing");
    let about = About::new(w::failover_role, here.join("failover")).term("Failover");
    let value = zone().lens(
        |z| usize::from(z.routing == Routing::Failover(FailoverRole::Secondary)),
        |z, place| {
            z.routing = Routing::Failover(if place == 1 {
                FailoverRole::Secondary
            } else {
                FailoverRole::Primary
            })
        },
    );
    let picks = vec![
        Pick::new("PRIMARY", w::failover_primary),
        Pick::new("SECONDARY", w::failover_secondary),
    ];
    choice(about, value, picks)
}

/// What every record has that is not the only one of its name.
fn shared() -> El {
    let here = at("domain").join("dns").join("route53");
    let identifier = About::new(w::set_identifier, here.join("set_identifier"))
        .help(w::set_identifier_help)
        .term("SetIdentifier");
    let check = About::new(w::health_check, here.join("health_check_id"))
        .help(w::health_check_help)
        .term("HealthCheckId");
    let named = zone().lens(|z| z.set_identifier.clone(), |z, v| z.set_identifier = v);
    let checked = zone().lens(|z| z.health_check_id.clone(), |z, v| z.health_check_id = v);
    el("div.pair.nested")
        .child(
            TextField::new(identifier, named)
                .code()
                .placeholder(w::region_of_api(tongue())),
        )
        .child(TextField::new(check, checked).code())
}
