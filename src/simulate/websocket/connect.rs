//! Who may connect.

use crate::diagnostic::Pointer;
use crate::model::{Authorization, Design};
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::guard::denial::{Denial, by_authorizer};
use crate::simulate::guard::{
    by_iam, failed, refusal, stopped_function, unauthorized, unset_variable,
};
use crate::simulate::{Answer, Decision, Part, Reason, Request, Walk, Way};

/// Only `$connect` asks who calls.
pub(super) fn authorize(
    design: &Design,
    request: &Request,
    entered: &Entered,
    walk: &mut Walk,
) -> Way<()> {
    let at = Pointer::root().join("access").join("authorization");
    match &design.access.authorization {
        Authorization::None => walk.nothing(
            Part::Authorizer,
            at,
            sentence!("nobody is asked who connects", "接続時の認可はありません"),
        ),
        Authorization::Iam => match by_iam(design, request, entered) {
            Ok(message) => walk.passed(Part::Authorizer, at, message),
            Err(refused) => {
                let (message, answer) = *refused;
                return walk.stop(Part::Authorizer, at, message, answer);
            }
        },
        Authorization::Authorizer(name) => {
            let kind = design.access.authorizer(name).map(|(_, own)| &own.kind);
            let lacks_header = kind.is_some_and(|kind| {
                kind.headers()
                    .iter()
                    .any(|header| request.header(header).is_none())
            });
            let has = |name: &String| entered.query.iter().any(|(own, _)| own == name);
            let lacks_query = kind.is_some_and(|kind| !kind.query_strings().iter().all(has));
            let lacks_variable =
                kind.is_some_and(|kind| unset_variable(design, entered, kind).is_some());
            if lacks_header || lacks_query || lacks_variable {
                return walk.stop(
                    Part::Authorizer,
                    at,
                    sentence!(
                        "`{name}` is not even asked: what it looks at is missing",
                        "調べる値がないため、`{name}` は呼ばれません"
                    ),
                    without_identity(),
                );
            }
            let function = kind.and_then(|kind| kind.function());
            if let Some((field, message, answer)) =
                function.and_then(|name| stopped_function(design, entered, name))
            {
                let answer = answer.because(Reason::AuthorizerFailed);
                return walk.stop(Part::Authorizer, field, message, answer);
            }
            match request.authorizer {
                // A Lambda authorizer, the only one of a WebSocket API, knows no scopes.
                Decision::Allow | Decision::LacksScope => walk.passed(
                    Part::Authorizer,
                    at,
                    sentence!(
                        "`{name}` lets the caller in",
                        "`{name}` が呼び出し元を許可しました"
                    ),
                ),
                Decision::Unauthorized => {
                    return walk.stop(
                        Part::Authorizer,
                        at,
                        sentence!(
                            "`{name}` raises an exception that says `Unauthorized`",
                            "`{name}` が `Unauthorized` という例外を発生させました"
                        ),
                        unauthorized(),
                    );
                }
                Decision::Deny | Decision::ImplicitDeny => {
                    return walk.stop(
                        Part::Authorizer,
                        at,
                        sentence!(
                            "`{name}` refuses the caller",
                            "`{name}` が呼び出し元を拒否しました"
                        ),
                        denied(design, request.authorizer),
                    );
                }
                Decision::Fail => {
                    return walk.stop(
                        Part::Authorizer,
                        at,
                        sentence!("`{name}` fails", "`{name}` が失敗しました"),
                        failed_handshake(design),
                    );
                }
            }
        }
    }
    Ok(())
}

/// The answer to a caller that the authorizer's policy keeps out.
fn denied(design: &Design, decision: Decision) -> Answer {
    let by = if decision == Decision::Deny {
        Denial::ByIdentity
    } else {
        Denial::NotByIdentity
    };
    let (cause, mend) = refusal(by);
    let mut answer = Answer::refused(403, "", cause, mend);
    answer.body = by_authorizer(design, by);
    answer.because(Reason::AuthorizerDenied)
}

/// The answer to a connection that lacks what the authorizer looks at.
fn without_identity() -> Answer {
    let answer = Answer::refused(
        401,
        "Unauthorized",
        sentence!("the connection is not made", "接続は確立されません"),
        sentence!(
            "send what the authorizer looks at; a browser can only use the query string or cookies",
            "オーソライザーが調べる値を送ってください。ブラウザから送れるのはクエリ文字列と Cookie だけです"
        ),
    );
    answer.because(Reason::NoIdentity)
}

/// The answer where the authorizer's function fails: nothing that the caller sends would mend it.
fn failed_handshake(design: &Design) -> Answer {
    Answer {
        body: r#"{"message":"Internal server error"}"#.into(),
        ..failed(design, true)
    }
}
