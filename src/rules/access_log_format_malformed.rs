//! Formats of access logs that API Gateway refuses.

use super::{Finding, Rule, access_log::access_logs};
use crate::diagnostic::{Sentence, Severity};
use crate::model::{Design, LogFormat};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "access-log-format-malformed",
    severity: Severity::Error,
    docs: "The format of an access log is one line of at most 3 KB and holds \
           `$context.requestId` or `$context.extendedRequestId` (AWS: API Gateway developer \
           guide, \"Set up CloudWatch logging for REST APIs in API Gateway\"; quota \"Length, \
           in bytes, of an access log template\").",
    bad: r#"{"stages": [{"name": "dev", "access_log": {"format": {"custom": "$context.status $context.requestIds"}}}]}"#,
    good: r#"{"stages": [{"name": "dev", "access_log": {"format": {"custom": "$context.requestId $context.status"}}}, {"name": "prod", "access_log": {"format": "json"}}]}"#,
    check,
};

/// Bytes of a format.
const LONGEST: usize = 3072;

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, log) in access_logs(design) {
        let LogFormat::Custom(format) = &log.format else {
            continue;
        };
        let at = at.join("format").join("custom");
        let one_line = format.lines().collect::<Vec<_>>().join(" ");
        found.extend(faults(format).map(|(fault, message, help)| {
            let better = match fault {
                Fault::NoId if !format.trim_start().starts_with('{') => {
                    Some(format!("$context.requestId {format}"))
                }
                Fault::Lines => Some(one_line.clone()),
                Fault::NoId | Fault::Length => None,
            };
            Finding::at(at, message).maybe(better).help(help)
        }));
    }
    found
}

/// Everything that is wrong with a format, and what to do.
/// What can be wrong with a format.
enum Fault {
    NoId,
    Lines,
    Length,
}

fn faults(format: &str) -> impl Iterator<Item = (Fault, Sentence, Sentence)> {
    let no_id = !has_variable(format, "$context.requestId")
        && !has_variable(format, "$context.extendedRequestId");
    let no_id = no_id.then(|| {
        (
            Fault::NoId,
            sentence!(
                "the format of the access log has no request id",
                "アクセスログの形式にリクエスト ID がありません"
            ),
            sentence!(
                "add `$context.requestId` to it",
                "`$context.requestId` を加えてください"
            ),
        )
    });
    let several_lines = format.contains(['\n', '\r']).then(|| {
        (
            Fault::Lines,
            sentence!(
                "the format of the access log has a line break",
                "アクセスログの形式に改行があります"
            ),
            sentence!("write it on one line", "1行で書いてください"),
        )
    });
    let length = format.len();
    let too_long = (length > LONGEST).then(|| {
        (
            Fault::Length,
            sentence!(
                "the format of the access log is {length} bytes long",
                "アクセスログの形式が{length}バイトあります"
            ),
            sentence!(
                "shorten it to {LONGEST} bytes",
                "{LONGEST}バイト以内にしてください"
            ),
        )
    });
    [no_id, several_lines, too_long].into_iter().flatten()
}

/// Whether the whole variable occurs, not only the beginning of a longer one.
fn has_variable(format: &str, variable: &str) -> bool {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '_';
    format
        .match_indices(variable)
        .any(|(start, _)| !format[start + variable.len()..].starts_with(goes_on))
}
