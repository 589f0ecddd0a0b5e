//! Answers that come too late: 504, or 503.

use super::has::{calls_function, calls_server, has_app, in_vpc, short_wait};
use super::mend::{longest_wait, more_memory};
use super::{Answer, Both, Cause, Symptom, no_fix};
use crate::model::Design;

pub(super) const TIMEOUT: Symptom = Symptom {
    key: "504",
    name: (
        "504 Gateway Timeout, or 503",
        "504 Gateway Timeout、または503",
    ),
    question: (
        "After how many seconds does the answer come?",
        "応答まで何秒かかりますか？",
    ),
    rules: &[
        "function-timeout-over-gateway",
        "method-timeout-out-of-range",
        "method-timeout-over-quota",
        "function-vpc-without-internet",
        "vpc-link-target-malformed",
    ],
    answers: &[
        Answer {
            key: "late",
            text: ("After about 29 or 30 seconds", "約29〜30秒後"),
            causes: &[
                Cause {
                    fits: in_vpc,
                    name: (
                        "the function waits for something that its VPC does not reach",
                        "関数が VPC から到達できない相手を待っています",
                    ),
                    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html",
                    help: (
                        "give its subnets a NAT gateway, or the services VPC endpoints, and open the security groups",
                        "サブネットに NAT ゲートウェイを、サービスに VPC エンドポイントを用意し、セキュリティグループを開けてください",
                    ),
                    at: "/functions/0/vpc",
                    fix: no_fix,
                    proof: |n| n.lambda("get-function-configuration --query VpcConfig"),
                },
                Cause {
                    fits: calls_function,
                    name: (
                        "the function takes longer than the gateway waits",
                        "関数の処理がゲートウェイの待ち時間より長くかかっています",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-504-errors",
                    help: (
                        "give it more memory, which is more CPU, load data once, outside of the code that answers, or hand long work to a queue",
                        "メモリ(CPU も増えます)を増やすか、データの読み込みをリクエストごとの処理の外に出すか、長い処理をキューに任せてください",
                    ),
                    at: "/functions/0/memory_mib",
                    fix: more_memory,
                    proof: |n| n.function_log("REPORT"),
                },
                Cause {
                    fits: calls_server,
                    name: (
                        "the server behind it is slow, or does not let the gateway through",
                        "バックエンドのサーバーが遅いか、ゲートウェイからの通信を遮断しています",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-504-errors",
                    help: (
                        "for a VPC link look at the target’s health and its security group",
                        "VPC リンクではターゲットの状態とセキュリティグループを確認してください",
                    ),
                    at: "/vpc_links",
                    fix: no_fix,
                    proof: |n| n.late(),
                },
            ],
        },
        Answer {
            key: "early",
            text: (
                "Much earlier, always after the same time",
                "もっと早く、いつも同じ時間で",
            ),
            causes: &[
                Cause {
                    fits: short_wait,
                    name: (
                        "the method has a shorter timeout of its own; of a function that ends too early the gateway makes another status",
                        "メソッドに短いタイムアウトが設定されています(関数の時間切れであれば、別のステータスになります)",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
                    help: (
                        "leave it out, so that the gateway waits as long as it may",
                        "設定を外すと、ゲートウェイは上限まで待ちます",
                    ),
                    at: "/routes",
                    fix: longest_wait,
                    proof: |n| n.late(),
                },
                Cause {
                    fits: calls_server,
                    name: (
                        "the connection to the backend fails at once: `Network error communicating with endpoint`",
                        "バックエンドへの接続に失敗しています(`Network error communicating with endpoint`)",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-network-endpoint-error",
                    help: (
                        "look whether name, port and path of the backend are right, and whether its target group is healthy",
                        "バックエンドの名前、ポート、パスと、ターゲットグループの状態を確認してください",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| n.late(),
                },
            ],
        },
        Answer {
            key: "first",
            text: (
                "Only the first request after a pause fails",
                "しばらく使わなかった後の最初のリクエストだけ失敗する",
            ),
            causes: &[
                slow_start(
                    loads_dash,
                    (
                        "the start of the function takes too long: Dash, pandas and plotly are loaded",
                        "関数の起動に時間がかかっています(Dash、pandas、plotly の読み込み)",
                    ),
                ),
                slow_start(
                    |d| calls_function(d) && !loads_dash(d),
                    (
                        "the start of the function takes too long: its modules are loaded",
                        "関数の起動に時間がかかっています(モジュールの読み込み)",
                    ),
                ),
            ],
        },
    ],
};

/// Whether a function loads Dash and what it draws with.
fn loads_dash(design: &Design) -> bool {
    has_app(design) && design.app.dash().is_some()
}

/// That a function needs long to start.
const fn slow_start(fits: fn(&Design) -> bool, name: Both) -> Cause {
    Cause {
        fits,
        name,
        source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html",
        help: (
            "more memory starts faster; import what is heavy where it is used",
            "メモリを増やすと起動が速くなります。重いモジュールは使う場所でインポートしてください",
        ),
        at: "/functions/0/memory_mib",
        fix: more_memory,
        proof: |n| n.function_log("\"Init Duration\""),
    }
}
