//! Usage plans with API keys the design does not have.

use super::mend;
use std::collections::BTreeSet;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "usage-plan-key-unknown",
    severity: Severity::Error,
    docs: "A usage plan is joined with keys that exist (AWS: API Gateway API Reference, \
           CreateUsagePlanKey, NotFoundException); the design names them by their names.",
    bad: r#"{"access": {"api_keys": [{"name": "own"}], "usage_plans": [{"name": "basic", "api_keys": ["partner"]}]}}"#,
    good: r#"{"access": {"api_keys": [{"name": "partner"}], "usage_plans": [{"name": "basic", "api_keys": ["partner"]}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let known: BTreeSet<&str> = design
        .access
        .api_keys
        .iter()
        .map(|key| key.name.as_str())
        .collect();
    let mut found = Vec::new();
    for (plan_index, plan) in design.access.usage_plans.iter().enumerate() {
        let at = Pointer::root()
            .join("access")
            .join("usage_plans")
            .join(plan_index)
            .join("api_keys");
        let keys = plan.api_keys.iter().enumerate();
        found.extend(
            keys.filter(|(_, key)| !known.contains(key.as_str()))
                .map(|(index, key)| {
                    let message = sentence!(
                        "the usage plan holds `{key}`, which is no API key of the design",
                        "使用量プランの API キー `{key}` は設計にありません"
                    );
                    let meant = mend::meant(key, known.iter().copied());
                    let finding = Finding::at(at.join(index), message);
                    // A key has one plan per stage.
                    let is_free = |name: &&str| {
                        let mut plans = design.access.usage_plans.iter().enumerate();
                        plans.all(|(other, value)| {
                            let mut stages = value.stages.iter();
                            let meets = other == plan_index || stages.any(|stage| plan.stages.contains(stage));
                            !meets || value.api_keys.iter().all(|key| key != name)
                        })
                    };
                    let finding = match meant.filter(is_free) {
                        Some(name) => finding.set(name),
                        None => finding.delete(at.join(index)),
                    };
                    finding.help(sentence!(
                        "choose an API key of the design, or add one of that name",
                        "設計にある API キーを選ぶか、その名前のキーを追加してください",
                    ))
                }),
        );
    }
    found
}
