//! Protected answers that a cache gives to other callers.

use super::{Finding, Rule, method::{StageCache, cache_off, keys_off, methods}};
use crate::diagnostic::Severity;
use crate::model::{Authorization, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "method-cache-shared-between-callers",
    severity: Severity::Warning,
    docs: "A cache tells requests apart by the declared cache keys alone, not by who calls: what one caller may see \
           is given to the next one, too (AWS: API Gateway developer guide, \"Cache settings for REST APIs in API \
           Gateway\", \"Use method or integration parameters as cache keys to index cached responses\").",
    bad: r#"{"routes": [{"path": "/me", "methods": [{"verb": "GET", "authorization": {"authorizer": "login"}}]}], "stages": [{"name": "prod", "cache": {}}], "access": {"authorizers": [{"name": "login", "kind": {"lambda_token": {}}}]}}"#,
    good: r#"{"routes": [{"path": "/me", "methods": [{"verb": "GET", "authorization": {"authorizer": "login"}, "request": {"parameters": [{"place": "header", "name": "authorization", "cache_key": true}]}}, {"verb": "POST", "authorization": "iam"}]}, {"path": "/link", "methods": [{"verb": "GET", "authorization": {"authorizer": "link"}, "request": {"parameters": [{"place": "querystring", "name": "token", "cache_key": true}]}}]}], "stages": [{"name": "prod", "cache": {}}], "access": {"authorizers": [{"name": "login", "kind": {"lambda_token": {}}}, {"name": "link", "kind": {"lambda_request": {"headers": [], "query_strings": ["token"]}}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let caches = StageCache::all(design);
    if caches.is_empty() {
        return Vec::new();
    }
    methods(design)
        .filter(|(_, route, method)| {
            *design.access.authorization_of(method) != Authorization::None
                && !design.access.tells_callers_apart(method)
                && caches.iter().any(|cache| cache.keeps(route, method))
        })
        .map(|(at, route, method)| {
            let (verb, path) = (method.verb.as_str(), &route.path);
            let message = sentence!(
                "the cache gives what one caller of `{verb} {path}` may see to the others",
                "`{verb} {path}` の応答は、キャッシュからほかの呼び出し元にも返されます"
            );
            let title = sentence!("turn the cache off for it", "このメソッドのキャッシュを無効にする");
            let mut edits = cache_off(&caches, at, route, method);
            edits.extend(keys_off(at.into(), method));
            Finding::at(at, message).mend(title, edits).help(sentence!(
                "declare the header that says who calls as a cache key, or turn the cache of the method off",
                "呼び出し元を示すヘッダーをキャッシュキーにするか、このメソッドのキャッシュを無効にしてください",
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{Design, read};
    use crate::rules;

    #[test]
    fn what_a_stage_says_of_the_method_alone_is_mended_too() {
        let text = r#"{"name": "shop", "region": "us-east-1", "routes": [{"path": "/me", "methods": [{"verb": "POST", "authorization": "iam"}]}], "stages": [
            {"name": "dev", "cache": {}},
            {"name": "prod", "cache": {}, "methods": [{"path": "/me", "verb": "POST", "cache": {"own": {"ttl_seconds": 60}}}]}]}"#;
        let mut design: Design = read(text).design.expect("it is a design");
        let told = |design: &Design| {
            let mut found = rules::check(design).into_iter();
            found.any(|one| one.code == "method-cache-shared-between-callers")
        };
        assert!(told(&design));
        rules::mend(&mut design);
        assert!(!told(&design));
    }
}
