//! The route that was chosen in the tree: its path and its methods.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{Authorization, Integration, Method, Route, Verb};
use leptos::prelude::*;

use super::{at, path};
use crate::boxed::{handler, live};
use crate::field::{About, Choice, Pick, Reach, Select, design, group};
use crate::icon;
use crate::place::place;
use crate::session::{session, tongue, workspace};
use crate::tree::acts;
use crate::words as w;
use crate::workspace::Step;

pub(super) fn form() -> AnyView {
    let (ws, place) = (workspace(), place());
    // The form follows the node by its route, so that typing a new path does not draw it anew.
    let exists = ws.select(move |d| {
        let node = place.node.get();
        node.route.filter(|route| *route < d.routes.len())
    });
    live(move || match exists.get() {
        Some(route) => one(route),
        None => derived(),
    })
}

/// A path that only leads further: it can be renamed, and a route can be made of it.
fn derived() -> AnyView {
    let (ws, place, t) = (workspace(), place(), tongue());
    let make = move |_| acts::add(ws, place, place.node.get_untracked().path);
    view! {
        {group(w::path_group, None, path::field(None))}
        <p class="empty">{live(move || w::derived_route(t, place.node.get().path))}</p>
        <p class="actions"><button type="button" on:click=handler(make)>{icon::PLUS.draw()}{w::add_route_here(t)}</button></p>
    }
    .into_any()
}

fn one(route: usize) -> AnyView {
    let (ws, place, session, t) = (workspace(), place(), session(), tongue());
    let count = ws.select(move |d| d.routes.get(route).map_or(0, |route| route.methods.len()));
    let remove = move |_| acts::delete(ws, place, session, &place.node.get_untracked());
    let child = move |_| acts::add_child(ws, place, &place.node.get_untracked());
    let methods = at("routes").join(route).join("methods");
    view! {
        {group(w::path_group, None, path::field(Some(route)))}
        <section class="group" id=methods.to_string()>
            <h3>{w::methods(t)}</h3>
            {verbs(route)}
            {live(move || (0..count.get()).map(|index| method(route, index)).collect_view())}
        </section>
        <p class="actions">
            <button type="button" class="quiet" on:click=handler(child)>{icon::PLUS.draw()}{w::add_child(t)}</button>
            <button type="button" class="quiet danger" on:click=handler(remove)>{icon::CROSS.draw()}{w::delete_route(t)}</button>
        </p>
    }
    .into_any()
}

/// The chips that add and remove methods.
fn verbs(route: usize) -> AnyView {
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
        let flip = move |_| {
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
        view! {
            <label class=format!("chip verb {}", verb.as_str())>
                <input type="checkbox" prop:checked=on on:change=handler(flip)/>
                <span>{verb.as_str()}</span>
            </label>
        }
    };
    view! {
        <p class="lead">{w::methods_lead(t)}</p>
        <div class="chips" role="group" aria-label=w::methods(t)>{live(move || Verb::ALL.map(chip).collect_view())}</div>
    }
    .into_any()
}

fn method(route: usize, index: usize) -> AnyView {
    let (ws, t) = (workspace(), tongue());
    let here: Pointer = at("routes").join(route).join("methods").join(index);
    let method: Reach<Method> = design()
        .part(|d| &d.routes, |d| &mut d.routes)
        .item(route)
        .part(|r: &Route| &r.methods, |r| &mut r.methods)
        .item(index);
    let read = method.clone();
    let verb = ws.select(move |d| read.get(d).map_or("", |method| method.verb.as_str()));
    let function = About::new(
        w::function,
        here.join("integration")
            .join("lambda_proxy")
            .join("function"),
    )
    .term("AWS_PROXY");
    let names = ws.select(|d| {
        d.functions
            .iter()
            .map(|function| (function.name.clone(), function.name.clone()))
            .collect::<Vec<_>>()
    });
    let called = method.lens(
        |m| {
            let Integration::LambdaProxy { function } = &m.integration;
            function.clone()
        },
        |m, name| m.integration = Integration::LambdaProxy { function: name },
    );
    view! {
        <div class="thing" id=here.to_string()>
            <h4 class=move || format!("verb {}", verb.get())>{verb}</h4>
            <Select about=function options=names value=called/>
            {overrides(here, &method, t)}
        </div>
    }
    .into_any()
}

/// What a method may decide for itself instead of taking the default.
fn overrides(here: Pointer, method: &Reach<Method>, t: gateway_studio::words::Language) -> AnyView {
    let authorization =
        About::new(w::authorization, here.join("authorization")).term("AuthorizationType");
    let key = About::new(w::key_required, here.join("api_key_required")).term("ApiKeyRequired");
    let authorized = method.lens(
        |m| match m.authorization {
            None => 0,
            Some(Authorization::None) => 1,
            Some(Authorization::Iam) => 2,
        },
        |m, place| {
            m.authorization = [None, Some(Authorization::None), Some(Authorization::Iam)]
                .get(place)
                .copied()
                .flatten();
        },
    );
    let keyed = method.lens(
        |m| match m.api_key_required {
            None => 0,
            Some(false) => 1,
            Some(true) => 2,
        },
        |m, place| {
            m.api_key_required = [None, Some(false), Some(true)]
                .get(place)
                .copied()
                .flatten();
        },
    );
    view! {
        <div class="pair">
            <Choice about=authorization value=authorized
                picks=vec![Pick::bare(w::by_default(t)), Pick::bare("NONE"), Pick::bare("AWS_IAM")]/>
            <Choice about=key value=keyed
                picks=vec![Pick::bare(w::by_default(t)), Pick::bare(w::no(t)), Pick::bare(w::yes(t))]/>
        </div>
    }
    .into_any()
}
