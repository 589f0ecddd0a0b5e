//! What should keep callers out, and cannot stand before an HTTP API.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, StageWebAcl};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "http-api-unprotected",
    severity: Severity::Error,
    docs: "An HTTP API asks for no API keys and has no web ACL of its own (AWS: API Gateway \
           developer guide, \"Choose between REST APIs and HTTP APIs\"), so what a design means to \
           protect by them would be open.",
    bad: r#"{"api": {"http": {}}, "access": {"api_key_required": true}}"#,
    good: r#"{"api": {"http": {}}, "access": {"authorization": "iam"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.http().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let key_help = || {
        sentence!(
            "let an authorizer or IAM decide, or make the API a REST API",
            "オーソライザーか IAM で判定するか、REST API にしてください"
        )
    };
    if design.access.api_key_required {
        let at = Pointer::root().join("access").join("api_key_required");
        let message = sentence!(
            "an HTTP API cannot require an API key",
            "HTTP API では API キーを必須にできません"
        );
        found.push(Finding::at(at, message).help(key_help()));
    }
    for (at, route, method) in methods(design) {
        if method.api_key_required == Some(true) {
            let (verb, path) = (method.verb.as_str(), &route.path);
            let message = sentence!(
                "`{verb} {path}` of an HTTP API cannot require an API key",
                "HTTP API の `{verb} {path}` では API キーを必須にできません"
            );
            found.push(Finding::at(at.join("api_key_required"), message).help(key_help()));
        }
    }
    for (index, stage) in design.stages.iter().enumerate() {
        if stage.web_acl == StageWebAcl::None {
            continue;
        }
        let at = Pointer::root().join("stages").join(index);
        let name = &stage.name;
        let message = sentence!(
            "no web ACL can stand before stage `{name}` of an HTTP API",
            "HTTP API のステージ `{name}` に Web ACL は関連付けられません"
        );
        found.push(
            Finding::at(at.join("web_acl"), message).help(sentence!(
                "put a CloudFront distribution with a web ACL before it, or make the API a REST API",
                "Web ACL を付けた CloudFront を前に置くか、REST API にしてください"
            )),
        );
    }
    found
}
