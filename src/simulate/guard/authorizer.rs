//! Who a method asks about its caller.

use super::denial::{Denial, by_authorizer};
use super::policy::{Ruling, ruling};
use super::{by_iam, stopped_function};
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Authorization, Authorizer, AuthorizerKind, Design};
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::route::Matched;
use crate::simulate::{Answer, Decision, Part, Reason, Request, Walk, Way};

/// What the authorizer of the method says.
pub(in crate::simulate) fn authorize(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
    walk: &mut Walk,
) -> Way<()> {
    let own = matched.method.authorization.is_some();
    let at = if own {
        matched.at().join("authorization")
    } else {
        Pointer::root().join("access").join("authorization")
    };
    match design.access.authorization_of(matched.method) {
        Authorization::None => {
            walk.nothing(
                Part::Authorizer,
                at,
                sentence!(
                    "the method asks nobody who calls",
                    "このメソッドに認可の設定はありません"
                ),
            );
            Ok(())
        }
        Authorization::Iam => match by_iam(design, request, entered) {
            Ok(message) => {
                walk.passed(Part::Authorizer, at, message);
                Ok(())
            }
            Err(refused) => {
                let (message, answer) = *refused;
                let answer = answer.with_cors(design, request);
                walk.stop(Part::Authorizer, at, message, answer)
            }
        },
        Authorization::Authorizer(name) => match design.access.authorizer(name) {
            Some((place, authorizer)) => {
                let at = Pointer::root()
                    .join("access")
                    .join("authorizers")
                    .join(place);
                ask(design, (request, entered), authorizer, matched, at, walk)
            }
            None => walk.stop(
                Part::Authorizer,
                at,
                sentence!(
                    "there is no authorizer `{name}`",
                    "オーソライザー `{name}` がありません"
                ),
                Answer::refused(
                    500,
                    "Internal server error",
                    sentence!(
                        "the method names an authorizer that is not there",
                        "存在しないオーソライザーが指定されています"
                    ),
                    sentence!(
                        "choose an authorizer of the design",
                        "設計にあるオーソライザーを選んでください"
                    ),
                )
                .because(Reason::Misconfigured),
            ),
        },
    }
}

/// Asks an authorizer.
fn ask(
    design: &Design,
    (request, entered): (&Request, &Entered),
    authorizer: &Authorizer,
    matched: &Matched,
    at: Pointer,
    walk: &mut Walk,
) -> Way<()> {
    let (name, kind) = (&authorizer.name, authorizer.kind.as_str());
    identified(design, (request, entered), authorizer, at, walk)?;
    let function = authorizer.kind.function();
    if let Some((field, message, answer)) =
        function.and_then(|name| stopped_function(design, entered, name))
    {
        let answer = answer.because(Reason::AuthorizerFailed);
        return walk.stop(
            Part::Authorizer,
            field,
            message,
            answer.with_cors(design, request),
        );
    }
    let scopes = design.access.scopes_of(matched.method);
    let is_lambda = !authorizer.kind.has_scopes();
    let (message, answer) = match request.authorizer {
        Decision::LacksScope if !scopes.is_empty() => {
            let scopes = scopes.join("`, `");
            let message = sentence!(
                "`{name}` ({kind}) accepts the token, but it holds none of the scopes `{scopes}`",
                "`{name}`({kind})はトークンを受け入れましたが、スコープ `{scopes}` がどれも含まれていません"
            );
            (message, out_of_scope(design))
        }
        Decision::Allow | Decision::LacksScope => {
            walk.passed(Part::Authorizer, at, let_in(authorizer, scopes));
            return Ok(());
        }
        Decision::Unauthorized if is_lambda && design.rest().is_some() => (
            sentence!(
                "`{name}` ({kind}) raises an exception that says `Unauthorized`",
                "`{name}`({kind})が `Unauthorized` という例外を発生させました"
            ),
            unauthorized(),
        ),
        Decision::Unauthorized if is_lambda => (
            sentence!(
                "`{name}` ({kind}) raises an exception; that `Unauthorized` stands for 401 is said of REST and WebSocket APIs alone",
                "`{name}`({kind})が例外を発生させました。`Unauthorized` が 401 になるのは REST API と WebSocket API だけです"
            ),
            failed(design, is_lambda),
        ),
        // Allowed by one, denied by none: table A of "How API Gateway resource policies affect authorization workflow".
        Decision::ImplicitDeny
            if is_lambda && ruling(design, request, false) == Some(Ruling::Allow) =>
        {
            let message = sentence!(
                "the policy of `{name}` ({kind}) says nothing of this call, and the resource policy allows it: the caller is let in; let the function answer `Deny` where nobody may pass",
                "`{name}`({kind})のポリシーはこの呼び出しに触れておらず、リソースポリシーが許可しているため、呼び出し元は許可されます。拒否するには、関数から `Deny` を返してください"
            );
            walk.noted(Part::Authorizer, at, message);
            return Ok(());
        }
        Decision::ImplicitDeny if is_lambda => (
            sentence!(
                "`{name}` ({kind}) answers with a policy in which no statement is about this call",
                "`{name}`({kind})の返したポリシーに、この呼び出しについてのステートメントがありません"
            ),
            denied(design, authorizer, Denial::NotByIdentity),
        ),
        Decision::Deny | Decision::ImplicitDeny | Decision::Unauthorized => (
            sentence!(
                "`{name}` ({kind}) refuses the caller",
                "`{name}`({kind})が呼び出し元を拒否しました"
            ),
            denied(design, authorizer, Denial::ByIdentity),
        ),
        Decision::Fail => (
            sentence!(
                "`{name}` ({kind}) fails: an exception, a time-out, or an answer that is no policy",
                "`{name}`({kind})が失敗しました(例外、タイムアウト、またはポリシーでない応答)"
            ),
            failed(design, is_lambda),
        ),
    };
    walk.stop(
        Part::Authorizer,
        at,
        message,
        answer.with_cors(design, request),
    )
}

