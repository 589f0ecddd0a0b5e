//! What a design says of where requests go: to which function, through a cache, past an authorizer.

use std::collections::BTreeMap;

use crate::model::{ApiKind, Cache, Design, Function, Integration, Method, Verb};

fn methods(design: &Design) -> impl Iterator<Item = &Method> {
    design.routes.iter().flat_map(|route| &route.methods)
}

/// Percent of the methods whose answers the cache of one stage or another keeps: of `GET` alone, not of `ANY`, unless something
/// else is said, and for some time (AWS: "Cache settings for REST APIs in API Gateway", "When you enable caching for a stage,
/// only GET methods have caching enabled by default"). Without a cache it is what one would keep.
pub(super) fn cached_share(design: &Design) -> f64 {
    let stages = design.stages.iter();
    let caches = stages.filter_map(|stage| Some((stage.cache.clone()?, stage.settings())));
    let mut caches: Vec<_> = caches.collect();
    if caches.is_empty() {
        caches.push((Cache::default(), BTreeMap::new()));
    }
    let kept = |(path, method): (&str, &Method)| {
        let key = (path.trim_matches('/'), method.verb);
        let mut caches = caches.iter();
        caches.any(|(cache, settings)| {
            let (_, said) = method.cache_in(settings.get(&key).copied());
            let caching = cache.of(method.verb, said);
            caching.enabled && caching.ttl_seconds > 0
        })
    };
    let (mut all, mut some) = (0.0, 0.0);
    for route in &design.routes {
        for method in &route.methods {
            all += 1.0;
            some += if kept((&route.path, method)) {
                1.0
            } else {
                0.0
            };
        }
    }
    if all > 0.0 { some / all * 100.0 } else { 0.0 }
}

/// Metrics of single methods that stages have written, which are billed each: what CloudWatch has of a method of that kind
/// (AWS: "Amazon API Gateway dimensions and metrics", "Metrics of HTTP APIs", "Metrics of WebSocket APIs").
pub(super) fn metrics(design: &Design, kind: ApiKind) -> f64 {
    let mut found = 0.0;
    for stage in &design.stages {
        let each = match kind {
            // Hits and misses of a cache, too.
            ApiKind::Rest if stage.cache.is_some() && design.rest().is_some() => 7.0,
            ApiKind::Rest => 5.0,
            ApiKind::Http | ApiKind::Websocket => 6.0,
        };
        let settings = stage.settings();
        let is_written = |path: &str, verb: Verb| {
            let own = settings.get(&(path.trim_matches('/'), verb));
            let own = own.and_then(|(_, own)| own.detailed_metrics);
            own.unwrap_or(stage.detailed_metrics)
        };
        let of_messages = design.websocket().map_or(&[][..], |api| &api.routes).iter();
        let of_messages = of_messages.filter(|route| is_written(&route.key, Verb::Any));
        let methods = design.routes.iter().flat_map(|route| {
            let path = route.path.as_str();
            route.methods.iter().map(move |method| (path, method.verb))
        });
        let of_methods = methods.filter(|(path, verb)| is_written(path, *verb));
        let count = if kind == ApiKind::Websocket {
            of_messages.count()
        } else {
            of_methods.count()
        };
        found += each * u32::try_from(count).map_or(f64::MAX, f64::from);
    }
    found
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
