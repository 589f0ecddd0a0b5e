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
    let at = Pointer::root().join("domain");
    let mutual = domain.mutual_tls.as_ref();
    let own = (at.join("certificate_arn"), &domain.certificate_arn);
    let of_name = mutual.map(|mutual| {
        let at = at.join("mutual_tls").join("ownership_certificate_arn");
        (at, &mutual.ownership_certificate_arn)
    });
    let all = std::iter::once(own).chain(of_name);
    let wrong = all.filter(|(_, text)| !text.is_empty() && !is_certificate_arn(text));
    wrong.map(|(at, text)| told(at, text, of_name.is_some_and(|(one, _)| one == at))).collect()
}

fn told(at: Pointer, text: &str, is_proof: bool) -> Finding {
    let message = sentence!(
        "`{text}` is not the ARN of an ACM certificate",
        "`{text}` は ACM 証明書の ARN ではありません"
    );
    let help = if is_proof {
        sentence!(
            "copy the ARN from the certificate's page in ACM, or leave it empty where ACM issued the domain's own certificate",
            "ACM の証明書ページから ARN をコピーするか、ドメインの証明書を ACM が発行したのなら空にしてください",
        )
    } else {
        sentence!(
            "copy the ARN from the certificate's page in ACM, or leave it empty to have the scripts look one up",
            "ACM の証明書ページから ARN をコピーするか、空にしてスクリプトに検索させてください",
        )
    };
    Finding::at(at, message).set("").help(help)
}

fn is_certificate_arn(text: &str) -> bool {
    let id = arn::parse(text)
        .filter(|arn| arn.service == "acm")
        .and_then(|arn| arn.resource.strip_prefix("certificate/"));
    id.is_some_and(|id| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::model::read;

    #[test]
    fn what_proves_the_name_is_a_certificate_too() {
        let text = r#"{"domain": {"mutual_tls": {"truststore_uri": "s3://trust/ca.pem", "ownership_certificate_arn": "proof"}}}"#;
        let found = check(&read(text).design.expect("it is a design"));
        assert_eq!(found[0].at.to_string(), "/domain/mutual_tls/ownership_certificate_arn");
        assert!(found[0].help.as_ref().is_some_and(|help| help.en.ends_with("own certificate")));
    }
}
