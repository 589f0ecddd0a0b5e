//! Weights that Route 53 does not take.

use super::{Finding, Rule, dns};
use crate::diagnostic::Severity;
use crate::model::{Design, Routing};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "record-weight-out-of-range",
    severity: Severity::Error,
    docs: "A weight is a whole number from 0 to 255 (AWS: Route 53 API Reference, ResourceRecordSet, \
           `Weight`).",
    bad: r#"{"domain": {"dns": {"route53": {"routing": {"weighted": 256}}}}}"#,
    good: r#"{"domain": {"dns": {"route53": {"routing": {"weighted": 255}}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((_, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let Routing::Weighted(weight @ 256..) = route53.routing else {
        return Vec::new();
    };
    let at = dns::at().join("routing").join("weighted");
    let message = sentence!(
        "the weight {weight} is over 255",
        "重み {weight} は上限の 255 を超えています"
    );
    vec![Finding::at(at, message).set(255).help(sentence!(
        "a record's share is its weight by the sum of all weights: divide them all",
        "配分は全体に対する割合なので、すべての重みを同じ比率で小さくしてください",
    ))]
}