/// Whether the request has what the authorizer looks at; without it nobody is asked.
fn identified(
    design: &Design,
    (request, entered): (&Request, &Entered),
    authorizer: &Authorizer,
    at: Pointer,
    walk: &mut Walk,
) -> Way<()> {
    let (name, kind) = (&authorizer.name, authorizer.kind.as_str());
    // Without a cache nothing has to be there for a request authorizer of a REST API to be asked (AWS: API Gateway API
    // Reference, `CreateAuthorizer`, `identitySource`). An HTTP API makes no such difference (API Gateway v2 API Reference,
    // the same).
    let keeps_nothing =
        matches!(&authorizer.kind, AuthorizerKind::LambdaRequest(own) if own.ttl_seconds == 0);
    let is_asked_anyway = keeps_nothing && design.rest().is_some();
    let cause = sentence!(
        "what the authorizer looks at is not in the request",
        "オーソライザーが調べる値がリクエストにありません"
    );
    let mend = sentence!(
        "send it; a browser sends none with a preflight, so `OPTIONS` must need no authorization",
        "値を送ってください。プリフライトでは送れないため、`OPTIONS` を認可なしにする必要があります"
    );
    let refused = |cause, mend| {
        let answer = Answer::refused(401, "Unauthorized", cause, mend);
        answer
            .because(Reason::NoIdentity)
            .with_cors(design, request)
    };
    if let Some(lacks) = missing(design, request, entered, authorizer) {
        let (en, ja) = (lacks.en, lacks.ja);
        if !is_asked_anyway {
            return walk.stop(
                Part::Authorizer,
                at,
                sentence!(
                    "`{name}` ({kind}) is not even asked: the {en} is missing",
                    "{ja} がないため、`{name}`({kind})は呼ばれません",
                ),
                refused(cause, mend),
            );
        }
        walk.noted(
            Part::Authorizer,
            at,
            sentence!(
                "the {en} is missing, but `{name}` is asked all the same: it keeps no answers (0 seconds), so nothing of the request tells them apart",
                "{ja} がありませんが、`{name}` は呼ばれます。結果を保存しない(0秒)ため、リクエストの値で結果を区別する必要がないからです"
            ),
        );
    }
    let expression = authorizer.kind.validation_expression();
    if let (AuthorizerKind::LambdaToken(own), false) = (&authorizer.kind, expression.is_empty()) {
        let token = request.header(&own.header).unwrap_or_default();
        // A regular expression of Java, as far as it is one of Rust, too.
        let Ok(regex) = regex_lite::Regex::new(&format!("^(?:{expression})$")) else {
            walk.noted(
                Part::Authorizer,
                at,
                sentence!(
                    "whether the token fits `{expression}` is not looked at here",
                    "トークンが `{expression}` に合うかどうかは、ここでは確認していません"
                ),
            );
            return Ok(());
        };
        if !regex.is_match(token) {
            return walk.stop(
                Part::Authorizer,
                at,
                sentence!(
                    "`{name}` ({kind}) is not even asked: the token does not fit `{expression}`",
                    "トークンが `{expression}` に合わないため、`{name}`({kind})は呼ばれません"
                ),
                refused(
                    sentence!(
                        "the gateway looks at the token before the authorizer's function does",
                        "オーソライザーの関数より先に、ゲートウェイがトークンの形式を検証します"
                    ),
                    sentence!(
                        "send a token of that form, or mend the expression",
                        "その形式のトークンを送るか、正規表現を直してください"
                    ),
                ),
            );
        }
    }
    Ok(())
}

