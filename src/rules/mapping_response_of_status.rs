//! Patterns that look for a status where a function has none.

use super::integration::mappings;
use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::{Design, Integration};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-response-of-status",
    severity: Severity::Warning,
    docs: "A server's answer is chosen by its status, that of a function by the message of its error, all of which the pattern \
           must match, and not by anything that it returns (AWS: API Gateway developer guide, \"Handle Lambda errors in API Gateway\", \"Set up an integration \
           response using the API Gateway console\").",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"lambda": {"function": "f", "mapping": {"responses": [{}, {"pattern": "4\\d{2}", "status": 400}]}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"lambda": {"function": "f", "mapping": {"responses": [{}, {"pattern": ".*\\[404\\].*", "status": 404}, {"pattern": "Not found.*", "status": 410}]}}}}]}]}"#,
    check,
};

/// Statuses of errors, each a whole message of its own.
const STATUSES: [&str; 6] = ["400", "401", "403", "404", "500", "503"];

/// Whether a pattern matches statuses and nothing in which one stands.
fn is_of_status(pattern: &str) -> bool {
    let has_words = pattern.replace("\\d", "").contains(|c: char| c.is_ascii_alphabetic());
    if pattern.is_empty() || has_words {
        return false;
    }
    let Ok(whole) = regex_lite::Regex::new(&format!("^(?:{pattern})$")) else {
        return false;
    };
    let mut statuses = STATUSES.iter();
    statuses.any(|status| whole.is_match(status) && !whole.is_match(&format!("an error {status} of it")))
}

fn check(design: &Design) -> Vec<Finding> {
    let of_functions = mappings(design).filter(|mapped| matches!(mapped.method.integration, Integration::Lambda { .. }));
    let responses = of_functions.flat_map(|mapped| mapped.responses().collect::<Vec<_>>());
    responses
        .filter(|(_, response)| is_of_status(&response.pattern))
        .map(|(at, response)| {
            let pattern = &response.pattern;
            let message = sentence!(
                "`{pattern}` matches a status, and of a function it is held against the message of its error",
                "`{pattern}` はステータスに一致するパターンですが、関数の場合はエラーメッセージと照合されます"
            );
            Finding::at(at.join("pattern"), message).help(sentence!(
                "write what the whole message is like, for instance `.*Not found.*`, or `(\\n|.)+` for every error",
                "メッセージ全体に一致するように、`.*Not found.*` や、すべてのエラーに一致する `(\\n|.)+` のように書いてください",
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::is_of_status;

    #[test]
    fn a_pattern_of_a_status_alone_is_told_from_one_of_a_message() {
        for pattern in ["404", r"4\d{2}", "5[0-9][0-9]", r"(400|404)", "[45].."] {
            assert!(is_of_status(pattern), "{pattern}");
        }
        for pattern in ["", ".*", ".+", "(\n|.)+", r".*\[404\].*", "Not found", "404.*error.*", "(", "-", ".*404.*"] {
            assert!(!is_of_status(pattern), "{pattern}");
        }
    }
}
