//! 429: a limit of the account, a stage, a method or a plan.

use super::has::{asks_key, limits_methods};
use super::{Answer, Cause, Symptom, always, no_fix};
use crate::diagnostic::{Edit, Fix, Pointer};
use crate::model::Design;
use crate::sentence;

pub(super) const TOO_MANY: Symptom = Symptom {
    key: "429",
    name: ("429 Too Many Requests", "429 Too Many Requests"),
    question: (
        "What does the body of the answer say?",
        "応答の本文には何と書かれていますか？",
    ),
    rules: &[
        "throttle-refuses-everybody",
        "usage-plan-limit-out-of-range",
    ],
    answers: &[
        Answer {
            key: "limit",
            text: ("Limit Exceeded", "Limit Exceeded"),
            causes: &[Cause {
                fits: |d| {
                    asks_key(d) && d.access.usage_plans.iter().any(|plan| plan.quota.is_some())
                },
                name: (
                    "the API key has used up the quota of its usage plan",
                    "API キーが使用量プランのクォータを使い切りました",
                ),
                source: "https://repost.aws/knowledge-center/api-gateway-429-limit",
                help: (
                    "raise the quota, or give this key more for the period",
                    "クォータを上げるか、このキーの期間内の残りを増やしてください",
                ),
                at: "/access/usage_plans",
                fix: no_fix,
                proof: |n| {
                    n.aws("apigateway get-usage-plans --query 'items[].[id,name,quota]' --output text")
                },
            }],
        },
        Answer {
            key: "rate",
            text: ("Too Many Requests", "Too Many Requests"),
            causes: &[
                Cause {
                    fits: |d| d.stages.iter().any(|stage| stage.throttle.is_some()),
                    name: (
                        "the stage’s throttle is lower than the traffic",
                        "ステージのスロットリングがトラフィックより低く設定されています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
                    help: (
                        "raise rate and burst: every file of a page counts, a Dash page alone loads a dozen at once, and so does every message of a connection",
                        "レートとバーストを上げてください。ページの各ファイル(Dash では一度に十数個)や、接続の各メッセージも数えられます",
                    ),
                    at: "/stages/{stage}/throttle",
                    fix: more_burst,
                    proof: |n| n.log(429, &["identity.sourceIp"]),
                },
                Cause {
                    fits: limits_methods,
                    name: (
                        "the method or route has a limit of its own, lower than that of the stage or the plan",
                        "メソッドやルートに、ステージやプランより低い独自の上限が設定されています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
                    help: (
                        "raise it where it stands: at the method, among the stage’s settings of single methods, or in the plan",
                        "メソッド、ステージのメソッド別設定、プランのうち、設定されている場所で上げてください",
                    ),
                    at: "/routes",
                    fix: no_fix,
                    proof: |n| n.log(429, &["identity.apiKeyId"]),
                },
                Cause {
                    fits: |d| {
                        let mut plans = d.access.usage_plans.iter();
                        asks_key(d) && plans.any(|plan| plan.throttle.is_some())
                    },
                    name: (
                        "the usage plan of the API key limits its rate",
                        "API キーの使用量プランでレートが制限されています",
                    ),
                    source: "https://repost.aws/knowledge-center/api-gateway-429-limit",
                    help: (
                        "raise the plan’s throttle",
                        "使用量プランのスロットリングを上げてください",
                    ),
                    at: "/access/usage_plans",
                    fix: no_fix,
                    proof: |n| {
                        n.aws("apigateway get-usage-plans --query 'items[].[id,name,throttle]' --output text")
                    },
                },
                Cause {
                    fits: always,
                    name: (
                        "the account’s limit in this region: 10,000 requests a second for all of its APIs together",
                        "リージョンのアカウント上限(全 API の合計で毎秒10,000リクエスト)に達しています",
                    ),
                    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
                    help: (
                        "ask AWS to raise it",
                        "クォータの引き上げを申請してください",
                    ),
                    at: "",
                    fix: no_fix,
                    proof: |n| n.aws("apigateway get-account --query throttleSettings"),
                },
            ],
        },
    ],
};

/// Twice the throttle of every stage that has one.
fn more_burst(design: &Design) -> Option<Fix> {
    let at = Pointer::root().join("stages");
    let stages = design.stages.iter().enumerate();
    let limits = stages.filter_map(|(place, stage)| Some((place, stage.throttle.as_ref()?)));
    let edits = limits.flat_map(|(place, limits)| {
        let at = at.join(place).join("throttle");
        let burst = limits
            .burst_limit
            .saturating_mul(2)
            .min(5_000)
            .max(limits.burst_limit);
        [
            Edit::Set(at.join("rate_limit"), (limits.rate_limit * 2.0).into()),
            Edit::Set(at.join("burst_limit"), burst.into()),
        ]
    });
    let edits: Vec<Edit> = edits.collect();
    (!edits.is_empty()).then(|| Fix {
        title: sentence!(
            "double the throttle of the stages",
            "ステージのスロットリングを2倍にする"
        ),
        edits,
    })
}
