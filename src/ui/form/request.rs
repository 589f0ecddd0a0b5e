//! What a REST API checks of requests, and the answers that it gives itself.

use gateway_studio::aws;
use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{Design, Integration};
use gateway_studio::words::Language;

use crate::field::table::{
    Field, Pick, Things, choice, code, number, pair, pairs, section, select, text, things, toggle,
};
use crate::field::{is_set, length};
use crate::words as w;

/// The fields of a REST API.
pub(super) const OF_API: &[Field] = &[
    section(w::models, &[things("models", MODELS)]).help(w::models_lead),
    section(
        w::gateway_responses,
        &[things("gateway_responses", RESPONSES)],
    )
    .help(w::gateway_responses_lead),
];

const MODELS: &Things = &Things {
    name: "name",
    known: &[],
    stem: "Model",
    add: w::add_model,
    start: None,
    fields: &[
        code("name", w::model_name)
            .help(w::model_name_help)
            .term("Name")
            .renames(Design::rename_model),
        text("description", w::description).term("Description"),
        code("schema", w::schema)
            .lines(6)
            .help(w::schema_help)
            .term("Schema"),
    ],
    foot: &[],
};

const RESPONSES: &Things = &Things {
    name: "response_type",
    known: &[
        "DEFAULT_4XX",
        "DEFAULT_5XX",
        "UNAUTHORIZED",
        "ACCESS_DENIED",
    ],
    stem: "THROTTLED",
    add: w::add_gateway_response,
    start: None,
    fields: &[
        pair(&[
            select("response_type", w::response_type, |_, _| {
                let types = aws::gateway_responses();
                types
                    .map(|kind| (kind.to_owned(), kind.to_owned()))
                    .collect()
            })
            .term("ResponseType"),
            number("status", w::answer_status, w::http_status)
                .maybe()
                .term("StatusCode"),
        ]),
        pairs("headers", w::answer_headers, w::add_header)
            .help(w::gateway_headers_help)
            .term("ResponseParameters"),
        things("templates", BODIES),
    ],
    foot: &[],
};

const BODIES: &Things = &Things {
    name: "content_type",
    known: &["application/json", "text/html", "text/plain"],
    stem: "text/plain",
    add: w::add_body,
    start: None,
    fields: &[
        code("content_type", w::answer_type).term("Content-Type"),
        code("body", w::answer_body)
            .lines(4)
            .help(w::gateway_body_help)
            .term("ResponseTemplates"),
    ],
    foot: &[],
};

/// The fields of a method.
pub(super) static OF_METHOD: &[Field] = &[
    choice(
        "request/validator",
        w::validator,
        &[
            Pick::worded("none", w::validator_none),
            Pick::worded("parameters", w::validator_parameters),
            Pick::worded("body", w::validator_body),
            Pick::worded("body_and_parameters", w::validator_both),
        ],
    )
    .help(w::validator_help)
    .term("RequestValidator")
    .when(checked),
    things("request/parameters", PARAMETERS).when(checked),
    things("request/models", BODY_MODELS).when(modelled),
    pairs("transform/request", w::transform_request, w::add_change)
        .help(w::transform_request_help)
        .term("RequestParameters")
        .when(transformed),
    things("transform/responses", CHANGES)
        .help(w::transform_responses_help)
        .when(transformed),
];

const CHANGES: &Things = &Things {
    name: "status",
    known: &[],
    stem: "200",
    add: w::add_answer_change,
    start: None,
    fields: &[
        number("status", w::answer_status, w::http_status),
        pairs("changes", w::transform_response, w::add_change).term("ResponseParameters"),
    ],
    foot: &[],
};

const PARAMETERS: &Things = &Things {
    name: "name",
    known: &[],
    stem: "page",
    add: w::declare_parameter,
    start: None,
    fields: &[
        pair(&[
            code("name", w::parameter_name).term("RequestParameters"),
            select("place", w::parameter_place, |_, t| {
                let places: [(&str, w::Word); 3] = [
                    ("querystring", w::place_query),
                    ("header", w::place_header),
                    ("path", w::place_path),
                ];
                let option =
                    |(key, word): (&str, w::Word)| (key.to_owned(), word.get(t).to_owned());
                places.into_iter().map(option).collect()
            }),
        ]),
        toggle("required", w::parameter_required),
        toggle("cache_key", w::cache_key)
            .help(w::cache_key_help)
            .term("CacheKeyParameters"),
    ],
    foot: &[],
};

const BODY_MODELS: &Things = &Things {
    name: "content_type",
    known: &["application/json", "application/x-www-form-urlencoded"],
    stem: "text/plain",
    add: w::add_body_model,
    start: None,
    fields: &[pair(&[
        code("content_type", w::template_type).term("Content-Type"),
        select("model", w::model, models).term("RequestModels"),
    ])],
    foot: &[],
};

/// The models of the API; the first line is for one that was not chosen yet.
fn models(d: &Design, t: Language) -> Vec<(String, String)> {
    let first = (String::new(), w::choose.get(t).to_owned());
    let models = d.rest().map_or(&[][..], |rest| &rest.models);
    let models = models
        .iter()
        .map(|model| (model.name.clone(), model.name.clone()));
    std::iter::once(first).chain(models).collect()
}

/// What only a REST API checks: others show it while it is set, to be removed.
fn checked(d: &Design, at: Pointer) -> bool {
    d.rest().is_some() || is_set(d, at)
}

/// What only an HTTP API changes, of requests that go on whole; others show it while it is set.
fn transformed(d: &Design, at: Pointer) -> bool {
    let method = super::backend::method(d, at);
    let whole = method.is_some_and(|method| {
        matches!(
            method.integration,
            Integration::LambdaProxy { .. } | Integration::HttpProxy(_)
        )
    });
    (d.http().is_some() && whole) || length(d, at) > 0
}

/// Only where there is a model to choose.
fn modelled(d: &Design, at: Pointer) -> bool {
    d.rest().is_some_and(|rest| !rest.models.is_empty()) || is_set(d, at)
}
