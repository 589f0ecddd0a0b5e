//! Limits of stages that the account's own come before.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-throttle-over-account",
    severity: Severity::Info,
    docs: "An account has 10,000 requests a second for all its APIs in a region, in some regions 2,500, until the quota is \
           raised; a stage's limit above it changes nothing (AWS: \"Amazon API Gateway quotas\", \"Throttle requests to your REST \
           APIs for better throughput in API Gateway\").",
    bad: r#"{"stages": [{"name": "prod", "throttle": {"rate_limit": 50000}}]}"#,
    good: r#"{"stages": [{"name": "prod", "throttle": {"rate_limit": 10000}}]}"#,
    check,
};

/// Requests a second of an account whose quota was not raised.
const OF_ACCOUNT: f64 = 10_000.0;

fn check(design: &Design) -> Vec<Finding> {
    let stages = design.stages.iter().enumerate();
    let limited = stages.filter_map(|(index, stage)| Some((index, stage, stage.throttle.as_ref()?)));
    limited
        .filter(|(.., limits)| limits.rate_limit.is_finite() && limits.rate_limit > OF_ACCOUNT)
        .map(|(index, stage, limits)| {
            let (name, rate) = (&stage.name, limits.rate_limit);
            let at = Pointer::root().join("stages").join(index);
            let message = sentence!(
                "stage `{name}` may take `{rate}` requests a second, and an account 10,000 for all its APIs",
                "ステージ `{name}` の上限は1秒あたり `{rate}` リクエストですが、アカウントの上限は全 API の合計で 10,000 です",
            );
            Finding::at(at.join("throttle").join("rate_limit"), message).help(sentence!(
                "have the quota `Throttle rate` raised in Service Quotas, or name a limit below it",
                "Service Quotas で `Throttle rate` の引き上げを申請するか、それより小さい値にしてください",
            ))
        })
        .collect()
}
