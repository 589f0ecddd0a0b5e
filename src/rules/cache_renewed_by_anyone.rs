//! Caches that every caller may go around.

use super::method::StageCache;
use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::{Design, Invalidation};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cache-renewed-by-anyone",
    severity: Severity::Warning,
    docs: "Unless the right `execute-api:InvalidateCache` is asked for, any caller has a kept answer made anew by the header \
           `Cache-Control: max-age=0`, as browsers send it when a page is loaded again: then the cache spares the backend nothing (AWS: API Gateway developer \
           guide, \"Cache settings for REST APIs in API Gateway\", \"Invalidate an API Gateway cache entry\").",
    bad: r#"{"stages": [{"name": "prod", "cache": {"invalidation": "anyone"}}]}"#,
    good: r#"{"stages": [{"name": "prod", "cache": {"invalidation": "ignored"}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.rest().is_none_or(crate::model::RestApi::is_private) {
        return Vec::new();
    }
    let caches = StageCache::all(design).into_iter();
    let open = caches.filter(|cache| {
        let own = design.stages[cache.stage].cache.as_ref();
        own.is_some_and(|own| own.invalidation == Invalidation::Anyone)
    });
    open.map(|cache| {
        let name = &design.stages[cache.stage].name;
        let at = cache.at().join("invalidation");
        let message = sentence!(
            "every caller may have answers of the cache of stage `{name}` made anew, and so reach the backend as often as they like",
            "ステージ `{name}` のキャッシュは誰でも更新できるため、呼び出し元は何度でもバックエンドに到達できます"
        );
        Finding::at(at, message).help(sentence!(
            "ask for the right to renew answers; others then get the kept one",
            "更新に権限を求めてください。権限のない呼び出しにはキャッシュされた応答が返ります",
        ))
    })
    .collect()
}
