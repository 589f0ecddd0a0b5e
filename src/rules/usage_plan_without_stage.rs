//! Usage plans that open nothing.

use serde_json::json;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "usage-plan-without-stage",
    severity: Severity::Warning,
    docs: "The keys of a usage plan are let in at its stages alone, so a plan without one has \
           no effect (AWS: API Gateway developer guide, \"Usage plans and API keys for REST \
           APIs in API Gateway\").",
    bad: r#"{"stages": [{"name": "prod"}], "access": {"usage_plans": [{"name": "basic"}]}}"#,
    good: r#"{"access": {"usage_plans": [{"name": "basic", "stages": ["prod"]}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let plans = design.access.usage_plans.iter().enumerate();
    plans
        .filter(|(_, plan)| plan.stages.is_empty())
        .map(|(index, plan)| {
            let at = Pointer::root()
                .join("access")
                .join("usage_plans")
                .join(index)
                .join("stages");
            let name = &plan.name;
            let one = match &design.stages[..] {
                [stage] => Some(json!([stage.name])),
                _ => None,
            };
            let message = sentence!(
                "the usage plan `{name}` covers no stage",
                "使用量プラン `{name}` にステージがありません"
            );
            Finding::at(at, message).maybe(one).help(sentence!(
                "choose the stages that its keys open",
                "キーで呼び出せるステージを選んでください",
            ))
        })
        .collect()
}
