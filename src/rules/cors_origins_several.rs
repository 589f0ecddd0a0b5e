//! More origins than the gateway's own errors can name.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-origins-several",
    severity: Severity::Info,
    docs: "`Access-Control-Allow-Origin` holds one origin (Fetch Standard, \"HTTP responses\"). A REST API's preflight \
           names the one that asks, by a template; the gateway's own errors know no templates of that kind and name \
           the first (AWS: API Gateway developer guide, \"x-amazon-apigateway-gateway-responses.responseTemplates \
           object\").",
    bad: r#"{"cors": {"allow_origins": ["https://a.example.com", "https://b.example.com"]}}"#,
    good: r#"{"cors": {"allow_origins": ["https://a.example.com"]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let cors = design.cors.as_ref().filter(|_| design.rest().is_some());
    let Some(cors) = cors.filter(|cors| !cors.other_origins().is_empty()) else {
        return Vec::new();
    };
    let at = Pointer::root().join("cors").join("allow_origins").join(1);
    let first = cors.fixed_origin();
    let message = sentence!(
        "errors of a REST API itself name one origin, `{first}`: pages of the others see a CORS error in place of the status",
        "REST API 自身のエラーに書けるオリジンは `{first}` の1つで、ほかのオリジンのページではステータスの代わりに CORS エラーになります",
    );
    vec![Finding::at(at, message).help(sentence!(
        "put the origin first that shows such errors, or use an HTTP API, whose errors name each",
        "エラーを表示するオリジンを先頭に置くか、エラーでも各オリジンに応答する HTTP API にしてください",
    ))]
}
