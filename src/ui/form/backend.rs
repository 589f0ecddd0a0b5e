//! What answers a method, and how long the gateway waits for it.

use gateway_studio::diagnostic::{Pointer, Segment};
use gateway_studio::model::{Design, Method};
use serde_json::{Value, json};

use super::link::VPC_LINK;
use super::mapping::{MAPPING, SERVER_VERB, SERVICE};
use super::{first_function, functions};
use crate::field::table::{Field, Pick, choice, code, number, pair, pairs, part, select};
use crate::words as w;

/// The fields of a method.
pub(super) const OF_METHOD: &[Field] = &[
    choice(
        "integration",
        w::backend,
        &[
            Pick::named("lambda_proxy", "AWS_PROXY")
                .note(w::backend_function)
                .with(&[select("function", w::function, functions).term("AWS_PROXY")]),
            Pick::named("http_proxy", "HTTP_PROXY")
                .note(w::backend_server)
                .with(&[URI, VPC_LINK]),
            Pick::named("lambda", "AWS")
                .note(w::backend_mapped_function)
                .with(&[
                    select("function", w::function, functions).term("AWS"),
                    part("mapping", MAPPING),
                ]),
            Pick::named("http", "HTTP")
                .note(w::backend_mapped_server)
                .with(&[URI, SERVER_VERB, VPC_LINK, part("mapping", MAPPING)]),
            Pick::worded("aws_service", w::aws_service)
                .note(w::backend_service)
                .with(SERVICE),
            Pick::named("mock", "MOCK")
                .note(w::backend_fixed)
                .with(FIXED),
        ],
    )
    .help(w::backend_help)
    .term("Integration")
    .set(answer),
    number("timeout_ms", w::method_timeout, w::milliseconds)
        .maybe()
        .help(w::method_timeout_help)
        .term("TimeoutInMillis"),
];

const URI: Field = code("uri", w::backend_uri)
    .help(w::backend_uri_help)
    .term("Uri")
    .example("https://backend.example.com/{proxy}");

const FIXED: &[Field] = &[
    pair(&[
        number("status", w::answer_status, w::http_status).term("StatusCode"),
        code("content_type", w::answer_type).term("Content-Type"),
    ]),
    code("body", w::answer_body)
        .lines(4)
        .help(w::answer_body_help)
        .term("ResponseTemplates"),
    pairs("headers", w::answer_headers, w::add_header)
        .help(w::answer_headers_help)
        .term("ResponseParameters"),
];

/// Writes what answers; a function is the design's first.
fn answer(d: &mut Design, at: Pointer, value: &Value) {
    match value.as_str() {
        Some(kind @ ("lambda_proxy" | "lambda")) => {
            let function = first_function(d);
            d.put(at, &json!({ kind: { "function": function } }));
        }
        _ => d.put(at, value),
    }
}

/// The method to which a field belongs.
pub(super) fn method(d: &Design, at: Pointer) -> Option<&Method> {
    let [_, Segment::Index(route), _, Segment::Index(method), ..] = *at.segments() else {
        return None;
    };
    let route = d.routes.get(usize::try_from(route).ok()?)?;
    route.methods.get(usize::try_from(method).ok()?)
}
