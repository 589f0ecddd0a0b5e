//! APIs that nothing protects.

use super::method::methods;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Authorization, Design, EndpointType, ResourcePolicy, StageWebAcl};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-open-to-everybody",
    severity: Severity::Info,
    docs: "A public API without authorization, API keys, resource policy, web ACL and limits answers whoever finds its \
           URL, as often as they like, up to the limit that all APIs of the account share (AWS: API Gateway developer \
           guide, \"Control and manage access to REST APIs in API Gateway\", \"Throttle requests to your REST APIs for \
           better throughput in API Gateway\"). Each call is billed.",
    bad: r#"{"functions": [{"name": "f"}], "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}], "stages": [{"name": "dev"}]}"#,
    good: r#"{"functions": [{"name": "f"}], "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}], "stages": [{"name": "dev", "throttle": {}}]}"#,
    check,
};

/// Whether nothing at all keeps callers out. What is meant to, and does not, other rules tell.
pub(super) fn is_open(design: &Design) -> bool {
    let access = &design.access;
    let limited = design.stages.iter().any(|stage| {
        stage.throttle.is_some() || stage.web_acl != StageWebAcl::None
    });
    let by_certificate = design.domain.as_ref().is_some_and(|domain| domain.mutual_tls.is_some());
    let of_rest = design.rest().is_some_and(|rest| {
        rest.endpoint == EndpointType::Private || rest.policy != ResourcePolicy::None
    });
    let meant = access.api_key_required
        || access.authorization != Authorization::None
        || !access.api_keys.is_empty()
        || !access.authorizers.is_empty();
    if design.websocket().is_some() || limited || by_certificate || of_rest || meant {
        return false;
    }
    let mut all = methods(design).peekable();
    all.peek().is_some()
        && all.all(|(.., method)| {
            *access.authorization_of(method) == Authorization::None
                && method.api_key_required != Some(true)
                && method.throttle.is_none()
        })
}

fn check(design: &Design) -> Vec<Finding> {
    if !is_open(design) {
        return Vec::new();
    }
    let at = Pointer::root().join("access").join("authorization");
    let message = sentence!(
        "everybody who finds the URL may call every method, as often as they like: there is no authorizer, no key, no policy, no web ACL and no throttle",
        "オーソライザー、API キー、ポリシー、Web ACL、スロットリングのどれもなく、URL を知った人は誰でも、何度でも、すべてのメソッドを呼び出せます",
    );
    vec![Finding::at(at, message).help(sentence!(
        "a public page is fine so: give its stages a throttle, or silence this; otherwise choose who may call",
        "公開ページであればステージにスロットリングを設定するか、理由を書いて抑制してください。それ以外では呼び出せる人を設定してください",
    ))]
}
