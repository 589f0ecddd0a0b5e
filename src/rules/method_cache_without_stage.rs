//! Methods that want their answers kept where nothing can keep them.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::{Design, MethodCache};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "method-cache-without-stage",
    severity: Severity::Warning,
    docs: "Answers are kept in the cache cluster of a stage; without one the caching settings of a method mean \
           nothing (AWS: API Gateway developer guide, \"Cache settings for REST APIs in API Gateway\").",
    bad: r#"{"routes": [{"path": "/", "methods": [{"verb": "GET", "cache": {"own": {"ttl_seconds": 60}}}]}], "stages": [{"name": "prod"}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"verb": "GET", "cache": {"own": {"ttl_seconds": 60}}}]}], "stages": [{"name": "dev"}, {"name": "prod", "cache": {}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    // An HTTP API has none of this, as other rules say.
    if design.is_v2() || design.stages.iter().any(|stage| stage.cache.is_some()) {
        return Vec::new();
    }
    let own = methods(design).filter(|(_, _, method)| matches!(method.cache, MethodCache::Own(_)));
    own.map(|(at, route, method)| {
        let (verb, path) = (method.verb.as_str(), &route.path);
        let message = sentence!(
            "the answers of `{verb} {path}` are kept nowhere: no stage has a cache",
            "キャッシュのあるステージがないため、`{verb} {path}` の応答はキャッシュされません",
        );
        Finding::at(at.join("cache"), message).set("stage").help(sentence!(
            "turn on the cache of a stage, which is billed by the hour, or take the setting away",
            "ステージのキャッシュ(時間課金)を有効にするか、この設定を外してください",
        ))
    })
    .collect()
}
