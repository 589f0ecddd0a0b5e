//! What a CORS setting means for every target.

use crate::model::{Authorization, Cors, Design, Method, Route, Verb};

/// Kinds of error that the gateway answers itself: what refuses the caller, and what failed.
pub(super) const ERRORS: [&str; 2] = ["DEFAULT_4XX", "DEFAULT_5XX"];

/// Headers with which a page may read an answer that the gateway gives, as constants of a mapping expression.
pub(super) fn error_headers(cors: &Cors) -> Vec<(&'static str, String)> {
    let mut headers = vec![("Access-Control-Allow-Origin", constant(origin(cors)))];
    if cors.allow_credentials {
        headers.push(("Access-Control-Allow-Credentials", constant("true")));
    }
    if !cors.expose_headers.is_empty() {
        let names = constant(&cors.expose_headers.join(","));
        headers.push(("Access-Control-Expose-Headers", names));
    }
    headers
}

/// The origin that a static preflight answers with: the first one.
pub(super) fn origin(cors: &Cors) -> &str {
    cors.allow_origins.first().map_or("*", String::as_str)
}

/// The methods, `ANY` spelt out.
pub(super) fn methods(cors: &Cors) -> Vec<Verb> {
    if cors.allow_methods.contains(&Verb::Any) {
        Verb::ALL[1..].to_vec()
    } else {
        cors.allow_methods.clone()
    }
}

/// Headers of the preflight answer with the design field each one comes from.
pub(super) fn headers(cors: &Cors) -> Vec<(&'static str, &'static str, String)> {
    let methods: Vec<&str> = methods(cors).into_iter().map(Verb::as_str).collect();
    let mut headers = vec![
        (
            "allow_origins",
            "Access-Control-Allow-Origin",
            origin(cors).to_owned(),
        ),
        (
            "allow_methods",
            "Access-Control-Allow-Methods",
            methods.join(","),
        ),
    ];
    if !cors.allow_headers.is_empty() {
        headers.push((
            "allow_headers",
            "Access-Control-Allow-Headers",
            cors.allow_headers.join(","),
        ));
    }
    if cors.allow_credentials {
        headers.push((
            "allow_credentials",
            "Access-Control-Allow-Credentials",
            "true".into(),
        ));
    }
    if let Some(seconds) = cors.max_age_seconds {
        headers.push((
            "max_age_seconds",
            "Access-Control-Max-Age",
            seconds.to_string(),
        ));
    }
    headers
}

/// A constant of a mapping expression: single quotes belong to the value.
pub(super) fn constant(value: &str) -> String {
    format!("'{}'", value.replace('\'', ""))
}

/// Whether a preflight would reach this method, and be refused for want of a token.
pub(super) fn needs_open_preflight(design: &Design, route: &Route, method: &Method) -> bool {
    let has_options = |other: &Method| other.verb == Verb::Options;
    design.http().is_some()
        && design.cors.is_some()
        && method.verb == Verb::Any
        && *design.access.authorization_of(method) != Authorization::None
        && !route.methods.iter().any(has_options)
}
