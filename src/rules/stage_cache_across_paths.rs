//! Caches that give one path the answer of another.

use serde_json::Value;
use super::{Finding, Rule, method::{is_kept, methods}};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-cache-across-paths",
    severity: Severity::Warning,
    docs: "A cache tells requests of a method apart by those parameters alone that are declared \
           as cache keys; path, query and headers are none unless declared. So every path below `/{proxy+}` gets the answer that was kept first \
           (AWS: API Gateway developer guide, \"Use method or integration parameters as cache \
           keys to index cached responses\").",
    bad: r#"{"routes": [{"path": "/{proxy+}", "methods": [{"verb": "GET"}]}], "stages": [{"name": "dev", "cache": {}}]}"#,
    good: r#"{"routes": [{"path": "/prices", "methods": [{"verb": "GET"}]}, {"path": "/{id}", "methods": [{"verb": "GET", "cache": "off"}, {"verb": "POST"}]}], "stages": [{"name": "dev", "cache": {}}, {"name": "prod"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    // An HTTP API has none of this, as other rules say.
    if design.is_v2() {
        return Vec::new();
    }
    let shared = methods(design).find(|(_, route, method)| {
        route.path.contains('{')
            && is_kept(method)
            && !tree::parameters(&route.path).iter().all(|name| {
                let key = format!("method.request.path.{name}");
                method.request.cache_keys().contains(&key)
            })
    });
    let Some((_, route, method)) = shared else {
        return Vec::new();
    };
    let (verb, path) = (method.verb.as_str(), &route.path);
    let stages = design.stages.iter().enumerate();
    stages
        .filter(|(_, stage)| stage.cache.as_ref().is_some_and(|cache| cache.ttl_seconds > 0))
        .map(|(index, stage)| {
            let at = Pointer::root().join("stages").join(index).join("cache");
            let name = &stage.name;
            let message = sentence!(
                "the cache of stage `{name}` gives every path of `{verb} {path}` the same answer",
                "ステージ `{name}` のキャッシュは `{verb} {path}` のどのパスにも同じ応答を返します",
            );
            Finding::at(at, message).set(Value::Null).help(sentence!(
                "turn the cache off: an app behind `{{proxy+}}` breaks with it; cache assets in CloudFront or in the browser",
                "キャッシュを無効にしてください。`{{proxy+}}` の背後のアプリは正しく動作しません。アセットは CloudFront やブラウザでキャッシュできます",
            ))
        })
        .collect()
}
