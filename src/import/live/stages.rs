//! Stages with their settings.

use super::pieces::{Piece, Pieces};
use crate::diagnostic::{Severity, key_of};
use crate::import::Reading;
use crate::import::apart::{self, Told};
use crate::import::node::{Entry, Mark, Node};
use crate::model::{
    AccessLog, Api, Cache, CacheSize, Caching, Canary, Design, Invalidation, LogFormat, LogLevel,
    MethodCache, Stage, StageWebAcl, Throttle, Variable, Verb, tree,
};
use crate::sentence;

/// What an account has where nobody asked for more, and what stages show that have no limits of their own (AWS: "Amazon API
/// Gateway quotas", requests per second per account).
const ACCOUNT: Throttle = Throttle {
    rate_limit: 10_000.0,
    burst_limit: 5_000,
};

/// The stages of a REST API.
pub(super) fn read(pieces: &Pieces<'_>, design: &mut Design, reading: &mut Reading) {
    let mut told = Vec::new();
    for node in pieces.of(Piece::Stage) {
        let settings = node.take("methodSettings");
        let general = settings.and_then(|settings| settings.take("*/*"));
        let mut stage = Stage {
            name: string(node, "stageName"),
            description: string(node, "description"),
            variables: variables(node.take_all("variables")),
            access_log: access_log(node.entry("accessLogSettings"), design, reading),
            tracing: truth(node, "tracingEnabled"),
            ..Stage::default()
        };
        if let Some(general) = general {
            stage.throttle = throttle(general, reading).flatten();
            stage.execution_log = level(general).unwrap_or_default();
            stage.data_trace = truth(general, "dataTraceEnabled");
            stage.detailed_metrics = truth(general, "metricsEnabled");
        }
        stage.cache = cache(node, general);
        if let Some(arn) = node
            .take("webAclArn")
            .and_then(Node::as_str)
            .filter(|arn| !arn.is_empty())
        {
            stage.web_acl = StageWebAcl::Existing {
                arn: arn.to_owned(),
            };
        }
        if let Some(canary) = node
            .take("canarySettings")
            .filter(|canary| !canary.entries().is_empty())
        {
            stage.canary = Some(Canary {
                percent_traffic: canary
                    .take("percentTraffic")
                    .and_then(Node::as_f64)
                    .unwrap_or(0.0),
                use_stage_cache: truth(canary, "useStageCache"),
                variables: variables(canary.take_all("stageVariableOverrides")),
            });
        }
        if stage.cache.is_none() {
            say_no_cluster(settings, &stage.name, reading);
        }
        for one in settings.map_or(&[][..], Node::entries) {
            if let Some((path, verb)) = method_of(&one.key) {
                let told_of = tell(one, (path, verb), &stage, design, reading);
                told.extend(told_of);
            }
        }
        design.stages.push(stage);
    }
    apart::settle(design, told);
}

/// The method that a key of a stage's settings names: `~1items~1{id}/GET`.
fn method_of(key: &str) -> Option<(String, Verb)> {
    let (path, verb) = key.rsplit_once('/').filter(|(path, _)| *path != "*")?;
    let path = key_of(path);
    let path = format!("/{}", path.trim_start_matches('/'));
    Some((path, verb_of(verb)?))
}

/// What a stage says of one method; what the API does not have is named.
fn tell(
    one: &Entry,
    (path, verb): (String, Verb),
    stage: &Stage,
    design: &Design,
    reading: &mut Reading,
) -> Option<Told> {
    if !has_method(design, &path, verb) {
        say_unknown_method(
            one,
            &stage.name,
            &format!("{} {path}", verb.as_str()),
            reading,
        );
        return None;
    }
    one.set_mark(Mark::Represented);
    let node = &one.value;
    Some(Told {
        stage: design.stages.len(),
        throttle: limits(node, stage, reading),
        execution_log: level(node),
        data_trace: node.take("dataTraceEnabled").and_then(Node::as_bool),
        detailed_metrics: node.take("metricsEnabled").and_then(Node::as_bool),
        caching: stage.cache.as_ref().map(|cache| caching(node, cache, verb)),
        is_off: false,
        path,
        verb,
    })
}

