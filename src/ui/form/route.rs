//! The route that was chosen in the tree: its path and its methods.

use std::sync::Arc;

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{Design, Integration, Method, Verb};
use web_sys::Event;

use super::api::instead_of_paths;
use super::stage::{ANYONE, IGNORED, REFUSED, WARNED, throttle};
use super::{at, authorizer, backend, cors, path, request, with_keys};
use crate::dom::{El, Node, button, el, live, many};
use crate::field::table::{Field, Pick, choice, number};
use crate::field::{draw, text};
use crate::icon;
use crate::place::place;
use crate::session::{session, tongue, workspace};
use crate::tree::acts;
use crate::words as w;
use crate::workspace::Step;

pub(super) fn form() -> Node {
    let (ws, place) = (workspace(), place());
    // The form follows the node by its route, so that typing a new path does not draw it anew.
    let exists = ws.select(move |d| {
        let node = place.node.get();
        node.route.filter(|route| *route < d.routes.len())
    });
    // What is there of paths stays in sight, to be removed.
    let of_paths = ws.select(|d| d.websocket().is_none() || !d.routes.is_empty());
    let form = live(move || match exists.get() {
        Some(route) => Some(one(route)),
        None => of_paths.get().then(derived),
    });
    many([instead_of_paths(), form])
}

/// A path that only leads further: it can be renamed, and a route can be made of it.
fn derived() -> Node {
    let (ws, place, t) = (workspace(), place(), tongue());
    let make = move || acts::add(ws, place, place.node.get_untracked().path);
    let make = el("button")
        .attr("type", "button")
        .click(make)
        .child(icon::PLUS.draw())
        .child(w::add_route_here.get(t));
    let what = el("p.empty").live(move || w::derived_route(t, place.node.get().path));
    many([
        path::group(None).into(),
        what.into(),
        el("p.actions").child(make).into(),
    ])
}

fn one(route: usize) -> Node {
    let (ws, place, session, t) = (workspace(), place(), session(), tongue());
    let count = ws.select(move |d| d.routes.get(route).map_or(0, |route| route.methods.len()));
    let remove = move || acts::delete(ws, place, session, &[place.node.get_untracked()]);
    let copy = move || {
        drop(acts::copy(
            ws,
            place,
            session,
            &[place.node.get_untracked()],
            None,
        ))
    };
    let child = move || acts::add_child(ws, place, &place.node.get_untracked());
    let methods = at("routes").join(route).join("methods");
    let row = move |index: usize| method(route, index);
    let methods = el("section.group")
        .id(methods.to_string())
        .child(el("h3").child(w::methods.get(t)))
        .child(verbs(route))
        .live(move || (0..count.get()).map(row).collect::<Node>());
    let child = button("quiet")
        .click(child)
        .child(icon::PLUS.draw())
        .child(w::add_child.get(t));
    let copy = button("quiet")
        .click(copy)
        .child(icon::COPY.draw())
        .child(w::duplicate_route.get(t));
    let remove = button("quiet.danger")
        .click(remove)
        .child(icon::CROSS.draw())
        .child(w::delete_route.get(t));
    many([
        path::group(Some(route)).into(),
        methods.into(),
        draw(cors::OF_ROUTE, at("routes").join(route)),
        el("p.actions")
            .child(child)
            .child(copy)
            .child(remove)
            .into(),
    ])
}

/// The chips that add and remove methods.
fn verbs(route: usize) -> Node {
    let (ws, t) = (workspace(), tongue());
    let here = at("routes").join(route).join("methods");
    let present = ws.select(move |d| {
        d.routes
            .get(route)
            .map(|route| {
                route
                    .methods
                    .iter()
                    .map(|method| method.verb)
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let chip = move |verb: Verb| {
        let on = present.with(|present| present.contains(&verb));
        let flip = move |_: &Event| {
            let what = if on { w::did_delete } else { w::did_add };
            ws.edit(Step::new(what, verb.as_str()), here, move |d| {
                let function = d
                    .functions
                    .first()
                    .map(|function| function.name.clone())
                    .unwrap_or_default();
                let Some(route) = d.routes.get_mut(route) else {
                    return;
                };
                let route = Arc::make_mut(route);
                if on {
                    route.methods.retain(|method| method.verb != verb);
                } else {
                    let integration = Integration::LambdaProxy { function };
                    let place = route
                        .methods
                        .iter()
                        .take_while(|method| method.verb < verb)
                        .count();
                    let method = Method {
                        verb,
                        integration,
                        ..Method::default()
                    };
                    route.methods.insert(place, method);
                }
            });
        };
        let input = el("input")
            .attr("type", "checkbox")
            .live_flag("checked", move || on)
            .on("change", flip);
        el("label")
            .class(format!("chip verb {}", verb.as_str()))
            .child(input)
            .child(el("span").child(verb.as_str()))
    };
    let chips = el("div.chips")
        .attr("role", "group")
        .attr("aria-label", w::methods.get(t))
        .live(move || Verb::ALL.into_iter().map(chip).collect::<Node>());
    many([
        el("p.lead").child(w::methods_lead.get(t)).into(),
        chips.into(),
    ])
}

fn method(route: usize, index: usize) -> El {
    let here = at("routes").join(route).join("methods").join(index);
    let verb = workspace().select(move |d| text(d, here.join("verb")));
    let head = el("h4")
        .live_attr("class", move || format!("verb {}", verb.get()))
        .live(move || verb.get());
    el("div.thing").id(here.to_string()).child(head).child(
        OF_METHOD
            .iter()
            .map(|fields| draw(fields, here))
            .collect::<Node>(),
    )
}

/// The fields of a method.
pub(super) static OF_METHOD: &[&[Field]] = &[
    backend::OF_METHOD,
    authorizer::OF_METHOD,
    KEY,
    request::OF_METHOD,
    LIMITS,
];

/// What stages do otherwise with this method.
const LIMITS: &[Field] = &[
    throttle(w::throttle_method, w::throttle_method_help).term("MethodSettings"),
    CACHE,
];

/// How it uses the cache of a stage.
pub(super) const CACHE: Field = choice(
    "cache",
    w::method_cache,
    &[
        Pick::worded("stage", w::method_cache_stage),
        Pick::worded("off", w::method_cache_off),
        Pick::worded("own", w::method_cache_own).with(&[
            number("ttl_seconds", w::cache_ttl, w::seconds)
                .help(w::cache_ttl_help)
                .term("CacheTtlInSeconds"),
            choice("encrypted", w::cache_encrypted, YES_OR_NO).term("CacheDataEncrypted"),
            choice(
                "invalidation",
                w::invalidation,
                &[
                    Pick::worded("", w::by_default),
                    WARNED,
                    IGNORED,
                    REFUSED,
                    ANYONE,
                ],
            )
            .term("UnauthorizedCacheControlHeaderStrategy"),
        ]),
    ],
)
.help(w::method_cache_help)
.term("CachingEnabled")
.when(cached);

/// What may be left to what is said elsewhere.
pub(super) const YES_OR_NO: &[Pick] = &[
    Pick::worded("", w::by_default),
    Pick::worded("false", w::no),
    Pick::worded("true", w::yes),
];

/// Only where a stage of a REST API has a cache, or the method says something of it.
fn cached(d: &Design, at: Pointer) -> bool {
    d.rest().is_some() && d.stages.iter().any(|stage| stage.cache.is_some())
        || text(d, at) != "stage"
}

const KEY: &[Field] = &[choice("api_key_required", w::key_required, YES_OR_NO)
    .term("ApiKeyRequired")
    .when(with_keys)];
