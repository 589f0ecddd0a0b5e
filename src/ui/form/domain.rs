//! A domain name of one's own.

use gateway_studio::model::{BasePathMapping, CustomDomain, Dns, DomainEndpoint, Record, Route53};
use leptos::prelude::*;

use super::reading::arn_parts;
use super::{at, when};
use crate::boxed::{handler, live};
use crate::browser;
use crate::field::{
    About, Choice, Lens, NumberField, Pick, Reach, Select, TextField, Toggle, design, group, whole,
};
use crate::icon;
use crate::session::{session, tongue, workspace};
use crate::words as w;
use crate::workspace::Step;

pub(super) fn form() -> AnyView {
    let on = About::new(w::domain_on, at("domain"))
        .help(w::domain_on_help)
        .term("DomainName");
    let is_on = workspace().select(|d| d.domain.is_some());
    let value = Lens::new(
        |d| d.domain.is_some(),
        |d, on: bool| {
            let mapped = d.stages.last().map(|stage| BasePathMapping {
                base_path: String::new(),
                stage: stage.name.clone(),
            });
            d.domain = on.then(|| CustomDomain {
                mappings: mapped.into_iter().collect(),
                ..CustomDomain::default()
            });
        },
    );
    view! {
        {group(w::domain_group, None, view! { <Toggle about=on value=value/> }.into_any())}
        {when(is_on, || view! { {identity()}{mappings()}{dns()} }.into_any())}
    }
    .into_any()
}

fn reach() -> Reach<CustomDomain> {
    design().some(|d| d.domain.as_ref(), |d| d.domain.as_mut())
}

fn identity() -> AnyView {
    let (domain, here, t) = (reach(), at("domain"), tongue());
    let name = About::new(w::domain_name, here.join("name"))
        .help(w::domain_name_help)
        .term("DomainName");
    let endpoint = About::new(w::endpoint, here.join("endpoint"))
        .help(w::domain_endpoint_help)
        .term("EndpointConfiguration");
    let certificate = About::new(w::certificate, here.join("certificate_arn"))
        .help(w::certificate_help)
        .term("ACM ARN");
    let chosen = domain.lens(
        |d| usize::from(d.endpoint == DomainEndpoint::Edge),
        |d, place| {
            d.endpoint = if place == 1 {
                DomainEndpoint::Edge
            } else {
                DomainEndpoint::Regional
            }
        },
    );
    let region = workspace().select(move |d| {
        let region = d
            .domain
            .as_ref()
            .map(|domain| domain.certificate_region(&d.region).to_owned());
        w::open_certificate(t, region.unwrap_or_default())
    });
    let body = view! {
        <TextField about=name code=true placeholder="api.example.com" value=domain.lens(|d| d.name.clone(), |d, v| d.name = v)/>
        <Choice about=endpoint value=chosen
            picks=vec![Pick::new("REGIONAL", w::domain_regional), Pick::new("EDGE", w::domain_edge)]/>
        <TextField about=certificate code=true placeholder=region reading=arn_parts
            value=domain.lens(|d| d.certificate_arn.clone(), |d, v| d.certificate_arn = v)/>
    };
    group(w::name_and_certificate, None, body.into_any())
}

fn mappings() -> AnyView {
    let (ws, t) = (workspace(), tongue());
    let here = at("domain").join("mappings");
    let count = ws.select(|d| d.domain.as_ref().map_or(0, |domain| domain.mappings.len()));
    let append = move |_| {
        ws.edit(Step::new(w::add_mapping, ""), here, |d| {
            let stage = d
                .stages
                .first()
                .map(|stage| stage.name.clone())
                .unwrap_or_default();
            if let Some(domain) = &mut d.domain {
                domain.mappings.push(BasePathMapping {
                    base_path: String::new(),
                    stage,
                });
            }
        });
        let id = here
            .join(count.get_untracked().saturating_sub(1))
            .join("base_path")
            .to_string();
        browser::focus_soon([id]);
    };
    let body = view! {
        <div id=here.to_string()>
            {live(move || (0..count.get()).map(mapping).collect_view())}
            <button type="button" class="quiet add" on:click=handler(append)>{icon::PLUS.draw()}{w::add_mapping(t)}</button>
        </div>
    };
    group(w::mappings, Some(w::mappings_lead), body.into_any())
}

