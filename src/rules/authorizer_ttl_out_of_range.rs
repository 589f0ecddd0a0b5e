//! Answers of an authorizer that are kept too long.

use super::{Finding, Rule, authorizer::kinds};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-ttl-out-of-range",
    severity: Severity::Error,
    docs: "API Gateway keeps the answer of an authorizer for 0 to 3600 seconds (AWS: API Gateway \
           API Reference, CreateAuthorizer, `authorizerResultTtlInSeconds`).",
    bad: r#"{"access": {"authorizers": [{"name": "tokens", "kind": {"lambda_token": {"ttl_seconds": 3601}}}]}}"#,
    good: r#"{"access": {"authorizers": [{"name": "tokens", "kind": {"lambda_token": {"ttl_seconds": 3600}}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    kinds(design)
        .filter_map(|(at, authorizer)| Some((at, authorizer.kind.ttl_seconds()?)))
        .filter(|(_, ttl)| *ttl > 3600)
        .map(|(at, ttl)| {
            let message = sentence!(
                "`{ttl}` seconds are more than an hour",
                "`{ttl}` 秒は1時間を超えています"
            );
            Finding::at(at.join("ttl_seconds"), message).set(3600).help(sentence!(
                "use 0 to 3600 seconds; 0 asks for every request",
                "0〜3600秒を指定してください(0 は毎回問い合わせます)",
            ))
        })
        .collect()
}
