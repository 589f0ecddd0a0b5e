//! Routes of one path.

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
            Finding::at(at, message).help(sentence!(
                "move its methods to the first route of that path and delete this one",
                "メソッドを最初のルートに移し、このルートを削除してください",
            ))
        })
        .collect()
}
