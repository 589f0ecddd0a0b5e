//! Domains that answer TLS 1.0.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, SecurityPolicy};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "security-policy-outdated",
    severity: Severity::Warning,
    docs: "TLS 1.0 and 1.1 must not be used any more (RFC 8996); `TLS_1_0` is there for old clients \
           (AWS: API Gateway developer guide, \"Choose a security policy for your custom domain in \
           API Gateway\").",
    bad: r#"{"domain": {"security_policy": "TLS_1_0"}}"#,
    good: r#"{"domain": {"security_policy": "TLS_1_2"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let domain = design.domain.as_ref();
    if domain.is_none_or(|domain| domain.security_policy != SecurityPolicy::Tls10) {
        return Vec::new();
    }
    let at = Pointer::root().join("domain").join("security_policy");
    let message = sentence!(
        "the domain answers TLS 1.0, which is no longer safe",
        "ドメインが安全でない TLS 1.0 を受け付けます"
    );
    vec![Finding::at(at, message).set("TLS_1_2").help(sentence!(
        "choose `TLS_1_2` unless a client is known that cannot do it",
        "TLS 1.2 に対応できないクライアントがなければ `TLS_1_2` を選んでください",
    ))]
}
