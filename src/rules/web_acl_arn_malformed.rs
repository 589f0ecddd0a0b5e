//! ARNs that are not those of web ACLs a stage can stand behind.

use super::{Finding, Rule, arn};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, StageWebAcl};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "web-acl-arn-malformed",
    severity: Severity::Error,
    docs: "A stage takes a web ACL of AWS WAF with regional scope in the region of the API, for \
           edge-optimized APIs too: `arn:PARTITION:wafv2:REGION:ACCOUNT:regional/webacl/NAME/ID` \
           (AWS: AWS WAFV2 API Reference, AssociateWebACL).",
    bad: r#"{"stages": [{"name": "dev", "web_acl": {"existing": {"arn": "arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/11111111-2222-3333-4444-555555555555"}}}]}"#,
    good: r#"{"region": "eu-west-1", "stages": [{"name": "dev", "web_acl": {"existing": {"arn": "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/site/11111111-2222-3333-4444-555555555555"}}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let stages = design.stages.iter().enumerate();
    let mut found = Vec::new();
    for (index, stage) in stages {
        let StageWebAcl::Existing { arn: text } = &stage.web_acl else {
            continue;
        };
        let at = Pointer::root()
            .join("stages")
            .join(index)
            .join("web_acl")
            .join("existing")
            .join("arn");
        let Some(place) = region(text) else {
            let message = sentence!(
                "`{text}` is not the ARN of a regional web ACL",
                "`{text}` はリージョンの Web ACL の ARN ではありません"
            );
            found.push(Finding::at(at, message).help(sentence!(
                "copy the ARN from the web ACL's page in AWS WAF; those for CloudFront (`global`) do not fit a stage",
                "AWS WAF の Web ACL ページから ARN をコピーしてください。CloudFront 用(`global`)はステージに使えません",
            )));
            continue;
        };
        if !design.region.is_empty() && place != design.region {
            let here = &design.region;
            let message = sentence!(
                "the web ACL is in `{place}`, the API in `{here}`",
                "Web ACL は `{place}` に、API は `{here}` にあります"
            );
            found.push(Finding::at(at, message).help(sentence!(
                "take a web ACL of the API's region",
                "API と同じリージョンの Web ACL を指定してください",
            )));
        }
    }
    found
}

/// The region of a regional web ACL.
fn region(text: &str) -> Option<&str> {
    let arn = arn::parse(text).filter(|arn| arn.service == "wafv2")?;
    let (name, id) = arn.resource.strip_prefix("regional/webacl/")?.split_once('/')?;
    let plain = |part: &str, signs: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || signs.contains(c))
    };
    (plain(name, "-_") && plain(id, "-")).then_some(arn.region)
}

#[cfg(test)]
mod tests {
    use super::region;

    #[test]
    fn only_regional_web_acls_of_the_present_waf_fit() {
        let id = "11111111-2222-3333-4444-555555555555";
        let acl = |service: &str, path: &str| {
            format!("arn:aws:{service}:eu-west-1:123456789012:{path}/{id}")
        };
        assert_eq!(region(&acl("wafv2", "regional/webacl/a-B_1")), Some("eu-west-1"));
        for text in [
            acl("wafv2", "global/webacl/a"),
            acl("wafv2", "regional/rulegroup/a"),
            acl("wafv2", "regional/webacl"),
            acl("wafv2", "regional/webacl/a/b"),
            acl("waf-regional", "webacl"),
            "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl//".to_owned(),
        ] {
            assert_eq!(region(&text), None, "{text}");
        }
    }
}
