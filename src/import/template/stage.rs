//! Settings of stages.

use super::Reader;
use super::props::Props;
use super::scope::referred;
use crate::diagnostic::key_of;
use crate::import::apart::{self, Told};
use crate::import::node::{Mark, Node};
use crate::model::{
    AccessLog, Cache, CacheSize, Caching, Canary, LogFormat, LogLevel, MethodCache, Stage,
    Throttle, Verb,
};

/// Settings of a single method, or of a route of messages.
pub(super) struct Single<'a> {
    /// The stage's place.
    stage: usize,
    path: String,
    verb: String,
    settings: &'a Node,
}

impl<'a> Reader<'a, '_> {
    /// What a stage of a REST API says.
    pub(super) fn read_rest_stage(&mut self, props: &Props<'a>, index: usize) {
        let variables = props.variables("Variables");
        let mut cache = None;
        if props.flag("CacheClusterEnabled") == Some(true) {
            let size = props.scope_text("CacheClusterSize").unwrap_or_default();
            let known = CacheSize::ALL.into_iter().find(|one| one.as_str() == size);
            if known.is_some() {
                props.say("CacheClusterSize");
            }
            cache = Some(Cache {
                size: known.unwrap_or_default(),
                encrypted: false,
                ..Cache::default()
            });
        }
        let stage = &mut self.design.stages[index];
        stage.variables = variables;
        stage.cache = cache;
        if let Some(tracing) = props.flag("TracingEnabled") {
            stage.tracing = tracing;
        }
        if let Some(canary) = props.inside("CanarySetting") {
            stage.canary = Some(Canary {
                percent_traffic: canary.number("PercentTraffic").unwrap_or(0.0),
                use_stage_cache: canary.flag("UseStageCache").unwrap_or(false),
                variables: canary.variables("StageVariableOverrides"),
            });
        }
        self.read_access_log(props, "AccessLogSetting", index);
        self.read_method_settings(props, index);
    }

    /// What a stage of an HTTP API says.
    pub(super) fn read_http_stage(&mut self, props: &Props<'a>, index: usize) {
        self.design.stages[index].variables = props.variables("StageVariables");
        if let Some(settings) = props.inside("DefaultRouteSettings") {
            self.read_route_settings(&settings, index);
        }
        if let Some(settings) = props.inside("RouteSettings") {
            for entry in settings.all() {
                let key = match entry.key.split_once(' ') {
                    Some((verb, path)) => (path, verb),
                    None => (&*entry.key, "ANY"),
                };
                entry.set_mark(Mark::Represented);
                self.singles.push(Single {
                    stage: index,
                    path: key.0.to_owned(),
                    verb: key.1.to_owned(),
                    settings: &entry.value,
                });
            }
        }
        self.read_access_log(props, "AccessLogSettings", index);
    }

    fn read_route_settings(&mut self, settings: &Props<'a>, index: usize) {
        let stage = &mut self.design.stages[index];
        stage.throttle = throttle(settings);
        if let Some(detailed) = settings.flag("DetailedMetricsEnabled") {
            stage.detailed_metrics = detailed;
        }
        if let Some(level) = level(settings) {
            stage.execution_log = level;
        }
        if let Some(traces) = settings.flag("DataTraceEnabled") {
            stage.data_trace = traces;
        }
    }

    fn read_access_log(&mut self, props: &Props<'a>, key: &str, index: usize) {
        let Some(settings) = props.inside(key) else {
            return;
        };
        let mut log = AccessLog {
            log_group: String::new(),
            format: LogFormat::Custom(String::new()),
            // Without a limit events stay for ever, which the design does not say.
            ..AccessLog::default()
        };
        if let Some(format) = settings.text("Format") {
            let known = [
                LogFormat::Json,
                LogFormat::Clf,
                LogFormat::Csv,
                LogFormat::Xml,
            ];
            log.format = LogFormat::Custom(format);
            for format in known {
                let mut tried = log.clone();
                tried.format = format;
                if self.design.log_format(&tried) == self.design.log_format(&log) {
                    log = tried;
                    break;
                }
            }
        }
        if let Some(entry) = settings.entry("DestinationArn") {
            self.read_log_group(&entry.value, &mut log);
            if !log.log_group.is_empty() {
                settings.say("DestinationArn");
            }
        }
        self.design.stages[index].access_log = Some(log);
    }

    /// The log group that an ARN names: one of the template, or one that exists.
    fn read_log_group(&mut self, node: &'a Node, log: &mut AccessLog) {
        let Some(text) = self.template.scope.text(node) else {
            return;
        };
        let id = referred(node).map_or_else(
            || {
                let name = text.rsplit_once("log-group:").map(|(_, name)| name);
                let name = name?.trim_end_matches(":*");
                let id = name.strip_prefix("${")?.strip_suffix('}')?;
                Some(id.to_owned())
            },
            |id| Some(id.into_owned()),
        );
        let group = id.and_then(|id| self.template.resource(&id).copied());
        let Some(group) = group.filter(|group| group.kind == "AWS::Logs::LogGroup") else {
            let name = text.rsplit_once("log-group:").map(|(_, name)| name);
            let name = name.map(|name| name.trim_end_matches(":*"));
            name.unwrap_or(&text).clone_into(&mut log.log_group);
            return;
        };
        group.say();
        let props = self.template.props(&group);
        let name = props.text("LogGroupName");
        // CloudFormation makes up a name where none is given.
        log.log_group = name.unwrap_or_else(|| group.id.to_owned());
        if let Some(days) = props.count("RetentionInDays") {
            log.retention_days = days;
        }
        let id = group.id.to_owned();
        self.give_id(&format!("log_group {}", log.log_group), &id);
    }

    /// Settings of all methods of a stage, and of single ones.
    fn read_method_settings(&mut self, props: &Props<'a>, index: usize) {
        for entry in props.entries("MethodSettings") {
            entry.set_mark(Mark::Represented);
            for item in self.template.scope.items(&entry.value) {
                let settings = Props::new(&self.template.scope, Some(item), None);
                let path = settings.text("ResourcePath").unwrap_or_default();
                let verb = settings.text("HttpMethod").unwrap_or_default();
                if matches!(path.as_str(), "/*" | "*" | "/") && verb == "*" {
                    self.read_settings_of_all(&settings, index);
                } else {
                    let path = key_of(&path);
                    let path = format!("/{}", path.trim_start_matches('/'));
                    self.singles.push(Single {
                        stage: index,
                        path,
                        verb,
                        settings: item,
                    });
                }
            }
        }
    }

    fn read_settings_of_all(&mut self, settings: &Props<'a>, index: usize) {
        let stage = &mut self.design.stages[index];
        stage.throttle = throttle(settings);
        if let Some(level) = level(settings) {
            stage.execution_log = level;
        }
        if let Some(traces) = settings.flag("DataTraceEnabled") {
            stage.data_trace = traces;
        }
        if let Some(detailed) = settings.flag("MetricsEnabled") {
            stage.detailed_metrics = detailed;
        }
        if let Some(enabled) = settings.flag("CachingEnabled")
            && let Some(cache) = &mut stage.cache
        {
            cache.by_method = !enabled;
            if let Some(seconds) = settings.count("CacheTtlInSeconds") {
                cache.ttl_seconds = seconds;
            }
            if let Some(encrypted) = settings.flag("CacheDataEncrypted") {
                cache.encrypted = encrypted;
            }
        }
    }

    /// What stages say of single methods, where it is not what they say of all.
    pub(super) fn apply_singles(&mut self) {
        let singles = std::mem::take(&mut self.singles);
        let told = singles.iter().filter_map(|single| self.told(single));
        let told = told.collect();
        apart::settle(&mut self.design, told);
    }

    fn told(&self, single: &Single<'a>) -> Option<Told> {
        let settings = Props::new(&self.template.scope, Some(single.settings), None);
        let stage = &self.design.stages[single.stage];
        let is_message = self.design.websocket().is_some();
        let verb = if is_message {
            let api = self.design.websocket()?;
            let mut routes = api.routes.iter();
            routes
                .any(|one| one.key == single.path)
                .then_some(Verb::Any)?
        } else {
            let index = self.paths.get(single.path.as_str())?;
            let verb = super::event::verb(&single.verb)?;
            let mut methods = self.design.routes[*index].methods.iter();
            methods.any(|one| one.verb == verb).then_some(verb)?
        };
        let throttle = throttle(&settings);
        // Settings hold alone: what they leave out is off, not as the stage says.
        let flag = |key: &str| match settings.entry(key) {
            Some(_) => settings.flag(key),
            None => Some(false),
        };
        let metrics = if settings.entry("MetricsEnabled").is_some() {
            "MetricsEnabled"
        } else {
            "DetailedMetricsEnabled"
        };
        let level = match settings.entry("LoggingLevel") {
            Some(_) => level(&settings),
            None => Some(LogLevel::Off),
        };
        let logs = self.design.http().is_none();
        let caching = caching(&settings, stage, (verb, throttle.is_some()));
        Some(Told {
            stage: single.stage,
            path: single.path.clone(),
            verb,
            throttle,
            execution_log: level.filter(|_| logs),
            data_trace: flag("DataTraceEnabled").filter(|_| logs),
            detailed_metrics: flag(metrics),
            is_off: caching.is_some_and(|own| !own.enabled),
            caching,
        })
    }
}

