//! The rules of the web ACL that a design makes, in the order in which AWS WAF asks them.

use crate::aws::BODY_SIZE_RULE;
use crate::diagnostic::Pointer;
use crate::model::{ManagedRuleGroup, WebAcl};

/// A rule; its name is that of its metric, too.
pub(super) struct Rule {
    /// The field that says so.
    pub(super) at: Pointer,
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

/// What a rule asks.
pub(super) enum Kind {
    /// Requests of one address within [`WINDOW_SECONDS`].
    Rate(u32),
    /// The rules of a group that AWS maintains, of which that one counts only.
    Managed(Option<&'static str>),
}

/// The window of a rate rule; the limit of a design is said for it.
pub(super) const WINDOW_SECONDS: u32 = 300;

/// The limit first: it is cheap, and spares the others a flood.
pub(super) fn rules(acl: &WebAcl) -> Vec<Rule> {
    let at = Pointer::root().join("web_acl");
    let rate = acl.rate_limit.map(|limit| Rule {
        at: at.join("rate_limit"),
        name: "RateLimit",
        kind: Kind::Rate(limit),
    });
    let groups = acl.managed_rule_groups.iter().enumerate();
    let groups = groups.map(|(index, group)| {
        let large = *group == ManagedRuleGroup::Common && acl.allow_large_bodies;
        Rule {
            at: at.join("managed_rule_groups").join(index),
            name: group.as_str(),
            kind: Kind::Managed(large.then_some(BODY_SIZE_RULE)),
        }
    });
    rate.into_iter().chain(groups).collect()
}

/// What happens to a request that breaks the limit.
pub(super) fn action(acl: &WebAcl) -> &'static str {
    if acl.count_only { "Count" } else { "Block" }
}

/// What is made of the actions of a group's rules: they hold, or all of them count.
pub(super) fn override_action(acl: &WebAcl) -> &'static str {
    if acl.count_only { "Count" } else { "None" }
}
