//! ARNs that are not those of certificates.

use super::{Finding, Rule, arn};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "certificate-arn-malformed",
    severity: Severity::Error,
    docs: "A custom domain takes a certificate of AWS Certificate Manager: \
           `arn:PARTITION:acm:REGION:ACCOUNT:certificate/ID` (AWS: API Gateway developer guide, \
           \"Get certificates ready in AWS Certificate Manager\").",
    bad: r#"{"domain": {"certificate_arn": "arn:aws:iam::123456789012:server-certificate/api"}}"#,
    good: r#"{"domain": {"certificate_arn": "arn:aws:acm:ap-northeast-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(domain) = &design.domain else {
        return Vec::new();
    };
    let text = &domain.certificate_arn;
    if text.is_empty() || is_certificate_arn(text) {
        return Vec::new();
    }
    let at = Pointer::root().join("domain").join("certificate_arn");
    let message = sentence!(
        "`{text}` is not the ARN of an ACM certificate",
        "`{text}` は ACM 証明書の ARN ではありません"
    );
    vec![Finding::at(at, message).set("").help(sentence!(
        "copy the ARN from the certificate's page in ACM, or leave it empty to have the scripts look one up",
        "ACM の証明書ページから ARN をコピーするか、空にしてスクリプトに検索させてください",
    ))]
}

fn is_certificate_arn(text: &str) -> bool {
    let id = arn::parse(text)
        .filter(|arn| arn.service == "acm")
        .and_then(|arn| arn.resource.strip_prefix("certificate/"));
    id.is_some_and(|id| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}
