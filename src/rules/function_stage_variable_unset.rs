//! Stage variables that name a function or tell callers apart, and that a stage does not set.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{AuthorizerKind, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-stage-variable-unset",
    severity: Severity::Error,
    docs: "A stage variable in the ARN of a function stands for what each stage sets; a stage that does not set it calls \
           nothing. An authorizer refuses every request that lacks what it looks at (AWS: API Gateway developer guide, \
           \"API Gateway stage variables reference for REST APIs in API Gateway\"; API Gateway API Reference, \
           CreateAuthorizer, `identitySource`).",
    bad: r#"{"functions": [{"name": "app", "arn": "arn:aws:lambda:eu-west-1:123456789012:function:app:${stageVariables.alias}"}], "stages": [{"name": "dev"}]}"#,
    good: r#"{"functions": [{"name": "app", "arn": "arn:aws:lambda:eu-west-1:123456789012:function:app:${stageVariables.alias}"}], "stages": [{"name": "dev", "variables": [{"name": "alias", "value": "blue"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, function) in design.functions.iter().enumerate() {
        let at = Pointer::root().join("functions").join(index).join("arn");
        let name = &function.name;
        for (stage, variable) in unset(design, function.stage_variables()) {
            let message = sentence!(
                "stage `{stage}` does not set `{variable}`, by which it calls `{name}`",
                "ステージ `{stage}` に、`{name}` の呼び出しに使う変数 `{variable}` がありません",
            );
            found.push(Finding::at(at, message).help(help()));
        }
    }
    for (index, authorizer) in design.access.authorizers.iter().enumerate() {
        let AuthorizerKind::LambdaRequest(own) = &authorizer.kind else {
            continue;
        };
        let at = super::authorizer::at(index).join("kind").join("lambda_request");
        let name = &authorizer.name;
        let wanted = own.stage_variables.iter().map(String::as_str);
        for (stage, variable) in unset(design, wanted) {
            let message = sentence!(
                "stage `{stage}` does not set `{variable}`, at which the authorizer `{name}` looks: it refuses every request",
                "ステージ `{stage}` に、オーソライザー `{name}` が調べる変数 `{variable}` がないため、すべてのリクエストが拒否されます",
            );
            found.push(Finding::at(at.join("stage_variables"), message).help(help()));
        }
    }
    found
}

/// Each stage with each of the variables that it does not set.
fn unset<'a>(
    design: &'a Design,
    names: impl Iterator<Item = &'a str>,
) -> Vec<(&'a str, &'a str)> {
    let names: Vec<&str> = names.collect();
    let stages = design.stages.iter();
    let pairs = stages.flat_map(|stage| {
        let is_set = |name: &str| {
            let mut set = stage.variables.iter();
            set.any(|one| one.name == name && !one.value.is_empty())
        };
        let names = names.iter().copied().filter(move |name| !is_set(name));
        names.map(|name| (stage.name.as_str(), name))
    });
    pairs.collect()
}

fn help() -> crate::diagnostic::Sentence {
    sentence!(
        "set the variable in the stage",
        "ステージに変数を設定してください"
    )
}
