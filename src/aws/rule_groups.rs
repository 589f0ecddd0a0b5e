//! Groups of rules that AWS maintains for AWS WAF, and what a web ACL may hold of them.
//!
//! AWS: AWS WAF developer guide, "AWS Managed Rules rule groups list" (2026-11), for names and
//! capacities; "AWS WAF quotas" and "AWS WAF Pricing" for the limits.

/// A group of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleGroup {
    /// The name that AWS WAF knows.
    pub name: &'static str,
    /// Capacity units (WCU) that it takes.
    pub capacity: u32,
}

/// The groups that a design can name.
pub const RULE_GROUPS: &[RuleGroup] = &[
    group("AWSManagedRulesCommonRuleSet", 700),
    group("AWSManagedRulesAdminProtectionRuleSet", 100),
    group("AWSManagedRulesKnownBadInputsRuleSet", 200),
    group("AWSManagedRulesSQLiRuleSet", 200),
    group("AWSManagedRulesLinuxRuleSet", 200),
    group("AWSManagedRulesUnixRuleSet", 100),
    group("AWSManagedRulesAmazonIpReputationList", 25),
    group("AWSManagedRulesAnonymousIpList", 50),
];

const fn group(name: &'static str, capacity: u32) -> RuleGroup {
    RuleGroup { name, capacity }
}

/// Capacity units of a rule that limits the rate of each address.
pub const RATE_RULE_CAPACITY: u32 = 2;

/// Capacity units that the basic price of a web ACL includes; each 500 more cost extra.
pub const INCLUDED_CAPACITY: u32 = 1500;

/// The rule of `AWSManagedRulesCommonRuleSet` that blocks bodies over 8 KB (8,192 bytes).
pub const BODY_SIZE_RULE: &str = "SizeRestrictions_BODY";

/// Requests of one address that a rate rule can be set to.
pub const RATE_LIMITS: std::ops::RangeInclusive<u32> = 10..=2_000_000_000;

/// Capacity units of a group by its name.
pub fn rule_group_capacity(name: &str) -> u32 {
    let found = RULE_GROUPS.iter().find(|group| group.name == name);
    found.map_or(0, |group| group.capacity)
}
