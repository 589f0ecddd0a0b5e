//! Routes of one path.

use crate::model::Method;
use crate::diagnostic::Edit;
use super::route_path;
use super::mend;
use super::{Finding, Rule, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-path-duplicate",
    severity: Severity::Error,
    docs: "A path is one resource of the API; a second one is refused (AWS: API Gateway API \
           Reference, CreateResource, ConflictException: \"Another resource with the same \
           parent already has this name\").",
    bad: r#"{"routes": [{"path": "/items"}, {"path": "/items"}]}"#,
    good: r#"{"routes": [{"path": "/items"}, {"path": "/Items"}]}"#,
    check,
};

/// How the methods of a route come to the first one of its path, which has none of them.
fn joined(design: &Design, index: usize) -> Vec<Edit> {
    let routes = Pointer::root().join("routes");
    let again = &design.routes[index];
    let Some(first) = design.routes.iter().position(|route| route.path == again.path) else {
        return Vec::new();
    };
    let kept = &design.routes[first];
    let has = |method: &Method| kept.methods.iter().any(|other| other.verb == method.verb);
    if kept.cors != again.cors || again.methods.iter().any(has) {
        return Vec::new();
    }
    let list = routes.join(first).join("methods");
    let moved = again.methods.iter();
    let moved = moved.map(|method| Edit::Append(list, mend::written(method)));
    moved.chain([Edit::Remove(routes.join(index))]).collect()
}

fn check(design: &Design) -> Vec<Finding> {
    let mut numbered: Vec<(u64, usize)> = Vec::with_capacity(design.routes.len());
    for (index, route) in design.routes.iter().enumerate() {
        let mut last = 0;
        route_path::numbers(&route.path, |number| last = number);
        numbered.push((last, index));
    }
    numbered.sort_unstable();
    // Most paths have a number of their own; the others are compared.
    let groups = numbered.chunk_by(|(one, _), (other, _)| one == other);
    let mut again: Vec<usize> = groups
        .filter(|group| group.len() > 1)
        .flat_map(|group| {
            let paths = group.iter().map(|(_, index)| (*index, design.routes[*index].path.as_str()));
            repeated(paths.filter(|(_, path)| !path.is_empty())).map(|(index, _)| index)
        })
        .collect();
    again.sort_unstable();
    again
        .into_iter()
        .map(|index| (index, &design.routes[index].path))
        .map(|(index, path)| {
            let at = Pointer::root().join("routes").join(index).join("path");
            let message = sentence!(
                "another route before has the path `{path}` already",
                "パス `{path}` は前のルートで使われています",
            );
            Finding::at(at, message).mend(sentence!("join it with the first one", "前のルートにまとめる"), joined(design, index)).help(sentence!(
                "move its methods to the first route of that path and delete this one",
                "メソッドを最初のルートに移し、このルートを削除してください",
            ))
        })
        .collect()
}
