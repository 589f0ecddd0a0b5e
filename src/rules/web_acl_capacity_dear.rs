//! Web ACLs that cost more than their basic price.

use super::{Finding, Rule};
use crate::aws::{INCLUDED_CAPACITY, RATE_RULE_CAPACITY, rule_group_capacity};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, WebAcl};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "web-acl-capacity-dear",
    severity: Severity::Warning,
    docs: "The basic price of a web ACL includes 1,500 capacity units (WCU); above that requests cost more, and 5,000 are the most (AWS: AWS WAF developer guide, \"Web ACL capacity units (WCUs) in AWS WAF\").",
    bad: r#"{"web_acl": {"managed_rule_groups": ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesAdminProtectionRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet", "AWSManagedRulesLinuxRuleSet", "AWSManagedRulesUnixRuleSet", "AWSManagedRulesAnonymousIpList"]}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    good: r#"{"web_acl": {"managed_rule_groups": ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet"]}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(needed) = design.web_acl.as_ref().map(capacity) else {
        return Vec::new();
    };
    if needed <= INCLUDED_CAPACITY {
        return Vec::new();
    }
    let message = sentence!(
        "the web ACL needs {needed} capacity units, its basic price includes {INCLUDED_CAPACITY}",
        "Web ACL に必要な容量は {needed} WCU で、基本料金に含まれる {INCLUDED_CAPACITY} WCU を超えています"
    );
    let at = Pointer::root().join("web_acl").join("managed_rule_groups");
    vec![Finding::at(at, message).help(sentence!(
        "leave out groups that do not fit the app, such as those for software that it does not use",
        "アプリに関係のないルールグループを外してください",
    ))]
}

/// Capacity units of all rules.
fn capacity(acl: &WebAcl) -> u32 {
    let groups = acl.managed_rule_groups.iter();
    let groups: u32 = groups.map(|group| rule_group_capacity(group.as_str())).sum();
    groups + if acl.rate_limit.is_some() { RATE_RULE_CAPACITY } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::capacity;
    use crate::aws::RULE_GROUPS;
    use crate::model::{ManagedRuleGroup, WebAcl};

    #[test]
    fn every_group_has_its_capacity() {
        let all = WebAcl {
            managed_rule_groups: ManagedRuleGroup::ALL.to_vec(),
            ..WebAcl::default()
        };
        let groups: u32 = RULE_GROUPS.iter().map(|group| group.capacity).sum();
        assert_eq!(capacity(&all), groups + 2);
        assert_eq!(RULE_GROUPS.len(), ManagedRuleGroup::ALL.len());
    }
}
