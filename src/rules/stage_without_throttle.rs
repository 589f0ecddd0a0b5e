//! Stages that may use up what all APIs of the account share.

use super::api_open_to_everybody::is_open;
use super::method::methods;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-without-throttle",
    severity: Severity::Info,
    docs: "Without limits of its own a stage takes as many requests as the account may have in the region, 10,000 a second \
           for all APIs together, so that one busy client slows down all of them (AWS: API Gateway developer guide, \
           \"Throttle requests to your REST APIs for better throughput in API Gateway\").",
    bad: r#"{"access": {"authorization": "iam"}, "routes": [{"path": "/", "methods": [{}]}], "stages": [{"name": "dev"}]}"#,
    good: r#"{"access": {"authorization": "iam"}, "routes": [{"path": "/", "methods": [{}]}], "stages": [{"name": "dev", "throttle": {}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let stages = design.stages.iter();
    let unlimited: Vec<String> = stages
        .filter(|stage| stage.throttle.is_none())
        .map(|stage| format!("`{}`", stage.name))
        .collect();
    let first = design.stages.iter().position(|stage| stage.throttle.is_none());
    let Some(first) = first.filter(|_| !is_open(design)) else {
        return Vec::new();
    };
    // What each method limits by itself needs no limit around.
    if methods(design).all(|(.., method)| method.throttle.is_some()) {
        return Vec::new();
    }
    let at = Pointer::root().join("stages").join(first).join("throttle");
    let names = unlimited.join(", ");
    let message = sentence!(
        "{names}: no limit of its own, so one client can use up what all APIs of the account share",
        "{names}: 固有の上限がなく、1つのクライアントがアカウント全体の上限を使い切ることがあります",
    );
    vec![Finding::at(at, message).help(sentence!(
        "give each stage a rate and a burst that its callers need",
        "各ステージに、利用者に必要なレートとバーストを設定してください",
    ))]
}
