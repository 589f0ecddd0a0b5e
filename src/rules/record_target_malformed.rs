//! Targets of the record that do not serve the custom domain.

use super::{Finding, Rule, dns, host_name};
use crate::diagnostic::{Sentence, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "record-target-malformed",
    severity: Severity::Error,
    docs: "The record leads to the domain's own host: `d-ID.execute-api.REGION.amazonaws.com` \
           of a regional domain, `ID.cloudfront.net` of an edge domain (AWS: API Gateway API \
           Reference, DomainName, `regionalDomainName`, `distributionDomainName`). The API's \
           host has no certificate for the domain.",
    bad: r#"{"domain": {"dns": {"route53": {"target": "a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com"}}}}"#,
    good: r#"{"domain": {"dns": {"route53": {"target": "d-a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com"}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((_, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let target = route53.target.as_str();
    let found = Some(target)
        .filter(|target| !target.is_empty())
        .and_then(fault);
    found
        .map(|(message, help)| Finding::at(dns::at().join("target"), message).set("").help(help))
        .into_iter()
        .collect()
}

/// What is wrong with a target, and what to do.
fn fault(target: &str) -> Option<(Sentence, Sentence)> {
    let host = host_name::comparable(target);
    if is_host_of_an_api(&host) {
        return Some((
            sentence!(
                "`{target}` is the API's own host, which answers 403 for a custom domain because its certificate does not match",
                "`{target}` は API 自身のホストで、証明書が一致しないためカスタムドメイン名では 403 になります",
            ),
            sentence!(
                "use the domain's target, which starts with `d-`, or leave it empty until the domain exists",
                "カスタムドメイン名のターゲット(`d-` で始まる名前)を指定するか、ドメインができるまで空にしてください",
            ),
        ));
    }
    let of_aws = [".amazonaws.com", ".amazonaws.com.cn", ".cloudfront.net"];
    if host_name::is_host_name(&host) && of_aws.iter().any(|suffix| host.ends_with(suffix)) {
        return None;
    }
    Some((
        sentence!(
            "`{target}` is not the target of a custom domain",
            "`{target}` はカスタムドメイン名のターゲットではありません"
        ),
        sentence!(
            "copy the API Gateway domain name from the custom domain's page, or leave it empty to have the scripts read it",
            "カスタムドメイン名のページから API Gateway ドメイン名をコピーするか、空にしてスクリプトに取得させてください",
        ),
    ))
}

/// `a1b2c3d4e5.execute-api.…`: the id of an API has ten letters and digits.
fn is_host_of_an_api(host: &str) -> bool {
    let id = host.split_once(".execute-api.").map(|(id, _)| id);
    id.is_some_and(|id| id.len() == 10 && id.bytes().all(|b| b.is_ascii_alphanumeric()))
}
