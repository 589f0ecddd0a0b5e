//! Zappa's one authorizer for all methods: a Lambda function that sees a token, or Cognito.

use super::lost::{CODE, loss};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::generate::authorizer::HANDLER_NAME;
use crate::model::{Authorizer, AuthorizerKind, Design};
use crate::sentence;
use crate::text::json::Json;

/// The authorizer of every method that names none of its own.
fn default(design: &Design) -> Option<(usize, &Authorizer)> {
    let access = &design.access;
    access.authorizer(access.authorization.authorizer()?)
}

fn at(index: usize) -> Pointer {
    let access = Pointer::root().join("access");
    access.join("authorizers").join(index)
}

pub(super) fn print(json: &mut Json, design: &Design) {
    let Some((index, authorizer)) = default(design) else {
        return;
    };
    let kind = &authorizer.kind;
    let at = at(index).join("kind").join(kind.key());
    if matches!(
        kind,
        AuthorizerKind::LambdaRequest(_) | AuthorizerKind::Jwt(_)
    ) {
        return;
    }
    json.object("authorizer", |json| match kind {
        AuthorizerKind::CognitoUserPool(pool) => {
            json.field_at(at, "type", kind.as_str());
            json.field("name", &authorizer.name);
            json.field_at(at.join("header"), "token_header", &pool.header);
            json.at(at.join("user_pool_arns"), |json| {
                json.list("provider_arns", |json| {
                    pool.user_pool_arns.iter().for_each(|arn| json.item(arn));
                });
            });
        }
        // With a `type` of `TOKEN` Zappa 0.63 gives the methods an authorization type that does not exist.
        AuthorizerKind::LambdaToken(token) => {
            json.field("name", &authorizer.name);
            let given = design.function(&token.function);
            let arn = given
                .map(|(_, function)| function.called_arn())
                .unwrap_or_default();
            if arn.is_empty() {
                json.field_at(at.join("function"), "function", HANDLER_NAME);
            } else {
                json.field_at(at.join("function"), "arn", &*arn);
            }
            json.field_at(at.join("header"), "token_header", &token.header);
            if !token.validation_expression.is_empty() {
                let at = at.join("validation_expression");
                json.field_at(at, "validation_expression", &token.validation_expression);
            }
            json.field_at(at.join("ttl_seconds"), "result_ttl", token.ttl_seconds);
        }
        AuthorizerKind::LambdaRequest(_) | AuthorizerKind::Jwt(_) => {}
    });
}

/// Whether Zappa has no need of a function, because its authorizer takes care of it.
pub(super) fn is_covered(design: &Design, function: &str) -> bool {
    let asked = default(design).is_some_and(|(_, authorizer)| {
        matches!(&authorizer.kind, AuthorizerKind::LambdaToken(token) if token.function == function)
    });
    asked && !design.calls(function)
}

pub(super) fn lost(design: &Design, lost: &mut Vec<Diagnostic>) {
    let used = default(design);
    for (index, authorizer) in design.access.authorizers.iter().enumerate() {
        let name = &authorizer.name;
        let at = at(index);
        if used.is_none_or(|(used, _)| used != index) {
            lost.push(loss(
                at,
                sentence!(
                    "Zappa has one authorizer for all methods; `{name}` is left out",
                    "Zappa のオーソライザーは全メソッド共通の1つで、`{name}` は含まれません"
                ),
                sentence!(
                    "deploy with SAM or the CLI script to protect single methods",
                    "メソッドごとの保護には SAM か CLI スクリプトを使ってください"
                ),
            ));
            continue;
        }
        let at = at.join("kind").join(authorizer.kind.key());
        match &authorizer.kind {
            kind @ (AuthorizerKind::LambdaRequest(_) | AuthorizerKind::Jwt(_)) => {
                lost.push(open(at, name, kind.as_str()));
            }
            AuthorizerKind::CognitoUserPool(_) => lost_of_scopes(design, lost, at),
            AuthorizerKind::LambdaToken(token) => {
                let given = design.function(&token.function);
                if given.is_none_or(|(_, function)| function.arn.is_empty()) {
                    lost.push(inside(at));
                }
            }
        }
    }
}

fn open(at: Pointer, name: &str, kind: &str) -> Diagnostic {
    loss(
        at,
        sentence!(
            "Zappa has no {kind} authorizers: without `{name}` everybody may call what it makes",
            "Zappa は {kind} 型に対応していないため、`{name}` がなく誰でも呼び出せる状態になります"
        ),
        sentence!(
            "use a TOKEN authorizer, or deploy with SAM or the CLI script",
            "TOKEN 型を使うか、SAM か CLI スクリプトでデプロイしてください"
        ),
    )
}

fn inside(at: Pointer) -> Diagnostic {
    let message = sentence!(
        "Zappa runs `authorizer.py` inside the app's function",
        "Zappa は `authorizer.py` をアプリの関数の中で実行します"
    );
    Diagnostic::new(CODE, Severity::Info, at.join("function"), message).help(sentence!(
        "put the file beside the app, with its environment variables on the app's function",
        "ファイルをアプリの横に置き、環境変数はアプリの関数に設定してください"
    ))
}

fn lost_of_scopes(design: &Design, lost: &mut Vec<Diagnostic>, at: Pointer) {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    if methods.any(|method| !design.access.scopes_of(method).is_empty()) {
        lost.push(loss(
            at.join("scopes"),
            sentence!(
                "Zappa sets no scopes: its methods take ID tokens, not access tokens",
                "Zappa はスコープを設定しないため、メソッドはアクセストークンではなく ID トークンを受け取ります"
            ),
            sentence!(
                "deploy with SAM or the CLI script to ask for scopes",
                "スコープを確認するには SAM か CLI スクリプトを使ってください"
            ),
        ));
    }
}
