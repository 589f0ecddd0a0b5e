//! Limits per address that AWS WAF refuses.

use super::{Finding, Rule};
use crate::aws::RATE_LIMITS;
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "web-acl-rate-limit-out-of-range",
    severity: Severity::Error,
    docs: "A rate-based rule lets one address send 10 to 2,000,000,000 requests in its window (AWS: AWS WAFV2 API Reference, RateBasedStatement, `Limit`).",
    bad: r#"{"web_acl": {"rate_limit": 9}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    good: r#"{"web_acl": {"rate_limit": 10}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(limit) = design.web_acl.as_ref().and_then(|acl| acl.rate_limit) else {
        return Vec::new();
    };
    if RATE_LIMITS.contains(&limit) {
        return Vec::new();
    }
    let message = sentence!(
        "AWS WAF cannot limit an address to {limit} requests in 5 minutes",
        "AWS WAF ではアドレスごとの上限を5分間に{limit}件にできません"
    );
    let at = Pointer::root().join("web_acl").join("rate_limit");
    vec![Finding::at(at, message).set(limit.clamp(*RATE_LIMITS.start(), *RATE_LIMITS.end())).help(sentence!(
        "use 10 to 2000000000; for fewer requests, throttle the stage",
        "10〜2000000000で指定してください。より少ない件数はステージのスロットリングで制限できます",
    ))]
}
