//! Caches that are paid for and keep nothing.

use serde_json::Value;

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, Stage};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-cache-unused",
    severity: Severity::Warning,
    docs: "A stage's cache costs by the hour, whatever it holds, and keeps answers of `GET` alone by default, for as long as \
           its time to live, where 0 turns it off (AWS: API Gateway developer guide, \"Cache settings for REST APIs in API \
           Gateway\"; the pricing page, \"Caching\").",
    bad: r#"{"routes": [{"path": "/orders", "methods": [{"verb": "POST"}]}], "stages": [{"name": "dev", "cache": {}}]}"#,
    good: r#"{"routes": [{"path": "/prices", "methods": [{"verb": "GET"}]}], "stages": [{"name": "dev", "cache": {}}, {"name": "prod"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    // An HTTP API has none of this, as other rules say.
    if design.is_v2() || design.routes.is_empty() {
        return Vec::new();
    }
    let is_kept = |stage: &Stage| {
        methods(design).any(|(_, route, method)| {
            let caching = stage.caching(&route.path, method);
            caching.is_some_and(|caching| caching.enabled)
        })
    };
    let stages = design.stages.iter().enumerate();
    let unused = stages.filter(|(_, stage)| {
        let cache = stage.cache.as_ref();
        cache.is_some_and(|cache| cache.ttl_seconds == 0 || !is_kept(stage))
    });
    unused
        .map(|(index, stage)| {
            let at = Pointer::root().join("stages").join(index).join("cache");
            let name = &stage.name;
            let message = sentence!(
                "the cache of stage `{name}` keeps nothing and costs by the hour",
                "ステージ `{name}` のキャッシュは何も保持せず、時間料金だけがかかります",
            );
            Finding::at(at, message).set(Value::Null).help(sentence!(
                "turn it off, or let a `GET` method use it with a time to live above zero",
                "無効にするか、`GET` メソッドで0より大きい有効期間を指定して使ってください",
            ))
        })
        .collect()
}
