//! Addresses of AWS services that API Gateway refuses.

use super::{Finding, Rule, integration::services};
use crate::diagnostic::Severity;
use crate::model::{Design, ServiceAction};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "aws-service-uri-malformed",
    severity: Severity::Error,
    docs: "The URI of an AWS integration is \
           `arn:PARTITION:apigateway:REGION:[SUBDOMAIN.]SERVICE:action/ACTION` or `…:path/PATH` \
           (AWS: API Gateway API Reference, PutIntegration, `uri`).",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"aws_service": {"action": {"other": {"uri": "https://dynamodb.ap-northeast-1.amazonaws.com", "actions": ["dynamodb:PutItem"], "resources": ["*"]}}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"aws_service": {"action": {"other": {"uri": "arn:aws:apigateway:ap-northeast-1:dynamodb:action/PutItem", "actions": ["dynamodb:PutItem"], "resources": ["*"]}}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for service in services(design) {
        let ServiceAction::Other(other) = &service.asked.action else {
            continue;
        };
        let uri = &other.uri;
        if is_uri(uri) {
            continue;
        }
        let message = sentence!(
            "`{uri}` is no address of an AWS service",
            "`{uri}` は AWS サービスのアドレスではありません",
        );
        found.push(Finding::at(service.action_at.join("uri"), message).help(sentence!(
            "write it as `arn:aws:apigateway:REGION:dynamodb:action/PutItem`",
            "`arn:aws:apigateway:リージョン:dynamodb:action/PutItem` の形で指定してください",
        )));
    }
    found
}

fn is_uri(uri: &str) -> bool {
    let parts: Vec<&str> = uri.splitn(6, ':').collect();
    let ["arn", partition, "apigateway", region, service, call] = parts[..] else {
        return false;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let call = call.strip_prefix("action/").or_else(|| call.strip_prefix("path/"));
    partition.starts_with("aws")
        && region.contains('-')
        && !service.is_empty()
        && [partition, region, service].iter().all(|text| text.chars().all(plain))
        && call.is_some_and(|call| call.chars().all(|c| c.is_ascii_graphic()))
}
