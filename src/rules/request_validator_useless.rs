//! Validators without anything to check, and declarations that nobody checks.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::{Design, Parameter, ParameterPlace, Validator};
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
        // Those of the path are there in any case, or the path would be another one.
        let is_checked = |one: &Parameter| one.required && one.place != ParameterPlace::Path;
        let required = request.parameters.iter().any(is_checked);
        let models = !request.models.is_empty();
        let validator = request.validator;
        // What is left of the validator: checking more would refuse requests that are answered today.
        let fit = match (models && validator.checks_body(), required && validator.checks_parameters()) {
            (true, true) => Validator::BodyAndParameters,
            (true, false) => Validator::Body,
            (false, true) => Validator::Parameters,
            (false, false) => Validator::None,
        };
        if validator.checks_body() && !models || validator.checks_parameters() && !required {
            let message = sentence!(
                "the validator of `{verb} {path}` has nothing to check: no model, or no required parameter",
                "`{verb} {path}` のバリデーターには検証対象(モデル、または必須パラメータ)がありません"
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
            found.push(Finding::at(at, message).help(sentence!(
                "choose a validator, which answers 400 to requests that do not fit, or leave it as documentation",
                "バリデーターを選ぶ(合わないリクエストは 400 になります)か、ドキュメントとして残してください",
            )));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::model::{Design, Validator, read};
    use crate::rules;

    /// The validator once every mend was made, and whether something was found.
    fn mended(request: &str) -> (Validator, bool) {
        let text = format!(r#"{{"routes": [{{"path": "/{{id}}", "methods": [{{"request": {request}}}]}}]}}"#);
        let mut design: Design = read(&text).design.expect("it is a design");
        let found = rules::check(&design);
        let is_found = found.iter().any(|one| one.code == "request-validator-useless");
        rules::mend(&mut design);
        (design.routes[0].methods[0].request.validator, is_found)
    }

    #[test]
    fn no_mend_makes_a_rule_of_what_was_documentation() {
        let required = r#""parameters": [{"name": "page", "required": true}]"#;
        let none = mended(&format!(r#"{{"validator": "none", {required}}}"#));
        assert_eq!(none, (Validator::None, true));
        let body = mended(&format!(r#"{{"validator": "body", {required}}}"#));
        assert_eq!(body, (Validator::None, true));
        let both = mended(&format!(r#"{{"validator": "body_and_parameters", {required}}}"#));
        assert_eq!(both, (Validator::Parameters, true));
        let fit = mended(&format!(r#"{{"validator": "parameters", {required}}}"#));
        assert_eq!(fit, (Validator::Parameters, false));
    }

    #[test]
    fn what_of_the_path_is_always_there_needs_no_validator() {
        let path = r#""parameters": [{"place": "path", "name": "id", "required": true, "cache_key": true}]"#;
        let none = mended(&format!(r#"{{"validator": "none", {path}}}"#));
        assert_eq!(none, (Validator::None, false));
        let useless = mended(&format!(r#"{{"validator": "parameters", {path}}}"#));
        assert_eq!(useless, (Validator::None, true));
    }
}
