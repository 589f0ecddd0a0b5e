//! Environment variables that Lambda refuses.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "environment-variable-malformed",
    severity: Severity::Error,
    docs: "The name of an environment variable has two or more letters, digits and `_`, a \
           letter first, and is none that Lambda reserves (AWS: Lambda developer guide, \
           \"Working with Lambda environment variables\"; list of cfn-lint 1.58, E3663).",
    bad: r#"{"functions": [{"name": "app", "environment": [{"name": "AWS_REGION", "value": "eu-west-1"}]}]}"#,
    good: r#"{"functions": [{"name": "app", "environment": [{"name": "STAGE_2", "value": "dev"}]}]}"#,
    check,
};

/// Set by Lambda itself. `AWS_LAMBDA_EXEC_WRAPPER` is not among them: users set it.
const RESERVED: &[&str] = &[
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
];

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (function_index, function) in design.functions.iter().enumerate() {
        let at = Pointer::root()
            .join("functions")
            .join(function_index)
            .join("environment");
        for (index, variable) in function.environment.iter().enumerate() {
            let at = at.join(index).join("name");
            let name = variable.name.as_str();
            if RESERVED.contains(&name) {
                let message = sentence!(
                    "Lambda sets `{name}` itself",
                    "`{name}` は Lambda が設定する予約済みの変数です"
                );
                found.push(Finding::at(at, message).delete(at.parent()).help(sentence!(
                    "choose another name; the program can read this one without setting it",
                    "別の名前にしてください。この変数は設定しなくてもプログラムから読み取れます",
                )));
            } else if !is_name(name) {
                let message = sentence!(
                    "`{name}` is not the name of an environment variable",
                    "`{name}` は環境変数の名前にできません"
                );
                found.push(Finding::at(at, message).help(sentence!(
                    "use two or more letters, digits and `_`, a letter first",
                    "英字で始まる2文字以上の英数字と `_` で指定してください",
                )));
            }
        }
    }
    found
}

fn is_name(name: &str) -> bool {
    name.len() >= 2
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
