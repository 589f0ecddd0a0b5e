//! What a browser blocks: CORS.

use serde_json::json;

use super::{Answer, Cause, Symptom, always, no_fix};
use crate::diagnostic::{Edit, Fix, Pointer};
use crate::model::{Design, Verb};
use crate::sentence;

/// A preflight as a browser sends it.
const PREFLIGHT: &str = "-X OPTIONS -H 'Origin: https://app.example.com' -H 'Access-Control-Request-Method: POST' -H 'Access-Control-Request-Headers: content-type,authorization' ";
/// A request as a page of another origin sends it.
const FOREIGN: &str = "-H 'Origin: https://app.example.com' ";

pub(super) const CORS: Symptom = Symptom {
    key: "cors",
    name: (
        "CORS: the browser blocks the answer",
        "CORS: ブラウザが応答をブロックする",
    ),
    question: (
        "What does the browser’s console say behind “has been blocked by CORS policy”?",
        "ブラウザのコンソールの「has been blocked by CORS policy」の後には何と書かれていますか？",
    ),
    rules: &[
        "cors-credentials-with-wildcard",
        "cors-credentials-with-any-header",
        "cors-origin-malformed",
        "cors-origins-several",
        "cors-origins-of-fixed-answer",
        "cors-header-malformed",
        "cors-preflight-protected",
        "cors-authorizer-header-missing",
        "resource-policy-needs-signatures",
    ],
    answers: &[
        Answer {
            key: "no-header",
            text: (
                "No `Access-Control-Allow-Origin` header is present",
                "No `Access-Control-Allow-Origin` header is present",
            ),
            causes: &[
                Cause {
                    fits: |d| d.cors.is_none() && d.websocket().is_none(),
                    name: ("CORS is off in this design", "この設計では CORS が無効です"),
                    source: "https://repost.aws/knowledge-center/api-gateway-cors-errors",
                    help: (
                        "turn it on and name the origins whose pages may read answers",
                        "有効にし、応答の読み取りを許可するオリジンを指定してください",
                    ),
                    at: "/cors",
                    fix: turn_on,
                    proof: |n| n.curl("/", FOREIGN),
                },
                Cause {
                    fits: |d| d.rest().is_some() && d.cors.is_some(),
                    name: (
                        "it is an error of the gateway, a 4xx or 5xx: only answers of the app carry what the app sets",
                        "ゲートウェイ自身のエラー応答(4xx、5xx)で、アプリが付けるヘッダーがありません",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
                    help: (
                        "look at the status first: the cause is behind it; the files of this design give errors the header, too, once deployed",
                        "まずステータスを確認してください(原因はその先にあります)。この設計のファイルを再デプロイするとエラーにもヘッダーが付きます",
                    ),
                    at: "/cors",
                    fix: no_fix,
                    proof: |n| n.curl("/", FOREIGN),
                },
                Cause {
                    fits: |d| d.rest().is_some() && d.cors.is_some(),
                    name: (
                        "the app behind a proxy integration does not set the header: the gateway adds none to its answers",
                        "プロキシ統合ではゲートウェイがヘッダーを付けず、アプリも付けていません",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
                    help: (
                        "use the generated handler, which sets it, or set it in the app",
                        "ヘッダーを付ける生成ハンドラーを使うか、アプリで付けてください",
                    ),
                    at: "/app",
                    fix: no_fix,
                    proof: |n| n.curl("/", FOREIGN),
                },
                Cause {
                    fits: |d| d.http().is_some() && d.cors.is_some(),
                    name: (
                        "the page’s origin is none of the allowed ones: an HTTP API then sends no header at all",
                        "ページのオリジンが許可リストにありません(HTTP API はその場合ヘッダーを返しません)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
                    help: (
                        "compare scheme, host and port letter by letter, without a final slash",
                        "スキーム、ホスト、ポートを1文字ずつ比べてください(末尾のスラッシュは付けません)",
                    ),
                    at: "/cors/allow_origins",
                    fix: no_fix,
                    proof: |n| n.curl("/", PREFLIGHT),
                },
                Cause {
                    fits: |d| d.websocket().is_some(),
                    name: (
                        "WebSockets know no CORS: it is another address that the page asks",
                        "WebSocket に CORS はありません。ページが別のアドレスを呼び出しています",
                    ),
                    source: "https://websockets.spec.whatwg.org/",
                    help: (
                        "connect with `wss:`, and check `Origin` in `$connect`",
                        "`wss:` で接続し、`Origin` は `$connect` で確認してください",
                    ),
                    at: "",
                    fix: no_fix,
                    proof: |n| n.curl("/", FOREIGN),
                },
            ],
        },
        Answer {
            key: "preflight",
            text: (
                "Response to preflight request doesn’t pass …: it does not have HTTP ok status",
                "Response to preflight request doesn’t pass …: it does not have HTTP ok status",
            ),
            causes: &[
                Cause {
                    fits: |d| d.cors.is_none() && d.websocket().is_none(),
                    name: (
                        "no route answers `OPTIONS`",
                        "`OPTIONS` に応答するルートがありません",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-cors-errors",
                    help: (
                        "turn CORS on: the gateway then answers preflights itself",
                        "CORS を有効にすると、ゲートウェイがプリフライトに応答します",
                    ),
                    at: "/cors",
                    fix: turn_on,
                    proof: |n| n.curl("/", PREFLIGHT),
                },
                Cause {
                    fits: own_options,
                    name: (
                        "a method `OPTIONS` or `ANY` of the design gets the preflight before the gateway answers it",
                        "設計の `OPTIONS` か `ANY` メソッドがプリフライトを受け取っています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
                    help: (
                        "let the app answer it with 200 or 204 and the headers, or take the method away",
                        "アプリで200か204とヘッダーを返すか、メソッドを削除してください",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| n.curl("/", PREFLIGHT),
                },
                Cause {
                    fits: always,
                    name: (
                        "something before the route refused the preflight: a web ACL, a policy, or a wrong path",
                        "ルートの手前(Web ACL、ポリシー、誤ったパス)でプリフライトが拒否されました",
                    ),
                    source: "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
                    help: (
                        "its status tells which: go on with that symptom",
                        "ステータスを確認し、その症状から調べてください",
                    ),
                    at: "",
                    fix: no_fix,
                    proof: |n| n.curl("/", PREFLIGHT),
                },
            ],
        },
        Answer {
            key: "header",
            text: (
                "Request header field … is not allowed, or Method … is not allowed",
                "Request header field … is not allowed、または Method … is not allowed",
            ),
            causes: &[Cause {
                fits: |d| d.websocket().is_none(),
                name: (
                    "the preflight does not name a header or method that the page sends; `*` does not cover `Authorization`",
                    "ページが送るヘッダーやメソッドがプリフライトの応答にありません(`*` は `Authorization` を含みません)",
                ),
                source: "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
                help: (
                    "add it by name, and deploy",
                    "名前を指定して追加し、再デプロイしてください",
                ),
                at: "/cors/allow_headers",
                fix: usual_headers,
                proof: |n| n.curl("/", PREFLIGHT),
            }],
        },
        Answer {
            key: "credentials",
            text: (
                "The value must not be the wildcard `*` when the credentials mode is `include`",
                "The value must not be the wildcard `*` when the credentials mode is `include`",
            ),
            causes: &[Cause {
                fits: |d| d.websocket().is_none(),
                name: (
                    "the page sends cookies, and the answer allows any origin",
                    "ページは Cookie を送りますが、応答はすべてのオリジンを許可しています",
                ),
                source: "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials",
                help: (
                    "name the one origin and allow credentials, or let the page send none",
                    "オリジンを1つ指定して認証情報を許可するか、ページから Cookie を送らないようにしてください",
                ),
                at: "/cors/allow_origins",
                fix: no_fix,
                proof: |n| n.curl("/", FOREIGN),
            }],
        },
        Answer {
            key: "value",
            text: (
                "The header has a value that is not equal to the supplied origin, or multiple values",
                "The header has a value that is not equal to the supplied origin、または multiple values",
            ),
            causes: &[Cause {
                fits: |d| d.websocket().is_none(),
                name: (
                    "another origin is allowed than the page’s, or the header stands twice in the answer, as when a framework and the handler both set it",
                    "ページと異なるオリジンが許可されているか、フレームワークとハンドラーの両方がヘッダーを付けて二重になっています",
                ),
                source: "https://fetch.spec.whatwg.org/#cors-check",
                help: (
                    "allow the page’s origin, and set the header in one place only",
                    "ページのオリジンを許可し、ヘッダーは1か所だけで付けてください",
                ),
                at: "/cors/allow_origins",
                fix: no_fix,
                proof: |n| n.curl("/", FOREIGN),
            }],
        },
    ],
};

/// Whether a method of the design gets preflights itself.
fn own_options(design: &Design) -> bool {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    methods.any(|method| matches!(method.verb, Verb::Options | Verb::Any))
}

fn turn_on(design: &Design) -> Option<Fix> {
    let at = Pointer::root().join("cors");
    (design.cors.is_none() && design.websocket().is_none()).then(|| Fix {
        title: sentence!("turn CORS on", "CORS を有効にする"),
        edits: vec![Edit::Set(at, json!({}))],
    })
}

/// The headers that programs in pages send most.
fn usual_headers(design: &Design) -> Option<Fix> {
    let cors = design.cors.as_ref()?;
    let at = Pointer::root().join("cors").join("allow_headers");
    let has = |name: &str| {
        let mut names = cors.allow_headers.iter();
        names.any(|other| other.eq_ignore_ascii_case(name))
    };
    let missing = ["Content-Type", "Authorization", "X-Api-Key"];
    let missing = missing.into_iter().filter(|name| !has(name));
    let edits = missing.map(|name| Edit::Append(at, name.into()));
    let edits: Vec<Edit> = edits.collect();
    (!edits.is_empty()).then(|| Fix {
        title: sentence!(
            "allow `Content-Type`, `Authorization` and `X-Api-Key`",
            "`Content-Type`、`Authorization`、`X-Api-Key` を許可する"
        ),
        edits,
    })
}
