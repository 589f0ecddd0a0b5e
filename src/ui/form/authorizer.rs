//! Authorizers, and the choice of one for the API or for a method.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::Design;
use serde_json::{Value, json};

use super::functions;
use crate::field::table::{Field, Pick, Things, choice, code, number, pair, select, texts};
use crate::field::text;
use crate::words as w;

pub(super) const AUTHORIZERS: &Things = &Things {
    name: "name",
    known: &[],
    stem: "authorizer",
    add: w::add_authorizer,
    start: None,
    fields: &[
        code("name", w::authorizer_name)
            .help(w::authorizer_name_help)
            .term("Name")
            .renames(Design::rename_authorizer),
        choice(
            "kind",
            w::authorizer_kind,
            &[
                Pick::named("lambda_token", "TOKEN")
                    .note(w::authorizer_token)
                    .with(TOKEN),
                Pick::named("lambda_request", "REQUEST")
                    .note(w::authorizer_request)
                    .with(REQUEST),
                Pick::named("cognito_user_pool", "COGNITO_USER_POOLS")
                    .note(w::authorizer_cognito)
                    .with(COGNITO),
                Pick::named("jwt", "JWT").note(w::authorizer_jwt).with(JWT),
            ],
        )
        .term("Type")
        .set(become_kind),
    ],
    foot: &[],
};

const FUNCTION: Field = select("function", w::function, functions)
    .help(w::authorizer_function_help)
    .term("AuthorizerUri");
const HEADER: Field = code("header", w::authorizer_header)
    .help(w::authorizer_header_help)
    .term("IdentitySource");
const TTL: Field = number("ttl_seconds", w::authorizer_ttl, w::seconds)
    .help(w::authorizer_ttl_help)
    .term("AuthorizerResultTtlInSeconds");
const SCOPES: Field = texts("scopes", w::scopes, w::add_scope).term("AuthorizationScopes");

const TOKEN: &[Field] = &[
    FUNCTION,
    pair(&[HEADER, TTL]),
    code("validation_expression", w::authorizer_expression)
        .help(w::authorizer_expression_help)
        .term("IdentityValidationExpression"),
];

const REQUEST: &[Field] = &[
    FUNCTION,
    texts("headers", w::authorizer_headers, w::add_header)
        .help(w::authorizer_headers_help)
        .term("IdentitySource"),
    texts("query_strings", w::authorizer_queries, w::add_query)
        .help(w::authorizer_headers_help)
        .term("IdentitySource"),
    texts("context", w::authorizer_context, w::add_variable)
        .help(w::authorizer_context_help)
        .term("IdentitySource"),
    texts("stage_variables", w::variables, w::add_variable)
        .help(w::authorizer_headers_help)
        .term("IdentitySource"),
    TTL,
    choice(
        "format",
        w::authorizer_format,
        &[
            Pick::worded("simple", w::authorizer_simple).note(w::authorizer_simple_note),
            Pick::worded("policy", w::authorizer_policy).note(w::authorizer_policy_note),
            Pick::worded("1.0", w::authorizer_v1).note(w::authorizer_v1_note),
        ],
    )
    .term("AuthorizerPayloadFormatVersion, EnableSimpleResponses")
    .when(|d, _| d.http().is_some()),
];

const COGNITO: &[Field] = &[
    texts("user_pool_arns", w::user_pools, w::add_user_pool)
        .help(w::user_pools_help)
        .term("ProviderARNs"),
    HEADER,
    SCOPES.help(w::scopes_help),
];

const JWT: &[Field] = &[
    code("issuer", w::issuer)
        .help(w::issuer_help)
        .term("Issuer"),
    texts("audience", w::audience, w::add_audience)
        .help(w::audience_help)
        .term("Audience"),
    HEADER,
    SCOPES.help(w::jwt_scopes_help),
];

/// Another kind of authorizer asks the same function, when it asks one.
fn become_kind(d: &mut Design, at: Pointer, value: &Value) {
    let function =
        ["lambda_token", "lambda_request"].map(|kind| text(d, at.join(kind).join("function")));
    d.put(at, value);
    if let Some(function) = function.into_iter().find(|name| !name.is_empty()) {
        for kind in ["lambda_token", "lambda_request"] {
            d.put(
                at.join(kind).join("function"),
                &Value::String(function.clone()),
            );
        }
    }
}

pub(super) const NONE: Pick = Pick::named("none", "NONE");
pub(super) const IAM: Pick = Pick::named("iam", "AWS_IAM");

/// Which authorizer, where one was chosen.
pub(super) const fn which() -> Field {
    select("", w::authorizer, |d, _| {
        let authorizers = d.access.authorizers.iter();
        authorizers
            .map(|authorizer| (authorizer.name.clone(), authorizer.name.clone()))
            .collect()
    })
    .help(w::authorizer_help)
    .term("AuthorizerId")
}

/// Writes an authorization; an authorizer is the design's first.
pub(super) fn authorize(d: &mut Design, at: Pointer, value: &Value) {
    if *value == "authorizer" {
        let first = d.access.authorizers.first().map(|first| first.name.clone());
        d.put(at, &json!({ "authorizer": first.unwrap_or_default() }));
    } else {
        d.put(at, value);
    }
}

/// What a method may decide for itself about its callers.
pub(super) const OF_METHOD: &[Field] = &[
    choice(
        "authorization",
        w::authorization,
        &[
            Pick::worded("", w::by_default),
            NONE,
            IAM,
            Pick::worded("authorizer", w::authorizer).with(&[which()]),
        ],
    )
    .term("AuthorizationType")
    .set(authorize),
    texts("authorization_scopes", w::scopes, w::add_scope)
        .help(w::method_scopes_help)
        .term("AuthorizationScopes")
        .when(has_scopes),
];

/// Whether the authorizer that decides about a method's callers looks at scopes.
fn has_scopes(d: &Design, at: Pointer) -> bool {
    let method = super::backend::method(d, at);
    let authorizer = method.and_then(|method| d.access.authorizer_of(method));
    authorizer.is_some_and(|(_, authorizer)| authorizer.kind.has_scopes())
}
