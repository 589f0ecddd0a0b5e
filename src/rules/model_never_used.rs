//! Models that no request is checked against.

use std::collections::HashSet;

use super::method::methods;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "model-never-used",
    severity: Severity::Info,
    docs: "A model checks the requests of the methods that name it, when their validator looks at bodies (AWS: API \
           Gateway developer guide, \"Data models for REST APIs\", \"Request validation for REST APIs in API Gateway\"); one \
           that no method names checks nothing.",
    bad: r#"{"api": {"rest": {"models": [{"name": "Item"}]}}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    good: r#"{"api": {"rest": {"models": [{"name": "Item"}]}}, "routes": [{"path": "/", "methods": [{"request": {"models": [{"model": "Item"}]}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let models = design.rest().map_or(&[][..], |rest| &rest.models);
    // What was imported may name it where the design does not look: in the models of answers.
    if models.is_empty() || !design.kept.is_empty() {
        return Vec::new();
    }
    let bodies = methods(design).flat_map(|(.., method)| &method.request.models);
    let used: HashSet<&str> = bodies.map(|body| body.model.as_str()).collect();
    let at = Pointer::root().join("api").join("rest").join("models");
    let models = models.iter().enumerate();
    models
        .filter(|(_, model)| !used.contains(&*model.name))
        .map(|(index, model)| {
            let name = &model.name;
            let message = sentence!(
                "no method checks its requests against the model `{name}`",
                "モデル `{name}` でリクエストを検証するメソッドがありません",
            );
            let item = at.join(index);
            Finding::at(item.join("name"), message).delete(item).help(sentence!(
                "name it at a method with a validator, or delete it",
                "バリデーターのあるメソッドに指定するか、削除してください",
            ))
        })
        .collect()
}
