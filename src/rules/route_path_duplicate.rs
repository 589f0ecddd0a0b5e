//! Routes of one path.

use crate::model::Method;
use crate::diagnostic::Edit;
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
    let paths = design
        .routes
        .iter()
        .map(|route| route.path.as_str())
        .enumerate();
    repeated(paths.filter(|(_, path)| !path.is_empty()))
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
