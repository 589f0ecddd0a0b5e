//! Cache keys where nothing is kept.

use super::{Finding, Rule, method::{StageCache, keys_off, methods}};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cache-key-without-cache",
    severity: Severity::Info,
    docs: "Cache keys tell apart answers that are kept in the cache of a stage (AWS: API Gateway developer guide, \
           \"Use method or integration parameters as cache keys to index cached responses\").",
    bad: r#"{"routes": [{"path": "/", "methods": [{"verb": "GET", "request": {"parameters": [{"name": "page", "cache_key": true}]}}]}], "stages": [{"name": "prod"}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"verb": "GET", "request": {"parameters": [{"name": "page", "cache_key": true}]}}]}], "stages": [{"name": "prod", "cache": {}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.rest().is_none() {
        return Vec::new();
    }
    let caches = StageCache::all(design);
    methods(design)
        .filter(|(_, route, method)| {
            let mut declared = method.request.parameters.iter();
            declared.any(|one| one.cache_key)
                && !caches.iter().any(|cache| cache.keeps(route, method))
        })
        .map(|(at, route, method)| {
            let (verb, path) = (method.verb.as_str(), &route.path);
            let message = sentence!(
                "`{verb} {path}` has cache keys, but no stage keeps its answers",
                "`{verb} {path}` にキャッシュキーがありますが、応答をキャッシュするステージがありません"
            );
            Finding::at(at.join("request").join("parameters"), message).mend(sentence!("take the keys away", "キーを外す"), keys_off(at.into(), method)).help(sentence!(
                "turn on the cache of a stage, or take the keys away",
                "ステージのキャッシュを有効にするか、キーを外してください",
            ))
        })
        .collect()
}
