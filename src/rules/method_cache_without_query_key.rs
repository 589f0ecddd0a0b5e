//! Query strings that a method reads and a cache does not look at.

use super::method::{StageCache, methods};
use super::{Finding, Rule};
use crate::diagnostic::{Edit, Severity};
use crate::model::{Design, ParameterPlace};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "method-cache-without-query-key",
    severity: Severity::Warning,
    docs: "A cache tells requests of a method apart by those parameters alone that are cache keys: `?page=2` gets the answer \
           that was kept for `?page=1` (AWS: API Gateway developer guide, \"Use method or integration parameters as cache \
           keys to index cached responses\"). It speaks of parameters that the method declares.",
    bad: r#"{"routes": [{"path": "/items", "methods": [{"verb": "GET", "request": {"parameters": [{"name": "page"}]}}]}], "stages": [{"name": "prod", "cache": {}}]}"#,
    good: r#"{"routes": [{"path": "/items", "methods": [{"verb": "GET", "request": {"parameters": [{"name": "page", "cache_key": true}, {"place": "header", "name": "Accept"}]}}, {"verb": "POST", "request": {"parameters": [{"name": "page"}]}}]}], "stages": [{"name": "prod", "cache": {}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let caches = StageCache::all(design);
    if caches.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, route, method) in methods(design) {
        let declared = method.request.parameters.iter().enumerate();
        let open: Vec<_> = declared
            .filter(|(_, one)| one.place == ParameterPlace::QueryString && !one.cache_key)
            .collect();
        if open.is_empty() || !caches.iter().any(|cache| cache.keeps(route, method)) {
            continue;
        }
        let at = at.join("request").join("parameters");
        let (verb, path) = (method.verb.as_str(), &route.path);
        let names: Vec<&str> = open.iter().map(|(_, one)| one.name.as_str()).collect();
        let names = names.join("`, `");
        let edits = open.iter().map(|(index, _)| Edit::Set(at.join(*index).join("cache_key"), true.into()));
        let message = sentence!(
            "the cache gives `{verb} {path}` the same answer whatever `{names}` of the query string is",
            "キャッシュはクエリ文字列の `{names}` の値にかかわらず、`{verb} {path}` に同じ応答を返します"
        );
        let title = sentence!("make them cache keys", "キャッシュキーにする");
        found.push(Finding::at(at, message).mend(title, edits.collect()).help(sentence!(
            "make the parameters on which the answer depends cache keys",
            "応答を左右するパラメータをキャッシュキーにしてください",
        )));
    }
    found
}
