//! Limits of usage plans that API Gateway cannot count.

use super::{Finding, Rule, throttle};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "usage-plan-limit-out-of-range",
    severity: Severity::Error,
    docs: "The rate is a number of requests a second from zero, burst and quota are 32-bit \
           counts, and a quota lets in one request at least (AWS: API Gateway API Reference, \
           ThrottleSettings, QuotaSettings).",
    bad: r#"{"access": {"usage_plans": [{"name": "basic", "quota": {"limit": 0}}, {"name": "large", "quota": {"limit": 4000000000}}]}}"#,
    good: r#"{"access": {"usage_plans": [{"name": "basic", "quota": {"limit": 1}, "throttle": {"rate_limit": 0.5, "burst_limit": 1}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, plan) in design.access.usage_plans.iter().enumerate() {
        let at = Pointer::root()
            .join("access")
            .join("usage_plans")
            .join(index);
        if let Some(limits) = &plan.throttle {
            found.extend(throttle::check(limits, at.join("throttle")));
        }
        if let Some(quota) = plan
            .quota
            .filter(|quota| !(1..=throttle::LARGEST_COUNT).contains(&quota.limit))
        {
            let limit = quota.limit;
            let message = sentence!(
                "a quota of `{limit}` requests is out of range",
                "クォータ `{limit}` リクエストは範囲外です"
            );
            found.push(
                Finding::at(at.join("quota").join("limit"), message).maybe((limit > 0).then_some(throttle::LARGEST_COUNT)).help(sentence!(
                    "use 1 to {largest}, or take the quota away",
                    "1〜{largest} を指定するか、クォータを外してください",
                    largest = throttle::LARGEST_COUNT,
                )),
            );
        }
    }
    found
}
