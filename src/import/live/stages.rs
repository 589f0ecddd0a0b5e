//! Stages with their settings.

use std::sync::Arc;

use super::pieces::{Piece, Pieces};
use crate::diagnostic::key_of;
use crate::import::node::{Mark, Node};
use crate::model::{
    AccessLog, Api, Cache, CacheSize, Canary, Design, LogFormat, LogLevel, MethodCache, OwnCache,
    Stage, StageWebAcl, Throttle, Variable, Verb,
};

/// What stages show that have no limits of their own: the account's, or that they were lifted.
const UNLIMITED: [(f64, u32); 1] = [(10_000.0, 5_000)];

/// The stages of a REST API.
pub(super) fn read(pieces: &Pieces<'_>, design: &mut Design) {
    for node in pieces.of(Piece::Stage) {
        let settings = node.take("methodSettings");
        let general = settings.and_then(|settings| settings.get("*/*"));
        let mut stage = Stage {
            name: string(node, "stageName"),
            description: string(node, "description"),
            variables: variables(node.take_all("variables")),
            access_log: access_log(node.take_all("accessLogSettings"), design),
            tracing: truth(node, "tracingEnabled"),
            ..Stage::default()
        };
        if let Some(general) = general {
            stage.throttle = throttle(general);
            stage.execution_log = match general.get("loggingLevel").and_then(Node::as_str) {
                Some("ERROR") => LogLevel::Error,
                Some("INFO") => LogLevel::Info,
                _ => LogLevel::Off,
            };
            stage.data_trace = general
                .get("dataTraceEnabled")
                .and_then(Node::as_bool)
                .unwrap_or(false);
            stage.detailed_metrics = general
                .get("metricsEnabled")
                .and_then(Node::as_bool)
                .unwrap_or(false);
        }
        if truth(node, "cacheClusterEnabled") {
            let size = node.take("cacheClusterSize").and_then(Node::scalar);
            let mut sizes = CacheSize::ALL.into_iter();
            let number = |key: &str| general.and_then(|general| general.get(key)?.as_u32());
            let encrypted =
                general.and_then(|general| general.get("cacheDataEncrypted")?.as_bool());
            stage.cache = Some(Cache {
                size: sizes
                    .find(|one| Some(one.as_str()) == size.as_deref())
                    .unwrap_or_default(),
                ttl_seconds: number("cacheTtlInSeconds").unwrap_or(300),
                encrypted: encrypted.unwrap_or(false),
            });
        }
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
            .take_all("canarySettings")
            .filter(|canary| !canary.entries().is_empty())
        {
            stage.canary = Some(Canary {
                percent_traffic: canary
                    .get("percentTraffic")
                    .and_then(Node::as_f64)
                    .unwrap_or(0.0),
                use_stage_cache: canary
                    .get("useStageCache")
                    .and_then(Node::as_bool)
                    .unwrap_or(false),
                variables: variables(canary.get("stageVariableOverrides")),
            });
        }
        if let Some(settings) = settings {
            settings.set_all(Mark::Represented);
            for one in settings.entries() {
                method_settings(&one.key, &one.value, &stage, design);
            }
        }
        design.stages.push(stage);
    }
}

/// What a stage says of one method, which the design says of the method in every stage.
fn method_settings(key: &str, node: &Node, stage: &Stage, design: &mut Design) {
    let Some((path, verb)) = key.rsplit_once('/').filter(|(path, _)| *path != "*") else {
        return;
    };
    let path = key_of(path);
    let path = if path.starts_with('/') {
        path
    } else {
        format!("/{path}")
    };
    let Some(verb) = verb_of(verb) else { return };
    let limits = throttle(node).filter(|limits| stage.throttle != Some(*limits));
    let cache = stage.cache.as_ref().map_or(MethodCache::Stage, |cache| {
        let ttl = node
            .get("cacheTtlInSeconds")
            .and_then(Node::as_u32)
            .unwrap_or(cache.ttl_seconds);
        match node.get("cachingEnabled").and_then(Node::as_bool) {
            // What a stage does not cache anyway needs no word of it beside limits.
            Some(false) if verb != Verb::Get && limits.is_some() => MethodCache::Stage,
            Some(false) => MethodCache::Off,
            Some(true) if ttl != cache.ttl_seconds || verb != Verb::Get => {
                MethodCache::Own(OwnCache { ttl_seconds: ttl })
            }
            _ => MethodCache::Stage,
        }
    });
    set_method(design, &path, verb, limits, cache);
}

