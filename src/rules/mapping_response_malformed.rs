//! Responses that API Gateway refuses.

use super::{Finding, Rule, integration::mappings};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-response-malformed",
    severity: Severity::Error,
    docs: "The status of a response has three digits, and its pattern is a regular expression \
           that the whole text must match (AWS: API Gateway API Reference, \
           PutIntegrationResponse).",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"responses": [{"status": 20}]}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"responses": [{"status": 201}]}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for mapped in mappings(design) {
        for (at, response) in mapped.responses() {
            let (status, pattern) = (response.status, &response.pattern);
            if !(200..=599).contains(&status) {
                let message = sentence!("`{status}` is no status of an answer", "`{status}` は応答のステータスではありません");
                found.push(Finding::at(at.join("status"), message).help(sentence!(
                    "use a number from 200 to 599",
                    "200 から 599 までの数値を指定してください",
                )));
            }
            if !is_balanced(pattern) {
                let message = sentence!("`{pattern}` is no regular expression", "`{pattern}` は正規表現ではありません");
                found.push(Finding::at(at.join("pattern"), message).help(sentence!(
                    "pair its brackets, and put a backslash before those that stand for themselves",
                    "括弧の対応を確認し、文字としての括弧の前には \\ を付けてください",
                )));
            }
        }
    }
    found
}

/// Whether brackets pair and nothing is repeated that is not there.
fn is_balanced(pattern: &str) -> bool {
    let mut open = Vec::new();
    let mut first = true;
    let mut escaped = false;
    for c in pattern.chars() {
        let in_class = open.last() == Some(&'[');
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '\\' => escaped = true,
            ']' if in_class => drop(open.pop()),
            _ if in_class => {}
            '[' | '(' | '{' => open.push(c),
            ']' | ')' | '}' => {
                let wanted = match c {
                    ')' => '(',
                    '}' => '{',
                    _ => '[',
                };
                if open.pop() != Some(wanted) {
                    return false;
                }
            }
            '*' | '+' | '?' if first => return false,
            _ => {}
        }
        first = false;
    }
    !escaped && open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_balanced;

    #[test]
    fn patterns_pair_their_brackets() {
        for good in ["", "404", r"4\d{2}", r".*\[BadRequest\].*", "(a|b)+", "[(]x", "(\n|.)+"] {
            assert!(is_balanced(good), "{good}");
        }
        for bad in ["(", "a]b)", "*", "[a", "\\", "a{2"] {
            assert!(!is_balanced(bad), "{bad}");
        }
    }
}
