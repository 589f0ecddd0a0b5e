//! Path parameters as other frameworks write them.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-parameter-foreign",
    severity: Severity::Warning,
    docs: "A path parameter stands in braces; a part such as `:id` is allowed, and matches the text `:id` alone (AWS: API Gateway \
           developer guide, \"Methods for REST APIs in API Gateway\", and \"Create routes for HTTP APIs in API Gateway\").",
    bad: r#"{"routes": [{"path": "/items/:id", "methods": [{}]}]}"#,
    good: r#"{"routes": [{"path": "/items/{id}", "methods": [{}]}, {"path": "/v1/models:predict", "methods": [{}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.websocket().is_some() {
        return Vec::new();
    }
    let routes = design.routes.iter().enumerate();
    // Most paths have no colon, which is quicker to see than their parts.
    let routes = routes.filter(|(_, route)| route.path.contains("/:"));
    routes
        .filter_map(|(index, route)| {
            let mut parts = route.path.split('/');
            let part = parts.find(|part| is_parameter(part))?;
            let name = &part[1..];
            let plain = written(&route.path);
            let is_free = design.routes.iter().all(|other| other.path != plain);
            let at = Pointer::root().join("routes").join(index).join("path");
            let message = sentence!(
                "`{part}` is no parameter to API Gateway, but a text that a request must hold as it stands",
                "`{part}` は API Gateway ではパラメータではなく、その文字列だけに一致します",
            );
            let finding = Finding::at(at, message);
            let finding = finding.rename(design, is_free.then_some(plain), |design, path| design.rename_path(index, path));
            Some(finding.help(sentence!(
                "write `{{{name}}}`",
                "`{{{name}}}` と書いてください"
            )))
        })
        .collect()
}

/// Whether it is a colon and a name.
fn is_parameter(part: &str) -> bool {
    let name = part.strip_prefix(':');
    name.is_some_and(|name| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}

/// The path with braces.
fn written(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        if is_parameter(part) {
            format!("{{{}}}", &part[1..])
        } else {
            part.to_owned()
        }
    });
    parts.collect::<Vec<_>>().join("/")
}
