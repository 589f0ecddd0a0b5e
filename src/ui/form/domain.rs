//! A domain name of one's own.

mod dns;
mod security;

use gateway_studio::model::{BasePathMapping, CustomDomain, DomainEndpoint};
use leptos::prelude::*;

use super::reading::arn_parts;
use super::{at, when};
use crate::browser;
use crate::dom::{El, Node, button, el, many};
use crate::field::{About, Lens, Pick, Reach, TextField, choice, design, group, select, toggle};
use crate::icon;
use crate::session::{session, tongue, workspace};
use crate::words as w;
use crate::workspace::Step;

pub(super) fn form() -> Node {
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
    let body = || {
        many([
            identity().into(),
            mappings().into(),
            dns::form().into(),
            security::form().into(),
        ])
    };
    many([
        group(w::domain_group, None).child(toggle(on, value)).into(),
        when(is_on, body),
    ])
}

fn reach() -> Reach<CustomDomain> {
    design().some(|d| d.domain.as_ref(), |d| d.domain.as_mut())
}

fn identity() -> El {
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
    let named = domain.lens(|d| d.name.clone(), |d, v| d.name = v);
    let certified = domain.lens(|d| d.certificate_arn.clone(), |d, v| d.certificate_arn = v);
    let picks = vec![
        Pick::new("REGIONAL", w::domain_regional),
        Pick::new("EDGE", w::domain_edge),
    ];
    group(w::name_and_certificate, None)
        .child(
            TextField::new(name, named)
                .code()
                .placeholder("api.example.com"),
        )
        .child(choice(endpoint, chosen, picks))
        .child(
            TextField::new(certificate, certified)
                .code()
                .placeholder(region)
                .reading(arn_parts),
        )
        .child(security::certificate())
}

fn mappings() -> El {
    let (ws, t) = (workspace(), tongue());
    let here = at("domain").join("mappings");
    let count = ws.select(|d| d.domain.as_ref().map_or(0, |domain| domain.mappings.len()));
    let append = move || {
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
    let add = button("quiet.add")
        .click(append)
        .child(icon::PLUS.draw())
        .child(w::add_mapping(t));
    let body = el("div")
        .id(here.to_string())
        .live(move || (0..count.get()).map(mapping).collect::<Node>())
        .child(add);
    group(w::mappings, Some(w::mappings_lead)).child(body)
}

fn mapping(index: usize) -> El {
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
    let remove = move || {
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
    let base = mapping.lens(|m| m.base_path.clone(), |m, v| m.base_path = v);
    let chosen = mapping.lens(|m| m.stage.clone(), |m, v| m.stage = v);
    let cross = button("quiet.icon")
        .attr("aria-label", label.clone())
        .attr("title", label)
        .click(remove)
        .child(icon::CROSS.draw());
    el("div.row.mapping")
        .child(
            TextField::new(path, base)
                .code()
                .placeholder(w::whole_domain(t)),
        )
        .child(select(stage, chosen, stages))
        .child(cross)
        .child(el("p.help.wide").child(el("code").live(move || address.get())))
}
