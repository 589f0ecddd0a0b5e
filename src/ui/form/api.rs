//! Kind of the API and the settings of a REST API.

use gateway_studio::model::{Api, EndpointType, RestApi};

use super::{at, when};
use crate::dom::{El, Node, many};
use crate::field::{About, Lens, Pick, Reach, TextField, choice, design, group, lines};
use crate::session::workspace;
use crate::words as w;

pub(super) fn form() -> Node {
    let kind = About::new(w::api_kind, at("api")).help(w::api_kind_help);
    let refused = |title, why| Pick {
        title,
        note: None,
        refused: Some(why),
    };
    let picks = vec![
        Pick::new("REST", w::kind_rest),
        refused("HTTP", w::kind_http),
        refused("WebSocket", w::kind_websocket),
    ];
    let place = Lens::new(
        |d| match d.api {
            Api::Rest(_) => 0,
            Api::Http(_) => 1,
            Api::Websocket(_) => 2,
        },
        |d, place| {
            if place == 0 && d.rest().is_none() {
                d.api = Api::default();
            }
        },
    );
    let is_rest = workspace().select(|d| d.rest().is_some());
    let kind = group(w::kind, None).child(choice(kind, place, picks));
    many([kind.into(), when(is_rest, rest)])
}

fn rest() -> El {
    let api: Reach<RestApi> =
        design().some(gateway_studio::model::Design::rest, |d| match &mut d.api {
            Api::Rest(rest) => Some(rest),
            Api::Http(_) | Api::Websocket(_) => None,
        });
    let rest = at("api").join("rest");
    let name = About::new(w::api_name, rest.join("name"))
        .help(w::api_name_help)
        .term("Name");
    let description = About::new(w::description, rest.join("description")).term("Description");
    let endpoint = About::new(w::endpoint, rest.join("endpoint")).term("EndpointConfiguration");
    let binary = About::new(w::binary, rest.join("binary_media_types"))
        .help(w::binary_help)
        .term("BinaryMediaTypes");
    let chosen = api.lens(
        |a| usize::from(a.endpoint == EndpointType::Edge),
        |a, place| {
            a.endpoint = if place == 1 {
                EndpointType::Edge
            } else {
                EndpointType::Regional
            }
        },
    );
    let name = TextField::new(name, api.lens(|a| a.name.clone(), |a, v| a.name = v));
    let description = TextField::new(
        description,
        api.lens(|a| a.description.clone(), |a, v| a.description = v),
    );
    let endpoints = vec![
        Pick::new("REGIONAL", w::endpoint_regional),
        Pick::new("EDGE", w::endpoint_edge),
    ];
    let types = api.part(|a| &a.binary_media_types, |a| &mut a.binary_media_types);
    group(w::rest_api, None)
        .child(name)
        .child(description)
        .child(choice(endpoint, chosen, endpoints))
        .child(lines(binary, types, w::add_type))
}
