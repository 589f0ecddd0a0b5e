//! 403: the gateway, or what stands behind it, lets nobody in.

mod refused;

use super::has::{
    asks_at_connect, asks_iam_in_words, asks_iam_of_http, asks_key, by_function_of_http, has_acl,
    has_app, has_app_or_server, is_private, is_rest, lacks_mapping, needs_stage, reads_s3,
    wants_scopes_of_http,
};
use super::mend::{count_only, heed_no_wish, keep_no_answers, map_root};
use super::{Answer, Both, Cause, Symptom, always, no_fix};
use crate::model::Design;

pub(super) const FORBIDDEN: Symptom = Symptom {
    key: "403",
    name: ("403 Forbidden", "403 Forbidden"),
    question: (
        "What does the body of the answer say?",
        "応答の本文には何と書かれていますか？",
    ),
    rules: &[
        "api-key-required-without-plan",
        "usage-plan-keys-disabled",
        "domain-without-mapping",
        "mapping-stage-unknown",
        "resource-policy-refuses-everybody",
        "resource-policy-needs-signatures",
        "page-protected-from-browsers",
        "default-url-off-without-domain",
        "record-target-malformed",
        "route-root-missing",
        "api-key-source-without-authorizer",
        "cors-preflight-protected",
        "web-acl-blocks-large-bodies",
    ],
    answers: &[
        Answer {
            key: "token",
            text: (
                "Missing Authentication Token",
                "Missing Authentication Token",
            ),
            causes: &[
                Cause {
                    fits: is_rest,
                    name: (
                        "no route has this path and method; a REST API says so with this text",
                        "このパスとメソッドのルートがありません。REST API はこの文言で応答します",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
                    help: (
                        "add the route, its method, or `/{proxy+}` for all; behind a custom domain the stage is no part of the path",
                        "ルートかメソッドを追加するか、`/{proxy+}` ですべてを受けてください。カスタムドメインではパスにステージ名を付けません",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| n.curl("/", ""),
                },
                Cause {
                    fits: is_rest,
                    name: (
                        "the route was added after the last deployment",
                        "最後のデプロイの後にルートを追加しました",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html",
                    help: (
                        "deploy again: run `cli/deploy.sh`, `sam deploy` or `zappa update`",
                        "`cli/deploy.sh`、`sam deploy`、`zappa update` のいずれかで再デプロイしてください",
                    ),
                    at: "",
                    fix: no_fix,
                    proof: |n| n.of_api("get-deployments", "get-deployments"),
                },
                Cause {
                    fits: asks_iam_in_words,
                    name: (
                        "the method wants an IAM signature and the request has none",
                        "メソッドに IAM 署名が必要ですが、リクエストに署名がありません",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
                    help: (
                        "sign the request (SigV4), or let the method ask for something else",
                        "リクエストに SigV4 で署名するか、メソッドの認可方法を変えてください",
                    ),
                    at: "/access/authorization",
                    fix: no_fix,
                    proof: |n| n.curl_signed(),
                },
            ],
        },
        Answer {
            key: "forbidden",
            text: ("Forbidden, and nothing else", "Forbidden だけ"),
            causes: &[
                Cause {
                    fits: asks_key,
                    name: (
                        "the request has no API key, or one that no usage plan of this stage knows",
                        "API キーがないか、このステージの使用量プランにないキーです",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
                    help: (
                        "send the key in `x-api-key`; a new key works some seconds after it joined the plan",
                        "`x-api-key` ヘッダーでキーを送ってください。新しいキーは使用量プランに入れてから数秒後に有効になります",
                    ),
                    at: "/access/usage_plans",
                    fix: no_fix,
                    proof: |n| format!("{}\n{}", n.key(), n.curl_with_key()),
                },
                Cause {
                    fits: by_function_of_http,
                    name: (
                        "the function of the authorizer refused the caller: it answered `isAuthorized` false, or a policy that denies the route or does not name it",
                        "オーソライザーの関数が呼び出し元を拒否しました(`isAuthorized` が false、またはポリシーがルートを拒否しているか、ルートに触れていない)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
                    help: (
                        "read its log; an answer that is kept counts for every route with the same identity, so let it allow all of them or keep nothing",
                        "ログを確認してください。キャッシュされた結果は同じ ID のすべてのルートに使われるため、すべてを許可するか、キャッシュ時間を0秒にしてください",
                    ),
                    at: "/access/authorizers",
                    fix: keep_no_answers,
                    proof: |n| n.of_authorizer(403),
                },
                Cause {
                    fits: wants_scopes_of_http,
                    name: (
                        "the token is good, but holds none of the scopes of the route",
                        "トークンは有効ですが、ルートのスコープがどれも含まれていません",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html",
                    help: (
                        "ask the issuer for an access token with one of them; an ID token holds none",
                        "スコープを含むアクセストークンを取得してください。ID トークンには含まれません",
                    ),
                    at: "/access/authorizers",
                    fix: no_fix,
                    proof: |n| n.curl("/", "-H \"Authorization: $TOKEN\" "),
                },
                Cause {
                    fits: asks_iam_of_http,
                    name: (
                        "the request is not signed, its signature is wrong, or the caller’s policy does not allow `execute-api:Invoke`: an HTTP API says the same of all three",
                        "署名がないか、署名が正しくないか、呼び出し元のポリシーに `execute-api:Invoke` の許可がありません。HTTP API ではどれも同じ応答です",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html",
                    help: (
                        "sign the request (SigV4) for the service `execute-api` and the API’s region, and allow the action on the ARN of the API and its stage",
                        "サービス `execute-api` と API のリージョンで SigV4 署名し、API とステージの ARN にアクションを許可してください",
                    ),
                    at: "/access/authorization",
                    fix: no_fix,
                    proof: |n| n.curl_signed(),
                },
                without_stage(
                    |d| needs_stage(d) && has_app(d),
                    (
                        "write the stage right behind the host, in the same case; where only links of a page lack it, the app does not know its prefix",
                        "ホスト名の直後にステージ名を大文字・小文字も同じに書いてください。ページ内のリンクだけにない場合は、アプリにプレフィックスが伝わっていません",
                    ),
                ),
                without_stage(
                    |d| needs_stage(d) && !has_app(d),
                    (
                        "write the stage right behind the host, in the same case",
                        "ホスト名の直後にステージ名を大文字・小文字も同じに書いてください",
                    ),
                ),
                Cause {
                    fits: has_acl,
                    name: ("AWS WAF blocked it", "AWS WAF がブロックしました"),
                    source: "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
                    help: (
                        "find the rule in the sampled requests; let the web ACL count for a while to see what it would block",
                        "サンプリングされたリクエストでルールを特定してください。しばらくカウントのみにすると影響を確認できます",
                    ),
                    at: "/web_acl",
                    fix: count_only,
                    proof: |n| n.sampled(),
                },
                Cause {
                    fits: |d| lacks_mapping(d) && d.http().is_none(),
                    name: (
                        "no base path mapping of the custom domain fits the path",
                        "パスに合うベースパスマッピングがカスタムドメインにありません",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html",
                    help: (
                        "begin the path with a base path of the domain, or map an empty one",
                        "パスをドメインのベースパスで始めるか、空のベースパスを割り当ててください",
                    ),
                    at: "/domain/mappings",
                    fix: map_root,
                    proof: |n| n.of_domain("get-base-path-mappings", "get-api-mappings"),
                },
                default_url_closed(
                    |d| d.api.closes_default_url() && d.http().is_none(),
                    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
                ),
                Cause {
                    fits: |d| {
                        d.domain
                            .as_ref()
                            .is_some_and(|domain| domain.mutual_tls.is_some())
                    },
                    name: (
                        "the client showed no certificate that the truststore knows",
                        "トラストストアが認めるクライアント証明書が提示されていません",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-mutual-tls-403-errors",
                    help: (
                        "send a client certificate; after a change of the truststore set its version, too",
                        "クライアント証明書を送ってください。トラストストアを変えた場合はバージョンも指定してください",
                    ),
                    at: "/domain/mutual_tls",
                    fix: no_fix,
                    proof: |n| n.curl("/", "--cert client.pem --key client.key "),
                },
                Cause {
                    fits: |d| !is_private(d),
                    name: (
                        "it was called from a VPC with an endpoint for `execute-api` and private DNS: every API’s default URL leads there, and only private APIs answer",
                        "`execute-api` のエンドポイントとプライベート DNS がある VPC から呼び出されました。デフォルト URL はすべてそこに向かい、プライベート API だけが応答します",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-vpc-connections",
                    help: (
                        "call a custom domain from there, or switch the private DNS of the endpoint off",
                        "カスタムドメインを呼び出すか、エンドポイントのプライベート DNS を無効にしてください",
                    ),
                    at: "/domain",
                    fix: no_fix,
                    proof: |n| {
                        n.aws("ec2 describe-vpc-endpoints --query 'VpcEndpoints[].[VpcEndpointId,ServiceName,PrivateDnsEnabled]' --output text")
                    },
                },
                Cause {
                    fits: is_private,
                    name: (
                        "a private API was called from outside, or through another VPC endpoint",
                        "プライベート API が VPC の外か、別の VPC エンドポイントから呼び出されました",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html",
                    help: (
                        "call it inside the VPC, through an endpoint that the policy names",
                        "ポリシーで許可したエンドポイントを通して、VPC 内から呼び出してください",
                    ),
                    at: "/api/rest/policy",
                    fix: no_fix,
                    proof: |n| {
                        n.aws("ec2 describe-vpc-endpoints --query 'VpcEndpoints[].[VpcEndpointId,ServiceName,PrivateDnsEnabled]' --output text")
                    },
                },
                Cause {
                    fits: always,
                    name: (
                        "the request came to another API: host name and certificate do not belong together",
                        "別の API に届いています(ホスト名と証明書が対応していません)",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
                    help: (
                        "compare `Host` with the domain names of the account",
                        "`Host` をアカウントのカスタムドメイン名と比べてください",
                    ),
                    at: "",
                    fix: no_fix,
                    proof: |n| n.curl("/", "-v "),
                },
            ],
        },
        refused::NOT_AUTHORIZED,
        refused::SIGNATURE,
        Answer {
            key: "other",
            text: (
                "Something else, such as a page or XML",
                "それ以外(ページや XML など)",
            ),
            causes: &[
                Cause {
                    fits: |d| heed_no_wish(d).is_some(),
                    name: (
                        "the page was loaded again: the browser sent `Cache-Control: max-age=0`, and the cache refuses who may not renew answers",
                        "ページの再読み込みでブラウザが `Cache-Control: max-age=0` を送り、権限のないキャッシュの更新として拒否されました",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html",
                    help: (
                        "let the cache ignore the header of who has no right",
                        "権限のない呼び出しのヘッダーを無視するように設定してください",
                    ),
                    at: "/stages/{stage}/cache/invalidation",
                    fix: heed_no_wish,
                    proof: |n| n.curl("/", "-H 'Cache-Control: max-age=0' "),
                },
                Cause {
                    fits: reads_s3,
                    name: (
                        "S3 refused the role of the gateway (`AccessDenied`), also for objects that are not there",
                        "S3 がゲートウェイのロールを拒否しました(`AccessDenied`)。オブジェクトがない場合も同じです",
                    ),
                    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
                    help: (
                        "allow `s3:GetObject` on the objects and `s3:ListBucket` on the bucket, so that a missing one is 404",
                        "オブジェクトに `s3:GetObject`、バケットに `s3:ListBucket` を許可すると、ない場合は404になります",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| n.log(403, &["integration.status", "integrationErrorMessage"]),
                },
                Cause {
                    fits: has_app_or_server,
                    name: (
                        "the app itself answered 403: CSRF, its own sign-in, or `ALLOWED_HOSTS`",
                        "アプリ自身が403を返しました(CSRF、独自のサインイン、`ALLOWED_HOSTS` など)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html",
                    help: (
                        "where the integration’s status is 403, too, or the function was called at that moment, the gateway only passed it on",
                        "統合のステータスも403か、同じ時刻に関数が呼び出されていれば、ゲートウェイはそのまま渡しただけです",
                    ),
                    at: "/app",
                    fix: no_fix,
                    proof: |n| n.passed_on(403),
                },
                connect_refused(|n| n.passed_on(403)),
            ],
        },
    ],
};

/// That the default URL was called without its stage.
const fn without_stage(fits: fn(&Design) -> bool, help: Both) -> Cause {
    Cause {
        fits,
        name: (
            "the default URL was called without a stage, or with one that is not there",
            "デフォルト URL にステージ名がないか、存在しないステージ名です",
        ),
        source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html",
        help,
        at: "/stages",
        fix: no_fix,
        proof: |n| n.curl_default(),
    }
}

/// That the default URL is closed, which is a 403 of REST and WebSocket APIs and a 404 of HTTP APIs.
pub(super) const fn default_url_closed(fits: fn(&Design) -> bool, source: &'static str) -> Cause {
    Cause {
        fits,
        name: (
            "the default URL of the API is switched off",
            "API のデフォルト URL が無効になっています",
        ),
        source,
        help: (
            "call the custom domain",
            "カスタムドメインを呼び出してください",
        ),
        at: "/api/{kind}/disable_execute_api_endpoint",
        fix: no_fix,
        proof: |n| {
            n.of_api(
                "get-rest-api --query disableExecuteApiEndpoint",
                "get-api --query DisableExecuteApiEndpoint",
            )
        },
    }
}

/// That the function of `$connect` keeps a connection out.
pub(super) const fn connect_refused(proof: fn(&super::Names) -> String) -> Cause {
    Cause {
        fits: asks_at_connect,
        name: (
            "the function of `$connect` answered so: whatever it returns but a 2xx keeps the connection out",
            "`$connect` の関数がこのステータスを返しました。2xx 以外を返すと接続は確立されません",
        ),
        source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html",
        help: (
            "where the integration’s status is the same, or the function was called at that moment, the gateway only passed it on: let it return 200 for those who may connect",
            "統合のステータスが同じか、同じ時刻に関数が呼び出されていれば、ゲートウェイはそのまま渡しただけです。接続を許可する場合は200を返してください",
        ),
        at: "/api/websocket/routes",
        fix: no_fix,
        proof,
    }
}
