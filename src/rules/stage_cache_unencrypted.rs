//! Protected answers that lie unencrypted in a cache.

use super::method::{StageCache, methods};
use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::{Authorization, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-cache-unencrypted",
    severity: Severity::Info,
    docs: "Kept answers can be encrypted, which AWS Security Hub asks for (control APIGateway.5, \"API Gateway REST API cache data \
           should be encrypted at rest\"; API Gateway developer guide, \"Cache settings for REST APIs in API Gateway\"). It speaks \
           of answers for which somebody must be let in.",
    bad: r#"{"routes": [{"path": "/me", "methods": [{"verb": "GET", "authorization": "iam"}]}], "stages": [{"name": "prod", "cache": {"encrypted": false}}]}"#,
    good: r#"{"routes": [{"path": "/me", "methods": [{"verb": "GET", "authorization": "iam"}]}, {"path": "/prices", "methods": [{"verb": "GET", "cache": {"own": {"encrypted": false}}}]}], "stages": [{"name": "prod", "cache": {}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let caches = StageCache::all(design).into_iter();
    let open = caches.filter(|cache| !design.stages[cache.stage].cache.as_ref().is_some_and(|own| own.encrypted));
    open.filter_map(|cache| {
        let (_, route, method) = methods(design).find(|(_, route, method)| {
            let protected = *design.access.authorization_of(method) != Authorization::None;
            protected && cache.kept(route, method).is_some_and(|kept| !kept.encrypted)
        })?;
        let (verb, path) = (method.verb.as_str(), &route.path);
        let message = sentence!(
            "the cache keeps answers unencrypted for which somebody must be let in, such as those of `{verb} {path}`",
            "`{verb} {path}` など、認可が必要な応答がキャッシュに暗号化されずに保存されます"
        );
        let at = cache.at().join("encrypted");
        Some(Finding::at(at, message).set(true).help(sentence!(
            "encrypt what is kept; it costs nothing",
            "キャッシュのデータを暗号化してください(追加料金はかかりません)",
        )))
    })
    .collect()
}
