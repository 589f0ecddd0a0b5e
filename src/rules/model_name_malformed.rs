//! Models that API Gateway cannot name.

use crate::model::Model;
use super::mend;
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

fn models_of(design: &Design) -> &[Model] {
    design.rest().map_or(&[][..], |rest| &rest.models)
}

fn check(design: &Design) -> Vec<Finding> {
    let models = models_of(design);
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
            let tamed = mend::tame(name, "", 64);
            let is_free = |name: &String| models_of(design).iter().all(|model| model.name != *name);
            let tamed = tamed.filter(|name| fits(name) && is_free(name));
            let message = sentence!(
                "`{name}` cannot be the name of a model",
                "`{name}` はモデル名にできません"
            );
            Finding::at(at.join(index).join("name"), message).rename(design, tamed, |design, name| design.rename_model(index, name)).help(sentence!(
                "use letters and digits only, for instance `NewItem`; `Empty` and `Error` are taken",
                "`NewItem` のように英数字だけで指定してください(`Empty` と `Error` は使用済みです)",
            ))
        })
        .collect()
}
