//! What stages say of single methods: limits, logs, metrics and a cache of their own.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Pointer;
use crate::model::{
    Caching, Design, LogLevel, Method, MethodCache, MethodSettings, Route, Stage, Throttle,
    UsagePlan, Verb, tree,
};

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
    /// What is logged and counted.
    pub(super) watch: Watch,
    /// Of a stage with a cache.
    pub(super) cache: Option<Kept>,
}

/// What of its requests a stage logs and counts, each with where it is said.
#[derive(Clone, Copy)]
pub(super) struct Watch {
    pub(super) execution_log: (Pointer, LogLevel),
    pub(super) data_trace: (Pointer, bool),
    pub(super) detailed_metrics: (Pointer, bool),
}

/// How a method uses the cache of a stage.
pub(super) struct Kept {
    pub(super) at: Pointer,
    pub(super) caching: Caching,
    /// Where the time is said.
    pub(super) ttl_at: Pointer,
    /// Where it is said whether answers are encrypted.
    pub(super) encrypted_at: Pointer,
}

impl Watch {
    /// Of all methods of a stage.
    pub(super) fn of(stage: &Stage, at: Pointer) -> Self {
        Self {
            execution_log: (at.join("execution_log"), stage.execution_log),
            data_trace: (at.join("data_trace"), stage.data_trace),
            detailed_metrics: (at.join("detailed_metrics"), stage.detailed_metrics),
        }
    }

    /// With what the stage says of one method otherwise.
    fn with(mut self, own: Option<(Pointer, &MethodSettings)>) -> Self {
        let Some((at, own)) = own else {
            return self;
        };
        if let Some(level) = own.execution_log {
            self.execution_log = (at.join("execution_log"), level);
        }
        if let Some(traces) = own.data_trace {
            self.data_trace = (at.join("data_trace"), traces);
        }
        if let Some(detailed) = own.detailed_metrics {
            self.detailed_metrics = (at.join("detailed_metrics"), detailed);
        }
        self
    }
}

/// What a stage says of methods alone, by path and verb; the first of each.
fn said(stage: &Stage, at: Pointer) -> BTreeMap<(Vec<&str>, Verb), (Pointer, &MethodSettings)> {
    let mut said = BTreeMap::new();
    for (index, one) in stage.methods.iter().enumerate() {
        let at = at.join("methods").join(index);
        let key = (tree::parts(&one.path), one.verb);
        said.entry(key).or_insert((at, one));
    }
    said
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
    if stage.methods.is_empty() && !all.any(is_apart) {
        return found;
    }
    let place = Pointer::root().join("stages").join(index);
    let said = said(stage, place);
    for (at, route, method) in methods(design) {
        let own = said.get(&(tree::parts(&route.path), method.verb)).copied();
        if own.is_none() && !is_apart(method) {
            continue;
        }
        let path = path(&route.path);
        if !seen.insert((path.clone(), method.verb)) {
            continue;
        }
        found.push(Settings {
            at: own.map_or(at, |(at, _)| at),
            path,
            verb: method.verb,
            throttle: limits(stage, place, (at.join("throttle"), method.throttle), own),
            watch: Watch::of(stage, place).with(own),
            cache: kept(stage, method, (place, at), own),
        });
    }
    found
}

/// The limits that hold: what the stage says of the method, what the method says, what the stage says of all.
fn limits(
    stage: &Stage,
    place: Pointer,
    (at, of_method): (Pointer, Option<Throttle>),
    own: Option<(Pointer, &MethodSettings)>,
) -> Option<(Pointer, Throttle)> {
    let own = own.and_then(|(at, own)| Some((at.join("throttle"), own.throttle?)));
    let of_method = of_method.map(|throttle| (at, throttle));
    let of_stage = || Some((place.join("throttle"), stage.throttle?));
    own.or(of_method).or_else(of_stage)
}

fn kept(
    stage: &Stage,
    method: &Method,
    (place, at): (Pointer, Pointer),
    own: Option<(Pointer, &MethodSettings)>,
) -> Option<Kept> {
    let cache = stage.cache.as_ref()?;
    let (own, said) = method.cache_in(own);
    let of_stage = place.join("cache");
    let at = match said {
        MethodCache::Stage => of_stage,
        MethodCache::Off | MethodCache::Own(_) => own.unwrap_or(at).join("cache"),
    };
    let own = at.join("own");
    let (ttl, encrypted) = match said {
        MethodCache::Own(kept) if kept.encrypted.is_some() => (own, own),
        MethodCache::Own(_) => (own, of_stage),
        MethodCache::Stage | MethodCache::Off => (of_stage, of_stage),
    };
    Some(Kept {
        at,
        caching: cache.of(method.verb, said),
        ttl_at: ttl.join("ttl_seconds"),
        encrypted_at: encrypted.join("encrypted"),
    })
}

/// The settings of one route of an HTTP or a WebSocket API in one stage; they repeat what the stage says, too.
pub(super) struct RouteSettings {
    /// What asks for them.
    pub(super) at: Pointer,
    /// Key of the route.
    pub(super) key: String,
    /// The limits, and where they are said.
    pub(super) throttle: Option<(Pointer, Throttle)>,
    /// What is logged and counted.
    pub(super) watch: Watch,
}

/// The routes of an HTTP or a WebSocket API that a stage treats otherwise than the rest.
pub(super) fn of_routes(design: &Design, index: usize) -> Vec<RouteSettings> {
    let mut seen = BTreeSet::new();
    let Some(stage) = design.stages.get(index) else {
        return Vec::new();
    };
    let place = Pointer::root().join("stages").join(index);
    let settings = |at: Pointer, key: String, throttle, own: Option<(Pointer, &MethodSettings)>| {
        RouteSettings {
            at: own.map_or(at.join("throttle"), |(at, _)| at),
            key,
            throttle: limits(stage, place, (at.join("throttle"), throttle), own),
            watch: Watch::of(stage, place).with(own),
        }
    };
    let mut all = Vec::new();
    if let Some(api) = design.websocket() {
        let at = Pointer::root().join("api").join("websocket").join("routes");
        for (index, route) in api.routes.iter().enumerate() {
            let own = stage.settings_of_key(&route.key);
            let own = own.map(|(index, own)| (place.join("methods").join(index), own));
            if own.is_some() || route.throttle.is_some() {
                let key = route.key.clone();
                all.push(settings(at.join(index), key, route.throttle, own));
            }
        }
    } else {
        let said = said(stage, place);
        for (at, route, method) in methods(design) {
            let own = said.get(&(tree::parts(&route.path), method.verb)).copied();
            if own.is_some() || method.throttle.is_some() {
                let key = route.key(method.verb);
                all.push(settings(at, key, method.throttle, own));
            }
        }
    }
    // Each key once, the first of it.
    all.retain(|one| seen.insert(one.key.clone()));
    all
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
        let own = MethodCache::Own(OwnCache {
            ttl_seconds: 60,
            ..OwnCache::default()
        });
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
        let kept = kept.map(|settings| settings.cache.is_some_and(|cache| cache.caching.enabled));
        let kept: Vec<bool> = kept.collect();
        assert_eq!(kept, [true, false, false, true, false]);
    }
}
