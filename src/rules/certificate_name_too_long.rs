//! Certificates whose name ACM does not take.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "certificate-name-too-long",
    severity: Severity::Error,
    docs: "The name of a requested certificate has 64 characters at most; longer ones stand beside a \
           shorter one only (AWS: ACM API Reference, RequestCertificate, `DomainName`).",
    bad: r#"{"domain": {"name": "a-name-that-is-longer-than-any-certificate-takes.department.example.com", "certificate": "requested"}}"#,
    good: r#"{"domain": {"name": "a-name-that-is-longer-than-any-certificate-takes.department.example.com"}}"#,
    check,
};

/// Characters of a common name (X.520, `ub-common-name`).
const MAX: usize = 64;

fn check(design: &Design) -> Vec<Finding> {
    let domain = design.domain.as_ref();
    let Some(domain) = domain.filter(|domain| domain.requests_certificate()) else {
        return Vec::new();
    };
    let length = domain.name.trim_end_matches('.').len();
    if length <= MAX {
        return Vec::new();
    }
    let at = Pointer::root().join("domain").join("certificate");
    let message = sentence!(
        "the domain name has {length} characters, a requested certificate takes {MAX}",
        "ドメイン名は{length}文字ですが、リクエストする証明書の名前は{MAX}文字までです"
    );
    vec![Finding::at(at, message).help(sentence!(
        "request a certificate for a shorter name in ACM, add this one to it, and have it looked up",
        "短い名前の証明書を ACM でリクエストしてこの名前を追加し、既存の証明書を使ってください",
    ))]
}
