//! What stages say of single methods: limits and a cache of their own.

use std::collections::BTreeSet;

use crate::diagnostic::Pointer;
use crate::model::{Design, Method, MethodCache, Route, Stage, Throttle, UsagePlan, Verb, tree};

/// The settings of one method in one stage.
///
/// They hold alone, not beside those of all methods: a method with a limit of its own writes no
/// execution log unless its settings say so. So they repeat what the stage says.
pub(super) struct Settings {
    /// The method.
    pub(super) at: Pointer,
    /// From the root, without empty parts.
    pub(super) path: String,
    pub(super) verb: Verb,
    /// The limits, and where they are said.
    pub(super) throttle: Option<(Pointer, Throttle)>,
    /// Of a stage with a cache.
    pub(super) cache: Option<Caching>,
}

/// How a method uses the cache of a stage.
pub(super) struct Caching {
    pub(super) at: Pointer,
    pub(super) enabled: bool,
    pub(super) ttl_seconds: (Pointer, u32),
    pub(super) encrypted: (Pointer, bool),
}

/// The methods that a stage of a REST API treats otherwise than the rest.
pub(super) fn of_stage(design: &Design, index: usize) -> Vec<Settings> {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    let Some(stage) = design.stages.get(index) else {
        return found;
    };
    let is_apart = |method: &Method| {
        method.throttle.is_some() || method.cache != MethodCache::Stage && stage.cache.is_some()
    };
    // Most designs have none, and then nothing is to be told apart.
    let mut all = design.routes.iter().flat_map(|route| &route.methods);
    if !all.any(is_apart) {
        return found;
    }
    let place = Pointer::root().join("stages").join(index);
    for (at, route, method) in methods(design) {
        let path = path(&route.path);
        if !seen.insert((path.clone(), method.verb)) || !is_apart(method) {
            continue;
        }
        let own = method.throttle.map(|own| (at.join("throttle"), own));
        let of_stage = || Some((place.join("throttle"), stage.throttle?));
        found.push(Settings {
            at,
            path,
            verb: method.verb,
            throttle: own.or_else(of_stage),
            cache: caching(stage, method, place, at),
        });
    }
    found
}

fn caching(stage: &Stage, method: &Method, place: Pointer, at: Pointer) -> Option<Caching> {
    let cache = stage.cache.as_ref()?;
    let (place, own) = (place.join("cache"), at.join("cache"));
    Some(Caching {
        at: match method.cache {
            MethodCache::Stage => place,
            MethodCache::Off | MethodCache::Own(_) => own,
        },
        // A stage caches `GET` methods alone; whatever a method's own settings say holds for any verb, so
        // that they must not turn on what the stage would not (AWS: API Gateway developer guide, "Cache
        // settings for REST APIs in API Gateway").
        enabled: match method.cache {
            MethodCache::Stage => method.verb == Verb::Get,
            MethodCache::Off => false,
            MethodCache::Own(_) => true,
        },
        ttl_seconds: match method.cache {
            MethodCache::Own(kept) => (own.join("own").join("ttl_seconds"), kept.ttl_seconds),
            MethodCache::Stage | MethodCache::Off => (place.join("ttl_seconds"), cache.ttl_seconds),
        },
        encrypted: (place.join("encrypted"), cache.encrypted),
    })
}

/// Keys of the routes of an HTTP or a WebSocket API with limits of their own.
pub(super) fn of_routes(design: &Design) -> Vec<(Pointer, String, Throttle)> {
    if let Some(api) = design.websocket() {
        let at = Pointer::root().join("api").join("websocket").join("routes");
        let routes = api.routes.iter().enumerate();
        let limited = routes.filter_map(|(index, route)| {
            let at = at.join(index).join("throttle");
            Some((at, route.key.clone(), route.throttle?))
        });
        return once(limited);
    }
    once(methods(design).filter_map(|(at, route, method)| {
        Some((
            at.join("throttle"),
            route.key(method.verb),
            method.throttle?,
        ))
    }))
}

/// Each key once, the first of it.
fn once(
    routes: impl Iterator<Item = (Pointer, String, Throttle)>,
) -> Vec<(Pointer, String, Throttle)> {
    let mut seen = BTreeSet::new();
    routes
        .filter(|(_, key, _)| seen.insert(key.clone()))
        .collect()
}

fn methods(design: &Design) -> impl Iterator<Item = (Pointer, &Route, &Method)> {
    let routes = design.routes.iter().enumerate();
    routes.flat_map(|(index, route)| {
        let at = Pointer::root().join("routes").join(index).join("methods");
        let methods = route.methods.iter().enumerate();
        methods.map(move |(number, method)| (at.join(number), &**route, method))
    })
}

/// A path as the service has it: from the root, without empty parts.
fn path(path: &str) -> String {
    format!("/{}", tree::parts(path).join("/"))
}

/// Key by which a usage plan names a method; the root's is `//GET`
/// (AWS: API Gateway developer guide, "Maintain a usage plan for REST APIs in API Gateway").
fn plan_key(path: &str, verb: Verb) -> String {
    format!("{}/{}", self::path(path), verb.as_str())
}

/// The limits of a usage plan for single methods, each method once.
pub(super) fn of_plan(plan: &UsagePlan) -> Vec<(String, Throttle)> {
    let mut seen = BTreeSet::new();
    let methods = plan.methods.iter();
    let keys = methods.map(|method| (plan_key(&method.path, method.verb), method.throttle));
    keys.filter(|(key, _)| seen.insert(key.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cache, OwnCache};

    #[test]
    fn a_limit_of_its_own_turns_no_cache_on() {
        let stage = Stage {
            cache: Some(Cache::default()),
            ..Stage::default()
        };
        let method = |verb, cache| Method {
            verb,
            cache,
            throttle: Some(Throttle::default()),
            ..Method::default()
        };
        let own = MethodCache::Own(OwnCache { ttl_seconds: 60 });
        let methods = vec![
            method(Verb::Get, MethodCache::Stage),
            method(Verb::Post, MethodCache::Stage),
            method(Verb::Any, MethodCache::Stage),
            method(Verb::Put, own),
            method(Verb::Head, MethodCache::Off),
        ];
        let route = crate::model::Route {
            path: "/a".into(),
            methods,
            ..crate::model::Route::default()
        };
        let design = Design {
            stages: vec![stage],
            routes: vec![route.into()],
            ..Design::default()
        };
        let kept = of_stage(&design, 0).into_iter();
        let kept = kept.map(|settings| settings.cache.is_some_and(|cache| cache.enabled));
        let kept: Vec<bool> = kept.collect();
        assert_eq!(kept, [true, false, false, true, false]);
    }
}
