//! Authorizers of an HTTP API that want different answers of the one file that answers them.

use super::{Finding, Rule, authorizer::kinds};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-formats-mixed",
    severity: Severity::Warning,
    docs: "With simple responses a Lambda authorizer of an HTTP API answers `isAuthorized`, without them an IAM policy; an \
           answer of the other kind is an error, and the caller gets 500 (AWS: \"Control access to HTTP APIs with AWS Lambda \
           authorizers\"). All functions that the design makes run the same `app/authorizer.py`, which answers as the first \
           authorizer wants it.",
    bad: r#"{"api": {"http": {}}, "functions": [{"name": "guard"}], "access": {"authorizers": [{"name": "new", "kind": {"lambda_request": {"function": "guard"}}}, {"name": "old", "kind": {"lambda_request": {"function": "guard", "format": "1.0"}}}]}}"#,
    good: r#"{"api": {"http": {}}, "functions": [{"name": "guard"}], "access": {"authorizers": [{"name": "new", "kind": {"lambda_request": {"function": "guard", "format": "policy"}}}, {"name": "old", "kind": {"lambda_request": {"function": "guard", "format": "1.0"}}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.http().is_none() {
        return Vec::new();
    }
    let mut asked = kinds(design).filter(|(_, authorizer)| {
        let function = authorizer.kind.function().and_then(|name| design.function(name));
        function.is_some_and(|(_, function)| !function.exists())
    });
    let Some((_, first)) = asked.next() else {
        return Vec::new();
    };
    let is_simple = first.kind.format().is_simple();
    let others = asked.filter(|(_, other)| other.kind.format().is_simple() != is_simple);
    others
        .map(|(at, other)| {
            let (first, other) = (&first.name, &other.name);
            let message = sentence!(
                "`{other}` wants another answer than `{first}`, and `app/authorizer.py` gives both the same",
                "`{other}` が求める応答の形式は `{first}` と異なりますが、`app/authorizer.py` はどちらにも同じ形式で応答します"
            );
            Finding::at(at.join("format"), message).help(sentence!(
                "choose one format for both, or give one of them the ARN of a function with code of its own",
                "形式を揃えるか、一方には専用のコードを持つ関数の ARN を指定してください",
            ))
        })
        .collect()
}
