//! Web ACLs that no stage stands behind.

use serde_json::Value;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, StageWebAcl};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "web-acl-never-used",
    severity: Severity::Warning,
    docs: "A web ACL protects the stages that it is associated with; without one it is not made (AWS: AWS WAF developer guide, \"Associating or disassociating protection with an AWS resource\").",
    bad: r#"{"web_acl": {}, "stages": [{"name": "prod"}]}"#,
    good: r#"{"web_acl": {}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut stages = design.stages.iter();
    if design.web_acl.is_none() || stages.any(|stage| stage.web_acl == StageWebAcl::Own) {
        return Vec::new();
    }
    let message = sentence!(
        "no stage stands behind the web ACL, so it is not made",
        "Web ACL を使うステージがないため、作成されません"
    );
    vec![Finding::at(Pointer::root().join("web_acl"), message).set(Value::Null).help(sentence!(
        "choose it at a stage, or turn it off",
        "ステージで選択するか、Web ACL を無効にしてください",
    ))]
}
