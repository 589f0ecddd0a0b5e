//! Resource policies over the quota.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, ResourcePolicy};
use crate::sentence;

macro_rules! tenfold {
    ($($text:tt)*) => {
        concat!(
            $($text)*, $($text)*, $($text)*, $($text)*, $($text)*,
            $($text)*, $($text)*, $($text)*, $($text)*, $($text)*
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "resource-policy-too-long",
    severity: Severity::Error,
    docs: "A resource policy has at most 8,192 characters unless the quota was raised (AWS: API Gateway developer guide, \"Quotas for configuring and running a REST API\"). The service fills in the ARN of the API.",
    bad: concat!(
        r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/24""#,
        tenfold!(tenfold!(r#", "2001:db8:1234:5678:9abc:def0:1234:5678/128", "2001:db8::1234/128", "198.51.100.7""#)),
        r#"]}}}}}"#,
    ),
    good: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/24"]}}}}}"#,
    check,
};

/// Characters of a policy.
const LONGEST: usize = 8192;

/// Characters of two statements but for their values, the ARN of the API filled in.
const FRAME: usize = 420;

fn check(design: &Design) -> Vec<Finding> {
    let Some(rest) = design.rest() else {
        return Vec::new();
    };
    // Each value has two quotes and a comma; an account is written as the ARN of its root.
    let of = |values: &[String], more: usize| values.iter().map(|value| value.len() + more).sum::<usize>();
    let values = match &rest.policy {
        ResourcePolicy::None => return Vec::new(),
        ResourcePolicy::VpcEndpoints => of(&rest.vpc_endpoint_ids, 3),
        ResourcePolicy::SourceRanges { cidrs } => of(cidrs, 3),
        ResourcePolicy::Vpcs { vpc_ids } => of(vpc_ids, 3),
        ResourcePolicy::Accounts { account_ids } => of(account_ids, 21),
        // A statement more.
        ResourcePolicy::Combined(parts) => {
            of(&parts.account_ids, 21) + of(&parts.cidrs, 3) + of(&parts.vpc_ids, 3) + FRAME / 2
        }
    };
    let length = FRAME + values;
    if length <= LONGEST {
        return Vec::new();
    }
    let message = sentence!(
        "the resource policy has about {length} characters",
        "リソースポリシーが約{length}文字あります"
    );
    let at = Pointer::root().join("api").join("rest").join("policy");
    vec![Finding::at(at, message).help(sentence!(
        "bring it to {LONGEST}: join ranges, or let a web ACL with an IP set decide",
        "{LONGEST}文字以内にしてください。範囲をまとめるか、IP セットを持つ Web ACL を使ってください",
    ))]
}
