//! The route that was chosen in the tree: its path and its methods.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{Authorization, Integration, Method, Route, Verb};
use leptos::prelude::*;

use super::at;
use super::reading::path_matches;
use crate::boxed::{handler, live, memo};
use crate::browser;
use crate::field::{About, Choice, Lens, Pick, Reach, Select, TextField, design, group};
use crate::icon;
use crate::outline::{below, joined};
use crate::place::{Node, place};
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
    let passing = memo(move || {
        if exists.get().is_none() {
            place.node.get().path
        } else {
            String::new()
        }
    });
    live(move || match exists.get() {
        Some(route) => one(route),
        None => derived(passing.get()),
    })
}

/// A path that only leads further: there is nothing to set but a route can be made.
fn derived(path: String) -> AnyView {
    let (ws, place, t) = (workspace(), place(), tongue());
    let make = {
        let path = path.clone();
        move |_| acts::add(ws, place, path.clone())
    };
    let text = w::derived_route(t, &path);
    view! {
        <section class="group">
            <h2 class="path"><code>{path}</code></h2>
            <p class="empty">{text}</p>
            <p class="actions"><button type="button" on:click=handler(make)>{icon::PLUS.draw()}{w::add_route_here(t)}</button></p>
        </section>
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
        {group(w::path_group, None, path_field(route))}
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

/// The routes that follow a path while it is being typed, as they were when the typing began.
struct Following {
    /// The path as this field wrote it last; another one means that somebody else wrote.
    path: String,
    routes: Vec<(usize, Vec<String>)>,
}

fn path_field(route: usize) -> AnyView {
    let place = place();
    let about = About::new(w::path, at("routes").join(route).join("path"))
        .help(w::path_help)
        .term("PathPart");
    let following = StoredValue::new(None::<Following>);
    let value = Lens::new(
        move |d| {
            d.routes
                .get(route)
                .map(|route| route.path.clone())
                .unwrap_or_default()
        },
        move |d, path: String| {
            let Some(now) = d.routes.get(route).map(|route| route.path.clone()) else {
                return;
            };
            let routes = following.try_update_value(|following| {
                let kept = following.take().filter(|kept| kept.path == now);
                let routes = kept.map_or_else(
                    || {
                        Node::of(d, route)
                            .map(|node| below(&d.routes, &node))
                            .unwrap_or_default()
                    },
                    |kept| kept.routes,
                );
                *following = Some(Following {
                    path: path.clone(),
                    routes: routes.clone(),
                });
                routes
            });
            for (index, rest) in routes.unwrap_or_default() {
                if let Some(route) = d.routes.get_mut(index) {
                    route.path = joined(&path, &rest);
                }
            }
            if let Some(node) = Node::of(d, route) {
                place.node.set(node);
            }
        },
    );
    view! { <TextField about=about code=true reading=path_matches value=value/> }.into_any()
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
                    route.methods.push(Method {
                        verb,
                        integration,
                        ..Method::default()
                    });
                    route.methods.sort_by_key(|method| method.verb);
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

/// Puts the caret into the path of the chosen route, its last part selected.
pub(crate) fn rename(place: crate::place::Place) {
    let node = place.node.get_untracked();
    let Some(route) = node.route else { return };
    let id = at("routes").join(route).join("path").to_string();
    place.go(crate::place::Section::Routes);
    browser::after_paint(move || {
        browser::focus(&id);
        let last = node.path.rfind('/').map_or(0, |slash| slash + 1);
        browser::select_text(&id, node.path[..last].encode_utf16().count());
    });
}
