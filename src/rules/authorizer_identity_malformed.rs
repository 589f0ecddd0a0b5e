//! Authorizers that do not say where a caller's token stands.

use super::{Finding, Rule, authorizer::kinds, token::is_token};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{AuthorizerKind, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-identity-malformed",
    severity: Severity::Error,
    docs: "`TOKEN`, `COGNITO_USER_POOLS` and `JWT` read one header. `REQUEST` needs a header, a query \
           string parameter, a stage variable or something of the context unless its answers are kept for 0 \
           seconds: they are the key of the cache. Several stand in one text between commas (AWS: API Gateway API Reference, \
           CreateAuthorizer, `identitySource`).",
    bad: r#"{"access": {"authorizers": [{"name": "requests", "kind": {"lambda_request": {"headers": []}}}]}}"#,
    good: r#"{"access": {"authorizers": [{"name": "requests", "kind": {"lambda_request": {"headers": [], "ttl_seconds": 0}}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    kinds(design)
        .flat_map(|(at, authorizer)| {
            let kind = &authorizer.kind;
            let several = matches!(kind, AuthorizerKind::LambdaRequest(_));
            let mut found = Vec::new();
            for (index, name) in kind.headers().iter().enumerate() {
                let at = if several {
                    at.join("headers").join(index)
                } else {
                    at.join("header")
                };
                found.extend((!is_token(name)).then(|| malformed(at, name)));
            }
            for (index, name) in kind.query_strings().iter().enumerate() {
                let at = at.join("query_strings").join(index);
                found.extend((!is_parameter(name)).then(|| malformed(at, name)));
            }
            if let AuthorizerKind::LambdaRequest(own) = kind {
                let others = [("context", &own.context), ("stage_variables", &own.stage_variables)];
                for (field, names) in others {
                    let at = at.join(field);
                    let wrong = names.iter().enumerate().filter(|(_, name)| !is_parameter(name));
                    found.extend(wrong.map(|(index, name)| malformed(at.join(index), name)));
                }
            }
            if kind.ttl_seconds() > Some(0) && kind.identity_source().is_empty() {
                found.push(missing(at.join("headers")).set_at(at.join("ttl_seconds"), 0));
            }
            found
        })
        .collect()
}

/// Names that can stand in an identity source as they are.
fn is_parameter(name: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || "._-$:".contains(c);
    !name.is_empty() && name.chars().all(known)
}

fn malformed(at: Pointer, name: &str) -> Finding {
    let message = sentence!(
        "`{name}` cannot be the name of a header or parameter that holds a token",
        "`{name}` はトークンを運ぶヘッダーやパラメータの名前に使えません"
    );
    Finding::at(at, message).help(sentence!(
        "use a name such as `Authorization`",
        "`Authorization` のような名前を使ってください",
    ))
}

fn missing(at: Pointer) -> Finding {
    let message = sentence!(
        "answers are kept, but nothing of a request says for whom",
        "応答をキャッシュしますが、呼び出し元を区別するヘッダーやパラメータがありません"
    );
    Finding::at(at, message).help(sentence!(
        "name a header or a query string parameter, or keep answers for 0 seconds",
        "ヘッダーかクエリ文字列パラメータを指定するか、キャッシュ時間を0秒にしてください",
    ))
}
