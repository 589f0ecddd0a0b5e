//! Two variable parts beside each other.

use std::collections::BTreeMap;

use super::{Finding, Rule, route_path};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::model::tree::parameter;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-parameter-sibling-conflict",
    severity: Severity::Error,
    docs: "A resource has one variable child at most, greedy or not: \"A sibling ({id}) of this \
           resource already has a variable path part -- only one is allowed\" (AWS: API \
           Gateway, CreateResource; for instance amazon-archives/aws-apigateway-importer issue \
           202).",
    bad: r#"{"routes": [{"path": "/items/{id}"}, {"path": "/items/{name}/tags"}]}"#,
    good: r#"{"routes": [{"path": "/items/{id}"}, {"path": "/items/{id}/tags"}, {"path": "/{other}"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    // The routes of an HTTP API are keys of their own, not a tree of resources.
    if design.is_v2() {
        return Vec::new();
    }
    let mut siblings: BTreeMap<&str, (&str, Vec<&str>)> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, route) in design.routes.iter().enumerate() {
        if !route.path.contains('{') {
            continue;
        }
        let at = Pointer::root().join("routes").join(index).join("path");
        let variables =
            route_path::steps(&route.path).filter(|(_, part)| parameter(part).is_some());
        for (path, part) in variables {
            let above = &path[..path.len() - part.len()];
            // Most have one name in all their paths: others are listed.
            let (kept, others) = siblings.entry(above).or_insert((part, Vec::new()));
            if part != *kept && !others.contains(&part) {
                others.push(part);
                let message = sentence!(
                    "`{part}` stands beside `{kept}` below `{above}`, where only one variable part is allowed",
                    "`{above}` の下に `{kept}` と `{part}` がありますが、変数の部分は1つしか置けません",
                );
                found.push(Finding::at(at, message).help(sentence!(
                    "use the same parameter in both paths, or put a fixed part before one of them",
                    "両方のパスで同じパラメータを使うか、一方の前に固定の部分を入れてください",
                )));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Route;

    #[test]
    fn the_later_route_is_named_and_one_greedy_sibling_is_one_too_many() {
        let at = |paths: &[&str]| {
            let routes = paths.iter().map(|path| Route {
                path: (*path).into(),
                ..Route::default()
            });
            let design = Design {
                routes: routes.map(Into::into).collect(),
                ..Design::default()
            };
            check(&design)
                .iter()
                .map(|finding| finding.at.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(at(&["/{z}/x", "/{a}"]), ["/routes/1/path"]);
        assert_eq!(at(&["/a/{b}", "/a/{b+}", "/a/c"]), ["/routes/1/path"]);
        assert_eq!(at(&["/{a}/{b}", "/{a}/{b}/c", "/a/{c}"]), [""; 0]);
    }
}
