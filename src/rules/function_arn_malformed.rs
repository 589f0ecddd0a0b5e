//! ARNs that are not those of functions.

use super::{Finding, Rule, arn};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-arn-malformed",
    severity: Severity::Error,
    docs: "The ARN of a function reads `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME`, \
           with `:QUALIFIER` for a version or alias (AWS: Lambda API Reference, \
           FunctionConfiguration).",
    bad: r#"{"functions": [{"name": "app", "arn": "arn:aws:lambda:ap-northeast-1:function:app"}]}"#,
    good: r#"{"functions": [{"name": "app", "arn": "arn:aws:lambda:ap-northeast-1:123456789012:function:app:live"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    functions
        .filter(|(_, function)| !function.arn.is_empty() && !is_function_arn(&function.arn))
        .map(|(index, function)| {
            let at = Pointer::root().join("functions").join(index).join("arn");
            let arn = &function.arn;
            let message = sentence!(
                "`{arn}` is not the ARN of a function",
                "`{arn}` は関数の ARN ではありません",
            );
            Finding::at(at, message).help(sentence!(
                "copy the ARN from the function's page in the console, or leave it empty to have the scripts look the name up",
                "コンソールの関数ページから ARN をコピーするか、空にしてスクリプトに名前で検索させてください",
            ))
        })
        .collect()
}

fn is_function_arn(text: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    let Some(arn) = arn::parse(text).filter(|arn| arn.service == "lambda") else {
        return false;
    };
    let parts: Vec<&str> = arn.resource.split(':').collect();
    match parts[..] {
        ["function", name] => word(name),
        ["function", name, qualifier] => word(name) && (qualifier == "$LATEST" || word(qualifier)),
        _ => false,
    }
}
