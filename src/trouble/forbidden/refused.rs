//! 403 in words of IAM's: who calls may not, or the signature is not right.

use crate::model::ResourcePolicy;
use crate::trouble::has::{asks_iam_in_words, by_function_in_words, is_rest};
use crate::trouble::mend::keep_no_answers;
use crate::trouble::{Answer, Cause, always, no_fix};

/// A policy keeps the caller out.
pub(super) const NOT_AUTHORIZED: Answer = Answer {
    key: "not-authorized",
    text: (
        "…is not authorized to access this resource, or to perform execute-api:Invoke",
        "…is not authorized to access this resource(または perform execute-api:Invoke)",
    ),
    causes: &[
        Cause {
            fits: by_function_in_words,
            name: (
                "“…because no identity-based policy allows…”: the authorizer’s policy does not name the method, often since a kept answer is that of another one",
                "「…because no identity-based policy allows…」: オーソライザーのポリシーにこのメソッドがありません(多くは、キャッシュされた結果が別のメソッドのものです)",
            ),
            source: "https://repost.aws/knowledge-center/api-gateway-lambda-authorization-errors",
            help: (
                "let the policy of an authorizer name every method of the stage, or keep its answers for 0 seconds",
                "オーソライザーのポリシーでステージの全メソッドを許可するか、キャッシュ時間を0秒にしてください",
            ),
            at: "/access/authorizers",
            fix: keep_no_answers,
            proof: |n| n.of_authorizer(403),
        },
        Cause {
            fits: by_function_in_words,
            name: (
                "“…with an explicit deny in an identity-based policy”: the authorizer’s policy denies the caller",
                "「…with an explicit deny in an identity-based policy」: オーソライザーのポリシーが呼び出し元を拒否しています",
            ),
            source: "https://repost.aws/knowledge-center/api-gateway-403-error-lambda-authorizer",
            help: (
                "read the log of its function: it takes the token for expired, foreign or wrong",
                "関数のログを確認してください(トークンの期限切れ、発行元の違いなど)",
            ),
            at: "/access/authorizers",
            fix: no_fix,
            proof: |n| n.authorizer_log("?Deny ?ERROR ?Traceback"),
        },
        Cause {
            fits: |d| {
                d.rest()
                    .is_some_and(|rest| rest.policy != ResourcePolicy::None)
            },
            name: (
                "“…in a resource-based policy”, or “…because no resource-based policy allows…”: the resource policy refuses this source",
                "「…in a resource-based policy」または「…because no resource-based policy allows…」: リソースポリシーがこの呼び出し元を拒否しています",
            ),
            source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html",
            help: (
                "compare the source address or the VPC endpoint with the policy, and deploy after a change",
                "呼び出し元のアドレスや VPC エンドポイントをポリシーと比べ、変更後は再デプロイしてください",
            ),
            at: "/api/rest/policy",
            fix: no_fix,
            proof: |n| n.of_api("get-rest-api --query policy --output text", "get-api"),
        },
        Cause {
            fits: asks_iam_in_words,
            name: (
                "the caller is signed in, but its policy does not allow `execute-api:Invoke`",
                "署名は正しいですが、呼び出し元のポリシーに `execute-api:Invoke` の許可がありません",
            ),
            source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html",
            help: (
                "allow it on the ARN of the API, its stage and its methods",
                "API、ステージ、メソッドの ARN に対して許可してください",
            ),
            at: "/access/authorization",
            fix: no_fix,
            proof: |n| n.aws("sts get-caller-identity"),
        },
        Cause {
            fits: asks_iam_in_words,
            name: (
                "“…with an explicit deny in an identity-based policy”: a statement of the caller’s own policies denies the call, which no other policy outweighs",
                "「…with an explicit deny in an identity-based policy」: 呼び出し元自身のポリシーのステートメントが拒否しています。ほかのポリシーの許可では覆りません",
            ),
            source: "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
            help: (
                "look for `Deny` in the policies of the user or role, its groups, its permissions boundary and its organization",
                "ユーザーやロール、グループ、アクセス許可の境界、組織のポリシーの `Deny` を確認してください",
            ),
            at: "/access/authorization",
            fix: no_fix,
            proof: |n| n.aws("sts get-caller-identity"),
        },
        Cause {
            fits: always,
            name: (
                "something before the API refuses it: an organization's policy or a CloudFront distribution",
                "組織のポリシーや CloudFront など、API の手前で拒否されています",
            ),
            source: "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
            help: (
                "look which header names the answer’s origin",
                "応答元を示すヘッダーを確認してください",
            ),
            at: "",
            fix: no_fix,
            proof: |n| n.curl("/", ""),
        },
    ],
};

/// The signature is none, or not that of the request.
pub(super) const SIGNATURE: Answer = Answer {
    key: "signature",
    text: (
        "A sentence about a signature, a security token, or an `Authorization` header that requires `Credential`",
        "署名、security token、または `Credential` が必要な `Authorization` ヘッダーについての文",
    ),
    causes: &[
        Cause {
            fits: asks_iam_in_words,
            name: (
                "“The request signature we calculated does not match…”, or “Signature expired”: the signature is not that of this request, or the clock is off",
                "「The request signature we calculated does not match…」「Signature expired」: 署名がリクエストと一致しないか、時計がずれています",
            ),
            source: "https://repost.aws/knowledge-center/api-gateway-iam-sigv4-mismatch",
            help: (
                "sign for the service `execute-api` and the API’s region with the secret of that access key, and send what was signed: the same host, path, query and body; a proxy in between may not change them",
                "そのアクセスキーのシークレットで、サービス `execute-api` と API のリージョンに対して署名し、署名したホスト、パス、クエリ、本文をそのまま送ってください(途中のプロキシが変更しないことも確認してください)",
            ),
            at: "/access/authorization",
            fix: no_fix,
            proof: |n| n.curl_signed(),
        },
        Cause {
            fits: asks_iam_in_words,
            name: (
                "“The security token included in the request is invalid”, or “is expired”: the access key is unknown or switched off, or temporary keys came without their session token or are too old",
                "「The security token included in the request is invalid」「is expired」: アクセスキーが存在しないか無効、または一時的な認証情報にセッショントークンがないか期限切れです",
            ),
            source: "https://repost.aws/knowledge-center/api-gateway-iam-sigv4-mismatch",
            help: (
                "get new keys, and send the session token of temporary ones in `x-amz-security-token`",
                "認証情報を取り直し、一時的なものではセッショントークンを `x-amz-security-token` で送ってください",
            ),
            at: "/access/authorization",
            fix: no_fix,
            proof: |n| format!("{}\n{}", n.aws("sts get-caller-identity"), n.curl_signed()),
        },
        Cause {
            fits: |d| is_rest(d) || asks_iam_in_words(d),
            name: (
                "“Authorization header requires 'Credential' parameter”: the header `Authorization` holds a token, but no route has this path and method, or the method asks for a signature; the gateway then reads the header as one",
                "「Authorization header requires 'Credential' parameter」: `Authorization` ヘッダーはトークンですが、このパスとメソッドのルートがないか、メソッドが署名を求めているため、署名として読まれています",
            ),
            source: "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden",
            help: (
                "look at path, stage and method of the request first: without the header the answer would be “Missing Authentication Token”",
                "まずリクエストのパス、ステージ、メソッドを確認してください。ヘッダーがなければ「Missing Authentication Token」になる状態です",
            ),
            at: "/routes",
            fix: no_fix,
            proof: |n| n.curl("/", "-H 'Authorization: Bearer token' "),
        },
    ],
};
