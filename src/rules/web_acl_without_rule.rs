//! Web ACLs that let everything through.

use crate::model::WebAcl;
use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "web-acl-without-rule",
    severity: Severity::Warning,
    docs: "A web ACL without rules does what its default action says for every request: this one allows (AWS: AWS WAF developer guide, \"Setting the protection pack (web ACL) default action in AWS WAF\").",
    bad: r#"{"web_acl": {"managed_rule_groups": [], "rate_limit": null}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    good: r#"{"web_acl": {"managed_rule_groups": [], "rate_limit": 100}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(acl) = &design.web_acl else {
        return Vec::new();
    };
    if !acl.managed_rule_groups.is_empty() || acl.rate_limit.is_some() {
        return Vec::new();
    }
    let message = sentence!(
        "the web ACL has no rules and lets everything through",
        "Web ACL にルールがなく、すべてのリクエストを許可します"
    );
    let at = Pointer::root().join("web_acl").join("managed_rule_groups");
    vec![Finding::at(Pointer::root().join("web_acl"), message).set_at(at, mend::written(&WebAcl::default().managed_rule_groups)).help(sentence!(
        "choose groups of rules or a limit per address, or turn it off",
        "ルールグループかアドレスごとの上限を指定するか、Web ACL を無効にしてください",
    ))]
}
