//! Caches that keep answers too long.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-cache-ttl-out-of-range",
    severity: Severity::Error,
    docs: "A cache keeps an answer 0 to 3600 seconds (AWS: API Gateway developer guide, \"Cache \
           settings for REST APIs in API Gateway\").",
    bad: r#"{"stages": [{"name": "dev", "cache": {"ttl_seconds": 3601}}]}"#,
    good: r#"{"stages": [{"name": "dev", "cache": {"ttl_seconds": 3600}}]}"#,
    check,
};

/// Seconds: one hour.
const LONGEST: u32 = 3600;

fn check(design: &Design) -> Vec<Finding> {
    let stages = design.stages.iter().enumerate();
    let caches = stages.filter_map(|(index, stage)| Some((index, stage.cache.as_ref()?)));
    caches
        .filter(|(_, cache)| cache.ttl_seconds > LONGEST)
        .map(|(index, cache)| {
            let at = Pointer::root().join("stages").join(index);
            let ttl = cache.ttl_seconds;
            let message = sentence!(
                "API Gateway keeps no answer for `{ttl}` seconds",
                "応答を `{ttl}` 秒間キャッシュすることはできません"
            );
            Finding::at(at.join("cache").join("ttl_seconds"), message).set(LONGEST).help(sentence!(
                "use at most {LONGEST} seconds",
                "{LONGEST}秒以下を指定してください"
            ))
        })
        .collect()
}
