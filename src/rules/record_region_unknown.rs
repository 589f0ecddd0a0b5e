//! Latency records of no region.

use super::{Finding, Rule, dns};
use crate::aws;
use crate::diagnostic::Severity;
use crate::model::{Design, Routing};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "record-region-unknown",
    severity: Severity::Error,
    docs: "A latency record names a region by its code (AWS: Route 53 API Reference, \
           ResourceRecordSet, `Region`).",
    bad: r#"{"domain": {"dns": {"route53": {"routing": {"latency": "tokyo"}}}}}"#,
    good: r#"{"domain": {"dns": {"route53": {"routing": {"latency": "ap-northeast-1"}}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((_, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let Routing::Latency(region) = &route53.routing else {
        return Vec::new();
    };
    if region.is_empty() || aws::region(region).is_some() {
        return Vec::new();
    }
    let at = dns::at().join("routing").join("latency");
    let message = sentence!("`{region}` is no region of AWS", "`{region}` は AWS のリージョンではありません");
    vec![Finding::at(at, message).set("").help(sentence!(
        "write a code such as `ap-northeast-1`, or leave it empty for the API's region",
        "`ap-northeast-1` のようなコードを入力するか、空にして API のリージョンを使ってください",
    ))]
}
