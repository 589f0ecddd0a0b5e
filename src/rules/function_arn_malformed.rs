//! ARNs that are not those of functions.

use super::{Finding, Rule, arn};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, Function};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-arn-malformed",
    severity: Severity::Error,
    docs: "The ARN of a function reads `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME`, \
           with `:QUALIFIER` for a version or alias (AWS: Lambda API Reference, \
           FunctionConfiguration). Stage variables may stand in it, or be all of it (AWS: API Gateway developer guide, \
           \"API Gateway stage variables reference for REST APIs in API Gateway\").",
    bad: r#"{"functions": [{"name": "app", "arn": "arn:aws:lambda:ap-northeast-1:function:app"}]}"#,
    good: r#"{"functions": [{"name": "app", "arn": "arn:aws:lambda:ap-northeast-1:123456789012:function:app:live"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    functions
        .filter_map(|(index, function)| Some((index, malformed(design, function)?)))
        .map(|(index, arn)| {
            let at = Pointer::root().join("functions").join(index).join("arn");
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

/// The ARN of a function when it is none; with stage variables in it, what a stage makes of it.
fn malformed(design: &Design, function: &Function) -> Option<String> {
    let is_wrong = |arn: &str| !arn.is_empty() && !is_function_arn(arn);
    if function.stage_variables().next().is_none() {
        return is_wrong(&function.arn).then(|| function.arn.clone());
    }
    let called = design.callees(function).into_iter();
    called.map(|one| one.arn).find(|arn| is_wrong(arn))
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
