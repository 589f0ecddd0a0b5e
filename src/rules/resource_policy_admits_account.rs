//! Resource policies that make permissions of callers needless.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, ResourcePolicy};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "resource-policy-admits-account",
    severity: Severity::Warning,
    docs: "Behind `AWS_IAM` a caller of the API's own account gets in when either its own policy or the \
           resource policy allows it, and this one allows everybody who comes from the right place (AWS: \
           API Gateway developer guide, \"How API Gateway resource policies affect authorization \
           workflow\", table A).",
    bad: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/24"]}}}}, "access": {"authorization": "iam"}, "routes": [{"path": "/", "methods": [{"verb": "GET"}]}]}"#,
    good: r#"{"access": {"authorization": "iam"}, "routes": [{"path": "/", "methods": [{"verb": "GET"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(rest) = design.rest() else {
        return Vec::new();
    };
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    let signed = methods.any(|method| design.access.authorization_type_of(method) == "AWS_IAM");
    // One that names accounts says itself who gets in.
    let by_place = rest.policy != ResourcePolicy::None && !rest.policy.asks_accounts();
    if !by_place || !signed {
        return Vec::new();
    }
    let at = Pointer::root().join("api").join("rest").join("policy");
    let message = sentence!(
        "with a resource policy, methods behind IAM are open to everybody in the account who comes from there",
        "リソースポリシーがあると、認可が IAM のメソッドは、許可した場所からならアカウント内の誰でも呼び出せます"
    );
    vec![Finding::at(at, message).help(sentence!(
        "where callers differ in rights, ask an authorizer or use a web ACL in place of the policy",
        "呼び出し元ごとに権限を分ける場合は、オーソライザーを使うか、ポリシーの代わりに Web ACL を使ってください",
    ))]
}