/// A good token for something else: a REST API says 401, an HTTP API 403 (AWS: "Control access to HTTP APIs with JWT
/// authorizers in API Gateway"; re:Post, "troubleshoot 401 Unauthorized errors ... Amazon Cognito user pool").
fn out_of_scope(design: &Design) -> Answer {
    let (status, word) = if design.http().is_some() {
        (403, "Forbidden")
    } else {
        (401, "Unauthorized")
    };
    Answer::refused(
        status,
        word,
        sentence!(
            "the token must hold one of the scopes; an ID token holds none",
            "トークンにはスコープのいずれかが必要です。ID トークンにはスコープがありません"
        ),
        sentence!(
            "ask the issuer for an access token with one of the scopes",
            "いずれかのスコープを含むアクセストークンを取得してください"
        ),
    )
    .because(Reason::LacksScope)
}

/// What the authorizer looks at and the request does not have.
fn missing(
    design: &Design,
    request: &Request,
    entered: &Entered,
    authorizer: &Authorizer,
) -> Option<Sentence> {
    let has = |name: &str| {
        let mut query = entered.query.iter();
        query.any(|(own, value)| own == name && !value.is_empty())
    };
    let mut headers = authorizer.kind.headers().iter();
    let header = headers.find(|name| request.header(name).is_none_or(str::is_empty));
    if let Some(header) = header {
        return Some(sentence!("header `{header}`", "ヘッダー `{header}`"));
    }
    let mut queries = authorizer.kind.query_strings().iter();
    if let Some(query) = queries.find(|name| !has(name)) {
        return Some(sentence!(
            "query parameter `{query}`",
            "クエリパラメータ `{query}`"
        ));
    }
    let variable = unset_variable(design, entered, &authorizer.kind)?;
    Some(sentence!(
        "stage variable `{variable}`",
        "ステージ変数 `{variable}`"
    ))
}

/// A stage variable that an authorizer looks at and the stage does not set.
pub(in crate::simulate) fn unset_variable<'a>(
    design: &Design,
    entered: &Entered,
    kind: &'a AuthorizerKind,
) -> Option<&'a str> {
    let AuthorizerKind::LambdaRequest(own) = kind else {
        return None;
    };
    let stage = design.stages.get(entered.stage);
    let set = stage.map_or(&[][..], |stage| &stage.variables);
    let mut names = own.stage_variables.iter();
    let unset = names.find(|name| {
        set.iter()
            .all(|one| one.name != **name || one.value.is_empty())
    });
    unset.map(String::as_str)
}

fn let_in(authorizer: &Authorizer, scopes: &[String]) -> Sentence {
    let (name, kind) = (&authorizer.name, authorizer.kind.as_str());
    match (scopes, authorizer.kind.ttl_seconds()) {
        ([], None) => sentence!(
            "`{name}` ({kind}) lets the caller in",
            "`{name}`({kind})が呼び出し元を許可しました"
        ),
        ([], Some(0)) => sentence!(
            "`{name}` ({kind}) lets the caller in; it is asked again for every request, since its answers are kept for 0 seconds",
            "`{name}`({kind})が呼び出し元を許可しました。結果の保存は0秒なので、リクエストのたびに呼ばれます"
        ),
        ([], Some(ttl)) => sentence!(
            "`{name}` ({kind}) lets the caller in; the answer is remembered for {ttl} seconds",
            "`{name}`({kind})が呼び出し元を許可しました。結果は{ttl}秒間キャッシュされます"
        ),
        (scopes, _) => sentence!(
            "`{name}` ({kind}) accepts the token, which has one of the scopes `{scopes}`",
            "`{name}`({kind})がトークンを受け入れました。スコープ `{scopes}` のいずれかが必要です",
            scopes = scopes.join("`, `"),
        ),
    }
}

