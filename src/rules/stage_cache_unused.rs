//! Caches that are paid for and keep nothing.

use serde_json::Value;

use super::{Finding, Rule, method::{StageCache, methods}};
use crate::diagnostic::{Edit, Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-cache-unused",
    severity: Severity::Warning,
    docs: "A stage's cache costs by the hour, whatever it holds, and keeps answers of `GET` alone by default, for as long as \
           its time to live, where 0 turns it off (AWS: API Gateway developer guide, \"Cache settings for REST APIs in API \
           Gateway\"; the pricing page, \"Caching\").",
    bad: r#"{"routes": [{"path": "/orders", "methods": [{"verb": "POST"}]}], "stages": [{"name": "dev", "cache": {}}]}"#,
    good: r#"{"routes": [{"path": "/prices", "methods": [{"verb": "GET"}]}], "stages": [{"name": "dev", "cache": {"ttl_seconds": 0}, "methods": [{"path": "/prices", "verb": "GET", "cache": {"own": {"ttl_seconds": 60}}}]}, {"name": "prod"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.routes.is_empty() {
        return Vec::new();
    }
    let caches = StageCache::all(design).into_iter();
    let unused = caches
        .filter(|cache| !methods(design).any(|(_, route, method)| cache.keeps(route, method)));
    unused
        .map(|cache| {
            let at = cache.at();
            let stage = &design.stages[cache.stage];
            let name = &stage.name;
            let message = sentence!(
                "the cache of stage `{name}` keeps nothing and costs by the hour",
                "ステージ `{name}` のキャッシュは何も保持せず、時間料金だけがかかります",
            );
            let title = sentence!("turn it off", "無効にする");
            let mut edits = vec![Edit::Set(at, Value::Null)];
            if stage.canary.as_ref().is_some_and(|canary| canary.use_stage_cache) {
                let canary = Pointer::root().join("stages").join(cache.stage).join("canary");
                edits.push(Edit::Set(canary.join("use_stage_cache"), false.into()));
            }
            Finding::at(at, message).mend(title, edits).help(sentence!(
                "turn it off, or let a `GET` method use it with a time to live above zero",
                "無効にするか、`GET` メソッドで0より大きい有効期間を指定して使ってください",
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{Design, read};
    use crate::rules;

    /// The stages whose cache keeps nothing.
    fn unused(stages: &str) -> Vec<String> {
        let text = format!(
            r#"{{"routes": [{{"path": "/a/{{id}}", "methods": [{{"verb": "GET"}}, {{"verb": "POST"}}]}}], "stages": {stages}}}"#
        );
        let design: Design = read(&text).design.expect("it is a design");
        let found = rules::check(&design).into_iter();
        let ours = found.filter(|one| one.code == "stage-cache-unused");
        ours.map(|one| one.at).collect()
    }

    #[test]
    fn what_a_stage_says_of_one_method_counts_before_what_it_says_of_all() {
        let own = |cache: &str, verb: &str, own: &str| {
            unused(&format!(
                r#"[{{"name": "dev"}}, {{"name": "prod", "cache": {cache}, "methods": [{{"path": "a/{{id}}/", "verb": "{verb}", "cache": {own}}}]}}]"#
            ))
        };
        let nothing = ["/stages/1/cache"];
        assert_eq!(own("{}", "GET", r#""stage""#), [""; 0]);
        assert_eq!(own("{}", "GET", r#""off""#), nothing);
        assert_eq!(own("{}", "GET", r#"{"own": {"ttl_seconds": 0}}"#), nothing);
        assert_eq!(own(r#"{"by_method": true}"#, "GET", r#""stage""#), nothing);
        assert_eq!(own(r#"{"by_method": true}"#, "POST", r#"{"own": {}}"#), [""; 0]);
        assert_eq!(own(r#"{"ttl_seconds": 0}"#, "POST", r#"{"own": {}}"#), [""; 0]);
        assert_eq!(own(r#"{"ttl_seconds": 0}"#, "GET", r#""stage""#), nothing);
    }
}
