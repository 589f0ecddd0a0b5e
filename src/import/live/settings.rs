//! What stages say of methods: limits, logs and a cache.

use super::stages::truth;
use crate::diagnostic::Severity;
use crate::import::Reading;
use crate::import::node::{Entry, Mark, Node};
use crate::model::{
    Cache, CacheSize, Caching, Invalidation, LogLevel, MethodCache, Stage, Throttle, Verb,
};
use crate::sentence;

/// What an account has where nobody asked for more, and what stages show that have no limits of their own (AWS: "Amazon API
/// Gateway quotas", requests per second per account).
const ACCOUNT: Throttle = Throttle {
    rate_limit: 10_000.0,
    burst_limit: 5_000,
};

/// The cache of a stage that has a cluster for it.
pub(super) fn cache(node: &Node, general: Option<&Node>) -> Option<Cache> {
    let size = node.take("cacheClusterSize").and_then(Node::scalar);
    if !truth(node, "cacheClusterEnabled") {
        return None;
    }
    let mut sizes = CacheSize::ALL.into_iter();
    let size = sizes.find(|one| Some(one.as_str()) == size.as_deref());
    let mut cache = Cache {
        size: size.unwrap_or_default(),
        encrypted: false,
        ..Cache::default()
    };
    let Some(general) = general else {
        // Nothing is said of methods: a cluster alone keeps nothing.
        cache.by_method = true;
        return Some(cache);
    };
    cache.by_method = !truth(general, "cachingEnabled");
    if let Some(seconds) = general.take("cacheTtlInSeconds").and_then(Node::as_u32) {
        cache.ttl_seconds = seconds;
    }
    cache.encrypted = truth(general, "cacheDataEncrypted");
    cache.invalidation = invalidation(general).unwrap_or_default();
    Some(cache)
}

/// How the cache of its stage keeps the answers of a method.
pub(super) fn caching(node: &Node, cache: &Cache, verb: Verb) -> Caching {
    let of_stage = cache.of(verb, MethodCache::Stage);
    let flag = |key: &str| node.take(key).and_then(Node::as_bool);
    Caching {
        enabled: flag("cachingEnabled").unwrap_or(of_stage.enabled),
        ttl_seconds: node
            .take("cacheTtlInSeconds")
            .and_then(Node::as_u32)
            .unwrap_or(of_stage.ttl_seconds),
        encrypted: flag("cacheDataEncrypted").unwrap_or(of_stage.encrypted),
        invalidation: invalidation(node).unwrap_or(of_stage.invalidation),
    }
}

/// Who may have kept answers made anew.
fn invalidation(node: &Node) -> Option<Invalidation> {
    let strategy = node.entry(STRATEGY);
    let needs = node.take(NEEDS_RIGHT).and_then(Node::as_bool);
    if needs == Some(false) {
        node.take(STRATEGY);
        return Some(Invalidation::Anyone);
    }
    let Some(strategy) = strategy else {
        return needs.map(|_| Invalidation::default());
    };
    let mut ways = Invalidation::ALL.into_iter();
    let found = ways.find(|one| Some(one.strategy()) == strategy.value.as_str());
    if found.is_some() {
        node.take(STRATEGY);
    }
    found
}

const NEEDS_RIGHT: &str = "requireAuthorizationForCacheControl";
const STRATEGY: &str = "unauthorizedCacheControlHeaderStrategy";
const OF_CACHE: [&str; 5] = [
    "cachingEnabled",
    "cacheTtlInSeconds",
    "cacheDataEncrypted",
    NEEDS_RIGHT,
    STRATEGY,
];

/// Says that settings of a cache mean nothing without a cluster, where one of them is not the service's own default.
pub(super) fn say_no_cluster(settings: Option<&Node>, stage: &str, reading: &mut Reading) {
    let of_methods = settings.map_or(&[][..], Node::entries).iter();
    let mut said = None;
    for entry in of_methods.flat_map(|one| one.value.entries()) {
        if !OF_CACHE.contains(&&*entry.key) {
            continue;
        }
        let is_on = entry.key == "cachingEnabled" && entry.value.as_bool() == Some(true);
        said = said.or(is_on.then_some(entry));
        entry.set_all(Mark::Represented);
    }
    let Some(entry) = said else { return };
    reading.say(
        Severity::Info,
        "stage-cache-without-cluster",
        entry.at,
        sentence!(
            "stage `{stage}` has caching turned on but no cache cluster, so that nothing is kept: its cache settings are not taken over",
            "ステージ `{stage}` はキャッシュが有効ですがキャッシュクラスターがなく、何も保持されません。キャッシュの設定は取り込まれません",
        ),
        sentence!(
            "turn on the cache of the stage in the studio if answers shall be kept; it is billed by the hour",
            "応答をキャッシュするなら、スタジオでステージのキャッシュを有効にしてください(時間課金)",
        ),
    );
}

