//! Methods whose answers would be kept too long.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, MethodCache};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "method-cache-ttl-out-of-range",
    severity: Severity::Error,
    docs: "A cache keeps an answer 0 to 3600 seconds, of a single method, too (AWS: API Gateway developer guide, \
           \"Cache settings for REST APIs in API Gateway\").",
    bad: r#"{"routes": [{"path": "/", "methods": [{"cache": {"own": {"ttl_seconds": 3601}}}]}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"cache": {"own": {"ttl_seconds": 3600}}}, {"verb": "POST", "cache": "off"}]}]}"#,
    check,
};

/// Seconds: one hour.
const LONGEST: u32 = 3600;

fn check(design: &Design) -> Vec<Finding> {
    let stages = design.stages.iter().enumerate();
    let of_stages = stages.flat_map(|(index, stage)| {
        let at = Pointer::root().join("stages").join(index).join("methods");
        let apart = stage.methods.iter().enumerate();
        apart.map(move |(index, one)| (at.join(index), one.cache))
    });
    let own = |cache: MethodCache| match cache {
        MethodCache::Own(own) if own.ttl_seconds > LONGEST => Some(own.ttl_seconds),
        MethodCache::Own(_) | MethodCache::Stage | MethodCache::Off => None,
    };
    let of_methods = methods(design).filter_map(|(at, _, method)| Some((at.into(), own(method.cache)?)));
    let of_stages = of_stages.filter_map(|(at, cache)| Some((at, own(cache)?)));
    of_methods
        .chain(of_stages)
        .map(|(at, ttl)| {
            let at = at.join("cache").join("own").join("ttl_seconds");
            let message = sentence!(
                "API Gateway keeps no answer for `{ttl}` seconds",
                "応答を `{ttl}` 秒間キャッシュすることはできません"
            );
            Finding::at(at, message).set(LONGEST).help(sentence!(
                "use at most {LONGEST} seconds",
                "{LONGEST}秒以下を指定してください"
            ))
        })
        .collect()
}
