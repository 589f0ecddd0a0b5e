//! ARNs that are not those of Cognito user pools.

use super::{Finding, Rule, arn, authorizer::kinds};
use crate::diagnostic::Severity;
use crate::model::{AuthorizerKind, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "user-pool-arn-malformed",
    severity: Severity::Error,
    docs: "A Cognito authorizer needs at least one user pool, by its ARN \
           `arn:PARTITION:cognito-idp:REGION:ACCOUNT:userpool/POOL_ID` (AWS: API Gateway API \
           Reference, CreateAuthorizer, `providerARNs`).",
    bad: r#"{"access": {"authorizers": [{"name": "pool", "kind": {"cognito_user_pool": {"user_pool_arns": ["ap-northeast-1_AbCdEfGhI"]}}}]}}"#,
    good: r#"{"access": {"authorizers": [{"name": "pool", "kind": {"cognito_user_pool": {"user_pool_arns": ["arn:aws:cognito-idp:ap-northeast-1:123456789012:userpool/ap-northeast-1_AbCdEfGhI"]}}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    kinds(design)
        .filter_map(|(at, authorizer)| match &authorizer.kind {
            AuthorizerKind::CognitoUserPool(pool) => Some((at.join("user_pool_arns"), pool)),
            _ => None,
        })
        .flat_map(|(at, pool)| {
            let empty = pool.user_pool_arns.is_empty().then(|| {
                Finding::at(
                    at,
                    sentence!(
                        "no user pool is given",
                        "ユーザープールが指定されていません"
                    ),
                )
            });
            let arns = pool.user_pool_arns.iter().enumerate();
            let wrong = arns.filter(|(_, text)| !is_user_pool_arn(text));
            let wrong = wrong.map(|(index, text)| {
                Finding::at(
                    at.join(index),
                    sentence!(
                        "`{text}` is not the ARN of a user pool",
                        "`{text}` はユーザープールの ARN ではありません"
                    ),
                )
            });
            empty.into_iter().chain(wrong).collect::<Vec<_>>()
        })
        .map(|finding| {
            finding.help(sentence!(
                "copy the ARN from the user pool's page in the Cognito console",
                "Cognito コンソールのユーザープールのページから ARN をコピーしてください",
            ))
        })
        .collect()
}

fn is_user_pool_arn(text: &str) -> bool {
    let pool = arn::parse(text)
        .filter(|arn| arn.service == "cognito-idp")
        .and_then(|arn| {
            let id = arn.resource.strip_prefix("userpool/")?;
            id.strip_prefix(arn.region)?.strip_prefix('_')
        });
    pool.is_some_and(|id| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric()))
}
