//! Certificates in a region where the domain cannot use them.

use super::{Finding, Rule, arn};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, DomainEndpoint};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "certificate-region-mismatch",
    severity: Severity::Error,
    docs: "A regional domain takes its certificate from the API's region, an edge domain from \
           `us-east-1` (AWS: API Gateway developer guide, \"Get certificates ready in AWS \
           Certificate Manager\"). Neither SAM nor cfn-lint notices.",
    bad: r#"{"region": "ap-northeast-1", "domain": {"endpoint": "REGIONAL", "certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/12345678"}}"#,
    good: r#"{"region": "ap-northeast-1", "domain": {"endpoint": "EDGE", "certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/12345678"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let region = design.region.as_str();
    let Some(domain) = design.domain.as_ref().filter(|_| !region.is_empty()) else {
        return Vec::new();
    };
    let needed = domain.certificate_region(region);
    let Some(actual) = arn::parse(&domain.certificate_arn).map(|arn| arn.region) else {
        return Vec::new();
    };
    if actual == needed {
        return Vec::new();
    }
    let at = Pointer::root().join("domain").join("certificate_arn");
    let (message, help) = match domain.endpoint {
        DomainEndpoint::Regional => (
            sentence!(
                "the certificate is in `{actual}`, but a regional domain in `{region}` needs one in `{needed}`",
                "証明書は `{actual}` にありますが、`{region}` のリージョンドメインには `{needed}` の証明書が必要です",
            ),
            sentence!(
                "use a certificate in `{needed}`, or make the domain an edge domain with a certificate in `us-east-1`",
                "`{needed}` の証明書を使うか、ドメインをエッジ最適化にして `us-east-1` の証明書を使ってください",
            ),
        ),
        DomainEndpoint::Private => (
            sentence!(
                "the certificate is in `{actual}`, but a private domain in `{region}` needs one in `{needed}`",
                "証明書は `{actual}` にありますが、`{region}` のプライベートドメインには `{needed}` の証明書が必要です",
            ),
            sentence!(
                "use a certificate in `{needed}`",
                "`{needed}` の証明書を使ってください",
            ),
        ),
        DomainEndpoint::Edge => (
            sentence!(
                "the certificate is in `{actual}`, but an edge domain needs one in `{needed}`",
                "証明書は `{actual}` にありますが、エッジ最適化ドメインには `{needed}` の証明書が必要です",
            ),
            sentence!(
                "use a certificate in `{needed}`, or make the domain regional with a certificate in `{region}`",
                "`{needed}` の証明書を使うか、ドメインをリージョンにして `{region}` の証明書を使ってください",
            ),
        ),
    };
    vec![Finding::at(at, message).set("").help(help)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CustomDomain;

    #[test]
    fn both_regions_are_named() {
        let certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1".into();
        let domain = CustomDomain {
            certificate_arn,
            ..CustomDomain::default()
        };
        let design = Design {
            region: "ap-northeast-1".into(),
            domain: Some(domain),
            ..Design::default()
        };
        let found = check(&design);
        assert_eq!(
            found[0].message.en,
            "the certificate is in `us-east-1`, but a regional domain in `ap-northeast-1` needs one in `ap-northeast-1`"
        );
    }
}
