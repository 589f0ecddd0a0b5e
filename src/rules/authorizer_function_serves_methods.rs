//! Lambda authorizers that ask the app itself.

use super::{Finding, Rule, authorizer::kinds};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-function-serves-methods",
    severity: Severity::Error,
    docs: "An authorizer must answer with an IAM policy; the app's handler answers with a page, \
           which the gateway turns into 500 (AWS: API Gateway developer guide, \"Output from an \
           API Gateway Lambda authorizer\"). So the function of an authorizer has a handler of \
           its own, `authorizer.handler`.",
    bad: r#"{"functions": [{"name": "app"}], "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "app"}}}]}], "access": {"authorizers": [{"name": "tokens", "kind": {"lambda_token": {"function": "app"}}}]}}"#,
    good: r#"{"functions": [{"name": "app"}, {"name": "guard"}], "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "app"}}}]}], "access": {"authorizers": [{"name": "tokens", "kind": {"lambda_token": {"function": "guard"}}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    kinds(design)
        .filter_map(|(at, authorizer)| Some((at, authorizer.kind.function()?)))
        .filter(|(_, function)| design.function(function).is_some() && design.calls(function))
        .map(|(at, function)| {
            let message = sentence!(
                "`{function}` answers methods, so it cannot decide who may call them",
                "`{function}` はメソッドに応答する関数なので、認可の判定はできません"
            );
            Finding::at(at.join("function"), message).help(sentence!(
                "add a function that only decides, and choose it here",
                "判定専用の関数を追加し、ここで選んでください",
            ))
        })
        .collect()
}
