//! Groups of rules that a web ACL asks twice.

use super::{Finding, Rule, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "web-acl-rule-group-duplicate",
    severity: Severity::Error,
    docs: "The names of the rules of a web ACL are unique, and the files name a rule by its group (AWS: AWS WAFV2 API Reference, Rule, `Name`).",
    bad: r#"{"web_acl": {"managed_rule_groups": ["AWSManagedRulesSQLiRuleSet", "AWSManagedRulesSQLiRuleSet"]}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    good: r#"{"web_acl": {"managed_rule_groups": ["AWSManagedRulesSQLiRuleSet", "AWSManagedRulesLinuxRuleSet"]}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let acl = design.web_acl.iter();
    let groups = acl.flat_map(|acl| acl.managed_rule_groups.iter());
    let named = groups.map(|group| group.as_str()).enumerate();
    let at = Pointer::root().join("web_acl").join("managed_rule_groups");
    repeated(named)
        .map(|(index, name)| {
            let message = sentence!(
                "the web ACL asks `{name}` twice",
                "Web ACL に `{name}` が重複しています"
            );
            Finding::at(at.join(index), message).delete(at.join(index)).help(sentence!(
                "keep one of them",
                "どちらか一方だけを残してください",
            ))
        })
        .collect()
}
