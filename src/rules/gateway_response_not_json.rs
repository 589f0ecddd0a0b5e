//! Bodies of gateway responses that are no JSON once their variables are filled in.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "gateway-response-not-json",
    severity: Severity::Warning,
    docs: "A template of a gateway response is a text in which variables are replaced, and nothing else: `$context.error.messageString` \
           is replaced with its quotation marks, `$context.error.message` and the others without any (AWS: API Gateway developer guide, \
           \"Gateway responses for REST APIs in API Gateway\", \"Variables for access logging for API Gateway\").",
    bad: r#"{"api": {"rest": {"gateway_responses": [{"response_type": "DEFAULT_4XX", "templates": [{"content_type": "application/json", "body": "{\"error\": $context.error.message}"}]}]}}}"#,
    good: r#"{"api": {"rest": {"gateway_responses": [{"response_type": "DEFAULT_4XX", "templates": [{"content_type": "application/json", "body": "{\"error\": $context.error.messageString, \"id\": \"$context.requestId\", \"at\": $context.requestTimeEpoch}"}, {"content_type": "text/plain", "body": "$context.error.message"}]}]}}}"#,
    check,
};

/// Variables that are replaced by numbers, and what an authorizer hands over, which may be one.
const NUMBERS: [&str; 3] = ["context.requestTimeEpoch", "context.authorizer.", "stageVariables."];

/// The body with values in the place of its variables.
fn filled(body: &str) -> String {
    let mut pieces = body.split('$');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (open, rest) = match piece.strip_prefix('{') {
            Some(rest) => (true, rest),
            None => (false, piece),
        };
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let end = rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len());
        // A full stop behind a name ends a sentence.
        let name = rest[..end].trim_end_matches('.');
        let mut after = &rest[name.len()..];
        if open {
            after = after.strip_prefix('}').unwrap_or(after);
        }
        filled.push_str(match name {
            "context.error.messageString" => "\"x\"",
            name if NUMBERS.iter().any(|start| name.starts_with(start)) => "0",
            _ => "x",
        });
        filled.push_str(after);
    }
    filled
}

/// Whether a body can be JSON; one that is a program of Velocity is not looked at.
fn is_json(body: &str) -> bool {
    let is_program = ["#if", "#set", "#foreach", "$input", "$util"].iter().any(|word| body.contains(word));
    body.trim().is_empty() || is_program || serde_json::from_str::<serde::de::IgnoredAny>(&filled(body)).is_ok()
}

fn check(design: &Design) -> Vec<Finding> {
    let set = design.rest().map_or(&[][..], |rest| &rest.gateway_responses);
    let at = Pointer::root().join("api").join("rest").join("gateway_responses");
    let mut found = Vec::new();
    for (index, one) in set.iter().enumerate() {
        for (place, template) in one.templates.iter().enumerate() {
            let kind = template.content_type.split(';').next().unwrap_or_default();
            if !kind.trim().eq_ignore_ascii_case("application/json") || is_json(&template.body) {
                continue;
            }
            let name = &one.response_type;
            let at = at.join(index).join("templates").join(place).join("body");
            let message = sentence!(
                "the body of `{name}` is no JSON once its variables are filled in",
                "`{name}` の本文は、変数を展開すると JSON になりません"
            );
            let broken = "\"$context.error.messageString\"";
            let finding = Finding::at(at, message);
            let mended = template.body.replace(broken, "$context.error.messageString");
            let mended = mended.replace("$context.error.messageString", "\u{1}");
            let mended = mended.replace("\"$context.error.message\"", "\u{1}");
            let mended = mended.replace("$context.error.message", "\u{1}");
            let mended = mended.replace('\u{1}', "$context.error.messageString");
            let mended = Some(mended).filter(|body| is_json(body));
            found.push(finding.maybe(mended).help(sentence!(
                "write `$context.error.messageString` without quotation marks, and other variables between them",
                "`$context.error.messageString` は引用符なしで、ほかの変数は引用符で囲んで書いてください",
            )));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn what_variables_come_to_is_looked_at() {
        for body in [
            r#"{"message":$context.error.messageString}"#,
            r#"{"m": "$context.error.message.", "t": "${context.error.responseType}", "s": $stageVariables.n}"#,
            r#"{"a": "$context.error.validationErrorString", "b": "1 $ and $1"}"#,
            "#if(true)1#end",
            "{}",
            "",
        ] {
            assert!(is_json(body), "{body}");
        }
        for body in [
            r#"{"message": "$context.error.messageString"}"#,
            r#"{"message": $context.error.message}"#,
            r#"{"type": $context.error.responseType}"#,
            r#"{"message": "a""#,
        ] {
            assert!(!is_json(body), "{body}");
        }
    }
}
