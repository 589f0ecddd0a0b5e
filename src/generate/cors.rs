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

/// The origin that a fixed answer names: every one, or the first.
///
/// The gateway's own errors have no other: their templates do not run Velocity (AWS: API Gateway developer guide,
/// "x-amazon-apigateway-gateway-responses.responseTemplates object"), and a parameter that repeats `Origin` would let
/// every page in.
pub(super) fn origin(cors: &Cors) -> &str {
    cors.fixed_origin()
}

/// What the preflight's template is for: a browser's `OPTIONS` has no body, which counts as JSON.
pub(super) const TEMPLATE_TYPE: &str = "application/json";

/// The template by which a preflight names another listed origin than the first, when there are several; its text
/// is empty. A template of a mock's answer may override a header once (AWS: API Gateway developer guide, "Override your
/// API's request and response parameters and status codes for REST APIs in API Gateway"). The name of a header comes as
/// the client wrote it: small with HTTP/2. A parameter of the path or of the query string may be called the same, so that
/// headers alone are asked.
pub(super) fn template(cors: &Cors) -> Option<String> {
    let others = cors.other_origins();
    let is = |origin: &&str| format!("$origin=={}", constant(origin));
    let any: Vec<String> = others.iter().map(is).collect();
    (!any.is_empty()).then(|| {
        format!(
            "#set($origin=$input.params().header.get('origin'))#if(!$origin||$origin=='')#set($origin=$input.params().header.get('Origin'))#end\
             #if({})#set($context.responseOverride.header.Access-Control-Allow-Origin=$origin)#end",
            any.join("||")
        )
    })
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
    // Another origin gets another answer, which no cache between may mix up (Fetch Standard, "CORS protocol and HTTP
    // caches").
    if !cors.other_origins().is_empty() {
        headers.push(("allow_origins", "Vary", "Origin".into()));
    }
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

/// The method that answers a preflight of one that would refuse it: the same without authorization.
pub(super) fn open_preflight(design: &Design, route: &Route, method: &Method) -> Option<Method> {
    needs_open_preflight(design, route, method).then(|| Method {
        verb: Verb::Options,
        authorization: Some(Authorization::None),
        ..method.clone()
    })
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
