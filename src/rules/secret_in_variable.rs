//! Secrets that lie in variables.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::model::secret;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "secret-in-variable",
    severity: Severity::Warning,
    docs: "The value of a variable stands in every file that is generated, in the settings of the function or \
           stage, and of a stage variable often in logs. AWS keeps secrets in Secrets Manager or Parameter Store, \
           whose name is no secret (AWS: Lambda developer guide, \"Working with Lambda environment variables\", \
           \"Securing environment variables\").",
    bad: r#"{"functions": [{"name": "app", "environment": [{"name": "DB_PASSWORD", "value": "correct horse"}]}]}"#,
    good: r#"{"functions": [{"name": "app", "environment": [{"name": "DB_SECRET_ID", "value": "prod/db"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate().flat_map(|(index, function)| {
        let at = Pointer::root().join("functions").join(index).join("environment");
        let variables = function.environment.iter().enumerate();
        variables.map(move |(index, variable)| (at.join(index), &variable.name, &variable.value))
    });
    let stages = design.stages.iter().enumerate().flat_map(|(index, stage)| {
        let at = Pointer::root().join("stages").join(index).join("variables");
        let variables = stage.variables.iter().enumerate();
        variables.map(move |(index, variable)| (at.join(index), &variable.name, &variable.value))
    });
    let is_secret = |(_, name, value): &(Pointer, &String, &String)| secret::is_secret(name, value);
    let found = functions.chain(stages).filter(is_secret);
    found
        .map(|(at, name, _)| {
            let message = sentence!(
                "the value of `{name}` looks like a secret, which everybody can read who gets a file or sees the settings",
                "`{name}` の値は秘密情報のようです。ファイルを受け取った人や設定を見られる人は誰でも読めます"
            );
            Finding::at(at.join("value"), message).help(sentence!(
                "keep it in Secrets Manager or Parameter Store, and set the variable to its name there",
                "Secrets Manager か Parameter Store に保存し、変数にはそこでの名前を設定してください",
            ))
        })
        .collect()
}
