//! Authorizers that protect nothing.

use super::{Finding, Rule, authorizer};
use crate::diagnostic::Severity;
use crate::model::{Design, Method};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-never-used",
    severity: Severity::Warning,
    docs: "An authorizer is asked only about methods that name it; the others stay as open as \
           they are (AWS: API Gateway developer guide, \"Use API Gateway Lambda authorizers\").",
    bad: r#"{"access": {"authorizers": [{"name": "tokens"}]}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    good: r#"{"access": {"authorizers": [{"name": "tokens"}]}, "routes": [{"path": "/", "methods": [{"authorization": {"authorizer": "tokens"}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    // A WebSocket API asks new connections alone, as a method without settings of its own does.
    let connecting = Method::default();
    let connecting = design.websocket().map(|_| &connecting);
    let methods = || {
        let routes = design.routes.iter().filter(|_| connecting.is_none());
        let methods = routes.flat_map(|route| &route.methods);
        methods.chain(connecting)
    };
    let authorizers = design.access.authorizers.iter().enumerate();
    authorizers
        .filter(|(index, _)| {
            !methods().any(|method| {
                let authorizer = design.access.authorizer_of(method);
                authorizer.is_some_and(|(used, _)| used == *index)
            })
        })
        .map(|(index, authorizer)| {
            let name = &authorizer.name;
            let message = sentence!(
                "no method asks the authorizer `{name}`, so it protects nothing",
                "オーソライザー `{name}` を使うメソッドがなく、何も保護していません"
            );
            Finding::at(authorizer::at(index), message).help(sentence!(
                "choose it as the default or for a method, or delete it",
                "既定またはメソッドの認可に選ぶか、削除してください",
            ))
        })
        .collect()
}
