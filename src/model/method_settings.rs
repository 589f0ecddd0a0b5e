//! What a stage says of single methods and routes.

use std::collections::BTreeMap;

use super::access::Throttle;
use super::part::{fields, variants};
use super::route::{Method, MethodCache, OwnCache, Verb};
use super::stage::{Cache, LogLevel, Stage};

/// What a stage says of one method or one route alone (`methodSettings` of REST APIs, `RouteSettings` of the others).
///
/// What it leaves out is as the method says for all stages, and else as the stage says for all methods.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MethodSettings {
    /// Path of the route; of a WebSocket API the key of the route.
    pub path: String,
    /// The method of that path; a route of messages has none.
    pub verb: Verb,
    /// Limits in this stage.
    pub throttle: Option<Throttle>,
    /// What API Gateway logs of its own work.
    pub execution_log: Option<LogLevel>,
    /// Whether the execution log holds whole requests and answers, too.
    pub data_trace: Option<bool>,
    /// Metrics of the method, billed.
    pub detailed_metrics: Option<bool>,
    /// How it uses the cache of the stage.
    pub cache: MethodCache,
}

fields!(
    MethodSettings: path, verb;
    omit throttle, execution_log, data_trace, detailed_metrics, cache
);

/// Who may have a kept answer made anew, by `Cache-Control: max-age=0`
/// (`requireAuthorizationForCacheControl`, `unauthorizedCacheControlHeaderStrategy`; AWS: API Gateway developer guide,
/// "Cache settings for REST APIs in API Gateway", "Invalidate an API Gateway cache entry").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Invalidation {
    /// Who has the right `execute-api:InvalidateCache`; others get the kept answer with a warning
    /// (`SUCCEED_WITH_RESPONSE_HEADER`).
    #[default]
    Warned,
    /// The same; others get the kept answer (`SUCCEED_WITHOUT_RESPONSE_HEADER`).
    Ignored,
    /// The same; others are refused (`FAIL_WITH_403`).
    Refused,
    /// Everybody.
    Anyone,
}

variants!(Invalidation: "warned" = Warned, "ignored" = Ignored, "refused" = Refused, "anyone" = Anyone);

impl Invalidation {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Warned, Self::Ignored, Self::Refused, Self::Anyone];

    /// Whether a right is needed (`requireAuthorizationForCacheControl`).
    pub fn needs_right(self) -> bool {
        self != Self::Anyone
    }

    /// What becomes of requests without the right (`unauthorizedCacheControlHeaderStrategy`).
    pub const fn strategy(self) -> &'static str {
        match self {
            // Without a right to lack the service's default stands there.
            Self::Warned | Self::Anyone => "SUCCEED_WITH_RESPONSE_HEADER",
            Self::Ignored => "SUCCEED_WITHOUT_RESPONSE_HEADER",
            Self::Refused => "FAIL_WITH_403",
        }
    }
}

/// How a stage keeps the answers of one method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caching {
    /// Whether it does.
    pub enabled: bool,
    /// For so many seconds.
    pub ttl_seconds: u32,
    /// Encrypted or not.
    pub encrypted: bool,
    /// Who may have them made anew.
    pub invalidation: Invalidation,
}

impl Cache {
    /// How it keeps the answers of a method that says that much of it.
    ///
    /// A stage caches `GET` methods alone; whatever a method's own settings say holds for any verb
    /// (AWS: API Gateway developer guide, "Cache settings for REST APIs in API Gateway").
    pub fn of(&self, verb: Verb, said: MethodCache) -> Caching {
        let enabled = match said {
            MethodCache::Stage => verb == Verb::Get && !self.by_method,
            MethodCache::Off => false,
            MethodCache::Own(_) => true,
        };
        let own = match said {
            MethodCache::Own(own) => Some(own),
            MethodCache::Stage | MethodCache::Off => None,
        };
        let OwnCache {
            ttl_seconds,
            encrypted,
            invalidation,
        } = own.unwrap_or(OwnCache {
            ttl_seconds: self.ttl_seconds,
            ..OwnCache::default()
        });
        Caching {
            enabled,
            ttl_seconds,
            encrypted: encrypted.unwrap_or(self.encrypted),
            invalidation: invalidation.unwrap_or(self.invalidation),
        }
    }
}

impl Method {
    /// What counts of how a stage keeps its answers: what the stage says of the method alone, with the place where it does,
    /// else what the method says for all stages.
    pub fn cache_in<P>(&self, own: Option<(P, &MethodSettings)>) -> (Option<P>, MethodCache) {
        let own = own.filter(|(_, own)| own.cache != MethodCache::Stage);
        own.map_or((None, self.cache), |(at, own)| (Some(at), own.cache))
    }
}

impl Stage {
    /// What it says of one method alone, with its place; the first, where it says it twice. It looks through all it says:
    /// for one request, not for every method.
    pub fn settings_of(&self, path: &str, verb: Verb) -> Option<(usize, &MethodSettings)> {
        let path = path.trim_matches('/');
        let mut all = self.methods.iter().enumerate();
        all.find(|(_, one)| one.verb == verb && one.path.trim_matches('/') == path)
    }

    /// What it says of each method, by path without slashes at its ends and by verb: for who asks of many.
    pub fn settings(&self) -> BTreeMap<(&str, Verb), (usize, &MethodSettings)> {
        let mut all = BTreeMap::new();
        for (index, one) in self.methods.iter().enumerate() {
            let key = (one.path.trim_matches('/'), one.verb);
            all.entry(key).or_insert((index, one));
        }
        all
    }

    /// What it says of one route of messages alone.
    pub fn settings_of_key(&self, key: &str) -> Option<(usize, &MethodSettings)> {
        let mut all = self.methods.iter().enumerate();
        all.find(|(_, one)| one.path == key)
    }
}
