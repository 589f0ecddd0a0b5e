//! VPC links that the design does not have.

use super::mend;
use super::{Finding, Rule, message_route::message_routes, method::methods};
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
    let unknown = |link: &str| !link.is_empty() && design.vpc_link(link).is_none();
    let methods = methods(design).filter(|(.., method)| unknown(method.integration.vpc_link()));
    let methods = methods.map(|(at, _, method)| {
        let kind = &method.integration;
        (at.join("integration").join(kind.key()), kind.vpc_link())
    });
    let messages = message_routes(design).filter(|(_, route)| unknown(route.backend.vpc_link()));
    let messages = messages.map(|(at, route)| {
        let backend = &route.backend;
        (at.join("backend").join(backend.key()), backend.vpc_link())
    });
    methods
        .chain(messages)
        .map(|(at, link)| {
            let message = sentence!(
                "there is no VPC link `{link}`",
                "VPC リンク `{link}` はありません",
            );
            let names = design.vpc_links.iter().map(|link| link.name.as_str());
            let meant = mend::meant(link, names);
            Finding::at(at.join("vpc_link"), message).maybe(meant).help(sentence!(
                "choose a VPC link of the design, or add one of that name",
                "設計にある VPC リンクを選ぶか、この名前で追加してください",
            ))
        })
        .collect()
}
