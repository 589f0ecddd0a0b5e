//! The settings of a WebSocket API, and its message routes.

use gateway_studio::model::{Api, Design, IpAddressType, MessageRoute, WebSocketApi};
use leptos::prelude::*;

use super::at;
use crate::dom::{El, Node, button, el, live};
use crate::field::{About, Pick, Reach, TextField, choice, design, group, select, toggle};
use crate::form::access::{delete_button, drop_at};
use crate::form::free_name;
use crate::icon;
use crate::session::{session, tongue, workspace};
use crate::words as w;
use crate::workspace::Step;

fn api() -> Reach<WebSocketApi> {
    design().some(Design::websocket, |d| match &mut d.api {
        Api::Websocket(websocket) => Some(websocket),
        Api::Rest(_) | Api::Http(_) => None,
    })
}

/// What it is called.
pub(super) fn identity() -> El {
    let (api, here) = (api(), at("api").join("websocket"));
    let name = About::new(w::api_name, here.join("name"))
        .help(w::api_name_help)
        .term("Name");
    let description = About::new(w::description, here.join("description")).term("Description");
    let called = api.lens(|a| a.name.clone(), |a, v| a.name = v);
    let described = api.lens(|a| a.description.clone(), |a, v| a.description = v);
    group(w::websocket_api, Some(w::websocket_api_lead))
        .child(TextField::new(name, called))
        .child(TextField::new(description, described))
}

/// Where connections come in.
pub(super) fn entrance() -> El {
    let (api, here) = (api(), at("api").join("websocket"));
    let addresses = About::new(w::ip_address_type, here.join("ip_address_type"))
        .help(w::ip_address_type_help)
        .term("IpAddressType");
    let closed = About::new(
        w::default_url_off,
        here.join("disable_execute_api_endpoint"),
    )
    .help(w::default_url_off_help)
    .term("DisableExecuteApiEndpoint");
    let family = api.lens(
        |a| usize::from(a.ip_address_type == IpAddressType::Dualstack),
        |a, place| {
            a.ip_address_type = if place == 1 {
                IpAddressType::Dualstack
            } else {
                IpAddressType::Ipv4
            }
        },
    );
    let off = api.lens(
        |a| a.disable_execute_api_endpoint,
        |a, on| a.disable_execute_api_endpoint = on,
    );
    let families = vec![Pick::bare("ipv4"), Pick::bare("dualstack")];
    group(w::entrance, None)
        .child(choice(addresses, family, families))
        .child(toggle(closed, off))
}

/// How a message finds its function.
pub(super) fn messages() -> El {
    let (ws, t) = (workspace(), tongue());
    let here = at("api").join("websocket");
    let about = About::new(w::route_selection, here.join("route_selection_expression"))
        .help(w::route_selection_help)
        .term("RouteSelectionExpression");
    let expression = api().lens(
        |a| a.route_selection_expression.clone(),
        |a, v| a.route_selection_expression = v,
    );
    let count = ws.select(|d| d.websocket().map_or(0, |api| api.routes.len()));
    let add = button("quiet.add")
        .click(append)
        .child(icon::PLUS.draw())
        .child(w::add_message_route(t));
    let rows = el("section.group")
        .id(here.join("routes").to_string())
        .live(move || (0..count.get()).map(route).collect::<Node>());
    group(w::message_routes, Some(w::message_routes_lead))
        .child(TextField::new(about, expression).code())
        .child(rows)
        .child(el("p.actions").child(add))
}

/// Adds what AWS knows and the API lacks first, then routes of one's own.
fn append() {
    let ws = workspace();
    let now = ws.now();
    let Some(api) = now.websocket() else { return };
    let taken = |key: &str| api.routes.iter().any(|route| route.key == key);
    let known = ["$connect", "$disconnect", "$default"];
    let missing = known.into_iter().find(|key| !taken(key));
    let key = missing.map_or_else(|| free_name("message", taken), str::to_owned);
    let function = now.functions.first();
    let function = function.map(|function| function.name.clone());
    let step = Step::new(w::did_add, key.clone());
    ws.edit(step, at("api").join("websocket").join("routes"), move |d| {
        if let Api::Websocket(api) = &mut d.api {
            api.routes.push(MessageRoute {
                key,
                function: function.unwrap_or_default(),
                two_way: false,
            });
        }
    });
}

fn remove(index: usize) {
    let (ws, session) = (workspace(), session());
    let now = ws.now();
    let route = now.websocket().and_then(|api| api.routes.get(index));
    let step = Step::new(
        w::did_delete,
        route.map(|route| route.key.clone()).unwrap_or_default(),
    );
    session.did(&step);
    ws.edit(step, at("api").join("websocket").join("routes"), move |d| {
        if let Api::Websocket(api) = &mut d.api {
            drop_at(&mut api.routes, index);
        }
    });
}

fn route(index: usize) -> El {
    let ws = workspace();
    let here = at("api").join("websocket").join("routes").join(index);
    let reach = api().part(|a| &a.routes, |a| &mut a.routes).item(index);
    let key = About::new(w::route_key, here.join("key"))
        .help(w::route_key_help)
        .term("RouteKey");
    let function = About::new(w::function, here.join("function")).term("AWS_PROXY");
    let two_way = About::new(w::two_way, here.join("two_way"))
        .help(w::two_way_help)
        .term("RouteResponse");
    let keyed = reach.lens(|r| r.key.clone(), |r, v| r.key = v);
    let title = keyed.clone();
    let title = ws.select(move |d| title.read(d));
    let called = reach.lens(|r| r.function.clone(), |r, v| r.function = v);
    let answers = reach.lens(|r| r.two_way, |r, on| r.two_way = on);
    let names = ws.select(|d| {
        d.functions
            .iter()
            .map(|function| (function.name.clone(), function.name.clone()))
            .collect::<Vec<_>>()
    });
    let pair = el("div.pair")
        .child(TextField::new(key, keyed).code())
        .child(select(function, called, names));
    let delete = Callback::new(move |()| remove(index));
    let foot = el("div.thing-foot")
        .child(toggle(two_way, answers))
        .child(delete_button(title, delete));
    el("div.thing").id(here.to_string()).child(pair).child(foot)
}

/// What stands in the place of paths, which a WebSocket API does not have.
pub(in crate::form) fn instead_of_paths() -> Node {
    let t = tongue();
    let is_websocket = workspace().select(|d| d.websocket().is_some());
    live(move || {
        is_websocket
            .get()
            .then(|| el("p.empty").child(w::no_paths(t)))
    })
}
