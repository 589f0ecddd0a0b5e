//! Validators without anything to check, and declarations that nobody checks.

use crate::model::Validator;
use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "request-validator-useless",
    severity: Severity::Warning,
    docs: "A validator checks required parameters and bodies with a model; without one, what is declared is for \
           documentation alone (AWS: API Gateway developer guide, \"Request validation for REST APIs in API \
           Gateway\").",
    bad: r#"{"routes": [{"path": "/", "methods": [{"request": {"validator": "body"}}]}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"request": {"validator": "parameters", "parameters": [{"name": "page", "required": true}]}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.rest().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, route, method) in methods(design) {
        let request = &method.request;
        let (verb, path) = (method.verb.as_str(), &route.path);
        let required = request.parameters.iter().any(|one| one.required);
        let models = !request.models.is_empty();
        let validator = request.validator;
        let fit = match (models, required) {
            (true, true) => Validator::BodyAndParameters,
            (true, false) => Validator::Body,
            (false, true) => Validator::Parameters,
            (false, false) => Validator::None,
        };
        if validator.checks_body() && !models || validator.checks_parameters() && !required {
            let message = sentence!(
                "the validator of `{verb} {path}` has nothing to check: no model, or no required parameter",
                "`{verb} {path}` のバリデーターには検証対象(モデル、または必須パラメーター)がありません"
            );
            let at = at.join("request").join("validator");
            found.push(Finding::at(at, message).set(fit.key()).help(sentence!(
                "declare what it shall check, or check less",
                "検証する項目を定義するか、検証の範囲を狭めてください",
            )));
        } else if !validator.checks_body() && models || !validator.checks_parameters() && required {
            let message = sentence!(
                "what `{verb} {path}` declares of its requests is not checked",
                "`{verb} {path}` で定義した内容は検証されません"
            );
            let at = at.join("request");
            found.push(Finding::at(at, message).set_at(at.join("validator"), fit.key()).help(sentence!(
                "choose a validator for it, or leave it as documentation",
                "バリデーターを選ぶか、ドキュメントとして残してください",
            )));
        }
    }
    found
}
