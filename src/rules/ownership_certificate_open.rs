//! Mutual TLS behind a certificate that may not prove the name.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, DomainEndpoint};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "ownership-certificate-open",
    severity: Severity::Info,
    docs: "With mutual TLS a certificate that was imported into ACM, or is of a private authority, is taken only beside a \
           public one that ACM issued for the same name: AWS refuses the domain else (\"Missing \
           ownershipVerificationCertificate\"). An ARN does not tell who issued it (AWS: API Gateway API Reference, \
           `CreateDomainName`, `ownershipVerificationCertificateArn`).",
    bad: r#"{"domain": {"certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/1", "mutual_tls": {"truststore_uri": "s3://trust/ca.pem"}}}"#,
    good: r#"{"domain": {"certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/1", "mutual_tls": {"truststore_uri": "s3://trust/ca.pem", "ownership_certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/2"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    // Where there is no mutual TLS at all other rules speak.
    let domain = design.domain.as_ref();
    let domain = domain.filter(|domain| domain.endpoint == DomainEndpoint::Regional);
    let Some(domain) = domain.filter(|_| design.websocket().is_none()) else {
        return Vec::new();
    };
    let is_open = domain.mutual_tls.as_ref().is_some_and(|mutual| mutual.ownership_certificate_arn.is_empty());
    // One that is looked up or requested is of ACM; one that a template makes, too.
    let arn = &domain.certificate_arn;
    if !is_open || arn.is_empty() || design.is_reference(arn) {
        return Vec::new();
    }
    let at = Pointer::root().join("domain").join("mutual_tls");
    let message = sentence!(
        "a domain certificate that ACM did not issue needs a second one that proves the name",
        "ACM が発行したものでないドメインの証明書には、ドメインの所有を証明する証明書も必要です"
    );
    vec![Finding::at(at, message).help(sentence!(
        "if it is imported or of a private CA, request a public certificate for the name in ACM and enter its ARN; else leave that empty",
        "インポートした証明書やプライベート CA の証明書なら、同じ名前のパブリック証明書を ACM でリクエストし、その ARN を入力してください。そうでなければ空のままでかまいません",
    ))]
}
