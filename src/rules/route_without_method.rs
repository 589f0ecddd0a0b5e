//! Routes with nothing to call.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-without-method",
    severity: Severity::Warning,
    docs: "A path without a method answers 403 \"Missing Authentication Token\" to everything \
           (AWS: API Gateway developer guide, \"Methods for REST APIs in API Gateway\").",
    bad: r#"{"routes": [{"path": "/items"}]}"#,
    good: r#"{"routes": [{"path": "/items", "methods": [{"verb": "GET"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let routes = design.routes.iter().enumerate();
    routes
        .filter(|(_, route)| route.methods.is_empty())
        .map(|(index, route)| {
            let at = Pointer::root().join("routes").join(index).join("methods");
            let path = &route.path;
            let message = sentence!(
                "the route `{path}` has no method",
                "ルート `{path}` にメソッドがありません",
            );
            Finding::at(at, message).delete(at.parent()).help(sentence!(
                "add a method, for instance `ANY`, or delete the route; paths that only lead further are made anyway",
                "`ANY` などのメソッドを追加するか、ルートを削除してください。途中のパスは自動で作られます",
            ))
        })
        .collect()
}
