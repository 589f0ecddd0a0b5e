//! Methods that call a function the design does not have.

use super::mend;
use std::collections::BTreeSet;

use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "method-function-unknown",
    severity: Severity::Error,
    docs: "A method's integration holds the ARN of a function (AWS: API Gateway developer \
           guide, \"Lambda proxy integrations in API Gateway\"), which is made from a function \
           of the design.",
    bad: r#"{"functions": [{"name": "app"}], "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "ap"}}}]}]}"#,
    good: r#"{"functions": [{"name": "app"}], "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "app"}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let known: BTreeSet<&str> = design
        .functions
        .iter()
        .map(|function| function.name.as_str())
        .collect();
    methods(design)
        .filter_map(|(at, route, method)| {
            let function = method.function()?;
            if !function.is_empty() && known.contains(function) {
                return None;
            }
            let (verb, path) = (method.verb.as_str(), &route.path);
            let message = if function.is_empty() {
                sentence!(
                    "`{verb} {path}` calls no function",
                    "`{verb} {path}` が呼び出す関数が選ばれていません"
                )
            } else {
                sentence!(
                    "`{verb} {path}` calls `{function}`, which is no function of the design",
                    "`{verb} {path}` が呼び出す関数 `{function}` は設計にありません"
                )
            };
            let at = at.join("integration").join(method.integration.key()).join("function");
            Some(Finding::at(at, message).maybe(mend::meant(function, known.iter().copied())).help(sentence!(
                "choose a function of the design, or add one of that name",
                "設計にある関数を選ぶか、その名前の関数を追加してください",
            )))
        })
        .collect()
}