/// The limits of a method; those of the account stand for none where the stage has some.
fn limits(node: &Node, stage: &Stage, reading: &mut Reading) -> Option<Throttle> {
    let said = throttle(node, reading)?;
    said.or_else(|| stage.throttle.map(|_| ACCOUNT))
}

fn has_method(design: &Design, path: &str, verb: Verb) -> bool {
    let steps = tree::parts(path);
    let mut routes = design.routes.iter();
    routes.any(|route| {
        let mut methods = route.methods.iter();
        tree::parts(&route.path) == steps && methods.any(|method| method.verb == verb)
    })
}

fn say_unknown_method(entry: &Entry, stage: &str, method: &str, reading: &mut Reading) {
    reading.report(
        "stage-settings-of-nothing",
        entry,
        sentence!(
            "stage `{stage}` has settings for `{method}`, which the design does not have as a method of its own",
            "ステージ `{stage}` に `{method}` の設定がありますが、設計にこのメソッドはありません",
        ),
        sentence!(
            "the settings are not taken over; a preflight is answered by the API's CORS settings",
            "この設定は取り込まれません。プリフライトには API の CORS 設定が使われます",
        ),
    );
}

/// The cache of a stage that has a cluster for it.
fn cache(node: &Node, general: Option<&Node>) -> Option<Cache> {
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
fn caching(node: &Node, cache: &Cache, verb: Verb) -> Caching {
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
fn say_no_cluster(settings: Option<&Node>, stage: &str, reading: &mut Reading) {
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

/// The stages of an HTTP or a WebSocket API.
pub(super) fn read_v2(pieces: &Pieces<'_>, design: &mut Design, reading: &mut Reading) {
    let mut told = Vec::new();
    for node in pieces.of(Piece::V2Stage) {
        let mut stage = Stage {
            name: string(node, "StageName"),
            description: string(node, "Description"),
            variables: variables(node.take_all("StageVariables")),
            access_log: access_log(node.entry("AccessLogSettings"), design, reading),
            ..Stage::default()
        };
        if let Some(general) = node.take("DefaultRouteSettings") {
            stage.throttle = throttle(general, reading).flatten();
            stage.execution_log = level(general).unwrap_or_default();
            stage.data_trace = truth(general, "DataTraceEnabled");
            stage.detailed_metrics = truth(general, "DetailedMetricsEnabled");
        }
        if node.get("AutoDeploy").and_then(Node::as_bool) == Some(true) {
            node.take("AutoDeploy");
        }
        let settings = node.take("RouteSettings");
        for one in settings.map_or(&[][..], Node::entries) {
            told.extend(tell_of_route(one, &stage, design, reading));
        }
        design.stages.push(stage);
    }
    apart::settle(design, told);
}

/// What a stage says of one route.
fn tell_of_route(
    one: &Entry,
    stage: &Stage,
    design: &Design,
    reading: &mut Reading,
) -> Option<Told> {
    let key = one.key.as_str();
    let (path, verb) = match key.split_once(' ') {
        Some((verb, path)) if design.http().is_some() => (path, verb_of(verb)?),
        _ => (key, Verb::Any),
    };
    let is_there = match &design.api {
        Api::Websocket(api) => api.routes.iter().any(|route| route.key == key),
        Api::Http(_) | Api::Rest(_) => has_method(design, path, verb),
    };
    if !is_there {
        say_unknown_method(one, &stage.name, key, reading);
        return None;
    }
    one.set_mark(Mark::Represented);
    let node = &one.value;
    let flag = |key: &str| node.take(key).and_then(Node::as_bool);
    Some(Told {
        stage: design.stages.len(),
        path: path.to_owned(),
        verb,
        throttle: limits(node, stage, reading),
        execution_log: level(node),
        data_trace: flag("DataTraceEnabled"),
        detailed_metrics: flag("DetailedMetricsEnabled"),
        caching: None,
        is_off: false,
    })
}

pub(super) fn verb_of(text: &str) -> Option<Verb> {
    Verb::ALL.into_iter().find(|verb| verb.as_str() == text)
}

/// A text that the design says.
pub(super) fn string(node: &Node, key: &str) -> String {
    node.take(key)
        .and_then(Node::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn truth(node: &Node, key: &str) -> bool {
    node.take(key).and_then(Node::as_bool).unwrap_or(false)
}

fn variables(node: Option<&Node>) -> Vec<Variable> {
    let entries = node.map_or(&[][..], Node::entries).iter();
    let told = entries.map(|one| Variable {
        name: one.key.as_str().to_owned(),
        value: one.value.as_str().unwrap_or_default().to_owned(),
    });
    told.collect()
}

/// What API Gateway logs of its own work.
fn level(node: &Node) -> Option<LogLevel> {
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

/// Limits where any are said: nothing inside where they are the account's.
fn throttle(node: &Node, reading: &mut Reading) -> Option<Option<Throttle>> {
    let of = |one: &str, other: &str| {
        let entry = node.entry(one).or_else(|| node.entry(other))?;
        let is_said = entry.value.as_f64().is_some();
        if is_said {
            entry.set_mark(Mark::Represented);
        }
        is_said.then_some(entry)
    };
    let rate = of("throttlingRateLimit", "ThrottlingRateLimit");
    let burst = of("throttlingBurstLimit", "ThrottlingBurstLimit");
    // What was lifted is negative.
    let is_limit = |entry: &&Entry| entry.value.as_f64().is_some_and(|value| value >= 0.0);
    let (limited_rate, limited_burst) = (rate.filter(is_limit), burst.filter(is_limit));
    if let Some(entry) = limited_rate.xor(limited_burst) {
        say_half(entry, limited_rate.is_some(), reading);
    }
    rate.or(burst)?;
    if limited_rate.is_none() && limited_burst.is_none() {
        return Some(None);
    }
    let told = Throttle {
        rate_limit: limited_rate
            .and_then(|entry| entry.value.as_f64())
            .unwrap_or(ACCOUNT.rate_limit),
        burst_limit: limited_burst
            .and_then(|entry| entry.value.as_u32())
            .unwrap_or(ACCOUNT.burst_limit),
    };
    Some((told != ACCOUNT).then_some(told))
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

fn access_log(entry: Option<&Entry>, design: &Design, reading: &mut Reading) -> Option<AccessLog> {
    let entry = entry?;
    let node = &entry.value;
    let text = |one: &str, other: &str| {
        node.get(one)
            .or_else(|| node.get(other))
            .and_then(Node::as_str)
    };
    let destination = text("destinationArn", "DestinationArn")?;
    let Some((_, group)) = destination.split_once(":log-group:") else {
        reading.report(
            "access-log-elsewhere",
            entry,
            sentence!(
                "the access log goes to `{destination}`; the design writes access logs into log groups of CloudWatch Logs alone",
                "アクセスログの送信先が `{destination}` です。設計のアクセスログは CloudWatch Logs のロググループだけです",
            ),
            sentence!(
                "choose a log group in the studio, or set the destination with `update-stage` after each deployment",
                "スタジオでロググループを選ぶか、デプロイの後に `update-stage` で送信先を設定してください",
            ),
        );
        return None;
    };
    let format = text("format", "Format")?;
    entry.set_all(Mark::Represented);
    let mut log = AccessLog {
        log_group: group.trim_end_matches(":*").to_owned(),
        ..AccessLog::default()
    };
    let known = [
        LogFormat::Json,
        LogFormat::Clf,
        LogFormat::Csv,
        LogFormat::Xml,
    ];
    log.format = LogFormat::Custom(format.to_owned());
    for one in known {
        let candidate = AccessLog {
            format: one.clone(),
            ..AccessLog::default()
        };
        if design.log_format(&candidate) == format {
            log.format = one;
        }
    }
    Some(log)
}
