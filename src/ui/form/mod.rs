//! The form: one file per section, named after the part of the model that it edits.

mod access;
mod api;
mod app;
mod authorizer;
mod backend;
mod cors;
mod domain;
mod function;
mod items;
mod link;
mod mapping;
mod monitoring;
mod path;
mod reading;
mod request;
mod route;
mod stage;

pub(crate) use crate::field::free_name;
pub(crate) use path::rename;

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::Design;
use gateway_studio::words::Language;

use crate::dom::{Node, el, live};
use crate::field::{self, Found, is_set, length};
use crate::place::{Place, Section, place};
use crate::session::tongue;
use crate::words::{self as w, Word};
use crate::workspace::Workspace;

/// The pane with the form of the section that was chosen.
pub(crate) fn edit() -> Node {
    let (place, t) = (place(), tongue());
    let body = live(move || match place.section.get() {
        Section::App => app::form(),
        Section::Api => api::form(),
        Section::Functions => function::form(),
        Section::Routes => route::form(),
        Section::Stages => stage::form(),
        Section::Domain => domain::form(),
        Section::Access => access::form(),
        Section::Cors => cors::form(),
        Section::Monitoring => monitoring::form(),
    });
    let title = el("h2")
        .id("edit-title")
        .attr("tabindex", "-1")
        .live(move || place.section.get().title().get(t));
    let lead = el("p.lead").live(move || lead(place.section.get()).get(t));
    let head = el("header.form-head").child(title).child(lead);
    el("section.pane.edit")
        .id("edit")
        .attr("aria-labelledby", "edit-title")
        .child(el("div.form").child(head).child(body))
        .into()
}

/// Adds a stage, or a function, and goes to its name.
pub(crate) fn add_one(ws: Workspace, place: Place, section: Section) {
    let kind = match section {
        Section::Functions => function::FUNCTIONS,
        _ => stage::STAGES,
    };
    if let Some(new) = field::append(ws, kind, at(section.hash())) {
        let name = field::below(new, kind.name).to_string();
        place.reveal(&ws.now(), &name);
        crate::browser::name_soon(name);
    }
}

/// The fields of the design that forms show, of routes those of the one that is chosen.
pub(crate) fn index(d: &Design, place: Place) -> Vec<Found> {
    let mut found = Vec::new();
    let mut add = |fields, base| field::index(fields, base, d, &mut found);
    add(app::FORM, root());
    add(api::FORM, at("api"));
    add(link::FORM, root());
    for item in 0..d.functions.len() {
        add(function::FORM, at("functions").join(item));
    }
    if let Some(route) = place.node.get_untracked().route {
        let route = at("routes").join(route);
        add(cors::OF_ROUTE, route);
        for item in 0..length(d, route.join("methods")) {
            let method = route.join("methods").join(item);
            for fields in route::OF_METHOD {
                add(fields, method);
            }
        }
    }
    for item in 0..d.stages.len() {
        add(stage::FORM, at("stages").join(item));
    }
    add(domain::FORM, root());
    let mappings = at("domain").join("mappings");
    for item in 0..length(d, mappings) {
        add(domain::MAPPING, mappings.join(item));
    }
    add(access::FORM, at("access"));
    add(access::WEB_ACL, root());
    add(cors::FORM, root());
    add(monitoring::FORM, at("monitoring"));
    found
}

/// What a section is about, in one sentence.
const fn lead(section: Section) -> Word {
    match section {
        Section::App => w::app_lead,
        Section::Api => w::api_lead,
        Section::Functions => w::functions_lead,
        Section::Routes => w::routes_lead,
        Section::Stages => w::stages_lead,
        Section::Domain => w::domain_lead,
        Section::Access => w::access_lead,
        Section::Cors => w::cors_lead,
        Section::Monitoring => w::monitoring_lead,
    }
}

/// The design itself.
fn root() -> Pointer {
    Pointer::root()
}

/// The address of a field of the design itself.
fn at(key: &'static str) -> Pointer {
    root().join(key)
}

/// What HTTP APIs do not have, which is keys: they show it while it is set, to be removed.
fn with_keys(d: &Design, at: Pointer) -> bool {
    d.http().is_none() || is_set(d, at)
}

/// The functions of the design, to select one.
fn functions(d: &Design, _: Language) -> Vec<(String, String)> {
    let names = d.functions.iter().map(|function| &function.name);
    names.map(|name| (name.clone(), name.clone())).collect()
}

/// The name of the first function, which new things call.
fn first_function(d: &Design) -> String {
    let first = d.functions.first();
    first
        .map(|function| function.name.clone())
        .unwrap_or_default()
}
