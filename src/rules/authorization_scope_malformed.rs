//! Scopes that no access token holds, or that nobody asks for.

use serde_json::json;
use super::{Finding, Rule, authorizer::kinds, method::methods};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorization-scope-malformed",
    severity: Severity::Error,
    docs: "A scope is printable ASCII without space, quote and backslash (RFC 6749, section 3.3), \
           in Cognito a name such as `openid` or `RESOURCE_SERVER/NAME`. Only Cognito \
           and JWT authorizers look at scopes (AWS: API Gateway API Reference, PutMethod, \
           `authorizationScopes`).",
    bad: r#"{"routes": [{"path": "/", "methods": [{"authorization_scopes": ["orders/read"]}]}]}"#,
    good: r#"{"access": {"authorizers": [{"name": "pool", "kind": {"cognito_user_pool": {"scopes": ["openid"]}}}]}, "routes": [{"path": "/", "methods": [{"authorization": {"authorizer": "pool"}, "authorization_scopes": ["orders/read"]}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, authorizer) in kinds(design) {
        found.extend(malformed(at.join("scopes"), authorizer.kind.scopes()));
    }
    for (at, route, method) in methods(design) {
        let scopes = &method.authorization_scopes;
        if scopes.is_empty() {
            continue;
        }
        let at = at.join("authorization_scopes");
        found.extend(malformed(at, scopes));
        if design.access.scopes_of(method).is_empty() {
            let (verb, path) = (method.verb.as_str(), &route.path);
            let message = sentence!(
                "`{verb} {path}` has scopes, but no Cognito or JWT authorizer that looks at them",
                "`{verb} {path}` にスコープがありますが、それを確認する Cognito か JWT のオーソライザーがありません"
            );
            found.push(Finding::at(at, message).set(json!([])).help(sentence!(
                "choose a Cognito or JWT authorizer for the method, or remove its scopes",
                "メソッドに Cognito か JWT のオーソライザーを選ぶか、スコープを削除してください",
            )));
        }
    }
    found
}

fn malformed(at: Pointer, scopes: &[String]) -> impl Iterator<Item = Finding> {
    let wrong = scopes
        .iter()
        .enumerate()
        .filter(|(_, scope)| !is_scope(scope));
    wrong.map(move |(index, scope)| {
        let message = sentence!(
            "`{scope}` is not a scope",
            "`{scope}` はスコープではありません"
        );
        Finding::at(at.join(index), message).help(sentence!(
            "write one scope a row, as the issuer of the tokens names it",
            "トークンの発行者が決めたスコープを1行に1つ書いてください",
        ))
    })
}

fn is_scope(text: &str) -> bool {
    let known = |c: char| c.is_ascii_graphic() && !"\"\\,".contains(c);
    !text.is_empty() && text.chars().all(known)
}
