//! The settings of an HTTP API.

use gateway_studio::model::{Api, Design, HttpApi, IpAddressType, PayloadFormat};

use super::at;
use crate::dom::El;
use crate::field::{About, Pick, Reach, TextField, choice, design, group, toggle};
use crate::words as w;

fn api() -> Reach<HttpApi> {
    design().some(Design::http, |d| match &mut d.api {
        Api::Http(http) => Some(http),
        Api::Rest(_) | Api::Websocket(_) => None,
    })
}

/// What it is called.
pub(super) fn identity() -> El {
    let (api, here) = (api(), at("api").join("http"));
    let name = About::new(w::api_name, here.join("name"))
        .help(w::api_name_help)
        .term("Name");
    let description = About::new(w::description, here.join("description")).term("Description");
    let called = api.lens(|a| a.name.clone(), |a, v| a.name = v);
    let described = api.lens(|a| a.description.clone(), |a, v| a.description = v);
    group(w::http_api, Some(w::http_api_lead))
        .child(TextField::new(name, called))
        .child(TextField::new(description, described))
}

/// Where requests come in, and what a function gets of them.
pub(super) fn entrance() -> El {
    let (api, here) = (api(), at("api").join("http"));
    let addresses = About::new(w::ip_address_type, here.join("ip_address_type"))
        .help(w::ip_address_type_help)
        .term("IpAddressType");
    let closed = About::new(
        w::default_url_off,
        here.join("disable_execute_api_endpoint"),
    )
    .help(w::default_url_off_help)
    .term("DisableExecuteApiEndpoint");
    let format = About::new(w::payload_format, here.join("payload_format_version"))
        .help(w::payload_format_help)
        .term("PayloadFormatVersion");
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
    let version = api.lens(
        |a| usize::from(a.payload_format_version == PayloadFormat::V1),
        |a, place| {
            a.payload_format_version = if place == 1 {
                PayloadFormat::V1
            } else {
                PayloadFormat::V2
            }
        },
    );
    let families = vec![Pick::bare("ipv4"), Pick::bare("dualstack")];
    let formats = vec![
        Pick::new("2.0", w::payload_format_2),
        Pick::new("1.0", w::payload_format_1),
    ];
    group(w::entrance, None)
        .child(choice(addresses, family, families))
        .child(toggle(closed, off))
        .child(choice(format, version, formats))
}