fn set_method(
    design: &mut Design,
    path: &str,
    verb: Verb,
    limits: Option<Throttle>,
    cache: MethodCache,
) {
    if limits.is_none() && cache == MethodCache::Stage {
        return;
    }
    let Some(route) = design.routes.iter_mut().find(|route| route.path == path) else {
        return;
    };
    if !route.methods.iter().any(|method| method.verb == verb) {
        return;
    }
    for method in &mut Arc::make_mut(route).methods {
        if method.verb == verb {
            method.throttle = method.throttle.or(limits);
            if method.cache == MethodCache::Stage {
                method.cache = cache;
            }
        }
    }
}

/// The stages of an HTTP or a WebSocket API.
pub(super) fn read_v2(pieces: &Pieces<'_>, design: &mut Design) {
    for node in pieces.of(Piece::V2Stage) {
        let general = node.take_all("DefaultRouteSettings");
        let of = |key: &str| general.and_then(|general| general.get(key));
        let stage = Stage {
            name: string(node, "StageName"),
            description: string(node, "Description"),
            variables: variables(node.take_all("StageVariables")),
            throttle: general.and_then(throttle),
            access_log: access_log(node.take_all("AccessLogSettings"), design),
            execution_log: match of("LoggingLevel").and_then(Node::as_str) {
                Some("ERROR") => LogLevel::Error,
                Some("INFO") => LogLevel::Info,
                _ => LogLevel::Off,
            },
            data_trace: of("DataTraceEnabled")
                .and_then(Node::as_bool)
                .unwrap_or(false),
            detailed_metrics: of("DetailedMetricsEnabled")
                .and_then(Node::as_bool)
                .unwrap_or(false),
            ..Stage::default()
        };
        if node.get("AutoDeploy").and_then(Node::as_bool) == Some(true) {
            node.take("AutoDeploy");
        }
        let settings = node.take_all("RouteSettings");
        for one in settings.map_or(&[][..], Node::entries) {
            let limits = throttle(&one.value).filter(|limits| stage.throttle != Some(*limits));
            if let Api::Websocket(websocket) = &mut design.api {
                let routes = websocket.routes.iter_mut();
                for route in routes.filter(|route| route.key == one.key) {
                    route.throttle = route.throttle.or(limits);
                }
            } else if let Some((verb, path)) = one.key.split_once(' ')
                && let Some(verb) = verb_of(verb)
            {
                set_method(design, path, verb, limits, MethodCache::Stage);
            }
        }
        design.stages.push(stage);
    }
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

/// Limits, of which a stage without any shows the account's.
fn throttle(node: &Node) -> Option<Throttle> {
    let of = |one: &str, other: &str| node.get(one).or_else(|| node.get(other));
    let rate_limit = of("throttlingRateLimit", "ThrottlingRateLimit")?.as_f64()?;
    let burst_limit = of("throttlingBurstLimit", "ThrottlingBurstLimit")?.as_u32()?;
    let own = rate_limit >= 0.0 && !UNLIMITED.contains(&(rate_limit, burst_limit));
    own.then_some(Throttle {
        rate_limit,
        burst_limit,
    })
}

fn access_log(node: Option<&Node>, design: &Design) -> Option<AccessLog> {
    let node = node?;
    let text = |one: &str, other: &str| {
        node.get(one)
            .or_else(|| node.get(other))
            .and_then(Node::as_str)
    };
    let format = text("format", "Format")?;
    let group = text("destinationArn", "DestinationArn")?;
    let (_, group) = group.split_once(":log-group:")?;
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
