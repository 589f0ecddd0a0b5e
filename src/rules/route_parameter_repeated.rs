//! Paths that name a parameter twice.

use super::{Finding, Rule, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::model::tree::parameters;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-parameter-repeated",
    severity: Severity::Error,
    docs: "Path parameters reach the function as a map from names to values, so a name stands \
           once in a path (OpenAPI 3.0.1, \"Path Templating\"; AWS: API Gateway developer \
           guide, \"Lambda proxy integrations\", `pathParameters`).",
    bad: r#"{"routes": [{"path": "/{id}/items/{id}"}]}"#,
    good: r#"{"routes": [{"path": "/{id}/items/{item}"}, {"path": "/{id}"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let routes = design.routes.iter().enumerate();
    routes
        // One parameter is none twice.
        .filter(|(_, route)| route.path.matches('{').nth(1).is_some())
        .filter_map(|(index, route)| {
            let names = parameters(&route.path);
            let ((), name) = repeated(names.into_iter().map(|name| ((), name))).next()?;
            let at = Pointer::root().join("routes").join(index).join("path");
            let message = sentence!(
                "the path names the parameter `{name}` twice",
                "パスにパラメータ `{name}` が2回使われています",
            );
            Some(Finding::at(at, message).help(sentence!(
                "give each parameter of the path a name of its own",
                "パスのパラメータごとに異なる名前を付けてください",
            )))
        })
        .collect()
}
