//! Settings that a REST API has and an HTTP API lacks.

use serde_json::Value;
use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Pointer, Sentence, Severity};
use crate::model::{Design, LogLevel, MethodCache, Stage};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "http-api-without-feature",
    severity: Severity::Warning,
    docs: "An HTTP API has no API keys, usage plans, cache, execution log, X-Ray traces and canaries (AWS: \
           API Gateway developer guide, \"Choose between REST APIs and HTTP APIs\"). The design \
           keeps the settings for the way back to a REST API, the files leave them out.",
    bad: r#"{"api": {"http": {}}, "stages": [{"name": "prod", "tracing": true}]}"#,
    good: r#"{"api": {"http": {}}, "stages": [{"name": "prod", "detailed_metrics": true}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.http().is_none() {
        return Vec::new();
    }
    let access = Pointer::root().join("access");
    let mut found = Vec::new();
    let lists = [
        ("api_keys", design.access.api_keys.len(), keys()),
        ("usage_plans", design.access.usage_plans.len(), plans()),
    ];
    for (field, count, message) in lists {
        if count > 0 {
            found.push(missing(access.join(field), message));
        }
    }
    for (index, stage) in design.stages.iter().enumerate() {
        let at = Pointer::root().join("stages").join(index);
        let set = of_stage(stage).into_iter().filter(|(_, set, _)| *set);
        found.extend(set.map(|(field, _, message)| {
            let off = match field {
                "execution_log" => "OFF".into(),
                "cache" | "canary" => Value::Null,
                _ => false.into(),
            };
            missing(at.join(field), message).set(off)
        }));
        for (index, own) in stage.methods.iter().enumerate() {
            let logs = own.execution_log.is_some() || own.data_trace.is_some();
            if !logs && own.cache == MethodCache::Stage {
                continue;
            }
            let (name, verb, path) = (&stage.name, own.verb.as_str(), &own.path);
            let message = sentence!(
                "stage `{name}` of an HTTP API has neither execution log nor cache, for `{verb} {path}` neither",
                "HTTP API のステージ `{name}` に実行ログとキャッシュはなく、`{verb} {path}` の設定も使われません"
            );
            found.push(missing(at.join("methods").join(index), message));
        }
    }
    for (at, route, method) in methods(design) {
        if !method.request.is_empty() {
            let (verb, path) = (method.verb.as_str(), &route.path);
            let message = sentence!(
                "an HTTP API checks no requests, `{verb} {path}` declares them in vain",
                "HTTP API はリクエストを検証しないため、`{verb} {path}` の定義は使われません"
            );
            found.push(missing(at.join("request"), message));
        }
    }
    let cached = methods(design).filter(|(_, _, method)| method.cache != MethodCache::Stage);
    for (at, route, method) in cached {
        let (verb, path) = (method.verb.as_str(), &route.path);
        let message = sentence!(
            "an HTTP API keeps no answers, so `{verb} {path}` has no cache of its own",
            "HTTP API にキャッシュはないため、`{verb} {path}` のキャッシュ設定は使われません"
        );
        found.push(missing(at.join("cache"), message).set("stage"));
    }
    found
}

fn missing(at: Pointer, message: Sentence) -> Finding {
    Finding::at(at, message).help(sentence!(
        "turn it off, or make the API a REST API",
        "無効にするか、REST API にしてください",
    ))
}

fn keys() -> Sentence {
    sentence!(
        "an HTTP API has no API keys",
        "HTTP API に API キーはありません"
    )
}

fn plans() -> Sentence {
    sentence!(
        "an HTTP API has no usage plans: limits hold for a whole stage",
        "HTTP API に使用量プランはなく、制限はステージ全体にかかります"
    )
}

/// The settings of a stage: field, whether it is on, what is said.
fn of_stage(stage: &Stage) -> [(&'static str, bool, Sentence); 5] {
    let name = &stage.name;
    [
        (
            "execution_log",
            stage.execution_log != LogLevel::Off,
            sentence!(
                "stage `{name}` of an HTTP API has no execution log, only an access log",
                "HTTP API のステージ `{name}` に実行ログはなく、アクセスログだけです"
            ),
        ),
        (
            "data_trace",
            stage.data_trace,
            sentence!(
                "stage `{name}` of an HTTP API logs no whole requests",
                "HTTP API のステージ `{name}` はリクエスト全体を記録できません"
            ),
        ),
        (
            "tracing",
            stage.tracing,
            sentence!(
                "stage `{name}` of an HTTP API sends no traces, only its function does",
                "HTTP API のステージ `{name}` はトレースを送らず、送るのは関数だけです"
            ),
        ),
        (
            "cache",
            stage.cache.is_some(),
            sentence!(
                "stage `{name}` of an HTTP API has no cache",
                "HTTP API のステージ `{name}` にキャッシュはありません"
            ),
        ),
        (
            "canary",
            stage.canary.is_some(),
            sentence!(
                "stage `{name}` of an HTTP API has no canary: a deployment is for everybody",
                "HTTP API のステージ `{name}` にカナリアはなく、デプロイは全員に反映されます"
            ),
        ),
    ]
}
