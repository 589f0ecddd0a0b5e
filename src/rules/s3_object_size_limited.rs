//! Objects that do not fit through an API.

use super::integration::services;
use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::{Design, ServiceAction};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "s3-object-size-limited",
    severity: Severity::Info,
    docs: "A request and an answer of an API have 10 MB at most, which no quota raises (AWS: \"Amazon API Gateway quotas and \
           important notes\", \"Payload size\"): a larger object is answered with 413 or 500. Larger ones are handed out by \
           presigned URLs of S3 itself (AWS: Amazon S3 user guide, \"Download and upload objects with presigned URLs\").",
    bad: r#"{"routes": [{"path": "/{proxy+}", "methods": [{"integration": {"aws_service": {"action": {"s3_get_object": {"bucket": "example", "key": "{proxy}"}}}}}]}]}"#,
    good: r#"{"routes": [{"path": "/{proxy+}", "methods": [{"integration": {"http_proxy": {"uri": "https://files.example.com/{proxy}"}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let is_object = |action: &ServiceAction| {
        matches!(action, ServiceAction::S3GetObject(_) | ServiceAction::S3PutObject(_))
    };
    let mut objects = services(design).filter(|service| is_object(&service.asked.action));
    let Some(first) = objects.next() else {
        return Vec::new();
    };
    let message = sentence!(
        "objects of S3 over 10 MB do not pass through an API",
        "10 MB を超える S3 のオブジェクトは API を通りません",
    );
    vec![Finding::at(first.at, message).help(sentence!(
        "hand larger ones out by presigned URLs",
        "大きなものは署名付き URL で受け渡してください",
    ))]
}
