//! Lambda authorizers that ask a function the design does not have.

use super::{Finding, Rule, authorizer::kinds};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-function-unknown",
    severity: Severity::Error,
    docs: "A Lambda authorizer holds the ARN of its function (AWS: API Gateway API Reference, \
           CreateAuthorizer, `authorizerUri`), which is made from a function of the design.",
    bad: r#"{"access": {"authorizers": [{"name": "tokens", "kind": {"lambda_token": {"function": "guard"}}}]}}"#,
    good: r#"{"functions": [{"name": "guard"}], "access": {"authorizers": [{"name": "tokens", "kind": {"lambda_token": {"function": "guard"}}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    kinds(design)
        .filter_map(|(at, authorizer)| Some((at, authorizer, authorizer.kind.function()?)))
        .filter(|(_, _, function)| function.is_empty() || design.function(function).is_none())
        .map(|(at, authorizer, function)| {
            let name = &authorizer.name;
            let message = if function.is_empty() {
                sentence!(
                    "the authorizer `{name}` asks no function",
                    "オーソライザー `{name}` の関数が選ばれていません"
                )
            } else {
                sentence!(
                    "the authorizer `{name}` asks `{function}`, which is no function of the design",
                    "オーソライザー `{name}` の関数 `{function}` は設計にありません"
                )
            };
            Finding::at(at.join("function"), message).help(sentence!(
                "add a function that only decides, and choose it here",
                "判定専用の関数を追加し、ここで選んでください",
            ))
        })
        .collect()
}
