//! Roles with which the gateway cannot ask an AWS service.

use super::{Finding, Rule, arn::is_account_id, integration::services};
use crate::diagnostic::Severity;
use crate::model::{Design, ServiceAction};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "gateway-role-malformed",
    severity: Severity::Error,
    docs: "The credentials of an integration are the ARN of an IAM role that \
           `apigateway.amazonaws.com` may assume (AWS: API Gateway API Reference, PutIntegration, \
           `credentials`); a role that is made gets the actions and resources that the design \
           names.",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"aws_service": {"action": {"other": {"uri": "arn:aws:apigateway:ap-northeast-1:dynamodb:action/PutItem"}}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"aws_service": {"action": {"other": {"uri": "arn:aws:apigateway:ap-northeast-1:dynamodb:action/PutItem"}}, "role_arn": "arn:aws:iam::123456789012:role/gateway"}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for service in services(design) {
        let role = &service.asked.role_arn;
        if !role.is_empty() {
            if !is_role(role) {
                let message = sentence!("`{role}` is not the ARN of a role", "`{role}` はロールの ARN ではありません");
                found.push(Finding::at(service.at.join("role_arn"), message).help(sentence!(
                    "copy the role's ARN from the IAM console, or leave it open to have one made",
                    "IAM コンソールからロールの ARN をコピーするか、空にして自動作成してください",
                )));
            }
            continue;
        }
        let ServiceAction::Other(other) = &service.asked.action else {
            continue;
        };
        let named = other.actions.iter().any(|action| action.contains(':'));
        if !named || other.resources.is_empty() {
            let (verb, path) = (service.method.verb.as_str(), &service.route.path);
            let message = sentence!(
                "the role that is made may not do what `{verb} {path}` asks for",
                "作成されるロールに `{verb} {path}` の操作の権限がありません",
            );
            found.push(Finding::at(service.action_at.join("actions"), message).help(sentence!(
                "name the IAM actions and the ARNs that they need, or a role that exists",
                "必要な IAM アクションと対象の ARN を指定するか、既存のロールを指定してください",
            )));
        }
    }
    found
}

fn is_role(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, "iam", "", account, role] = parts[..] else {
        return false;
    };
    let named = role.strip_prefix("role/").is_some_and(|name| !name.is_empty());
    partition.starts_with("aws") && is_account_id(account) && named
}
