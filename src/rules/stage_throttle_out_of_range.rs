//! Limits of stages that API Gateway cannot count.

use super::{Finding, Rule, throttle};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;

pub(super) const RULE: Rule = Rule {
    id: "stage-throttle-out-of-range",
    severity: Severity::Error,
    docs: "The rate is a number of requests a second from zero, the burst a 32-bit count (AWS: \
           API Gateway API Reference, MethodSetting, `throttlingRateLimit`, \
           `throttlingBurstLimit`).",
    bad: r#"{"stages": [{"name": "dev", "throttle": {"rate_limit": -1}}]}"#,
    good: r#"{"stages": [{"name": "dev", "throttle": {"rate_limit": 0, "burst_limit": 0}}, {"name": "prod"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let stages = design.stages.iter().enumerate();
    stages
        .filter_map(|(index, stage)| Some((index, stage.throttle.as_ref()?)))
        .flat_map(|(index, limits)| {
            throttle::check(
                limits,
                Pointer::root().join("stages").join(index).join("throttle"),
            )
        })
        .collect()
}
