//! 404: no route, or the app knows no such page.

use super::forbidden::{connect_refused, default_url_closed};
use super::has::{has_app, has_app_or_server, has_base_path, lacks_mapping, reads_s3};
use super::mend::map_root;
use super::{Answer, Cause, Symptom, no_fix};

pub(super) const NOT_FOUND: Symptom = Symptom {
    key: "404",
    name: ("404 Not Found", "404 Not Found"),
    question: (
        "What does the body of the answer look like?",
        "応答の本文はどのようなものですか？",
    ),
    rules: &[
        "route-root-missing",
        "message-route-default-missing",
        "route-path-reserved",
    ],
    answers: &[
        Answer {
            key: "gateway",
            text: (r#"{"message":"Not Found"}"#, r#"{"message":"Not Found"}"#),
            causes: &[
                Cause {
                    fits: |d| d.http().is_some(),
                    name: (
                        "no route of the HTTP API has this path and method, and there is no `$default`",
                        "HTTP API にこのパスとメソッドのルートがなく、`$default` もありません",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
                    help: (
                        "the default URL of a stage other than `$default` needs the stage before the path; otherwise add the route",
                        "`$default` 以外のステージの URL ではパスの前にステージ名が必要です。それ以外はルートを追加してください",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| n.of_api("get-resources", "get-routes --query 'Items[].RouteKey'"),
                },
                Cause {
                    fits: |d| d.http().is_some() && (has_base_path(d) || lacks_mapping(d)),
                    name: (
                        "no base path mapping of the custom domain fits the path: its base path is missing in the address, or doubled",
                        "パスに合うベースパスマッピングがありません(アドレスにベースパスがないか、二重になっています)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html",
                    help: (
                        "compare the address with the mappings of the domain, or map an empty base path",
                        "アドレスをドメインのマッピングと比べるか、空のベースパスを割り当ててください",
                    ),
                    at: "/domain/mappings",
                    fix: map_root,
                    proof: |n| n.of_domain("get-base-path-mappings", "get-api-mappings"),
                },
                default_url_closed(
                    |d| d.http().is_some() && d.api.closes_default_url(),
                    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html",
                ),
                Cause {
                    fits: |d| d.rest().is_some() && (has_app_or_server(d) || reads_s3(d)),
                    name: (
                        "a backend, not the gateway, said so: a REST API has no route with 403",
                        "ゲートウェイではなくバックエンドの応答です(REST API はルートがないと403を返します)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
                    help: (
                        "look for the same answer in the log of what stands behind the route",
                        "ルートのバックエンドのログで同じ応答を確認してください",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| n.passed_on(404),
                },
            ],
        },
        Answer {
            key: "app",
            text: (
                "A page or text of the app or of its framework",
                "アプリやフレームワークのページやテキスト",
            ),
            causes: &[
                Cause {
                    fits: has_app,
                    name: (
                        "the app got the path with a stage or a base path that it does not expect, or without one that it does",
                        "アプリが想定しないステージ名やベースパス付きのパス(または必要な部分のないパス)を受け取っています",
                    ),
                    source: "https://peps.python.org/pep-3333/#environ-variables",
                    help: (
                        "try the request in “Try”: it shows `PATH_INFO`, `SCRIPT_NAME` and the prefix of links; the generated handler sets them for each address",
                        "「試す」で `PATH_INFO`、`SCRIPT_NAME`、リンクのプレフィックスを確認できます。生成されるハンドラーはアドレスごとに設定します",
                    ),
                    at: "/app",
                    fix: no_fix,
                    proof: |n| n.passed_on(404),
                },
                Cause {
                    fits: |d| has_app(d) && d.app.dash().is_some(),
                    name: (
                        "Dash has its prefix fixed, by `DASH_…_PREFIX` or in the code",
                        "Dash のプレフィックスが `DASH_…_PREFIX` かコードで固定されています",
                    ),
                    source: "https://dash.plotly.com/reference#dash.dash",
                    help: (
                        "leave the prefix to the handler: take variables and `requests_pathname_prefix` out",
                        "環境変数や `requests_pathname_prefix` を外し、ハンドラーに任せてください",
                    ),
                    at: "/functions/0/environment",
                    fix: no_fix,
                    proof: |n| n.lambda("get-function-configuration --query Environment.Variables"),
                },
                connect_refused(|n| n.passed_on(404)),
            ],
        },
    ],
};
