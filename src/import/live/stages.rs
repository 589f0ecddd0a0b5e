//! Stages with their settings.

use super::pieces::{Piece, Pieces};
use super::settings::{cache, caching, level, say_no_cluster, throttle};
use crate::diagnostic::key_of;
use crate::import::Reading;
use crate::import::apart::{self, Told};
use crate::import::node::{Entry, Mark, Node};
use crate::model::{
    AccessLog, Api, Canary, Design, LogFormat, Stage, StageWebAcl, Variable, Verb, tree,
};
use crate::sentence;

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
            stage.throttle = throttle(general, reading).of_stage();
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
        throttle: throttle(node, reading).of_method(stage),
        execution_log: level(node),
        data_trace: node.take("dataTraceEnabled").and_then(Node::as_bool),
        detailed_metrics: node.take("metricsEnabled").and_then(Node::as_bool),
        caching: stage.cache.as_ref().map(|cache| caching(node, cache, verb)),
        is_off: false,
        path,
        verb,
    })
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
            stage.throttle = throttle(general, reading).of_stage();
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
        throttle: throttle(node, reading).of_method(stage),
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

pub(super) fn truth(node: &Node, key: &str) -> bool {
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
