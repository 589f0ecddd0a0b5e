//! Queues and state machines in another region than the API.

use super::{Finding, Rule, arn, integration::{named_arn, services}};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "aws-service-elsewhere",
    severity: Severity::Error,
    docs: "The URI of an AWS integration names the region of the service, and the files take the \
           API's; a queue of another region is not found there (AWS: API Gateway API Reference, \
           PutIntegration, `uri`).",
    bad: r#"{"region": "us-east-1", "api": {"rest": {}}, "routes": [{"path": "/orders", "methods": [{"integration": {"aws_service": {"action": {"sqs_send_message": {"queue_arn": "arn:aws:sqs:ap-northeast-1:123456789012:orders"}}}}}]}]}"#,
    good: r#"{"region": "ap-northeast-1", "api": {"rest": {}}, "routes": [{"path": "/orders", "methods": [{"integration": {"aws_service": {"action": {"sqs_send_message": {"queue_arn": "arn:aws:sqs:ap-northeast-1:123456789012:orders"}}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, text, _) in services(design).filter_map(|service| named_arn(&service)) {
        let Some(arn) = arn::parse(text) else { continue };
        let (there, here) = (arn.region, &design.region);
        if here.is_empty() || there == here {
            continue;
        }
        let message = sentence!(
            "`{text}` is in `{there}`, the API in `{here}`",
            "`{text}` は `{there}` にありますが、API は `{here}` です",
        );
        found.push(Finding::at(at, message).help(sentence!(
            "use one of the API's region, or describe the action by its URI",
            "API と同じリージョンのものを使うか、URI を指定する方法に変えてください",
        )));
    }
    found
}
