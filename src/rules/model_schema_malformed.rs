//! Models whose schema API Gateway cannot read.

use serde_json::Value;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "model-schema-malformed",
    severity: Severity::Error,
    docs: "The schema of a model is a JSON object (AWS: API Gateway API Reference, CreateModel, `schema`). A `$ref` \
           is refused here: one to `#/definitions/...` leads elsewhere in an OpenAPI document, and one to another \
           model holds the id of an API that is not made yet (AWS: API Gateway developer guide, \"Data models for \
           REST APIs\").",
    bad: r##"{"api": {"rest": {"models": [{"name": "Item", "schema": "{\"$ref\": \"#/definitions/Item\"}"}]}}}"##,
    good: r#"{"api": {"rest": {"models": [{"name": "Item", "schema": "{\"type\": \"object\", \"required\": [\"id\"]}"}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let models = design.rest().map_or(&[][..], |rest| &rest.models);
    let at = Pointer::root().join("api").join("rest").join("models");
    let mut found = Vec::new();
    for (index, model) in models.iter().enumerate() {
        let at = at.join(index).join("schema");
        let name = &model.name;
        match model.parsed() {
            None => {
                let message = sentence!(
                    "the schema of the model `{name}` is not a JSON object",
                    "モデル `{name}` のスキーマは JSON オブジェクトではありません"
                );
                found.push(Finding::at(at, message).help(sentence!(
                    "write a JSON schema of draft 4 between braces",
                    "JSON スキーマ (draft 4) を波括弧で囲んで書いてください",
                )));
            }
            Some(schema) if refers(&Value::Object(schema.clone())) => {
                let message = sentence!(
                    "the schema of the model `{name}` refers to another place with `$ref`",
                    "モデル `{name}` のスキーマは `$ref` で別の場所を参照しています"
                );
                found.push(Finding::at(at, message).help(sentence!(
                    "write out what it refers to: references mean another place in each target",
                    "参照先の意味はデプロイ方法ごとに変わるため、内容を直接書いてください",
                )));
            }
            Some(_) => {}
        }
    }
    found
}

fn refers(value: &Value) -> bool {
    match value {
        Value::Object(object) => {
            object.get("$ref").is_some_and(Value::is_string) || object.values().any(refers)
        }
        Value::Array(items) => items.iter().any(refers),
        _ => false,
    }
}
