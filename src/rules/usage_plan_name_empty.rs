//! Usage plans without a name.

use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "usage-plan-name-empty",
    severity: Severity::Error,
    docs: "A usage plan needs a name (AWS: API Gateway API Reference, CreateUsagePlan: `name` \
           is required).",
    bad: r#"{"access": {"usage_plans": [{"name": "", "stages": ["prod"]}]}}"#,
    good: r#"{"access": {"usage_plans": [{"name": "DashAppPlan", "stages": ["prod"]}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let plans = design.access.usage_plans.iter().enumerate();
    plans
        .filter(|(_, plan)| plan.name.trim().is_empty())
        .map(|(index, _)| {
            let at = Pointer::root()
                .join("access")
                .join("usage_plans")
                .join(index)
                .join("name");
            let taken = |name: &str| design.access.usage_plans.iter().any(|plan| plan.name == name);
            let base = if design.name.is_empty() { "api" } else { &design.name };
            let named = mend::fresh(&format!("{base}-plan"), taken);
            Finding::at(
                at,
                sentence!(
                    "the usage plan has no name",
                    "使用量プランに名前がありません"
                ),
            )
            .maybe(named).help(sentence!(
                "give it a name, for instance that of the customers it is for",
                "対象の利用者がわかるような名前を付けてください",
            ))
        })
        .collect()
}
