//! Authorizers of a kind that the API does not have.

use super::{Finding, Rule, authorizer::kinds};
use crate::diagnostic::{Sentence, Severity};
use crate::model::{Api, AuthorizerKind, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-kind-of-other-api",
    severity: Severity::Error,
    docs: "A WebSocket API has Lambda `REQUEST` authorizers alone. An HTTP API has JWT and Lambda `REQUEST` authorizers (AWS: API Gateway v2 API \
           Reference, CreateAuthorizer, `authorizerType`). A REST API has `TOKEN`, `REQUEST` and \
           `COGNITO_USER_POOLS`; its newer JWT authorizers are known to neither SAM nor Zappa yet.",
    bad: r#"{"api": {"http": {}}, "access": {"authorizers": [{"name": "tokens", "kind": {"lambda_token": {"function": "guard"}}}]}}"#,
    good: r#"{"api": {"http": {}}, "access": {"authorizers": [{"name": "tokens", "kind": {"jwt": {"issuer": "https://login.example.com", "audience": ["app"]}}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    kinds(design)
        .filter_map(|(at, authorizer)| {
            let (article, api, help) = match (&design.api, &authorizer.kind) {
                (Api::Rest(_), AuthorizerKind::Jwt(_)) => ("a", "REST", rest()),
                (Api::Http(_), AuthorizerKind::LambdaToken(_)) => ("an", "HTTP", token()),
                (Api::Http(_), AuthorizerKind::CognitoUserPool(_)) => {
                    ("an", "HTTP", cognito(&design.region))
                }
                (Api::Websocket(_), AuthorizerKind::LambdaRequest(_)) => return None,
                (Api::Websocket(_), _) => ("a", "WebSocket", request()),
                _ => return None,
            };
            let (name, kind) = (&authorizer.name, authorizer.kind.as_str());
            let message = sentence!(
                "{article} {api} API has no {kind} authorizers such as `{name}`",
                "{api} API には `{name}` のような {kind} オーソライザーがありません"
            );
            Some(Finding::at(at, message).help(help))
        })
        .collect()
}

fn request() -> Sentence {
    sentence!(
        "choose a REQUEST authorizer, which reads the headers and parameters of a new connection",
        "新しい接続のヘッダーやパラメータを読む REQUEST オーソライザーを選んでください"
    )
}

fn rest() -> Sentence {
    sentence!(
        "choose a Cognito or a Lambda authorizer, or an HTTP API",
        "Cognito か Lambda のオーソライザー、または HTTP API を選んでください"
    )
}

fn token() -> Sentence {
    sentence!(
        "choose a REQUEST authorizer with the header of the token",
        "トークンのヘッダーを指定した REQUEST オーソライザーを選んでください"
    )
}

fn cognito(region: &str) -> Sentence {
    sentence!(
        "choose a JWT authorizer with the issuer `https://cognito-idp.{region}.amazonaws.com/POOL_ID` and the app client's id as audience",
        "JWT オーソライザーを選び、発行者を `https://cognito-idp.{region}.amazonaws.com/POOL_ID`、オーディエンスをアプリクライアントの ID にしてください"
    )
}
