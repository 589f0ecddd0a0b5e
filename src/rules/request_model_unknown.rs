//! Methods that name a model the design does not have.

use super::mend;
use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "request-model-unknown",
    severity: Severity::Error,
    docs: "The models of a method must exist, each for one content type: \"Invalid model identifier specified\" (AWS: \
           API Gateway API Reference, PutMethod, `requestModels`).",
    bad: r#"{"api": {"rest": {"models": [{"name": "Items"}]}}, "routes": [{"path": "/", "methods": [{"request": {"models": [{"model": "Item"}]}}]}]}"#,
    good: r#"{"api": {"rest": {"models": [{"name": "Item"}]}}, "routes": [{"path": "/", "methods": [{"request": {"models": [{"model": "Item"}]}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(rest) = design.rest() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, _, method) in methods(design) {
        if method.request.models.is_empty() {
            continue;
        }
        let at = at.join("request").join("models");
        for (index, body) in method.request.models.iter().enumerate() {
            let (name, kind) = (&body.model, &body.content_type);
            let at = at.join(index);
            if !rest.models.iter().any(|model| model.name == *name) {
                let message = sentence!(
                    "`{name}` is no model of the API",
                    "API にモデル `{name}` はありません"
                );
                found.push(Finding::at(at.join("model"), message).maybe(mend::meant(name, rest.models.iter().map(|model| model.name.as_str()))).help(sentence!(
                    "choose one of the API's models, or add it there",
                    "API のモデルから選ぶか、モデルを追加してください",
                )));
            }
            let before = &method.request.models[..index];
            if kind.is_empty() || before.iter().any(|other| other.content_type == *kind) {
                let message = sentence!(
                    "the content type `{kind}` of a model is empty, or stands there twice",
                    "モデルのコンテンツタイプ `{kind}` が空か、重複しています"
                );
                found.push(Finding::at(at.join("content_type"), message).help(sentence!(
                    "use for instance `application/json`, one model for each",
                    "`application/json` のように指定し、タイプごとに1つのモデルにしてください",
                )));
            }
        }
    }
    found
}
