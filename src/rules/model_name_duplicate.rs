//! Models with one name.

use std::collections::BTreeSet;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "model-name-duplicate",
    severity: Severity::Error,
    docs: "A model is found by its name, which is unique in the API (AWS: API Gateway API Reference, CreateModel, \
           ConflictException).",
    bad: r#"{"api": {"rest": {"models": [{"name": "Item"}, {"name": "Item"}]}}}"#,
    good: r#"{"api": {"rest": {"models": [{"name": "Item"}, {"name": "Items"}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let models = design.rest().map_or(&[][..], |rest| &rest.models);
    let at = Pointer::root().join("api").join("rest").join("models");
    let mut seen = BTreeSet::new();
    let all = models;
    let models = models.iter().enumerate();
    models
        .filter(|(_, model)| !seen.insert(&model.name))
        .map(|(index, model)| {
            let name = &model.name;
            let message = sentence!(
                "another model is called `{name}`, too",
                "モデル名 `{name}` が重複しています"
            );
            let numbered = (2..1_000).map(|number| format!("{name}{number}"));
            let is_free = |name: &String| all.iter().all(|model| model.name != *name);
            let fresh = numbered.into_iter().find(is_free);
            let help = sentence!("give it another name", "別の名前にしてください");
            Finding::at(at.join(index).join("name"), message).maybe(fresh).help(help)
        })
        .collect()
}
