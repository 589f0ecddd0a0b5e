//! Usage plans that limit one method twice.

use std::collections::BTreeSet;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "usage-plan-method-duplicate",
    severity: Severity::Warning,
    docs: "A usage plan holds one limit for each method, by its path and verb (AWS: API Gateway API Reference, \
           ApiStage, `throttle` is a map). The files hold the first.",
    bad: r#"{"routes": [{"path": "/", "methods": [{"verb": "GET"}]}], "access": {"usage_plans": [{"methods": [{"path": "/", "verb": "GET"}, {"path": "/", "verb": "GET"}]}]}}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"verb": "GET"}]}], "access": {"usage_plans": [{"methods": [{"path": "/", "verb": "GET"}]}, {"methods": [{"path": "/", "verb": "GET"}]}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, plan) in design.access.usage_plans.iter().enumerate() {
        let plans = Pointer::root().join("access").join("usage_plans");
        let at = plans.join(index).join("methods");
        let mut seen = BTreeSet::new();
        for (index, method) in plan.methods.iter().enumerate() {
            if seen.insert((tree::parts(&method.path), method.verb)) {
                continue;
            }
            let (verb, path) = (method.verb.as_str(), &method.path);
            let message = sentence!(
                "the usage plan limits `{verb} {path}` more than once; the first limit holds",
                "使用量プランに `{verb} {path}` の制限が複数あり、有効なのは最初のものだけです",
            );
            let help = sentence!("keep one of them", "1つだけ残してください");
            found.push(Finding::at(at.join(index), message).delete(at.join(index)).help(help));
        }
    }
    found
}
