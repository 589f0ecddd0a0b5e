//! More origins than a fixed answer can name.

use super::{Finding, Rule, cors::settings};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-origins-several",
    severity: Severity::Warning,
    docs: "`Access-Control-Allow-Origin` holds one origin (Fetch Standard, \"HTTP responses\"), \
           and the preflight of a REST API is a MOCK integration with a fixed answer (AWS: API \
           Gateway developer guide, \"Enable CORS on a resource\"): the first origin is \
           written.",
    bad: r#"{"cors": {"allow_origins": ["https://a.example.com", "https://b.example.com"]}}"#,
    good: r#"{"cors": {"allow_origins": ["https://a.example.com"]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let all = settings(design).into_iter().filter(|_| design.rest().is_some());
    all.filter_map(|(at, cors)| {
    let [first, _, ..] = &cors.allow_origins[..] else {
        return None;
    };
    let at = at.join("allow_origins").join(1);
    let message = sentence!(
        "a REST API's preflight and errors name one origin, `{first}`: pages of the others can only read what needs no preflight",
        "REST API のプリフライトとエラーに書けるオリジンは `{first}` の1つで、ほかのオリジンのページはプリフライト不要の応答しか読めません",
    );
    Some(Finding::at(at, message).help(sentence!(
        "keep one origin, allow `*`, or add `OPTIONS` methods so that the app answers the preflight",
        "オリジンを1つにするか、`*` を許可するか、`OPTIONS` メソッドを追加してアプリ側でプリフライトに応答してください",
    )))
    })
    .collect()
}
