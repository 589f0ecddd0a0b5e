//! Cross-origin resource sharing.

use gateway_studio::model::{Cors, Verb};
use leptos::prelude::*;

use super::{at, when};
use crate::dom::{El, Node, many};
use crate::field::{
    About, Chip, Lens, NumberField, Reach, chips, design, group, lines, toggle, whole,
};
use crate::session::workspace;
use crate::words as w;

pub(super) fn form() -> Node {
    let on = About::new(w::cors_on, at("cors"))
        .help(w::cors_on_help)
        .term("CORS");
    let is_on = workspace().select(|d| d.cors.is_some());
    let value = Lens::new(
        |d| d.cors.is_some(),
        |d, on: bool| d.cors = on.then(Cors::default),
    );
    let switch = group(w::cors_group, None).child(toggle(on, value));
    many([switch.into(), when(is_on, answer)])
}

fn answer() -> El {
    let cors: Reach<Cors> = design().some(|d| d.cors.as_ref(), |d| d.cors.as_mut());
    let here = at("cors");
    let origins = About::new(w::origins, here.join("allow_origins"))
        .help(w::origins_help)
        .term("Access-Control-Allow-Origin");
    let methods = About::new(w::cors_methods, here.join("allow_methods")).term("Allow-Methods");
    let headers = About::new(w::cors_headers, here.join("allow_headers"))
        .help(w::cors_headers_help)
        .term("Allow-Headers");
    let credentials = About::new(w::credentials, here.join("allow_credentials"))
        .help(w::credentials_help)
        .term("Allow-Credentials");
    let age = About::new(w::max_age, here.join("max_age_seconds"))
        .help(w::max_age_help)
        .term("Max-Age");
    let max_age = cors.lens(
        |c| c.max_age_seconds.map_or(f64::NAN, f64::from),
        |c, v| c.max_age_seconds = (!v.is_nan()).then(|| whole(v)),
    );
    let origins = lines(
        origins,
        cors.part(|c| &c.allow_origins, |c| &mut c.allow_origins),
        w::add_origin,
    );
    let headers = lines(
        headers,
        cors.part(|c| &c.allow_headers, |c| &mut c.allow_headers),
        w::add_header,
    );
    let credentials = toggle(
        credentials,
        cors.lens(|c| c.allow_credentials, |c, on| c.allow_credentials = on),
    );
    group(w::cors_answer, None)
        .child(origins)
        .child(chips(
            methods,
            verbs(),
            Signal::stored(offer()),
            w::no_functions,
        ))
        .child(headers)
        .child(credentials)
        .child(NumberField::new(age, max_age, w::seconds).optional())
}

/// The verbs a browser may ask for: `ANY` is a word of API Gateway, not of HTTP.
fn offer() -> Vec<Chip> {
    let verbs = Verb::ALL.into_iter().filter(|verb| *verb != Verb::Any);
    verbs
        .map(|verb| (verb.as_str().to_owned(), format!("verb {}", verb.as_str())))
        .collect()
}

fn verbs() -> Lens<Vec<String>> {
    Lens::new(
        |d| {
            let chosen = d.cors.iter().flat_map(|cors| &cors.allow_methods);
            chosen.map(|verb| verb.as_str().to_owned()).collect()
        },
        |d, names: Vec<String>| {
            if let Some(cors) = &mut d.cors {
                cors.allow_methods = Verb::ALL
                    .into_iter()
                    .filter(|verb| names.iter().any(|name| name == verb.as_str()))
                    .collect();
            }
        },
    )
}
