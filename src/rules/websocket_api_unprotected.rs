//! What should keep callers out, and cannot stand before a WebSocket API.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, StageWebAcl};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "websocket-api-unprotected",
    severity: Severity::Error,
    docs: "A web ACL of AWS WAF stands before REST APIs only (AWS: API Gateway developer guide, \"Use AWS WAF to \
           protect your REST APIs in API Gateway\"), so a WebSocket API that a design means to protect by one \
           would be open.",
    bad: r#"{"api": {"websocket": {}}, "stages": [{"name": "prod", "web_acl": {"existing": {"arn": "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/b"}}}]}"#,
    good: r#"{"api": {"websocket": {}}, "stages": [{"name": "prod"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let stages = design.stages.iter().enumerate();
    let stages = stages.filter(|(_, stage)| stage.web_acl != StageWebAcl::None);
    stages
        .filter(|_| design.websocket().is_some())
        .map(|(index, stage)| {
            let at = Pointer::root().join("stages").join(index);
            let name = &stage.name;
            let message = sentence!(
                "no web ACL can stand before stage `{name}` of a WebSocket API",
                "WebSocket API のステージ `{name}` に Web ACL は関連付けられません"
            );
            Finding::at(at.join("web_acl"), message).help(sentence!(
                "put a CloudFront distribution with a web ACL before it, or let an authorizer decide",
                "Web ACL を付けた CloudFront を前に置くか、オーソライザーで判定してください"
            ))
        })
        .collect()
}
