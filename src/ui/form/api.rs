//! Kind of the API and the settings of a REST API.

mod http;
mod origin;
mod websocket;

pub(super) use websocket::instead_of_paths;

use gateway_studio::model::{Api, ApiKeySource, Design, IpAddressType, RestApi};

use super::{at, when};
use crate::dom::{El, Node, many};
use crate::field::{
    About, Lens, NumberField, Pick, Reach, TextField, choice, design, group, lines, toggle, whole,
};
use crate::session::workspace;
use crate::words as w;

pub(super) fn form() -> Node {
    let kind = About::new(w::api_kind, at("api")).help(w::api_kind_help);
    let picks = vec![
        Pick::new("REST", w::kind_rest),
        Pick::new("HTTP", w::kind_http),
        Pick::new("WebSocket", w::kind_websocket),
    ];
    let place = Lens::new(
        |d| match d.api {
            Api::Rest(_) => 0,
            Api::Http(_) => 1,
            Api::Websocket(_) => 2,
        },
        |d, place| match place {
            0 => d.become_rest(),
            1 => d.become_http(),
            _ => d.become_websocket(),
        },
    );
    let is_rest = workspace().select(|d| d.rest().is_some());
    let is_http = workspace().select(|d| d.http().is_some());
    let is_websocket = workspace().select(|d| d.websocket().is_some());
    let kind = group(w::kind, None).child(choice(kind, place, picks));
    many([
        kind.into(),
        when(is_rest, rest),
        when(is_rest, entrance),
        when(is_rest, origin::policy),
        when(is_rest, payload),
        when(is_http, http::identity),
        when(is_http, http::entrance),
        when(is_websocket, websocket::identity),
        when(is_websocket, websocket::messages),
        when(is_websocket, websocket::entrance),
    ])
}

fn api() -> Reach<RestApi> {
    design().some(Design::rest, |d| match &mut d.api {
        Api::Rest(rest) => Some(rest),
        Api::Http(_) | Api::Websocket(_) => None,
    })
}

fn rest() -> El {
    let (api, rest) = (api(), at("api").join("rest"));
    let name = About::new(w::api_name, rest.join("name"))
        .help(w::api_name_help)
        .term("Name");
    let description = About::new(w::description, rest.join("description")).term("Description");
    let name = TextField::new(name, api.lens(|a| a.name.clone(), |a, v| a.name = v));
    let description = TextField::new(
        description,
        api.lens(|a| a.description.clone(), |a, v| a.description = v),
    );
    group(w::rest_api, None).child(name).child(description)
}

/// Where requests come in, and with which key.
fn entrance() -> El {
    let (api, rest) = (api(), at("api").join("rest"));
    let addresses = About::new(w::ip_address_type, rest.join("ip_address_type"))
        .help(w::ip_address_type_help)
        .term("IpAddressType");
    let closed = About::new(
        w::default_url_off,
        rest.join("disable_execute_api_endpoint"),
    )
    .help(w::default_url_off_help)
    .term("DisableExecuteApiEndpoint");
    let source = About::new(w::api_key_source, rest.join("api_key_source")).term("ApiKeySource");
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
    let taken = api.lens(
        |a| usize::from(a.api_key_source == ApiKeySource::Authorizer),
        |a, place| {
            a.api_key_source = if place == 1 {
                ApiKeySource::Authorizer
            } else {
                ApiKeySource::Header
            }
        },
    );
    let off = api.lens(
        |a| a.disable_execute_api_endpoint,
        |a, on| a.disable_execute_api_endpoint = on,
    );
    let public = workspace().select(|d| d.rest().is_some_and(|rest| !rest.is_private()));
    let families = move || {
        let picks = vec![Pick::bare("ipv4"), Pick::bare("dualstack")];
        choice(addresses, family.clone(), picks)
    };
    let sources = vec![
        Pick::new("HEADER", w::api_key_header),
        Pick::new("AUTHORIZER", w::api_key_authorizer),
    ];
    group(w::entrance, None)
        .child(origin::endpoint())
        .child(when(public, families))
        .child(toggle(closed, off))
        .child(choice(source, taken, sources))
}

/// What happens to the bodies of requests and answers.
fn payload() -> El {
    let (api, rest) = (api(), at("api").join("rest"));
    let binary = About::new(w::binary, rest.join("binary_media_types"))
        .help(w::binary_help)
        .term("BinaryMediaTypes");
    let compression = About::new(w::compression, rest.join("minimum_compression_size"))
        .help(w::compression_help)
        .term("MinimumCompressionSize");
    let types = api.part(|a| &a.binary_media_types, |a| &mut a.binary_media_types);
    let size = api.lens(
        |a| a.minimum_compression_size.map_or(f64::NAN, f64::from),
        |a, v| a.minimum_compression_size = (!v.is_nan()).then(|| whole(v)),
    );
    group(w::payload, None)
        .child(lines(binary, types, w::add_type))
        .child(NumberField::new(compression, size, w::bytes).optional())
}
