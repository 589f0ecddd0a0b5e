//! Who a method asks about its caller.

use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Authorization, Authorizer, AuthorizerKind, Design};
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::route::Matched;
use crate::simulate::{Answer, Decision, Part, Request, Walk, Way};

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
                    "このメソッドは認証を行いません"
                ),
            );
            Ok(())
        }
        Authorization::Iam if request.is_signed => {
            walk.passed(
                Part::Authorizer,
                at,
                sentence!(
                    "the signature belongs to credentials that may call `execute-api:Invoke`",
                    "署名の認証情報に `execute-api:Invoke` の権限があります"
                ),
            );
            Ok(())
        }
        Authorization::Iam => walk.stop(
            Part::Authorizer,
            at,
            sentence!(
                "the method wants a signature of IAM credentials (Signature Version 4)",
                "このメソッドには IAM 認証情報による署名(Signature Version 4)が必要です"
            ),
            Answer::refused(
                403,
                if design.http().is_some() {
                    "Forbidden"
                } else {
                    "Missing Authentication Token"
                },
                sentence!("the request is not signed", "リクエストに署名がありません"),
                sentence!(
                    "sign it, for instance with `curl --aws-sigv4`; browsers cannot",
                    "`curl --aws-sigv4` などで署名してください(ブラウザではできません)"
                ),
            )
            .with_cors(design, request),
        ),
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
                ),
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
    // A request authorizer without a cache has no identity source that must be there.
    let is_asked_anyway =
        matches!(&authorizer.kind, AuthorizerKind::LambdaRequest(own) if own.ttl_seconds == 0);
    let lacks = missing(request, entered, authorizer).filter(|_| !is_asked_anyway);
    if let Some(lacks) = lacks {
        let cause = sentence!(
            "what the authorizer looks at is not in the request",
            "オーソライザーが調べる値がリクエストにありません"
        );
        let mend = sentence!(
            "send it; of a preflight nobody can, so `OPTIONS` must need no authorization",
            "値を送ってください。プリフライトでは送れないため、`OPTIONS` を認証なしにする必要があります"
        );
        let answer = Answer::refused(401, "Unauthorized", cause, mend).with_cors(design, request);
        let (en, ja) = (lacks.en, lacks.ja);
        return walk.stop(
            Part::Authorizer,
            at,
            sentence!(
                "`{name}` ({kind}) is not even asked: the {en} is missing",
                "{ja}がないため、`{name}`({kind})は呼ばれません",
            ),
            answer,
        );
    }
    let (message, answer) = match request.authorizer {
        Decision::Allow => {
            let message = let_in(authorizer, design.access.scopes_of(matched.method));
            walk.passed(Part::Authorizer, at, message);
            return Ok(());
        }
        Decision::Deny => (
            sentence!(
                "`{name}` ({kind}) refuses the caller",
                "`{name}`({kind})が呼び出し元を拒否しました"
            ),
            denied(design, authorizer),
        ),
        Decision::Fail => (
            sentence!(
                "`{name}` ({kind}) fails: an exception, a time-out, or an answer that is no policy",
                "`{name}`({kind})が失敗しました(例外、タイムアウト、またはポリシーでない応答)"
            ),
            failed(),
        ),
    };
    walk.stop(
        Part::Authorizer,
        at,
        message,
        answer.with_cors(design, request),
    )
}

/// What the authorizer looks at and the request does not have.
fn missing(request: &Request, entered: &Entered, authorizer: &Authorizer) -> Option<Sentence> {
    let has = |name: &str| entered.query.iter().any(|(own, _)| own == name);
    let mut headers = authorizer.kind.headers().iter();
    let header = headers.find(|name| request.header(name).is_none_or(str::is_empty));
    if let Some(header) = header {
        return Some(sentence!("header `{header}`", "ヘッダー `{header}`"));
    }
    let mut queries = authorizer.kind.query_strings().iter();
    let query = queries.find(|name| !has(name))?;
    Some(sentence!(
        "query parameter `{query}`",
        "クエリパラメータ `{query}`"
    ))
}

fn let_in(authorizer: &Authorizer, scopes: &[String]) -> Sentence {
    let (name, kind) = (&authorizer.name, authorizer.kind.as_str());
    let ttl = authorizer.kind.ttl_seconds().filter(|ttl| *ttl > 0);
    match (scopes, ttl) {
        ([], None) => sentence!(
            "`{name}` ({kind}) lets the caller in",
            "`{name}`({kind})が呼び出し元を許可しました"
        ),
        ([], Some(ttl)) => sentence!(
            "`{name}` ({kind}) lets the caller in; the answer is remembered for {ttl} seconds",
            "`{name}`({kind})が呼び出し元を許可しました。結果は {ttl} 秒間キャッシュされます"
        ),
        (scopes, _) => sentence!(
            "`{name}` ({kind}) accepts the token, which has one of the scopes `{scopes}`",
            "`{name}`({kind})がトークンを受け入れました。スコープ `{scopes}` のいずれかが必要です",
            scopes = scopes.join("`, `"),
        ),
    }
}

fn denied(design: &Design, authorizer: &Authorizer) -> Answer {
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
        );
    }
    let mut answer = Answer::refused(
        403,
        "Forbidden",
        sentence!(
            "the authorizer's policy denies the call",
            "オーソライザーのポリシーが呼び出しを拒否しました"
        ),
        sentence!(
            "see the authorizer's log; a cached policy must cover every method, not only the one that was asked first",
            "オーソライザーのログを確認してください。キャッシュされるポリシーは、最初に呼ばれたメソッドだけでなくすべてのメソッドを対象にする必要があります"
        ),
    );
    if design.rest().is_some() {
        let message = "User is not authorized to access this resource with an explicit deny";
        answer.body = format!("{{\"Message\":\"{message}\"}}");
    }
    answer
}

fn failed() -> Answer {
    Answer::refused(
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
}
