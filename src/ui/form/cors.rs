//! Cross-origin resource sharing.

use gateway_studio::model::{Cors, Verb};
use leptos::prelude::*;

use super::{at, when};
use crate::field::{
    About, Chip, Chips, Lens, Lines, NumberField, Reach, Toggle, design, group, whole,
};
use crate::session::workspace;
use crate::words as w;

pub(super) fn form() -> AnyView {
    let on = About::new(w::cors_on, at("cors"))
        .help(w::cors_on_help)
        .term("CORS");
    let is_on = workspace().select(|d| d.cors.is_some());
    let value = Lens::new(
        |d| d.cors.is_some(),
        |d, on: bool| d.cors = on.then(Cors::default),
    );
    view! {
        {group(w::cors_group, None, view! { <Toggle about=on value=value/> }.into_any())}
        {when(is_on, answer)}
    }
    .into_any()
}

fn answer() -> AnyView {
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
    let body = view! {
        <Lines about=origins add=w::add_origin value=cors.part(|c| &c.allow_origins, |c| &mut c.allow_origins)/>
        <Chips about=methods value=verbs() offer=Signal::stored(offer()) empty=w::no_functions/>
        <Lines about=headers add=w::add_header value=cors.part(|c| &c.allow_headers, |c| &mut c.allow_headers)/>
        <Toggle about=credentials value=cors.lens(|c| c.allow_credentials, |c, on| c.allow_credentials = on)/>
        <NumberField about=age unit=w::seconds optional=true value=max_age/>
    };
    group(w::cors_answer, None, body.into_any())
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
