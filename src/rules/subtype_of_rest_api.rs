//! Actions that only an HTTP API works by itself.

use super::{Finding, Rule, integration::services};
use crate::diagnostic::Severity;
use crate::model::{Design, ServiceAction};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "subtype-of-rest-api",
    severity: Severity::Error,
    docs: "Integration subtypes are supported for HTTP APIs alone; a REST API asks a service by its URI (AWS: API Gateway V2 API \
           Reference, CreateIntegration, `integrationSubtype`). The files leave such methods out.",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"aws_service": {"action": {"subtype": {}}}}}]}]}"#,
    good: r#"{"api": {"http": {}}, "routes": [{"path": "/", "methods": [{"integration": {"aws_service": {"action": {"subtype": {}}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.rest().is_none() {
        return Vec::new();
    }
    let asked = services(design)
        .filter(|service| matches!(service.asked.action, ServiceAction::Subtype(_)));
    asked
        .map(|service| {
            let (verb, path) = (service.method.verb.as_str(), &service.route.path);
            let message = sentence!(
                "only an HTTP API has the backend of `{verb} {path}`",
                "`{verb} {path}` のバックエンドは HTTP API でしか使えません"
            );
            Finding::at(service.at.join("action"), message).help(sentence!(
                "describe the action by its URI, or make the API an HTTP API",
                "URI を指定する方法に変えるか、HTTP API にしてください",
            ))
        })
        .collect()
}
