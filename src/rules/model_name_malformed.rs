//! Models that API Gateway cannot name.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "model-name-malformed",
    severity: Severity::Error,
    docs: "The name of a model is alphanumeric (AWS: API Gateway API Reference, CreateModel, `name`); `Empty` and \
           `Error` are the service's own models of every new API.",
    bad: r#"{"api": {"rest": {"models": [{"name": "New item"}]}}}"#,
    good: r#"{"api": {"rest": {"models": [{"name": "NewItem"}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let models = design.rest().map_or(&[][..], |rest| &rest.models);
    let at = Pointer::root().join("api").join("rest").join("models");
    let fits = |name: &str| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric())
            && !matches!(name, "Empty" | "Error")
    };
    let models = models.iter().enumerate();
    models
        .filter(|(_, model)| !fits(&model.name))
        .map(|(index, model)| {
            let name = &model.name;
            let message = sentence!(
                "`{name}` cannot be the name of a model",
                "`{name}` はモデル名にできません"
            );
            Finding::at(at.join(index).join("name"), message).help(sentence!(
                "use letters and digits only, for instance `NewItem`; `Empty` and `Error` are taken",
                "`NewItem` のように英数字だけで指定してください(`Empty` と `Error` は使用済みです)",
            ))
        })
        .collect()
}
