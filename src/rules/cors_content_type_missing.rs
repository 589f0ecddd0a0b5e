//! CORS that lets pages of other origins send no JSON.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Edit, Pointer, Severity};
use crate::model::{Design, Verb};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-content-type-missing",
    severity: Severity::Info,
    docs: "A page of another origin that sends JSON asks by a preflight whether it may send `Content-Type`, which only forms \
           and plain text need not ask for; a callback of Dash is JSON, too (Fetch Standard, \"CORS-safelisted request-header\").",
    bad: r#"{"cors": {"allow_headers": ["Authorization"]}, "routes": [{"path": "/", "methods": [{"verb": "POST"}]}]}"#,
    good: r#"{"cors": {"allow_headers": ["content-type"]}, "routes": [{"path": "/", "methods": [{"verb": "POST"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(cors) = &design.cors else {
        return Vec::new();
    };
    let mut names = cors.allow_headers.iter();
    if names.any(|name| name == "*" || name.eq_ignore_ascii_case("content-type")) {
        return Vec::new();
    }
    let has_body = |verb: Verb| matches!(verb, Verb::Any | Verb::Post | Verb::Put | Verb::Patch);
    let Some((_, route, method)) = methods(design).find(|(.., method)| has_body(method.verb)) else {
        return Vec::new();
    };
    let (verb, path) = (method.verb.as_str(), &route.path);
    let at = Pointer::root().join("cors").join("allow_headers");
    let message = sentence!(
        "pages of other origins may not send `Content-Type`, so they can send no JSON to `{verb} {path}`",
        "ほかのオリジンのページは `Content-Type` を送れないため、`{verb} {path}` に JSON を送れません",
    );
    let title = sentence!("add `Content-Type`", "`Content-Type` を追加する");
    let edits = vec![Edit::Append(at, "Content-Type".into())];
    vec![Finding::at(at, message).mend(title, edits).help(sentence!(
        "add it to the request headers of CORS, unless only forms and plain text are sent",
        "フォームとプレーンテキストしか送らない場合を除き、CORS のリクエストヘッダーに追加してください",
    ))]
}
