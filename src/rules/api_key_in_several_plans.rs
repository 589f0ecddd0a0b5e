//! API keys that two usage plans hold for one stage.

use super::{Finding, Rule, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-key-in-several-plans",
    severity: Severity::Error,
    docs: "\"A given API key can only be associated with one usage plan for each stage of your \
           API\" (AWS: API Gateway developer guide, \"Usage plans and API keys for REST APIs in \
           API Gateway\").",
    bad: r#"{"access": {"usage_plans": [{"name": "a", "stages": ["prod"], "api_keys": ["key"]}, {"name": "b", "stages": ["prod"], "api_keys": ["key"]}]}}"#,
    good: r#"{"access": {"usage_plans": [{"name": "a", "stages": ["dev"], "api_keys": ["key"]}, {"name": "b", "stages": ["prod"], "api_keys": ["key"]}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let plans = design.access.usage_plans.iter().enumerate();
    let uses = plans.flat_map(|(plan, value)| {
        let keys = value.api_keys.iter().map(String::as_str).enumerate();
        keys.flat_map(move |(place, key)| {
            value
                .stages
                .iter()
                .map(move |stage| ((plan, place), (key, stage.as_str())))
        })
    });
    // Keys times stages may be many more than either: a key of a plan is told once, with the first of its stages.
    let mut told = None;
    repeated(uses)
        .filter(|(at, _)| told.replace(*at) != Some(*at))
        .map(|((plan, place), (key, stage))| {
            let at = Pointer::root().join("access").join("usage_plans").join(plan);
            let at = at.join("api_keys").join(place);
            let message = sentence!(
                "the API key `{key}` has a usage plan for the stage `{stage}` already",
                "API キー `{key}` は既にステージ `{stage}` の使用量プランに入っています",
            );
            Finding::at(at, message).delete(at).help(sentence!(
                "keep the key in one usage plan per stage, and name key and stage once in a plan",
                "1つのステージにつき、キーを入れる使用量プランは1つにしてください。プラン内の重複も取り除いてください",
            ))
        })
        .collect()
}