fn denied(design: &Design, authorizer: &Authorizer, by: Denial) -> Answer {
    if authorizer.kind.has_scopes() {
        return Answer::refused(
            401,
            "Unauthorized",
            sentence!(
                "the token is not accepted: expired, of another pool or issuer, or for another audience",
                "トークンが受け入れられません(期限切れ、別の発行者、対象が異なるなど)"
            ),
            sentence!(
                "get a new token for this API; an access token is wanted where scopes are set, an ID token otherwise",
                "この API 用のトークンを取得し直してください。スコープを設定した場合はアクセストークン、それ以外は ID トークンを使います"
            ),
        )
        .because(Reason::BadToken);
    }
    let (cause, mend) = refusal(by);
    let mut answer = Answer::refused(403, "Forbidden", cause, mend);
    if design.rest().is_some() {
        answer.body = by_authorizer(design, by);
    }
    answer.because(Reason::AuthorizerDenied)
}

/// Why a Lambda authorizer keeps a caller out, and what to do about it.
pub(in crate::simulate) fn refusal(by: Denial) -> (Sentence, Sentence) {
    if by == Denial::NotByIdentity {
        return (
            sentence!(
                "the authorizer's policy neither allows nor denies the call",
                "オーソライザーのポリシーは、この呼び出しを許可も拒否もしていません"
            ),
            sentence!(
                "the first call of another method may have left this policy in the cache: allow `*` in place of the one method (`methodArn`) that was asked, or keep nothing",
                "別のメソッドへの最初の呼び出しで返したポリシーがキャッシュされている可能性があります。そのメソッド(`methodArn`)だけでなく `*` を許可するか、キャッシュを0秒にしてください"
            ),
        );
    }
    (
        sentence!(
            "the authorizer's policy denies the call",
            "オーソライザーのポリシーが呼び出しを拒否しました"
        ),
        sentence!(
            "see the authorizer's log; a cached policy must cover every method, not only the one that was asked first",
            "オーソライザーのログを確認してください。キャッシュされるポリシーは、最初に呼ばれたメソッドだけでなくすべてのメソッドを対象にする必要があります"
        ),
    )
}

/// What a function of a REST API asks for by the one message that it may fail with (AWS: API Gateway developer guide,
/// "Use API Gateway Lambda authorizers", whose examples raise it).
pub(in crate::simulate) fn unauthorized() -> Answer {
    let answer = Answer::refused(
        401,
        "Unauthorized",
        sentence!(
            "the authorizer's function says that the token is not accepted",
            "オーソライザーの関数がトークンを受け入れませんでした"
        ),
        sentence!(
            "send a token that it accepts; any other message of an exception is answered with 500",
            "関数が受け入れるトークンを送ってください。ほかのメッセージの例外は 500 になります"
        ),
    );
    answer.because(Reason::BadToken)
}

/// The Lambda authorizer of a REST API that fails is answered without words (seen on AWS:
/// auth0-samples/jwt-rsa-aws-custom-authorizer#6, svdgraaf/serverless-basic-authentication#6).
pub(in crate::simulate) fn failed(design: &Design, is_lambda: bool) -> Answer {
    let mut answer = Answer::refused(
        500,
        "Internal Server Error",
        sentence!(
            "an authorizer that fails is an error of the API's configuration",
            "オーソライザーの失敗は API の設定エラーとして扱われます"
        ),
        sentence!(
            "see the log of the authorizer's function",
            "オーソライザー関数のログを確認してください"
        ),
    )
    .because(Reason::AuthorizerFailed);
    if is_lambda && design.rest().is_some() {
        answer.body = "{\"message\":null}".into();
    }
    answer
}
