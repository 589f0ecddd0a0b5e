//! 401: an authorizer does not know who calls.

use super::forbidden::connect_refused;
use super::has::{
    asks_at_connect, asks_kind, by_function, has_app_or_server, has_own_expression,
    has_several_sources,
};
use super::mend::{any_token, keep_no_answers};
use super::{Answer, Cause, Symptom, no_fix};
use crate::model::{AuthorizerKind, Design};

/// What a token says of itself, behind `$TOKEN`; the tools of Macs decode it, too.
const READ_TOKEN: &str = "TOKEN='the token'\npython3 -c 'import base64, sys; print(base64.urlsafe_b64decode(sys.argv[1].split(\".\")[1] + \"==\").decode())' \"$TOKEN\"";
/// A request with a token.
const WITH_TOKEN: &str = "-H \"Authorization: $TOKEN\" ";

fn by_cognito(design: &Design) -> bool {
    asks_kind(design, |kind| {
        matches!(kind, AuthorizerKind::CognitoUserPool(_))
    })
}

fn by_jwt(design: &Design) -> bool {
    asks_kind(design, |kind| matches!(kind, AuthorizerKind::Jwt(_)))
}

fn by_any(design: &Design) -> bool {
    asks_kind(design, |_| true)
}

pub(super) const UNAUTHORIZED: Symptom = Symptom {
    key: "401",
    name: ("401 Unauthorized", "401 Unauthorized"),
    question: (
        "Does the request show who calls, by a token or a cookie?",
        "リクエストにトークンや Cookie は含まれていますか？",
    ),
    rules: &[
        "page-protected-from-browsers",
        "authorizer-header-of-browser",
        "cors-preflight-protected",
        "cors-authorizer-header-missing",
        "jwt-issuer-malformed",
        "jwt-audience-missing",
        "user-pool-arn-malformed",
        "function-stage-variable-unset",
    ],
    answers: &[
        Answer {
            key: "nothing",
            text: (
                "No, or it is a page that somebody opens in a browser",
                "いいえ。またはブラウザでページを開いただけ",
            ),
            causes: &[
                Cause {
                    fits: by_any,
                    name: (
                        "what the authorizer looks at is not in the request: the gateway refuses it without asking",
                        "オーソライザーが調べる値がないため、ゲートウェイが問い合わせずに拒否しています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html",
                    help: (
                        "send it; a browser that opens a page sends cookies alone, so let a `REQUEST` authorizer read `Cookie`, or leave pages open and sign people in inside the app",
                        "値を送ってください。ブラウザがページを開くときに送るのは Cookie だけなので、`REQUEST` オーソライザーで `Cookie` を読み取るか、ページの保護を解除してアプリ側でサインインさせてください",
                    ),
                    at: "/access/authorizers",
                    fix: no_fix,
                    proof: |n| format!("{}\n{}", n.curl("/", ""), n.curl("/", WITH_TOKEN)),
                },
                Cause {
                    fits: has_app_or_server,
                    name: (
                        "the app itself asks who it is: its own sign-in, or a password of the server behind it",
                        "アプリ自身のサインインか、バックエンドのサーバーがパスワードを求めています",
                    ),
                    source: "https://www.rfc-editor.org/rfc/rfc9110.html",
                    help: (
                        "look at the header `WWW-Authenticate` of the answer: a scheme such as `Basic` is none of the gateway’s",
                        "応答のヘッダー `WWW-Authenticate` を確認してください。`Basic` などの方式はゲートウェイのものではありません",
                    ),
                    at: "/app",
                    fix: no_fix,
                    proof: |n| n.curl("/", ""),
                },
                connect_refused(|n| n.passed_on(401)),
            ],
        },
        Answer {
            key: "token",
            text: ("Yes", "はい"),
            causes: &[
                Cause {
                    fits: by_cognito,
                    name: (
                        "the token is expired, of another user pool, or of the wrong kind: with scopes it must be an access token, without them an ID token",
                        "トークンの期限切れ、別のユーザープールのトークン、または種類の違いです(スコープがあればアクセストークン、なければ ID トークン)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html",
                    help: (
                        "compare `exp`, `iss` and `token_use` of the token with the pool and the scopes of the method",
                        "トークンの `exp`、`iss`、`token_use` を、ユーザープールとメソッドのスコープに照らしてください",
                    ),
                    at: "/access/authorizers",
                    fix: no_fix,
                    proof: |_| READ_TOKEN.to_owned(),
                },
                Cause {
                    fits: by_jwt,
                    name: (
                        "the token is expired, or its `iss`, or `aud` (`client_id`), is none of the authorizer’s; a missing scope is 403",
                        "トークンの期限切れか、`iss` または `aud`(`client_id`)の不一致です(スコープの不足は 403 になります)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html",
                    help: (
                        "compare them letter by letter with issuer and audience, also the slash at the end; the header `WWW-Authenticate` of the answer says which it is",
                        "発行者と対象(audience)を末尾のスラッシュまで含めて比べてください。応答のヘッダー `WWW-Authenticate` に原因が書かれています",
                    ),
                    at: "/access/authorizers",
                    fix: no_fix,
                    proof: |n| format!("{READ_TOKEN}\n{}", n.curl("/", WITH_TOKEN)),
                },
                Cause {
                    fits: has_own_expression,
                    name: (
                        "the token does not fit the authorizer’s pattern, so its function is not even asked",
                        "トークンがオーソライザーのパターンに合わず、関数が呼び出されていません",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html",
                    help: (
                        "the whole header must fit, `Bearer` in front of it included; mend the pattern, or leave it out",
                        "先頭の `Bearer` も含めてヘッダー全体が一致する必要があります。パターンを直すか、空にしてください",
                    ),
                    at: "/access/authorizers",
                    fix: any_token,
                    proof: |n| n.curl("/", WITH_TOKEN),
                },
                Cause {
                    fits: has_several_sources,
                    name: (
                        "one of the things that the authorizer looks at is missing: all of them must be there",
                        "オーソライザーが調べる値のどれかが欠けています(すべて必要です)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html",
                    help: (
                        "send each header and query string parameter, none of them empty, or let the authorizer look at fewer",
                        "ヘッダーとクエリ文字列パラメータを空にせずすべて送るか、調べる値を減らしてください",
                    ),
                    at: "/access/authorizers",
                    fix: no_fix,
                    proof: |n| {
                        n.log(
                            401,
                            &["authorizer.error", "error.message", "identity.sourceIp"],
                        )
                    },
                },
                Cause {
                    fits: |d| by_function(d) && d.http().is_none(),
                    name: (
                        "the authorizer’s function ends with the exception `Unauthorized`",
                        "オーソライザーの関数が例外 `Unauthorized` で終了しています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html",
                    help: (
                        "read its log; any other exception is a 500, and a policy that denies is a 403",
                        "関数のログを確認してください。ほかの例外は 500、拒否のポリシーは 403 になります",
                    ),
                    at: "/access/authorizers",
                    fix: keep_no_answers,
                    proof: |n| n.authorizer_log("Unauthorized"),
                },
                Cause {
                    fits: has_app_or_server,
                    name: (
                        "the app itself, or the server behind it, does not take the token",
                        "アプリ自身、またはバックエンドのサーバーがトークンを受け付けていません",
                    ),
                    source: "https://www.rfc-editor.org/rfc/rfc9110.html",
                    help: (
                        "where the integration’s status is 401, too, or the function was called at that moment, the gateway only passed it on",
                        "統合のステータスも401か、同じ時刻に関数が呼び出されていれば、ゲートウェイはそのまま渡しただけです",
                    ),
                    at: "/app",
                    fix: no_fix,
                    proof: |n| n.passed_on(401),
                },
                Cause {
                    fits: |d| asks_at_connect(d) && by_any(d),
                    ..connect_refused(|n| n.passed_on(401))
                },
            ],
        },
    ],
};
