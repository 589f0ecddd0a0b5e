//! Variables in formats of access logs that a REST API leaves empty.

use super::{Finding, Rule, access_log::unknown_variables};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "access-log-variable-unknown",
    severity: Severity::Warning,
    docs: "A REST API logs `-` for a variable that it does not know; their case matters (AWS: API Gateway \
           developer guide, \"Variables for access logging for API Gateway\").",
    bad: r#"{"stages": [{"name": "dev", "access_log": {"format": {"custom": "$context.requestId $context.identity.sourceIP"}}}]}"#,
    good: r#"{"stages": [{"name": "dev", "access_log": {"format": {"custom": "$context.requestId $context.identity.sourceIp"}}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.is_v2() {
        return Vec::new();
    }
    unknown_variables(
        design,
        |name, _| {
            sentence!(
                "the access log names `$context.{name}`, which REST APIs do not know",
                "アクセスログに、REST API にない変数 `$context.{name}` があります"
            )
        },
        || {
            sentence!(
                "take it out, or take one of the variables of REST APIs",
                "削除するか、REST API にある変数に変えてください",
            )
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::aws::{LogKind, knows_log_variable, log_variables_in};
    use crate::model::LogFormat;

    #[test]
    fn the_presets_name_only_what_their_kind_knows() {
        for format in [LogFormat::Json, LogFormat::Clf, LogFormat::Csv, LogFormat::Xml] {
            for (kind, text) in [
                (LogKind::Rest, format.as_str()),
                (LogKind::Http, format.as_str_of_http()),
                (LogKind::Websocket, format.as_str_of_websocket()),
            ] {
                for name in log_variables_in(text) {
                    assert!(knows_log_variable(kind, name), "{kind:?} {name}");
                }
            }
        }
    }
}
