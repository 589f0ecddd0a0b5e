//! What a design has, by which the causes that it cannot have are left out.

use crate::model::{
    Authorization, AuthorizerKind, Design, Function, Integration, RestApi, ServiceAction,
    StageWebAcl,
};

pub(super) fn is_rest(design: &Design) -> bool {
    design.rest().is_some()
}

pub(super) fn is_private(design: &Design) -> bool {
    design.rest().is_some_and(RestApi::is_private)
}

/// Whether a method asks for what `holds`, or a new connection does.
pub(super) fn asks(design: &Design, holds: impl Fn(&Authorization) -> bool) -> bool {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    let access = &design.access;
    holds(&access.authorization) && design.websocket().is_some()
        || methods.any(|method| holds(access.authorization_of(method)))
}

pub(super) fn asks_iam(design: &Design) -> bool {
    asks(design, |authorization| *authorization == Authorization::Iam)
}

/// Whether callers without a signature of IAM's get an answer that says more than `Forbidden`.
pub(super) fn asks_iam_in_words(design: &Design) -> bool {
    asks_iam(design) && design.http().is_none()
}

/// Whether an HTTP API asks for signatures, of which it says `Forbidden` whatever is wrong.
pub(super) fn asks_iam_of_http(design: &Design) -> bool {
    asks_iam(design) && design.http().is_some()
}

/// Whether a function decides about callers.
pub(super) fn by_function(design: &Design) -> bool {
    asks_kind(design, |kind| kind.function().is_some())
}

/// Whether a function decides, and its answer is told in the words of IAM.
pub(super) fn by_function_in_words(design: &Design) -> bool {
    by_function(design) && design.http().is_none()
}

pub(super) fn by_function_of_http(design: &Design) -> bool {
    by_function(design) && design.http().is_some()
}

/// Whether a route of an HTTP API wants scopes of a token.
pub(super) fn wants_scopes_of_http(design: &Design) -> bool {
    let access = &design.access;
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    design.http().is_some()
        && methods.any(|method| {
            let own = access.authorizer_of(method);
            own.is_some_and(|(_, own)| own.kind.has_scopes())
                && !access.scopes_of(method).is_empty()
        })
}

/// Whether an authorizer is asked of which that holds.
pub(super) fn asks_kind(design: &Design, holds: impl Fn(&AuthorizerKind) -> bool) -> bool {
    asks(design, |authorization| {
        let name = authorization.authorizer();
        let own = name.and_then(|name| design.access.authorizer(name));
        own.is_some_and(|(_, own)| holds(&own.kind))
    })
}

/// Whether an authorizer has tokens looked at before its function is asked.
pub(super) fn has_own_expression(design: &Design) -> bool {
    asks_kind(design, |kind| !kind.validation_expression().is_empty())
}

/// Whether an authorizer looks at more than one part of a request.
pub(super) fn has_several_sources(design: &Design) -> bool {
    asks_kind(design, |kind| {
        matches!(kind, AuthorizerKind::LambdaRequest(_))
            && kind.headers().len() + kind.query_strings().len() > 1
    })
}

/// Whether a method, a route or a message has limits of its own.
pub(super) fn limits_methods(design: &Design) -> bool {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    let mut settings = design.stages.iter().flat_map(|stage| &stage.methods);
    let mut plans = design.access.usage_plans.iter();
    let mut messages = design.websocket().into_iter().flat_map(|api| &api.routes);
    design.websocket().is_none() && methods.any(|method| method.throttle.is_some())
        || messages.any(|route| route.throttle.is_some())
        || settings.any(|one| one.throttle.is_some())
        || asks_key(design) && plans.any(|plan| !plan.methods.is_empty())
}

pub(super) fn asks_key(design: &Design) -> bool {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    let access = &design.access;
    let by_method = methods.any(|method| access.api_key_required_of(method));
    let by_message = design.websocket().is_some() && access.api_key_required;
    by_message || by_method && design.rest().is_some()
}