/// How the cache of its stage keeps the answers of a method.
fn caching(settings: &Props<'_>, stage: &Stage, (verb, limited): (Verb, bool)) -> Option<Caching> {
    let cache = stage.cache.as_ref()?;
    let of_stage = cache.of(verb, MethodCache::Stage);
    let enabled = settings.flag("CachingEnabled")?;
    // What a stage does not cache anyway needs no word of it beside limits.
    if !enabled && !of_stage.enabled && limited {
        return None;
    }
    let mut caching = of_stage;
    caching.enabled = enabled;
    if enabled {
        let ttl = settings.count("CacheTtlInSeconds");
        caching.ttl_seconds = ttl.unwrap_or(of_stage.ttl_seconds);
        let encrypted = settings.flag("CacheDataEncrypted");
        caching.encrypted = encrypted.unwrap_or(of_stage.encrypted);
    }
    Some(caching)
}

fn level(settings: &Props<'_>) -> Option<LogLevel> {
    let level = match settings.scope_text("LoggingLevel")?.as_str() {
        "OFF" => LogLevel::Off,
        "ERROR" => LogLevel::Error,
        "INFO" => LogLevel::Info,
        _ => return None,
    };
    settings.say("LoggingLevel");
    Some(level)
}

/// Both limits of a token bucket; one alone the design cannot say.
fn throttle(settings: &Props<'_>) -> Option<Throttle> {
    let rate = settings.entry("ThrottlingRateLimit")?;
    let burst = settings.entry("ThrottlingBurstLimit")?;
    let throttle = Throttle {
        rate_limit: settings.scope.number(&rate.value)?,
        burst_limit: settings.scope.count(&burst.value)?,
    };
    settings.say("ThrottlingRateLimit");
    settings.say("ThrottlingBurstLimit");
    Some(throttle)
}
