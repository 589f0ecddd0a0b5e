//! What a browser blocks: CORS.

use serde_json::json;

use super::has::has_app_or_server;
use super::proof::filled;
use super::{Answer, Cause, Symptom, no_fix};
use crate::diagnostic::{Edit, Fix, Pointer};
use crate::model::{Design, Verb};
use crate::sentence;
use crate::simulate::{Decision, Outcome, Part, Request, simulate};

/// A preflight as a browser sends it.
pub(super) const PREFLIGHT: &str = "-X OPTIONS -H 'Origin: https://app.example.com' -H 'Access-Control-Request-Method: POST' -H 'Access-Control-Request-Headers: content-type,authorization' ";
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
                        "it is an error of the gateway, a 4xx or 5xx: only answers from behind it carry the header that is set there",
                        "ゲートウェイ自身のエラー応答(4xx、5xx)で、バックエンドで付けるヘッダーがありません",
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
                    fits: |d| d.rest().is_some() && d.cors.is_some() && has_app_or_server(d),
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
                    proof: |n| n.curl_preflight(),
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
                    fits: |d| ends(d, End::Refused),
                    name: (
                        "the preflight comes to a method that asks who calls (an authorizer, IAM or an API key), and a browser sends nothing of the kind with it",
                        "プリフライトが、オーソライザー・IAM・API キーを求めるメソッドに届いています。ブラウザはプリフライトに認証情報を付けません",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
                    help: (
                        "turn CORS on, so that the gateway answers preflights itself, or give the route an `OPTIONS` that asks for nothing",
                        "CORS を有効にしてゲートウェイにプリフライトへ応答させるか、認可もキーも求めない `OPTIONS` をルートに追加してください",
                    ),
                    at: "/cors",
                    fix: |d| answer_in_place_of(d, End::Refused),
                    proof: |n| n.curl_preflight(),
                },
                Cause {
                    fits: |d| ends(d, End::Nowhere),
                    name: (
                        "a route has no method that answers `OPTIONS`",
                        "`OPTIONS` に応答するメソッドのないルートがあります",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-cors-errors",
                    help: (
                        "turn CORS on: the gateway then answers preflights itself",
                        "CORS を有効にすると、ゲートウェイがプリフライトに応答します",
                    ),
                    at: "/cors",
                    fix: |d| answer_in_place_of(d, End::Nowhere),
                    proof: |n| n.curl_preflight(),
                },
                Cause {
                    fits: |d| ends(d, End::Backend),
                    name: (
                        "a method `OPTIONS` or `ANY` passes the preflight on, and what stands behind it answers with another status than 2xx",
                        "`OPTIONS` か `ANY` のメソッドがプリフライトをバックエンドに渡し、2xx 以外のステータスが返っています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
                    help: (
                        "turn CORS on, so that the gateway answers it, or let the app answer it with 200 or 204 and the headers; an `OPTIONS` of one’s own goes before the gateway’s",
                        "CORS を有効にしてゲートウェイに応答させるか、アプリで200か204とヘッダーを返してください(独自の `OPTIONS` はゲートウェイの応答より優先されます)",
                    ),
                    at: "/routes",
                    fix: |d| answer_in_place_of(d, End::Backend),
                    proof: |n| n.curl_preflight(),
                },
                Cause {
                    fits: |d| d.rest().is_some(),
                    name: (
                        "something before the route refused the preflight, such as a web ACL or a policy, or the address is wrong (stage, base path, path)",
                        "ルートの手前(Web ACL、ポリシーなど)でプリフライトが拒否されたか、アドレス(ステージ、ベースパス、パス)が誤っています",
                    ),
                    source: "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
                    help: (
                        "its status tells which: go on with that symptom",
                        "ステータスを確認し、その症状から調べてください",
                    ),
                    at: "",
                    fix: no_fix,
                    proof: |n| n.curl_preflight(),
                },
                Cause {
                    fits: |d| d.http().is_some(),
                    name: (
                        "the preflight comes to another API or to something before this one: a wrong host, stage or base path, or a CDN",
                        "プリフライトが別の API や手前の CDN に届いています(ホスト、ステージ、ベースパスの誤りなど)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
                    help: (
                        "its status tells which: go on with that symptom",
                        "ステータスを確認し、その症状から調べてください",
                    ),
                    at: "/stages",
                    fix: no_fix,
                    proof: |n| n.curl_preflight(),
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
                proof: |n| n.curl_preflight(),
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

/// What becomes of a preflight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The gateway answers it.
    Gateway,
    /// What stands behind the gateway gets it.
    Backend,
    /// An authorizer, IAM or a key refuses it.
    Refused,
    /// No method takes it.
    Nowhere,
    /// It ends before any route.
    Before,
}

/// Routes that are tried: of more than that the first ones stand for the others.
const TRIED: usize = 40;

/// The paths of the routes, each with what the simulator makes of a preflight to it.
pub(super) fn preflights(design: &Design) -> Vec<(String, End)> {
    if design.websocket().is_some() {
        return Vec::new();
    }
    let routes = design.routes.iter();
    let routes = routes.filter(|route| !route.methods.is_empty());
    let tried = routes.take(TRIED).map(|route| {
        let path = if route.is_default() {
            "/".to_owned()
        } else {
            filled(&route.path)
        };
        let verbs = route.methods.iter().map(|method| method.verb);
        let verb = verbs.filter(|verb| !matches!(verb, Verb::Any | Verb::Options));
        let verb = verb.map(Verb::as_str).next().unwrap_or("POST");
        let end = end_of(design, &path, verb);
        (path, end)
    });
    tried.collect()
}

/// What becomes of the preflight of a page that is none of the API's own.
fn end_of(design: &Design, path: &str, verb: &str) -> End {
    let headers = [
        ("Origin", "https://app.example.com"),
        ("Access-Control-Request-Method", verb),
    ];
    // Whoever calls a private API comes through one of its endpoints.
    let endpoint = design.rest().filter(|api| api.is_private());
    let endpoint = endpoint.and_then(|api| api.vpc_endpoint_ids.first());
    let request = Request {
        vpc_endpoint: endpoint.cloned().unwrap_or_default(),
        method: "OPTIONS".into(),
        url: path.to_owned(),
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        // Nobody vouches for who shows nothing.
        authorizer: Decision::Deny,
        ..Request::default()
    };
    let trace = simulate(design, &request);
    let mut steps = trace.steps.iter().rev();
    let stopped = steps.find(|step| {
        let is_way = step.part != Part::Browser && step.part != Part::Response;
        step.outcome == Outcome::Stopped && is_way
    });
    match stopped.map(|step| step.part) {
        Some(Part::Authorizer | Part::ApiKey) => End::Refused,
        Some(Part::Route) => End::Nowhere,
        Some(Part::Integration | Part::App | Part::Validation) => End::Backend,
        Some(_) => End::Before,
        None => {
            let mut steps = trace.steps.iter();
            let is_answered =
                steps.any(|step| step.part == Part::Preflight && step.outcome == Outcome::Passed);
            if is_answered {
                End::Gateway
            } else {
                End::Backend
            }
        }
    }
}

/// Whether the preflight of a route ends so.
fn ends(design: &Design, end: End) -> bool {
    preflights(design).iter().any(|(_, own)| *own == end)
}

/// The path of a preflight that the gateway does not answer; of the first route where it answers all.
pub(super) fn preflight_path(design: &Design) -> String {
    let all = preflights(design);
    let order = [End::Refused, End::Nowhere, End::Backend];
    let worst = order
        .iter()
        .find_map(|end| all.iter().find(|(_, own)| own == end));
    let chosen = worst.or_else(|| all.first());
    chosen.map_or_else(|| "/".to_owned(), |(path, _)| path.clone())
}

fn turn_on(design: &Design) -> Option<Fix> {
    let at = Pointer::root().join("cors");
    (design.cors.is_none() && design.websocket().is_none()).then(|| Fix {
        title: sentence!("turn CORS on", "CORS を有効にする"),
        edits: vec![Edit::Set(at, json!({}))],
    })
}

/// The gateway answers preflights, where none then ends as it did.
fn answer_in_place_of(design: &Design, end: End) -> Option<Fix> {
    let fix = turn_on(design)?;
    let mut better = design.clone();
    better.mend(&fix);
    (!ends(&better, end)).then_some(fix)
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
