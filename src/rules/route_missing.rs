//! APIs without a method.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-missing",
    severity: Severity::Error,
    docs: "A deployment needs a method: API Gateway answers \"The REST API doesn't contain any methods\", and of an HTTP \
           API \"At least one route is required before deploying the Api\" (AWS: API Gateway API Reference, \
           CreateDeployment, BadRequestException).",
    bad: r#"{"stages": [{"name": "dev"}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{}]}], "stages": [{"name": "dev"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    // Messages have a rule of their own, and what was imported may name its routes in another file.
    let elsewhere = design.websocket().is_some() || !design.kept.is_empty();
    let mut routes = design.routes.iter();
    if elsewhere || routes.any(|route| !route.methods.is_empty()) {
        return Vec::new();
    }
    let message = sentence!(
        "no path of the API has a method, and without one it is not deployed",
        "API のどのパスにもメソッドがありません。メソッドがないとデプロイできません",
    );
    vec![Finding::at(Pointer::root().join("routes"), message).help(sentence!(
        "add a route, for instance `ANY /{{proxy+}}` for an app",
        "ルートを追加してください(アプリなら `ANY /{{proxy+}}` など)",
    ))]
}
