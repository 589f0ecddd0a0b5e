//! VPC links that the design does not have.

use super::mend;
use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "vpc-link-unknown",
    severity: Severity::Error,
    docs: "A private integration names a VPC link (AWS: API Gateway API Reference, \
           PutIntegration, `connectionId`); without it the files send the requests over the \
           Internet.",
    bad: r#"{"api": {"rest": {}}, "vpc_links": [{"name": "insite"}], "routes": [{"path": "/", "methods": [{"integration": {"http_proxy": {"uri": "http://example.com/", "vpc_link": "inside"}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "vpc_links": [{"name": "inside"}], "routes": [{"path": "/", "methods": [{"integration": {"http_proxy": {"uri": "http://example.com/", "vpc_link": "inside"}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, _, method) in methods(design) {
        let (kind, link) = (&method.integration, method.integration.vpc_link());
        if link.is_empty() || design.vpc_link(link).is_some() {
            continue;
        }
        let at = at.join("integration").join(kind.key()).join("vpc_link");
        let message = sentence!(
            "there is no VPC link `{link}`",
            "VPC リンク `{link}` はありません",
        );
        found.push(Finding::at(at, message).maybe(mend::meant(link, design.vpc_links.iter().map(|link| link.name.as_str()))).help(sentence!(
            "choose a VPC link of the design, or add one of that name",
            "設計にある VPC リンクを選ぶか、この名前で追加してください",
        )));
    }
    found
}
