//! Pages that no browser can open.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::{ApiKeySource, Authorization, Design, Method, Verb};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "page-protected-from-browsers",
    severity: Severity::Warning,
    docs: "Opening a page sends neither the header `x-api-key` nor a signature, so a browser \
           gets 403 (AWS: API Gateway developer guide, \"Choose an API key source\", \"Control \
           access to a REST API with IAM permissions\").",
    bad: r#"{"access": {"api_key_required": true}, "routes": [{"path": "/", "methods": [{"verb": "GET"}]}]}"#,
    good: r#"{"access": {"api_key_required": true}, "routes": [{"path": "/", "methods": [{"verb": "GET", "api_key_required": false}]}, {"path": "/orders", "methods": [{"verb": "GET"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let access = &design.access;
    let by_header = design
        .rest()
        .is_some_and(|rest| rest.api_key_source == ApiKeySource::Header);
    let protects = |method: &Method| {
        *access.authorization_of(method) == Authorization::Iam
            || by_header && access.api_key_required_of(method)
    };
    methods(design)
        .filter(|(.., method)| protects(method))
        // The page itself, and what it loads from below: other paths may be for programs.
        .filter(|(_, route, method)| {
            matches!(method.verb, Verb::Get | Verb::Any)
                && {
                    let mut parts = route.path.split('/').filter(|part| !part.is_empty());
                    parts.all(|part| part.ends_with("+}"))
                }
        })
        .filter_map(|(at, route, method)| {
            let path = &route.path;
            let (at, wanted) = if *access.authorization_of(method) == Authorization::Iam {
                (at.join("authorization"), "AWS_IAM")
            } else if by_header && access.api_key_required_of(method) {
                (at.join("api_key_required"), "x-api-key")
            } else {
                return None;
            };
            let message = sentence!(
                "browsers cannot open `{path}`, which wants `{wanted}`",
                "`{path}` には `{wanted}` が必要なため、ブラウザでは開けません",
            );
            Some(Finding::at(at, message).help(sentence!(
                "leave pages open and sign people in inside the app; keys and signatures suit programs",
                "ページの保護は解除し、サインインはアプリ側で行ってください。キーと署名はプログラム向けです",
            )))
        })
        .collect()
}
