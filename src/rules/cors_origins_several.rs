//! More origins than a fixed answer can name.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
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
    let origins = design
        .cors
        .as_ref()
        .map_or(&[][..], |cors| &cors.allow_origins);
    let [first, _, ..] = origins else {
        return Vec::new();
    };
    if design.rest().is_none() {
        return Vec::new();
    }
    let at = Pointer::root().join("cors").join("allow_origins").join(1);
    let message = sentence!(
        "a REST API's preflight names one origin: only `{first}` is allowed",
        "REST API のプリフライト応答に書けるオリジンは1つで、`{first}` だけが許可されます",
    );
    vec![Finding::at(at, message).help(sentence!(
        "keep one origin, allow `*`, or have the app answer OPTIONS itself",
        "オリジンを1つにするか、`*` を許可するか、アプリ側で OPTIONS に応答してください",
    ))]
}
