//! Answers of the gateway that it refuses.

use serde_json::Value;
use super::{Finding, Rule, token::is_token};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "gateway-response-malformed",
    severity: Severity::Error,
    docs: "The status of an answer is 200 to 599; the value of a header is a constant in single quotes or taken from \
           the request: `method.request.header.NAME`, `.querystring.`, `.path.`, or from `context.` (AWS: API \
           Gateway developer guide, \"Set up a gateway response for a REST API\").",
    bad: r#"{"api": {"rest": {"gateway_responses": [{"response_type": "UNAUTHORIZED", "headers": [{"name": "X-Hint", "value": "log in"}]}]}}}"#,
    good: r#"{"api": {"rest": {"gateway_responses": [{"response_type": "UNAUTHORIZED", "status": 401, "headers": [{"name": "X-Hint", "value": "'log in'"}, {"name": "X-Origin", "value": "method.request.header.Origin"}]}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let set = design.rest().map_or(&[][..], |rest| &rest.gateway_responses);
    let at = Pointer::root().join("api").join("rest");
    let at = at.join("gateway_responses");
    let mut found = Vec::new();
    for (index, one) in set.iter().enumerate() {
        let at = at.join(index);
        if let Some(status) = one.status.filter(|status| !(200..=599).contains(status)) {
            let message = sentence!(
                "`{status}` is no status of an answer",
                "`{status}` は応答のステータスではありません"
            );
            found.push(Finding::at(at.join("status"), message).set(Value::Null).help(sentence!(
                "use 200 to 599, or leave it out for the usual one",
                "200〜599の値にするか、空欄にして既定値を使ってください",
            )));
        }
        for (number, header) in one.headers.iter().enumerate() {
            let (name, value) = (&header.name, &header.value);
            if is_token(name) && !name.contains('\'') && is_expression(value) {
                continue;
            }
            let message = sentence!(
                "the header `{name}` with the value `{value}` is one that API Gateway cannot send",
                "ヘッダー `{name}`(値 `{value}`)は API Gateway から送れません"
            );
            let quoted = Some(format!("'{value}'")).filter(|value| is_token(name) && is_expression(value));
            let at = at.join("headers").join(number);
            let finding = Finding::at(at, message);
            let finding = match quoted {
                Some(value) => finding.set_at(at.join("value"), value),
                None => finding,
            };
            found.push(finding.help(sentence!(
                "put a constant into single quotes, or name a part of the request such as `method.request.header.Origin`",
                "定数は単一引用符で囲むか、`method.request.header.Origin` のようにリクエストの値を指定してください",
            )));
        }
        for (number, template) in one.templates.iter().enumerate() {
            let kind = &template.content_type;
            let before = &one.templates[..number];
            let halves = kind.split(';').next().and_then(|kind| kind.trim().split_once('/'));
            let is_type = halves.is_some_and(|(kind, part)| is_token(kind) && is_token(part));
            if is_type && !before.iter().any(|other| other.content_type == *kind) {
                continue;
            }
            let message = sentence!(
                "`{kind}` is no type of a body, or stands there twice",
                "`{kind}` は本文の種類ではないか、重複しています"
            );
            let at = at.join("templates").join(number).join("content_type");
            found.push(Finding::at(at, message).help(sentence!(
                "use for instance `application/json`, each type once",
                "`application/json` のように、種類ごとに1つだけ指定してください",
            )));
        }
    }
    found
}

/// Whether a header can be made of it.
fn is_expression(value: &str) -> bool {
    let inside = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    if let Some(constant) = inside {
        let fits = |c: char| (' '..='~').contains(&c) && c != '\'';
        return !constant.is_empty() && constant.chars().all(fits);
    }
    let sources = ["method.request.header.", "method.request.querystring.", "method.request.path."];
    let mut sources = sources.iter().chain(&["context.", "stageVariables."]);
    sources.any(|source| value.strip_prefix(source).is_some_and(is_token))
}
