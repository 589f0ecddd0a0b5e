//! What a design has, by which the causes that it cannot have are left out.

use crate::model::{Authorization, Design, Integration, RestApi, ServiceAction, StageWebAcl};

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

pub(super) fn by_authorizer(design: &Design) -> bool {
    asks(design, |authorization| authorization.authorizer().is_some())
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

pub(super) fn short_timeout(design: &Design) -> bool {
    let mut functions = design.functions.iter();
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    functions.any(|function| !function.exists() && function.timeout_seconds < 29)
        || methods.any(|method| method.timeout_ms.is_some())
}
