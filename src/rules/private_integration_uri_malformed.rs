//! What the VPC link of an HTTP API cannot reach.

use super::{Finding, Rule, arn, http_proxy::servers};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "private-integration-uri-malformed",
    severity: Severity::Error,
    docs: "Behind a VPC link the URI of an HTTP API is the ARN of a load balancer's listener or \
           of a Cloud Map service (AWS: API Gateway v2 API Reference, CreateIntegration, \
           `integrationUri`).",
    bad: r#"{"api": {"http": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http_proxy": {"uri": "http://inside.example.com/", "vpc_link": "inside"}}}]}]}"#,
    good: r#"{"api": {"http": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http_proxy": {"uri": "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:listener/app/a/b/c", "vpc_link": "inside"}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let private = servers(design).filter(|server| server.is_resource(design));
    let malformed = private.filter(|server| !is_resource(server.uri));
    malformed
        .map(|server| {
            let (at, uri) = (server.at, server.uri);
            let message = sentence!(
                "`{uri}` is neither the ARN of a listener nor of a Cloud Map service",
                "`{uri}` はリスナーの ARN でも Cloud Map サービスの ARN でもありません",
            );
            Finding::at(at, message).help(sentence!(
                "copy the ARN of the load balancer's listener, or of the Cloud Map service",
                "ロードバランサーのリスナーか Cloud Map サービスの ARN をコピーしてください",
            ))
        })
        .collect()
}

fn is_resource(uri: &str) -> bool {
    arn::parse(uri).is_some_and(|arn| match arn.service {
        "elasticloadbalancing" => arn.resource.starts_with("listener/"),
        "servicediscovery" => arn.resource.starts_with("service/"),
        _ => false,
    })
}
