//! What a backend asks of a connection by HTTP: `POST`, `GET` or `DELETE` on `@connections/ID`.

use super::routes;
use crate::model::Design;
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::guard::by_iam;
use crate::simulate::{Answer, Part, Reason, Request, Walk, Way};

/// The answer, where it is such a request (AWS: API Gateway developer guide, "Use @connections commands in your backend
/// service"; the statuses: API Gateway Management API, `PostToConnection`, `GetConnection`, `DeleteConnection`).
pub(super) fn answer(
    design: &Design,
    request: &Request,
    entered: &Entered,
    walk: &mut Walk,
) -> Option<Way<Answer>> {
    let connection = entered.inner.strip_prefix("/@connections/")?;
    if connection.is_empty() {
        return None;
    }
    let method = request.method.to_ascii_uppercase();
    let (status, cause) = match method.as_str() {
        "POST" => (
            200,
            sentence!(
                "the body goes to the connection as a message; a connection that is gone is answered with 410",
                "本文が接続にメッセージとして送られます。すでに切れた接続には 410 が返ります"
            ),
        ),
        "GET" => (
            200,
            sentence!(
                "what is known of the connection comes back; of one that is gone, 410",
                "接続の情報が返ります。すでに切れた接続には 410 が返ります"
            ),
        ),
        "DELETE" => (
            204,
            sentence!(
                "the connection is closed; one that is gone already is answered with 410",
                "接続が閉じられます。すでに切れた接続には 410 が返ります"
            ),
        ),
        _ => return None,
    };
    let message = sentence!(
        "this is the callback URL of the connection `{connection}`: no route gets it, API Gateway answers itself",
        "接続 `{connection}` のコールバック URL です。ルートには届かず、API Gateway 自身が応答します"
    );
    walk.passed(Part::Route, routes(), message);
    match by_iam(design, request, entered) {
        Ok(_) => {
            let message = sentence!(
                "the signature belongs to credentials that may call `execute-api:ManageConnections`",
                "署名の認証情報に `execute-api:ManageConnections` の権限があります"
            );
            walk.passed(Part::Authorizer, routes(), message);
        }
        Err(refused) => {
            let (message, answer) = *refused;
            let answer = if answer.reason == Some(Reason::IamDenied) {
                denied()
            } else {
                answer
            };
            return Some(walk.stop(Part::Authorizer, routes(), message, answer));
        }
    }
    Some(Ok(Answer {
        status,
        cause,
        ..Answer::default()
    }))
}

/// The answer to credentials that may not manage connections; the words of its body are in no page of AWS.
fn denied() -> Answer {
    let answer = Answer {
        status: 403,
        ..Answer::none(
            sentence!(
                "the caller's policy does not allow `execute-api:ManageConnections` for this connection",
                "呼び出し元のポリシーは、この接続の `execute-api:ManageConnections` を許可していません"
            ),
            sentence!(
                "allow it on `API/STAGE/POST/@connections/*`, or `GET` and `DELETE` likewise",
                "`API/STAGE/POST/@connections/*`(`GET` と `DELETE` も同様)に許可してください"
            ),
        )
    };
    answer.because(Reason::IamDenied)
}
