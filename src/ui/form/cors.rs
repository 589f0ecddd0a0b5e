//! Cross-origin resource sharing.

use gateway_studio::model::Verb;

use super::root;
use crate::dom::Node;
use crate::field::table::{
    Field, Pick, chips, choice, number, optional, part, section, texts, toggle,
};
use crate::field::{Chip, draw, text};
use crate::words as w;

pub(super) static FORM: &[Field] = &[
    section(
        w::cors_group,
        &[optional("cors", w::cors_on, &[])
            .help(w::cors_on_help)
            .term("CORS")],
    ),
    part("cors", &[section(w::cors_answer, ANSWER)]),
];

/// The fields of an answer to a preflight.
const ANSWER: &[Field] = &[
    texts("allow_origins", w::origins, w::add_origin)
        .help(w::origins_help)
        .term("Access-Control-Allow-Origin"),
    chips(
        "allow_methods",
        w::cors_methods,
        |_| verbs(),
        w::no_functions,
    )
    .term("Allow-Methods"),
    texts("allow_headers", w::cors_headers, w::add_header)
        .help(w::cors_headers_help)
        .term("Allow-Headers"),
    toggle("allow_credentials", w::credentials)
        .help(w::credentials_help)
        .term("Allow-Credentials"),
    number("max_age_seconds", w::max_age, w::seconds)
        .maybe()
        .help(w::max_age_help)
        .term("Max-Age"),
    texts("expose_headers", w::exposed_headers, w::add_header)
        .help(w::exposed_headers_help)
        .term("Expose-Headers"),
];

/// The field of a route.
pub(super) static OF_ROUTE: &[Field] = &[section(
    w::cors,
    &[choice(
        "cors",
        w::cors_of_route,
        &[
            Pick::worded("api", w::cors_as_api),
            Pick::worded("off", w::cors_off),
            Pick::worded("own", w::cors_own).with(ANSWER),
        ],
    )
    .help(w::cors_of_route_help)],
)
.when(|d, at| d.rest().is_some() || text(d, at.join("cors")) != "api")];

pub(super) fn form() -> Node {
    draw(FORM, root())
}

/// The verbs a browser may ask for: `ANY` is a word of API Gateway, not of HTTP.
fn verbs() -> Vec<Chip> {
    let verbs = Verb::ALL.into_iter().filter(|verb| *verb != Verb::Any);
    verbs
        .map(|verb| (verb.as_str().to_owned(), format!("verb {}", verb.as_str())))
        .collect()
}
