//! The web ACL that a design makes: rules of AWS WAF that AWS maintains, and a limit per address.

use super::part::{fields, variants};

/// `AWS::WAFv2::WebACL` of regional scope, which lets through what no rule of it blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAcl {
    /// Groups of rules that AWS maintains, in the order in which they are asked.
    pub managed_rule_groups: Vec<ManagedRuleGroup>,
    /// Requests per 5 minutes from one address, 10 to 2,000,000,000; more are blocked for a while.
    pub rate_limit: Option<u32>,
    /// Whether bodies over 8 KB pass [`ManagedRuleGroup::Common`], which blocks them: callbacks of a
    /// Dash app carry whole tables and figures. Its rule `SizeRestrictions_BODY` counts only, then.
    pub allow_large_bodies: bool,
    /// Whether nothing is blocked: what would be is counted in metrics and samples.
    pub count_only: bool,
}

fields!(WebAcl: managed_rule_groups, rate_limit, allow_large_bodies, count_only);

impl Default for WebAcl {
    fn default() -> Self {
        use ManagedRuleGroup::{AmazonIpReputation, Common, KnownBadInputs};
        Self {
            managed_rule_groups: vec![AmazonIpReputation, Common, KnownBadInputs],
            rate_limit: Some(2000),
            allow_large_bodies: true,
            count_only: false,
        }
    }
}

/// A group of rules of `AWSManagedRules…`; what it needs and blocks stands in `aws::rule_groups`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "a variant is the group's name without `AWSManagedRules`"
)]
pub enum ManagedRuleGroup {
    #[default]
    Common,
    AdminProtection,
    KnownBadInputs,
    Sqli,
    Linux,
    Unix,
    AmazonIpReputation,
    AnonymousIp,
}

variants!(
    ManagedRuleGroup: "AWSManagedRulesCommonRuleSet" = Common,
    "AWSManagedRulesAdminProtectionRuleSet" = AdminProtection,
    "AWSManagedRulesKnownBadInputsRuleSet" = KnownBadInputs, "AWSManagedRulesSQLiRuleSet" = Sqli,
    "AWSManagedRulesLinuxRuleSet" = Linux, "AWSManagedRulesUnixRuleSet" = Unix,
    "AWSManagedRulesAmazonIpReputationList" = AmazonIpReputation,
    "AWSManagedRulesAnonymousIpList" = AnonymousIp
);

impl ManagedRuleGroup {
    /// Every group, in the order in which a web ACL should ask them: the cheap ones first.
    pub const ALL: [Self; 8] = [
        Self::AmazonIpReputation,
        Self::AnonymousIp,
        Self::Common,
        Self::KnownBadInputs,
        Self::AdminProtection,
        Self::Sqli,
        Self::Linux,
        Self::Unix,
    ];

    /// The name that AWS WAF knows.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Common => "AWSManagedRulesCommonRuleSet",
            Self::AdminProtection => "AWSManagedRulesAdminProtectionRuleSet",
            Self::KnownBadInputs => "AWSManagedRulesKnownBadInputsRuleSet",
            Self::Sqli => "AWSManagedRulesSQLiRuleSet",
            Self::Linux => "AWSManagedRulesLinuxRuleSet",
            Self::Unix => "AWSManagedRulesUnixRuleSet",
            Self::AmazonIpReputation => "AWSManagedRulesAmazonIpReputationList",
            Self::AnonymousIp => "AWSManagedRulesAnonymousIpList",
        }
    }
}
