//! Usage plans of one name.

use super::mend;
use super::{Finding, Rule, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "usage-plan-name-duplicate",
    severity: Severity::Error,
    docs: "AWS allows two usage plans of one name, but the scripts find a plan by its name and \
           would change the same one twice (AWS: API Gateway API Reference, CreateUsagePlan, \
           GetUsagePlans).",
    bad: r#"{"access": {"usage_plans": [{"name": "basic"}, {"name": "basic"}]}}"#,
    good: r#"{"access": {"usage_plans": [{"name": "basic"}, {"name": "premium"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let names = design
        .access
        .usage_plans
        .iter()
        .map(|plan| plan.name.as_str())
        .enumerate();
    repeated(names.filter(|(_, name)| !name.is_empty()))
        .map(|(index, name)| {
            let at = Pointer::root()
                .join("access")
                .join("usage_plans")
                .join(index)
                .join("name");
            let message = sentence!(
                "another usage plan before is named `{name}` already",
                "使用量プラン名 `{name}` は前のプランで使われています"
            );
            Finding::at(at, message).maybe(mend::fresh(name, |name| design.access.usage_plans.iter().any(|plan| plan.name == name))).help(sentence!(
                "give every usage plan a name of its own",
                "使用量プランごとに異なる名前を付けてください",
            ))
        })
        .collect()
}
