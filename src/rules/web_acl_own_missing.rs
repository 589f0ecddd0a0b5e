//! Stages behind a web ACL that the design does not make.

use serde_json::json;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, StageWebAcl};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "web-acl-own-missing",
    severity: Severity::Error,
    docs: "A stage behind the project's own web ACL is open while the design describes none (AWS: AWS WAF developer guide, \"Associating or disassociating protection with an AWS resource\").",
    bad: r#"{"stages": [{"name": "prod", "web_acl": "own"}]}"#,
    good: r#"{"web_acl": {}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let stages = design.stages.iter().enumerate();
    let behind = stages.filter(|(_, stage)| stage.web_acl == StageWebAcl::Own);
    // Before other APIs no web ACL can stand at all, as other rules say.
    behind
        .filter(|_| design.rest().is_some() && design.web_acl.is_none())
        .map(|(index, stage)| {
            let at = Pointer::root().join("stages").join(index);
            let name = &stage.name;
            let message = sentence!(
                "stage `{name}` stands behind the project's own web ACL, which the design does not describe",
                "ステージ `{name}` はプロジェクトの Web ACL を使いますが、設計に Web ACL がありません"
            );
            Finding::at(at.join("web_acl"), message).set_at(Pointer::root().join("web_acl"), json!({})).help(sentence!(
                "turn the web ACL of the design on, or take the stage out of it",
                "設計の Web ACL を有効にするか、ステージの設定を「なし」にしてください",
            ))
        })
        .collect()
}
