//! A page without its styles, and a page that leads to itself.

use super::has::{calls_server, has_app, has_app_or_server, reads_s3};
use super::{Answer, Cause, Symptom, no_fix};
use crate::diagnostic::{Edit, Fix, Pointer};
use crate::model::{Authorization, DEFAULT_STAGE, Design};
use crate::sentence;

pub(super) const ASSETS: Symptom = Symptom {
    key: "assets",
    name: (
        "The page comes without styles, scripts or images",
        "スタイル、スクリプト、画像のないページが表示される",
    ),
    question: (
        "What do the missing files end with in the browser’s network list?",
        "ブラウザのネットワーク一覧で、足りないファイルの結果は何ですか？",
    ),
    rules: &[
        "environment-variable-fixes-prefix",
        "stage-cache-across-paths",
        "s3-object-without-binary-types",
        "page-protected-from-browsers",
        "route-root-missing",
        "binary-media-type-malformed",
    ],
    answers: &[
        Answer {
            key: "403",
            text: (
                "403 or 404, and their address lacks the stage or base path",
                "403か404(アドレスにステージやベースパスがない)",
            ),
            causes: &[Cause {
                fits: |d| has_prefix(d) && has_app(d),
                name: (
                    "the page links to `/assets/…` from the root, but the app stands below a stage or a base path",
                    "ページが `/assets/…` をルートから参照していますが、アプリはステージやベースパスの下にあります",
                ),
                source: "https://dash.plotly.com/external-resources",
                help: (
                    "let the generated handler set the prefix (it does for each address), and take fixed prefixes out of the app; “Try” shows which links resolve",
                    "プレフィックスは生成されるハンドラーに任せ(アドレスごとに設定します)、アプリの固定値を外してください。リンクの解決結果は「試す」で確認できます",
                ),
                at: "/app",
                fix: no_fix,
                proof: |n| n.curl("/", "-s "),
            }],
        },
        Answer {
            key: "404",
            text: (
                "404 or 403, with the right address",
                "404か403(アドレスは正しい)",
            ),
            causes: &[
                Cause {
                    fits: |d| !has_greedy(d) && d.websocket().is_none(),
                    name: (
                        "no route leads further than the page: `/{proxy+}` is missing",
                        "ページより下のルートがありません(`/{proxy+}` がない)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-api-as-simple-proxy.html",
                    help: (
                        "add `/{proxy+}` with the method of `/`",
                        "`/` と同じメソッドで `/{proxy+}` を追加してください",
                    ),
                    at: "/routes",
                    fix: add_greedy,
                    proof: |n| n.curl("/assets/style.css", ""),
                },
                Cause {
                    fits: reads_s3,
                    name: (
                        "the bucket has no object of that key: S3 says 404, and 403 where the role may not list the bucket",
                        "バケットにそのキーのオブジェクトがありません(S3 は404、ロールに一覧の権限がなければ403を返します)",
                    ),
                    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
                    help: (
                        "compare the key of the route with the objects of the bucket, in the same case",
                        "ルートのキーとバケットのオブジェクトを、大文字・小文字まで比べてください",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| n.curl("/assets/style.css", ""),
                },
                Cause {
                    fits: calls_server,
                    name: (
                        "the server behind it answers so itself: the path that it gets is another than the one that was asked, or it has no such file",
                        "バックエンドのサーバーの応答です(サーバーに届くパスがリクエストのパスと違うか、ファイルがありません)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html",
                    help: (
                        "try the request in “Try”: it shows the address that the gateway calls",
                        "「試す」で、ゲートウェイが呼び出すアドレスを確認できます",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| n.passed_on(404),
                },
                Cause {
                    fits: has_app,
                    name: (
                        "the files are not in the package: `assets/` stands beside the module of the app",
                        "パッケージにファイルがありません(`assets/` はアプリのモジュールの隣に置きます)",
                    ),
                    source: "https://dash.plotly.com/external-resources",
                    help: (
                        "put the folder where the app looks for it, and build again",
                        "アプリが探す場所にフォルダーを置き、ビルドし直してください",
                    ),
                    at: "/app",
                    fix: no_fix,
                    proof: |n| n.curl("/assets/style.css", ""),
                },
                Cause {
                    fits: is_protected,
                    name: (
                        "the files ask for credentials that a browser does not send with them",
                        "ファイルに、ブラウザが送らない認証情報が必要になっています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
                    help: (
                        "leave the routes of pages and of their files open, and sign people in behind them",
                        "ページとファイルのルートは保護を外し、サインインはその先で行ってください",
                    ),
                    at: "/access/authorization",
                    fix: no_fix,
                    proof: |n| n.curl("/assets/style.css", ""),
                },
            ],
        },
        Answer {
            key: "200",
            text: (
                "200, but broken: images and fonts do not show",
                "200だが壊れている(画像やフォントが表示されない)",
            ),
            causes: &[
                Cause {
                    fits: |d| any_binary(d).is_some(),
                    name: (
                        "binary files are treated as text: the binary media types do not have `*/*`",
                        "バイナリがテキストとして扱われています(バイナリメディアタイプに `*/*` がない)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html",
                    help: (
                        "add `*/*` and deploy; a function must return them in Base64, as the generated handler does",
                        "`*/*` を追加して再デプロイしてください。関数からは、生成されるハンドラーのように Base64 で返す必要があります",
                    ),
                    at: "/api/rest/binary_media_types",
                    fix: any_binary,
                    proof: |n| {
                        n.curl("/assets/logo.png", "-s -o /dev/null -H 'Accept: image/png' -w '%{content_type} %{size_download}\\n' ")
                    },
                },
                Cause {
                    fits: |d| {
                        d.rest().is_some() && d.stages.iter().any(|stage| stage.cache.is_some())
                    },
                    name: (
                        "the stage’s cache gives one file for all paths of `{proxy+}`",
                        "ステージのキャッシュが `{proxy+}` のすべてのパスに同じファイルを返しています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html",
                    help: ("turn the cache off", "キャッシュを無効にしてください"),
                    at: "/stages/{stage}/cache",
                    fix: no_cache,
                    proof: |n| n.curl("/assets/style.css", "-H 'Cache-Control: max-age=0' "),
                },
                Cause {
                    fits: has_app,
                    name: (
                        "the app returns them without Base64, or with a wrong type",
                        "アプリが Base64 なしか、誤った種類で返しています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html",
                    help: (
                        "use the generated handler",
                        "生成されるハンドラーを使ってください",
                    ),
                    at: "/app",
                    fix: no_fix,
                    proof: |n| {
                        n.curl(
                            "/assets/logo.png",
                            "-s -o /dev/null -w '%{content_type} %{size_download}\\n' ",
                        )
                    },
                },
            ],
        },
    ],
};

pub(super) const REDIRECT: Symptom = Symptom {
    key: "redirect",
    name: (
        "Too many redirects, or a redirect to the wrong address",
        "リダイレクトの繰り返し、または誤ったアドレスへのリダイレクト",
    ),
    question: (
        "Where does the header `Location` lead?",
        "`Location` ヘッダーはどこを指していますか？",
    ),
    rules: &[
        "environment-variable-fixes-prefix",
        "record-target-malformed",
    ],
    answers: &[
        Answer {
            key: "prefix",
            text: (
                "To a path without the stage or base path, or with it twice",
                "ステージやベースパスのない(または二重の)パス",
            ),
            causes: &[Cause {
                fits: |d| has_prefix(d) && has_app(d),
                name: (
                    "the app makes addresses from `SCRIPT_NAME`, which does not fit the address that was called",
                    "アプリは `SCRIPT_NAME` からアドレスを作りますが、呼び出したアドレスと合っていません",
                ),
                source: "https://peps.python.org/pep-3333/#url-reconstruction",
                help: (
                    "use the generated handler, and relative links or `url_for` in the app",
                    "生成されるハンドラーを使い、アプリでは相対リンクか `url_for` を使ってください",
                ),
                at: "/app",
                fix: no_fix,
                proof: |n| n.curl("/", "-s -o /dev/null -D - "),
            }],
        },
        Answer {
            key: "slash",
            text: (
                "To the same path with a slash at its end",
                "同じパスの末尾にスラッシュを付けたもの",
            ),
            causes: &[Cause {
                fits: has_app,
                name: (
                    "the framework adds a slash that something on the way takes off again",
                    "フレームワークが付けたスラッシュが途中で取り除かれています",
                ),
                source: "https://werkzeug.palletsprojects.com/en/stable/routing/",
                help: (
                    "call the address with the slash, or set `strict_slashes=False` or `APPEND_SLASH = False`",
                    "スラッシュ付きで呼び出すか、`strict_slashes=False` や `APPEND_SLASH = False` を設定してください",
                ),
                at: "/app",
                fix: no_fix,
                proof: |n| {
                    n.curl("", "-sL --max-redirs 5 -o /dev/null -w '%{num_redirects} %{url_effective}\\n' ")
                },
            }],
        },
        Answer {
            key: "https",
            text: ("To the same address with https", "同じアドレスの https"),
            causes: &[Cause {
                fits: has_app_or_server,
                name: (
                    "the app believes it is called with http: what stands before it ends TLS and calls it with http, or `X-Forwarded-Proto` is not read",
                    "アプリが http で呼び出されたと判断しています(手前で TLS を終端しているか、`X-Forwarded-Proto` を見ていません)",
                ),
                source: "https://flask.palletsprojects.com/en/stable/deploying/proxy_fix/",
                help: (
                    "let the CDN before it call with https (“full”), and the app read `X-Forwarded-Proto`",
                    "CDN から https で接続し(「フル」)、アプリで `X-Forwarded-Proto` を見るようにしてください",
                ),
                at: "/app",
                fix: no_fix,
                proof: |n| {
                    n.curl("/", "-sL --max-redirs 5 -o /dev/null -w '%{num_redirects} %{url_effective}\\n' ")
                },
            }],
        },
        Answer {
            key: "login",
            text: (
                "To a page for signing in, and back",
                "サインインのページとの往復",
            ),
            causes: &[Cause {
                fits: has_app_or_server,
                name: (
                    "the cookie does not come back: its path, its domain or `Secure` does not fit the address",
                    "Cookie が送り返されていません(パス、ドメイン、`Secure` がアドレスと合っていません)",
                ),
                source: "https://www.rfc-editor.org/rfc/rfc6265#section-5.4",
                help: (
                    "set the cookie’s path to the prefix or `/`, and one domain for page and API",
                    "Cookie のパスをプレフィックスか `/` にし、ページと API のドメインをそろえてください",
                ),
                at: "/app",
                fix: no_fix,
                proof: |n| n.curl("/", "-s -o /dev/null -D - "),
            }],
        },
    ],
};

/// Whether an address of the app has something before its paths.
fn has_prefix(design: &Design) -> bool {
    let mut stages = design.stages.iter();
    let by_stage =
        !design.api.closes_default_url() && stages.any(|stage| stage.name != DEFAULT_STAGE);
    by_stage || super::has::has_base_path(design)
}

fn has_greedy(design: &Design) -> bool {
    let mut routes = design.routes.iter();
    routes.any(|route| route.path.ends_with("+}") || route.path == "$default")
}

fn is_protected(design: &Design) -> bool {
    let access = &design.access;
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    methods.any(|method| {
        access.api_key_required_of(method)
            || *access.authorization_of(method) != Authorization::None
    })
}

/// `/{proxy+}` with the methods of `/`.
fn add_greedy(design: &Design) -> Option<Fix> {
    let root = design.routes.iter().find(|route| route.path == "/")?;
    if has_greedy(design) {
        return None;
    }
    let route = crate::model::Route {
        path: "/{proxy+}".into(),
        ..(**root).clone()
    };
    let value = serde_json::to_value(&route as &dyn crate::model::part::Part).ok()?;
    Some(Fix {
        title: sentence!("add `/{{proxy+}}`", "`/{{proxy+}}` を追加する"),
        edits: vec![Edit::Append(Pointer::root().join("routes"), value)],
    })
}

fn any_binary(design: &Design) -> Option<Fix> {
    let rest = design.rest()?;
    let at = Pointer::root().join("api").join("rest");
    let has = rest.binary_media_types.iter().any(|kind| kind == "*/*");
    (!has).then(|| Fix {
        title: sentence!("add `*/*`", "`*/*` を追加する"),
        edits: vec![Edit::Append(at.join("binary_media_types"), "*/*".into())],
    })
}

fn no_cache(design: &Design) -> Option<Fix> {
    let at = Pointer::root().join("stages");
    let stages = design.stages.iter().enumerate();
    let cached = stages.filter(|(_, stage)| stage.cache.is_some());
    let edits =
        cached.map(|(place, _)| Edit::Set(at.join(place).join("cache"), serde_json::Value::Null));
    let edits: Vec<Edit> = edits.collect();
    (!edits.is_empty()).then(|| Fix {
        title: sentence!("turn the caches off", "キャッシュを無効にする"),
        edits,
    })
}