fn mapping(index: usize) -> AnyView {
    let (ws, session, t) = (workspace(), session(), tongue());
    let here = at("domain").join("mappings").join(index);
    let mapping = reach()
        .part(|d| &d.mappings, |d| &mut d.mappings)
        .item(index);
    let path = About::new(w::base_path, here.join("base_path")).term("BasePath");
    let stage = About::new(w::stage, here.join("stage")).term("Stage");
    let stages = ws.select(|d| {
        d.stages
            .iter()
            .map(|stage| (stage.name.clone(), stage.name.clone()))
            .collect::<Vec<_>>()
    });
    let remove = move |_| {
        let step = Step::new(w::did_remove_from, w::mappings(t));
        session.did(&step);
        ws.edit(step, at("domain").join("mappings"), move |d| {
            if let Some(domain) = d
                .domain
                .as_mut()
                .filter(|domain| index < domain.mappings.len())
            {
                domain.mappings.remove(index);
            }
        });
    };
    let address = ws.select(move |d| {
        let domain = d.domain.as_ref();
        let base = domain.and_then(|domain| Some((&domain.name, domain.mappings.get(index)?)));
        base.map(|(host, mapping)| format!("https://{host}/{}", mapping.base_path))
            .unwrap_or_default()
    });
    let label = w::remove_row(t, index + 1);
    view! {
        <div class="row mapping">
            <TextField about=path code=true placeholder=w::whole_domain(t) value=mapping.lens(|m| m.base_path.clone(), |m, v| m.base_path = v)/>
            <Select about=stage options=stages value=mapping.lens(|m| m.stage.clone(), |m, v| m.stage = v)/>
            <button type="button" class="quiet icon" aria-label=label.clone() title=label on:click=handler(remove)>{icon::CROSS.draw()}</button>
            <p class="help wide"><code>{address}</code></p>
        </div>
    }
    .into_any()
}

fn dns() -> AnyView {
    let here = at("domain").join("dns");
    let about = About::new(w::dns, here).help(w::dns_help);
    let chosen = reach().lens(
        |d| usize::from(d.dns == Dns::Elsewhere),
        |d, place| {
            d.dns = if place == 1 {
                Dns::Elsewhere
            } else {
                Dns::Route53(Route53::default())
            }
        },
    );
    let is_ours = workspace().select(|d| {
        d.domain
            .as_ref()
            .is_some_and(|domain| domain.dns != Dns::Elsewhere)
    });
    let body = view! {
        <Choice about=about value=chosen picks=vec![Pick::new("Route 53", w::dns_route53), Pick::new("Elsewhere", w::dns_elsewhere)]/>
        {when(is_ours, route53)}
    };
    group(w::dns_group, None, body.into_any())
}

fn route53() -> AnyView {
    let t = tongue();
    let here = at("domain").join("dns").join("route53");
    let zone: Reach<Route53> = reach().some(
        |d| match &d.dns {
            Dns::Route53(route53) => Some(route53),
            Dns::Elsewhere => None,
        },
        |d| match &mut d.dns {
            Dns::Route53(route53) => Some(route53),
            Dns::Elsewhere => None,
        },
    );
    let name = About::new(w::zone_name, here.join("zone_name"))
        .help(w::zone_name_help)
        .term("HostedZone.Name");
    let id = About::new(w::zone_id, here.join("hosted_zone_id"))
        .help(w::zone_id_help)
        .term("HostedZoneId");
    let target = About::new(w::target, here.join("target"))
        .help(w::target_help)
        .term("AliasTarget.DNSName");
    let record = About::new(w::record, here.join("record")).term("ResourceRecordSet");
    let ttl = About::new(w::ttl, here.join("record").join("cname"))
        .help(w::ttl_help)
        .term("TTL");
    let read = zone.clone();
    let cname =
        workspace().select(move |d| read.get(d).is_some_and(|zone| zone.record != Record::Alias));
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
        |z| {
            if let Record::Cname(ttl) = z.record {
                f64::from(ttl)
            } else {
                0.0
            }
        },
        |z, v| z.record = Record::Cname(whole(v)),
    );
    view! {
        <div class="pair">
            <TextField about=name code=true placeholder=w::open_zone_name(t) value=zone.lens(|z| z.zone_name.clone(), |z, v| z.zone_name = v)/>
            <TextField about=id code=true placeholder=w::open_zone_id(t) value=zone.lens(|z| z.hosted_zone_id.clone(), |z, v| z.hosted_zone_id = v)/>
        </div>
        <Choice about=record value=chosen picks=vec![Pick::new("Alias (A)", w::record_alias), Pick::new("CNAME", w::record_cname)]/>
        {when(cname, move || view! { <NumberField about=ttl unit=w::seconds value=seconds.clone()/> }.into_any())}
        <TextField about=target code=true placeholder=w::open_target(t) value=zone.lens(|z| z.target.clone(), |z, v| z.target = v)/>
    }
    .into_any()
}
