//! Fixed answers that API Gateway refuses.

use super::{Finding, Rule, method::methods, token::is_token};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, Integration, Mock, Variable};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mock-answer-malformed",
    severity: Severity::Error,
    docs: "The status of a response is a number from 200 to 599, a header's name a token, its \
           constant value printable ASCII between single quotes, and the body's type a media \
           type (RFC 9110, sections 15, 5.1 and 8.3; AWS: API Gateway developer guide, \
           \"Parameter mapping for REST APIs\").",
    bad: r#"{"routes": [{"path": "/", "methods": [{"integration": {"mock": {"status": 99}}}]}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"integration": {"mock": {"status": 302, "body": "", "headers": [{"name": "Location", "value": "https://example.com/"}]}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, _, method) in methods(design) {
        if let Integration::Mock(mock) = &method.integration {
            let at = at.join("integration").join("mock");
            found.extend(of_status(mock, at));
            found.extend(of_type(mock, at));
            let headers = mock.headers.iter().enumerate();
            found.extend(headers.filter_map(|(index, header)| {
                of_header(header, at.join("headers").join(index))
            }));
        }
    }
    found
}

fn of_status(mock: &Mock, at: Pointer) -> Option<Finding> {
    let status = mock.status;
    if (200..=599).contains(&status) {
        return None;
    }
    let message = sentence!(
        "`{status}` is no status of an answer",
        "`{status}` は応答のステータスではありません"
    );
    Some(Finding::at(at.join("status"), message).help(sentence!(
        "use 200 to 599, for instance 200 or 302",
        "200〜599の値(200、302 など)を指定してください"
    )))
}

fn of_type(mock: &Mock, at: Pointer) -> Option<Finding> {
    let kind = &mock.content_type;
    let plain = kind.split(';').next().unwrap_or_default();
    let halves = plain.trim().split_once('/');
    let is_type = halves.is_some_and(|(kind, part)| is_token(kind) && is_token(part));
    if mock.body.is_empty() || is_type && is_constant(kind) {
        return None;
    }
    let message = sentence!(
        "`{kind}` is no type of a body",
        "`{kind}` は本文の種類ではありません"
    );
    Some(Finding::at(at.join("content_type"), message).help(sentence!(
        "use for instance `application/json` or `text/html; charset=utf-8`",
        "`application/json` や `text/html; charset=utf-8` などを指定してください"
    )))
}

fn of_header(header: &Variable, at: Pointer) -> Option<Finding> {
    let (name, value) = (&header.name, &header.value);
    if !is_token(name) || name.contains('\'') {
        let message = sentence!(
            "`{name}` is not the name of a header",
            "`{name}` はヘッダー名ではありません"
        );
        return Some(Finding::at(at.join("name"), message).help(sentence!(
            "write one name without spaces or commas, for instance `Location`",
            "`Location` のように、空白やカンマを含まない名前を指定してください"
        )));
    }
    if !value.is_empty() && is_constant(value) {
        return None;
    }
    let message = sentence!(
        "the value of the header `{name}` is one that API Gateway cannot send",
        "ヘッダー `{name}` の値は API Gateway から送れません"
    );
    Some(Finding::at(at.join("value"), message).help(sentence!(
        "use printable ASCII without `'`",
        "`'` を除く ASCII の印字可能文字で指定してください"
    )))
}

/// Whether a text may stand between the quotes of a constant.
fn is_constant(text: &str) -> bool {
    text.chars().all(|c| (' '..='~').contains(&c) && c != '\'')
}
