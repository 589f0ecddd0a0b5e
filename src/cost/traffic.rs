//! What a design says of where requests go: to which function, through a cache, past an authorizer.

use crate::model::{Cache, Design, Function, Integration, Method, MethodCache, Verb};

fn methods(design: &Design) -> impl Iterator<Item = &Method> {
    design.routes.iter().flat_map(|route| &route.methods)
}

/// Percent of the methods of which that holds: what is known of the traffic while nobody says how it is spread.
fn share(design: &Design, holds: impl Fn(&Method) -> bool) -> f64 {
    let (mut all, mut some) = (0.0, 0.0);
    for method in methods(design) {
        all += 1.0;
        if holds(method) {
            some += 1.0;
        }
    }
    if all > 0.0 { some / all * 100.0 } else { 0.0 }
}

/// Percent of the methods whose answers a stage's cache keeps: `GET` alone, `ANY` not, unless a method says otherwise
/// (AWS: "Cache settings for REST APIs in API Gateway", "When you enable caching for a stage, only GET methods have caching
/// enabled by default").
pub(super) fn cached_share(design: &Design) -> f64 {
    let by_method = |cache: &Cache| cache.by_method;
    let caches = design
        .stages
        .iter()
        .filter_map(|stage| stage.cache.as_ref());
    let general = !caches.clone().all(by_method) || caches.count() == 0;
    share(design, |method| match method.cache {
        MethodCache::Own(_) => true,
        MethodCache::Off => false,
        MethodCache::Stage => general && method.verb == Verb::Get,
    })
}

/// Of requests whose authorizer keeps its answers, percent for which its function runs all the same: nobody knows before
/// there is traffic.
const ASKED_AGAIN: f64 = 10.0;
/// Percent of the messages that open a connection, which alone asks an authorizer: as little known.
const CONNECTING: f64 = 1.0;

/// Percent of the requests for which the function of a Lambda authorizer runs.
pub(super) fn authorizer_share(design: &Design) -> f64 {
    let access = &design.access;
    let asked = |kind: &crate::model::AuthorizerKind| match (kind.function(), kind.ttl_seconds()) {
        (None, _) => 0.0,
        (Some(_), Some(0)) => 100.0,
        (Some(_), _) => ASKED_AGAIN,
    };
    if design.websocket().is_some() {
        let name = access.authorization.authorizer();
        let own = name.and_then(|name| access.authorizer(name));
        let runs = own.is_some_and(|(_, own)| own.kind.function().is_some());
        return if runs { CONNECTING } else { 0.0 };
    }
    let (mut all, mut percent) = (0.0, 0.0);
    for method in methods(design) {
        all += 1.0;
        percent += access
            .authorizer_of(method)
            .map_or(0.0, |(_, own)| asked(&own.kind));
    }
    if all > 0.0 { percent / all } else { 0.0 }
}

/// The function of the app: the one that the first method or message calls, else one that no authorizer asks.
pub(super) fn app(design: &Design) -> Option<&Function> {
    let called = if let Some(api) = design.websocket() {
        api.routes.iter().find_map(|route| route.called())
    } else {
        methods(design).find_map(|method| match &method.integration {
            Integration::LambdaProxy { function } | Integration::Lambda { function, .. } => {
                Some(function.as_str())
            }
            _ => None,
        })
    };
    let called = called.and_then(|name| design.function(name));
    let mut functions = design.functions.iter();
    let other = || functions.find(|function| !design.access.asks(&function.name));
    called.map(|(_, function)| function).or_else(other)
}

/// The function of the first Lambda authorizer.
pub(super) fn authorizers_function(design: &Design) -> Option<&Function> {
    let mut names = design
        .access
        .authorizers
        .iter()
        .filter_map(|own| own.kind.function());
    names
        .find_map(|name| design.function(name))
        .map(|(_, function)| function)
}
