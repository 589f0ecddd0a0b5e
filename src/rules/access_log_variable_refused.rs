//! Variables in formats of access logs for which an API refuses its stage.

use super::{Finding, Rule, access_log::unknown_variables};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "access-log-variable-refused",
    severity: Severity::Error,
    docs: "HTTP and WebSocket APIs answer \"The following context variables are not supported\" to a stage \
           whose access log names a variable that they do not know (AWS: API Gateway developer guide, \
           \"Customize HTTP API access logs\", \"Configure logging for WebSocket APIs in API Gateway\").",
    bad: r#"{"api": {"http": {}}, "stages": [{"name": "$default", "access_log": {"format": {"custom": "$context.requestId $context.resourcePath"}}}]}"#,
    good: r#"{"api": {"http": {}}, "stages": [{"name": "$default", "access_log": {"format": {"custom": "$context.requestId $context.routeKey $context.authorizer.claims.sub"}}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if !design.is_v2() {
        return Vec::new();
    }
    unknown_variables(
        design,
        |name, kind| {
            sentence!(
                "the access log of the {kind} names `$context.{name}`, which it does not know",
                "{kind} のアクセスログに、存在しない変数 `$context.{name}` があります"
            )
        },
        || {
            sentence!(
                "take it out, or take one of the variables that this kind of API has",
                "削除するか、この種類の API にある変数に変えてください",
            )
        },
    )
}