/// Whether its default URL needs a stage, and answers 403 without one: that of an HTTP API answers 404.
pub(super) fn needs_stage(design: &Design) -> bool {
    design.http().is_none() && !design.api.closes_default_url()
}

/// Whether a path can miss every base path of the custom domain.
pub(super) fn lacks_mapping(design: &Design) -> bool {
    let domain = design.domain.as_ref();
    domain.is_some_and(|domain| {
        let mut mappings = domain.mappings.iter();
        mappings.all(|mapping| !mapping.base_path.trim_matches('/').is_empty())
    })
}

/// Whether a path can lack a base path of the custom domain, or have it twice.
pub(super) fn has_base_path(design: &Design) -> bool {
    let mut mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
    mappings.any(|mapping| !mapping.base_path.trim_matches('/').is_empty())
}

pub(super) fn has_acl(design: &Design) -> bool {
    let mut stages = design.stages.iter();
    stages.any(|stage| stage.web_acl != StageWebAcl::None)
}

pub(super) fn reads_s3(design: &Design) -> bool {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    methods.any(|method| match &method.integration {
        Integration::AwsService(service) => matches!(
            service.action,
            ServiceAction::S3GetObject(_) | ServiceAction::S3PutObject(_)
        ),
        _ => false,
    })
}

pub(super) fn integrations(design: &Design) -> impl Iterator<Item = &Integration> {
    let methods = design.routes.iter().flat_map(|route| &route.methods);
    methods.map(|method| &method.integration)
}

pub(super) fn calls_function(design: &Design) -> bool {
    let by_function = |kind: &Integration| {
        matches!(
            kind,
            Integration::LambdaProxy { .. } | Integration::Lambda { .. }
        )
    };
    design.websocket().is_some() || integrations(design).any(by_function)
}

/// Whether a program in a function makes whole answers: pages, files, redirects.
pub(super) fn has_app(design: &Design) -> bool {
    let by_proxy = |kind: &Integration| matches!(kind, Integration::LambdaProxy { .. });
    design.websocket().is_none() && integrations(design).any(by_proxy)
}

/// Whether such a program does, or a server.
pub(super) fn has_app_or_server(design: &Design) -> bool {
    has_app(design) || calls_server(design)
}

/// Whether a function is asked about each new connection.
pub(super) fn asks_at_connect(design: &Design) -> bool {
    let mut messages = design.websocket().into_iter().flat_map(|api| &api.routes);
    messages.any(|route| route.key == crate::model::CONNECT)
}

/// Whether the failure of a function can be a 502: an HTTP API makes a 500 of it.
pub(super) fn passes_failures(design: &Design) -> bool {
    calls_function(design) && design.http().is_none()
}

pub(super) fn calls_server(design: &Design) -> bool {
    integrations(design)
        .any(|kind| matches!(kind, Integration::HttpProxy(_) | Integration::Http(_)))
}

pub(super) fn maps(design: &Design) -> bool {
    design.rest().is_some() && integrations(design).any(|kind| kind.mapping().is_some())
}

pub(super) fn uses_variables(design: &Design) -> bool {
    let texts = design.texts();
    texts
        .iter()
        .any(|(_, text)| text.contains("stageVariables."))
}

pub(super) fn in_vpc(design: &Design) -> bool {
    design
        .functions
        .iter()
        .any(|function| function.vpc.is_some())
}

/// Whether a method lets the gateway wait less than it could.
pub(super) fn short_wait(design: &Design) -> bool {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    let longest = if design.http().is_some() {
        30_000
    } else {
        29_000
    };
    methods.any(|method| method.timeout_ms.is_some_and(|own| own < longest))
}

/// Whether a function may end before the gateway stops waiting, of which REST and WebSocket APIs make a 502 and HTTP APIs
/// a 500.
pub(super) fn short_timeout(design: &Design) -> bool {
    let longest = if design.http().is_some() { 30 } else { 29 };
    let mut functions = design.functions.iter();
    let is_told = |function: &Function| !function.exists() || design.is_reference(&function.arn);
    calls_function(design)
        && functions.any(|function| is_told(function) && function.timeout_seconds < longest)
}
