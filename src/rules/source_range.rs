//! The ranges of source addresses in a policy.

use crate::model::{ResourcePolicy, RestApi};

/// The ranges that a policy admits, and the variant that holds them.
pub(super) fn of_policy(rest: &RestApi) -> Option<(&'static str, &[String])> {
    match &rest.policy {
        ResourcePolicy::SourceRanges { cidrs } => Some(("source_ranges", cidrs)),
        ResourcePolicy::Combined(parts) => Some(("combined", &parts.cidrs)),
        _ => None,
    }
}
