//! Parameters of an action that the path does not have.

use super::{Finding, Rule, http_proxy::placeholders, integration::services};
use crate::diagnostic::Severity;
use crate::model::{Design, ServiceAction, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "aws-service-parameter-unknown",
    severity: Severity::Error,
    docs: "What stands in braces in a key or a group is filled from the path parameter of that \
           name (AWS: API Gateway developer guide, \"Tutorial: Create a REST API as an Amazon S3 \
           proxy\").",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/pages", "methods": [{"integration": {"aws_service": {"action": {"s3_get_object": {"bucket": "example", "key": "{name}"}}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/pages/{name}", "methods": [{"integration": {"aws_service": {"action": {"s3_get_object": {"bucket": "example", "key": "{name}"}}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for service in services(design) {
        let (field, text) = match &service.asked.action {
            ServiceAction::S3GetObject(object) | ServiceAction::S3PutObject(object) => ("key", &object.key),
            ServiceAction::SqsSendMessage(queue) if !queue.message_group_id.is_empty() => {
                ("message_group_id", &queue.message_group_id)
            }
            ServiceAction::Other(other) => ("uri", &other.uri),
            _ => continue,
        };
        let path = &service.route.path;
        let known = tree::parameters(path);
        let unknown = placeholders(text).into_iter();
        for name in unknown.filter(|name| !known.contains(name)) {
            let message = sentence!(
                "`{text}` takes `{{{name}}}` from the path, and `{path}` has no such parameter",
                "`{text}` の `{{{name}}}` に当たるパラメータがパス `{path}` にありません",
            );
            found.push(Finding::at(service.action_at.join(field), message).help(sentence!(
                "name a parameter of the path, a greedy one without its `+`",
                "パスのパラメータ名を指定してください。`{{proxy+}}` は `{{proxy}}` と書きます",
            )));
        }
    }
    found
}
