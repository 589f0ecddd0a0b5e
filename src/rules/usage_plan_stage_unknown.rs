//! Usage plans for stages the design does not have.

use super::mend;
use std::collections::BTreeSet;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "usage-plan-stage-unknown",
    severity: Severity::Error,
    docs: "The stages of a usage plan must exist: \"API Stage not found\" (AWS: API Gateway API \
           Reference, CreateUsagePlan, `apiStages`).",
    bad: r#"{"stages": [{"name": "dev"}], "access": {"usage_plans": [{"name": "basic", "stages": ["prod"]}]}}"#,
    good: r#"{"stages": [{"name": "prod"}], "access": {"usage_plans": [{"name": "basic", "stages": ["prod"]}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let known: BTreeSet<&str> = design
        .stages
        .iter()
        .map(|stage| stage.name.as_str())
        .collect();
    let mut found = Vec::new();
    for (plan_index, plan) in design.access.usage_plans.iter().enumerate() {
        let at = Pointer::root()
            .join("access")
            .join("usage_plans")
            .join(plan_index)
            .join("stages");
        let stages = plan.stages.iter().enumerate();
        found.extend(
            stages
                .filter(|(_, stage)| !known.contains(stage.as_str()))
                .map(|(index, stage)| {
                    let message = sentence!(
                        "the usage plan covers `{stage}`, which is no stage of the design",
                        "使用量プランのステージ `{stage}` は設計にありません"
                    );
                    let meant = mend::meant(stage, known.iter().copied());
                    let finding = Finding::at(at.join(index), message);
                    let finding = match meant.filter(|name| plan.stages.iter().all(|other| other != name)) {
                        Some(name) => finding.set(name),
                        None => finding.delete(at.join(index)),
                    };
                    finding.help(sentence!(
                        "choose a stage of the design; upper and lower case differ",
                        "設計にあるステージを選んでください。大文字と小文字は区別されます",
                    ))
                }),
        );
    }
    found
}
