//! Answers that blame the gateway or what is behind it: 500, 502.

use super::has::{
    by_function, by_function_of_http, calls_function, calls_server, has_app, maps, passes_failures,
    short_timeout, uses_variables,
};
use super::mend::{execution_log, longest_timeout, more_memory};
use super::{Answer, Cause, Symptom, no_fix};

pub(super) const INTERNAL: Symptom = Symptom {
    key: "500",
    name: ("500 Internal Server Error", "500 Internal Server Error"),
    question: (
        "What does the body of the answer say?",
        "応答の本文には何と書かれていますか？",
    ),
    rules: &[
        "method-function-unknown",
        "message-route-function-unknown",
        "authorizer-function-unknown",
        "authorizer-function-serves-methods",
        "function-concurrency-zero",
        "mapping-response-missing",
        "mapping-template-malformed",
        "function-vpc-incomplete",
    ],
    answers: &[
        Answer {
            key: "gateway",
            text: (
                "Internal server error, as JSON with `message`",
                "Internal server error(`message` を持つ JSON)",
            ),
            causes: &[
                Cause {
                    fits: calls_function,
                    name: (
                        "the gateway may not invoke the function: its permission is missing, or names another API or path",
                        "ゲートウェイに関数を呼び出す権限がないか、別の API やパスの権限になっています",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-internal-server-error",
                    help: (
                        "run `cli/deploy.sh` or `sam deploy` again; a function that was made anew has lost its permissions",
                        "`cli/deploy.sh` か `sam deploy` を再実行してください。関数を作り直すと権限は失われます",
                    ),
                    at: "/functions",
                    fix: no_fix,
                    proof: |n| n.lambda("get-policy --query Policy --output text"),
                },
                Cause {
                    fits: calls_function,
                    name: (
                        "Lambda refused the call: the concurrency that is reserved for the function, or the account’s, is used up",
                        "Lambda が呼び出しを拒否しました(関数の予約済み同時実行数、またはアカウントの同時実行数を使い切っています)",
                    ),
                    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html",
                    help: (
                        "reserve more, leave it to the account, or ask AWS to raise the account’s; the caller sees no 429 of Lambda",
                        "予約数を増やすか外すか、アカウントの上限の引き上げを申請してください。Lambda の429は呼び出し元には見えません",
                    ),
                    at: "/functions/0/reserved_concurrency",
                    fix: no_fix,
                    proof: |n| {
                        format!(
                            "{}\n{}",
                            n.lambda("get-function-concurrency"),
                            n.aws("lambda get-account-settings --query AccountLimit")
                        )
                    },
                },
                Cause {
                    fits: calls_server,
                    name: (
                        "the server cannot be reached as it is configured: its certificate is not trusted or has another name, or its VPC link or target is not healthy",
                        "サーバーに接続できません(証明書が信頼されないか名前が違う、または VPC リンクやターゲットが正常ではありません)",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
                    help: (
                        "show the whole chain of a public authority, for the name that is called; a private one needs `insecureSkipVerification`",
                        "呼び出す名前に対する公的な認証局の証明書チェーンをすべて返してください。プライベートな認証局には `insecureSkipVerification` が必要です",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| {
                        n.log(
                            500,
                            &[
                                "integrationErrorMessage",
                                "integration.status",
                                "error.message",
                            ],
                        )
                    },
                },
                Cause {
                    fits: |d| d.is_v2() && calls_function(d),
                    name: (
                        "the function failed: an HTTP or WebSocket API answers so when it raises, or returns what is no answer",
                        "関数が失敗しました。HTTP API や WebSocket API は、例外や不正な応答の場合に500を返します",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html",
                    help: (
                        "read the traceback (`Runtime.ImportModuleError`: the package lacks a module), and try the event of “Try” with `sam local invoke`",
                        "トレースバックを確認し(`Runtime.ImportModuleError` はモジュールの不足)、「試す」のイベントを `sam local invoke` で実行してください",
                    ),
                    at: "/app",
                    fix: no_fix,
                    proof: |n| n.function_log("?Traceback ?ERROR ?\"Task timed out\""),
                },
                Cause {
                    fits: by_function_of_http,
                    name: (
                        "the authorizer failed: it raised, took too long, or returned neither `isAuthorized` nor a policy",
                        "オーソライザーが失敗しました(例外、時間切れ、または `isAuthorized` もポリシーも返していない)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
                    help: (
                        "read its log; the gateway must be allowed to invoke it, too",
                        "ログを確認してください。ゲートウェイにオーソライザーの呼び出し権限も必要です",
                    ),
                    at: "/access/authorizers",
                    fix: no_fix,
                    proof: |n| n.of_authorizer(500),
                },
                Cause {
                    fits: |d| d.http().is_some() && short_timeout(d),
                    name: (
                        "the function has a shorter timeout than the gateway waits, and ran into it: an HTTP API makes a 500 of that",
                        "関数のタイムアウトがゲートウェイの待ち時間より短く、時間切れになりました。HTTP API ではこれが500になります",
                    ),
                    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html",
                    help: (
                        "raise it to what the gateway waits",
                        "ゲートウェイの待ち時間まで延ばしてください",
                    ),
                    at: "/functions/0/timeout_seconds",
                    fix: longest_timeout,
                    proof: |n| n.function_log("\"Task timed out\""),
                },
                Cause {
                    fits: uses_variables,
                    name: (
                        "a stage variable that an address or a function name needs is not set at this stage",
                        "アドレスや関数名に必要なステージ変数がこのステージに設定されていません",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-5xx-error",
                    help: (
                        "set it at every stage",
                        "すべてのステージに設定してください",
                    ),
                    at: "/stages",
                    fix: no_fix,
                    proof: |n| n.log(500, &["integrationErrorMessage", "error.message"]),
                },
                Cause {
                    fits: maps,
                    name: (
                        "a mapping template failed, or no response of the mapping fits the backend’s answer",
                        "マッピングテンプレートが失敗したか、バックエンドの応答に合うマッピングがありません",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-5xx-error",
                    help: (
                        "add a response without a pattern, and read the execution log",
                        "パターンなしの応答を追加し、実行ログを確認してください",
                    ),
                    at: "/routes",
                    fix: execution_log,
                    proof: |n| n.execution_log("?\"Execution failed\" ?\"mapping\""),
                },
                Cause {
                    fits: |d| d.http().is_none(),
                    name: (
                        "the configuration of the method is wrong, which only the execution log names",
                        "メソッドの設定に誤りがあります。内容は実行ログにだけ記録されます",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-internal-server-error",
                    help: (
                        "turn the execution log on while you look",
                        "調査中は実行ログを有効にしてください",
                    ),
                    at: "/stages/{stage}/execution_log",
                    fix: execution_log,
                    proof: |n| n.execution_log("\"Execution failed\""),
                },
            ],
        },
        Answer {
            key: "null",
            text: (r#"{"message":null}"#, r#"{"message":null}"#),
            causes: &[Cause {
                fits: |d| by_function(d) && d.rest().is_some(),
                name: (
                    "the authorizer failed: it raised, took too long, or returned no policy",
                    "オーソライザーが失敗しました(例外、時間切れ、またはポリシーを返していない)",
                ),
                source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
                help: (
                    "read its log; the gateway must be allowed to invoke it, too",
                    "ログを確認してください。ゲートウェイにオーソライザーの呼び出し権限も必要です",
                ),
                at: "/access/authorizers",
                fix: no_fix,
                proof: |n| n.of_authorizer(500),
            }],
        },
        Answer {
            key: "app",
            text: ("A page or text of the app", "アプリのページやテキスト"),
            causes: &[
                Cause {
                    fits: has_app,
                    name: (
                        "the app itself failed and answered 500",
                        "アプリ自身がエラーになり500を返しました",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html",
                    help: (
                        "read the traceback in the function’s log",
                        "関数のログでトレースバックを確認してください",
                    ),
                    at: "/app",
                    fix: no_fix,
                    proof: |n| n.function_log("?Traceback ?ERROR"),
                },
                Cause {
                    fits: calls_server,
                    name: (
                        "the server behind it failed and answered 500 itself: the gateway passes on what it gets",
                        "バックエンドのサーバーが500を返し、ゲートウェイはそのまま渡しました",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html",
                    help: (
                        "look at the server’s own log",
                        "サーバー側のログを確認してください",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| n.passed_on(500),
                },
            ],
        },
    ],
};

pub(super) const BAD_GATEWAY: Symptom = Symptom {
    key: "502",
    name: ("502 Bad Gateway", "502 Bad Gateway"),
    question: (
        "What does the function’s log say of the same moment?",
        "同じ時刻の関数のログには何と書かれていますか？",
    ),
    rules: &[
        "function-runtime-unsupported",
        "function-timeout-low-for-dash",
        "app-module-reserved",
        "app-object-malformed",
        "function-memory-out-of-range",
    ],
    answers: &[
        Answer {
            key: "import",
            text: (
                "Runtime.ImportModuleError, or no module named …",
                "Runtime.ImportModuleError、または No module named …",
            ),
            causes: &[Cause {
                fits: passes_failures,
                name: (
                    "the package lacks a module, or has one for another Python or processor",
                    "パッケージにモジュールがないか、別の Python やプロセッサー向けのものです",
                ),
                source: "https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-deployment.html",
                help: (
                    "put it into the requirements and build for the function’s runtime and architecture",
                    "requirements に追加し、関数のランタイムとアーキテクチャに合わせてビルドしてください",
                ),
                at: "/app",
                fix: no_fix,
                proof: |n| {
                    n.lambda("get-function-configuration --query '[Handler,Runtime,Architectures,CodeSize]'")
                },
            }],
        },
        Answer {
            key: "raise",
            text: (
                "A traceback, or it exited or ran out of memory",
                "トレースバック、異常終了、またはメモリ不足",
            ),
            causes: &[Cause {
                fits: passes_failures,
                name: (
                    "the function raised, so the gateway got no answer that it can pass on",
                    "関数が例外で終了し、ゲートウェイに渡せる応答がありませんでした",
                ),
                source: "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html",
                help: (
                    "mend the program; `Runtime exited` and `signal: killed` mean that the memory was too small",
                    "プログラムを修正してください。`Runtime exited` や `signal: killed` はメモリ不足です",
                ),
                at: "/functions/0/memory_mib",
                fix: more_memory,
                proof: |n| n.function_log("?Traceback ?\"Runtime exited\" ?\"signal: killed\""),
            }],
        },
        Answer {
            key: "timeout",
            text: (
                "Task timed out after … seconds",
                "Task timed out after … seconds",
            ),
            causes: &[Cause {
                fits: |d| passes_failures(d) && short_timeout(d),
                name: (
                    "the function has a shorter timeout than the gateway waits, and ran into it: Lambda calls that a failure, not a time-out of the gateway",
                    "関数のタイムアウトがゲートウェイの待ち時間より短く、時間切れになりました。ゲートウェイのタイムアウトではなく、関数の失敗として扱われます",
                ),
                source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html",
                help: (
                    "raise it to what the gateway waits, and give it more memory where it starts slowly",
                    "ゲートウェイの待ち時間まで延ばし、起動が遅い場合はメモリも増やしてください",
                ),
                at: "/functions/0/timeout_seconds",
                fix: longest_timeout,
                proof: |n| n.function_log("\"Task timed out\""),
            }],
        },
        Answer {
            key: "fine",
            text: (
                "Nothing wrong: it ended normally",
                "問題なく正常終了している",
            ),
            causes: &[
                Cause {
                    fits: passes_failures,
                    name: (
                        "what it returned is no answer of a proxy integration: `statusCode` a number, `headers` texts, `body` a text",
                        "戻り値がプロキシ統合の応答の形ではありません(`statusCode` は数値、`headers` と `body` は文字列)",
                    ),
                    source: "https://repost.aws/knowledge-center/malformed-502-api-gateway",
                    help: (
                        "use the handler that the studio writes, or return what it returns; the execution log, where it is on, names what is wrong",
                        "生成されるハンドラーを使うか、同じ形で返してください。実行ログを有効にすると理由が記録されます",
                    ),
                    at: "/app",
                    fix: execution_log,
                    proof: |n| n.execution_log("\"Malformed Lambda proxy response\""),
                },
                Cause {
                    fits: passes_failures,
                    name: (
                        "the answer is larger than 6 MB, which a function may not return",
                        "応答が関数の上限である6 MB を超えています",
                    ),
                    source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
                    help: (
                        "send large files from S3 by a presigned URL, or page the data",
                        "大きなファイルは S3 の署名付き URL で渡すか、データを分割してください",
                    ),
                    at: "/app",
                    fix: no_fix,
                    proof: |n| n.function_log("\"response payload size\""),
                },
            ],
        },
        Answer {
            key: "server",
            text: (
                "There is no function behind it, but a server",
                "関数ではなくサーバーにつながっている",
            ),
            causes: &[Cause {
                fits: calls_server,
                name: (
                    "the server, or the load balancer before it, answered 502 itself: the gateway passes on what it gets",
                    "サーバーかその手前のロードバランサーが502を返し、ゲートウェイはそのまま渡しました",
                ),
                source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html",
                help: (
                    "look at the server’s own log; the integration’s status is 502, too",
                    "サーバー側のログを確認してください。統合のステータスも502になっています",
                ),
                at: "/routes",
                fix: no_fix,
                proof: |n| {
                    n.log(
                        502,
                        &[
                            "integration.status",
                            "integrationErrorMessage",
                            "error.message",
                        ],
                    )
                },
            }],
        },
    ],
};