/// What API Gateway logs of its own work.
pub(super) fn level(node: &Node) -> Option<LogLevel> {
    let known = ["loggingLevel", "LoggingLevel"];
    let entry = known.iter().find_map(|key| node.entry(key))?;
    let level = match entry.value.as_str()? {
        "OFF" => LogLevel::Off,
        "ERROR" => LogLevel::Error,
        "INFO" => LogLevel::Info,
        _ => return None,
    };
    entry.set_mark(Mark::Represented);
    Some(level)
}

/// What is said of limits.
pub(super) enum Limits {
    /// Nothing.
    Unsaid,
    /// Those of the account: none of its own, or lifted ones.
    Account,
    /// Some of its own.
    Own(Throttle),
}

impl Limits {
    /// Of a stage, which has the account's where it has none.
    pub(super) fn of_stage(self) -> Option<Throttle> {
        match self {
            Self::Own(own) => Some(own),
            Self::Unsaid | Self::Account => None,
        }
    }

    /// Of a usage plan, which may set what the account has.
    pub(super) fn of_plan(self) -> Option<Throttle> {
        match self {
            Self::Own(own) => Some(own),
            Self::Account => Some(ACCOUNT),
            Self::Unsaid => None,
        }
    }

    /// Of a method; those of the account stand for none where the stage has some.
    pub(super) fn of_method(self, stage: &Stage) -> Option<Throttle> {
        match self {
            Self::Own(own) => Some(own),
            Self::Account => stage.throttle.map(|_| ACCOUNT),
            Self::Unsaid => None,
        }
    }
}

/// The limits that are said.
pub(super) fn throttle(node: &Node, reading: &mut Reading) -> Limits {
    let of = |keys: [&str; 3]| {
        let entry = keys.iter().find_map(|key| node.entry(key))?;
        let is_said = entry.value.as_f64().is_some();
        if is_said {
            entry.set_mark(Mark::Represented);
        }
        is_said.then_some(entry)
    };
    let rate = of(["throttlingRateLimit", "ThrottlingRateLimit", "rateLimit"]);
    let burst = of(["throttlingBurstLimit", "ThrottlingBurstLimit", "burstLimit"]);
    // What was lifted is negative.
    let is_limit = |entry: &&Entry| entry.value.as_f64().is_some_and(|value| value >= 0.0);
    let (limited_rate, limited_burst) = (rate.filter(is_limit), burst.filter(is_limit));
    if let Some(entry) = limited_rate.xor(limited_burst) {
        say_half(entry, limited_rate.is_some(), reading);
    }
    if rate.or(burst).is_none() {
        return Limits::Unsaid;
    }
    if limited_rate.is_none() && limited_burst.is_none() {
        return Limits::Account;
    }
    let told = Throttle {
        rate_limit: limited_rate
            .and_then(|entry| entry.value.as_f64())
            .unwrap_or(ACCOUNT.rate_limit),
        burst_limit: limited_burst
            .and_then(|entry| entry.value.as_u32())
            .unwrap_or(ACCOUNT.burst_limit),
    };
    if told == ACCOUNT {
        return Limits::Account;
    }
    Limits::Own(told)
}

/// Says which half of a limit the design had to fill in.
fn say_half(entry: &Entry, is_rate: bool, reading: &mut Reading) {
    let key = &entry.key;
    let (en, ja, filled) = if is_rate {
        ("burst", "バースト", f64::from(ACCOUNT.burst_limit))
    } else {
        ("rate", "レート", ACCOUNT.rate_limit)
    };
    reading.say(
        Severity::Info,
        "throttle-half",
        entry.at,
        sentence!(
            "`{key}` stands alone; the design holds both limits, and {filled}, what an account has at first, stands for the {en}",
            "`{key}` だけが指定されています。設計には両方の制限が必要なため、{ja}にはアカウントの初期値 {filled} を入れました",
        ),
        sentence!(
            "set it in the studio if your account has more",
            "アカウントの上限を引き上げている場合は、スタジオで設定してください",
        ),
    );
}
