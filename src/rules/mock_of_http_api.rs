//! Fixed answers that an HTTP API cannot give.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::{Design, Integration};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mock-of-http-api",
    severity: Severity::Error,
    docs: "HTTP APIs have no MOCK integrations (AWS: API Gateway developer guide, \"Choose \
           between REST APIs and HTTP APIs\"); the files leave such methods out.",
    bad: r#"{"api": {"http": {}}, "routes": [{"path": "/health", "methods": [{"integration": {"mock": {}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/health", "methods": [{"integration": {"mock": {}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.http().is_none() {
        return Vec::new();
    }
    let fixed = methods(design)
        .filter(|(_, _, method)| matches!(method.integration, Integration::Mock(_)));
    fixed
        .map(|(at, route, method)| {
            let (verb, path) = (method.verb.as_str(), &route.path);
            let message = sentence!(
                "`{verb} {path}` has a fixed answer, which an HTTP API cannot give",
                "HTTP API は `{verb} {path}` に固定の応答を返せません",
            );
            Finding::at(at.join("integration"), message).help(sentence!(
                "let a function answer it, or make the API a REST API",
                "関数で応答するか、REST API にしてください",
            ))
        })
        .collect()
}
