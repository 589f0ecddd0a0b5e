//! What stages say of single methods and routes, as the design says it: of the method where all stages agree, of the stage
//! otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{
    Api, Cache, Caching, Design, LogLevel, MethodCache, MethodSettings, OwnCache, Stage, Throttle,
    Verb, tree,
};

/// What a stage says of one method or route; nothing of what it leaves to what holds for all.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The stage's place in the design.
    pub(crate) stage: usize,
    /// Path of the route, or the key of a route of messages.
    pub(crate) path: String,
    pub(crate) verb: Verb,
    pub(crate) throttle: Option<Throttle>,
    pub(crate) execution_log: Option<LogLevel>,
    pub(crate) data_trace: Option<bool>,
    pub(crate) detailed_metrics: Option<bool>,
    pub(crate) caching: Option<Caching>,
    /// Whether it says that nothing is kept, be it so anyway.
    pub(crate) is_off: bool,
}

/// What stages, by their places, say of one method.
type Said = Vec<(usize, MethodSettings)>;

impl Told {
    /// What differs from what the stage says of all methods.
    fn against(self, stage: &Stage) -> MethodSettings {
        let cache = stage.cache.as_ref().zip(self.caching);
        MethodSettings {
            throttle: self.throttle.filter(|own| stage.throttle != Some(*own)),
            execution_log: self.execution_log.filter(|own| *own != stage.execution_log),
            data_trace: self.data_trace.filter(|own| *own != stage.data_trace),
            detailed_metrics: self
                .detailed_metrics
                .filter(|own| *own != stage.detailed_metrics),
            cache: match cache {
                Some(_) if self.is_off => MethodCache::Off,
                Some((cache, own)) => own_cache(cache, own, self.verb),
                None => MethodCache::Stage,
            },
            path: self.path,
            verb: self.verb,
        }
    }
}

/// What a method must say for itself so that the stage keeps its answers so.
fn own_cache(cache: &Cache, own: Caching, verb: Verb) -> MethodCache {
    let of_stage = cache.of(verb, MethodCache::Stage);
    if own == of_stage || !own.enabled && !of_stage.enabled {
        return MethodCache::Stage;
    }
    if !own.enabled {
        return MethodCache::Off;
    }
    MethodCache::Own(OwnCache {
        ttl_seconds: own.ttl_seconds,
        encrypted: (own.encrypted != cache.encrypted).then_some(own.encrypted),
        invalidation: (own.invalidation != cache.invalidation).then_some(own.invalidation),
    })
}

/// Says in the design what stages say of methods. Each of them must be there.
pub(crate) fn settle(design: &mut Design, told: Vec<Told>) {
    if told.is_empty() {
        return;
    }
    let mut by_method: BTreeMap<(Vec<String>, Verb), Said> = BTreeMap::new();
    for one in told {
        let Some(stage) = design.stages.get(one.stage) else {
            continue;
        };
        let steps = tree::parts(&one.path).into_iter().map(str::to_owned);
        let key = (steps.collect(), one.verb);
        let index = one.stage;
        let own = one.against(stage);
        by_method.entry(key).or_default().push((index, own));
    }
    let cached = design.stages.iter().filter(|stage| stage.cache.is_some());
    let (all, cached) = (design.stages.len(), cached.count());
    let places: BTreeMap<Vec<String>, usize> =
        design.routes.iter().enumerate().rev().map(places).collect();
    for ((steps, verb), mut settings) in by_method {
        let throttle = agreed(&settings, all, |own| own.throttle);
        let said = |own: &MethodSettings| (own.cache != MethodCache::Stage).then_some(own.cache);
        let cache = agreed(&settings, cached, said);
        for (_, own) in &mut settings {
            if throttle.is_some() {
                own.throttle = None;
            }
            if cache.is_some() {
                own.cache = MethodCache::Stage;
            }
        }
        of_method(design, (places.get(&steps), &steps, verb), throttle, cache);
        for (index, own) in settings {
            let bare = MethodSettings {
                path: own.path.clone(),
                verb: own.verb,
                ..MethodSettings::default()
            };
            if own != bare {
                design.stages[index].methods.push(own);
            }
        }
    }
}

fn places((index, route): (usize, &Arc<crate::model::Route>)) -> (Vec<String>, usize) {
    let steps = tree::parts(&route.path).into_iter().map(str::to_owned);
    (steps.collect(), index)
}

/// What so many stages say alike.
fn agreed<T: PartialEq>(
    settings: &[(usize, MethodSettings)],
    stages: usize,
    said: impl Fn(&MethodSettings) -> Option<T>,
) -> Option<T> {
    let mut all = settings.iter().filter_map(|(_, own)| said(own));
    let first = all.next()?;
    let others = all.filter(|other| *other == first).count();
    (others + 1 == stages).then_some(first)
}

fn of_method(
    design: &mut Design,
    (place, steps, verb): (Option<&usize>, &[String], Verb),
    throttle: Option<Throttle>,
    cache: Option<MethodCache>,
) {
    if throttle.is_none() && cache.is_none() {
        return;
    }
    if let Api::Websocket(api) = &mut design.api {
        let mut routes = api.routes.iter_mut();
        let route = routes.find(|route| tree::parts(&route.key) == *steps);
        if let Some(route) = route {
            route.throttle = throttle.or(route.throttle);
        }
        return;
    }
    let Some(route) = place.and_then(|place| design.routes.get_mut(*place)) else {
        return;
    };
    let mut methods = Arc::make_mut(route).methods.iter_mut();
    if let Some(method) = methods.find(|method| method.verb == verb) {
        method.throttle = throttle.or(method.throttle);
        method.cache = cache.unwrap_or(method.cache);
    }
}
