//! Limits of usage plans for methods the design does not have.

use std::collections::BTreeSet;

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "usage-plan-method-unknown",
    severity: Severity::Error,
    docs: "A usage plan names a method by its path and verb, which the deployed API must have (AWS: API Gateway API \
           Reference, ApiStage, `throttle`; developer guide, \"Maintain a usage plan for REST APIs in API \
           Gateway\").",
    bad: r#"{"routes": [{"path": "/items", "methods": [{"verb": "GET"}]}], "access": {"usage_plans": [{"methods": [{"path": "/items", "verb": "POST"}]}]}}"#,
    good: r#"{"routes": [{"path": "/items/", "methods": [{"verb": "GET"}]}], "access": {"usage_plans": [{"methods": [{"path": "/items", "verb": "GET"}]}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    // An HTTP API has no plans, as other rules say.
    let mut plans = design.access.usage_plans.iter();
    if design.is_v2() || plans.all(|plan| plan.methods.is_empty()) {
        return Vec::new();
    }
    let known: BTreeSet<_> = methods(design)
        .map(|(_, route, method)| (tree::parts(&route.path), method.verb))
        .collect();
    let plans = design.access.usage_plans.iter().enumerate();
    let limited = plans.flat_map(|(index, plan)| {
        let plans = Pointer::root().join("access").join("usage_plans");
        let at = plans.join(index).join("methods");
        let methods = plan.methods.iter().enumerate();
        methods.map(move |(index, method)| (at.join(index), method))
    });
    limited
        .filter(|(_, method)| !known.contains(&(tree::parts(&method.path), method.verb)))
        .map(|(at, method)| {
            let (verb, path) = (method.verb.as_str(), &method.path);
            let message = sentence!(
                "the usage plan limits `{verb} {path}`, which is no method of the design",
                "使用量プランが制限する `{verb} {path}` は設計にないメソッドです",
            );
            Finding::at(at, message).delete(at).help(sentence!(
                "choose a method of the design, or take the limit away",
                "設計にあるメソッドを選ぶか、制限を外してください",
            ))
        })
        .collect()
}
