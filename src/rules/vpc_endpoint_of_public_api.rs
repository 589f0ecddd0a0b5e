//! VPC endpoints that lead to no private API.

use serde_json::json;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "vpc-endpoint-of-public-api",
    severity: Severity::Warning,
    docs: "VPC endpoints can only be specified with private APIs, so the files leave them out of \
           another one (the service's own words; AWS: API Gateway API Reference, \
           EndpointConfiguration, `vpcEndpointIds`).",
    bad: r#"{"api": {"rest": {"endpoint": "REGIONAL", "vpc_endpoint_ids": ["vpce-0123456789abcdef0"]}}}"#,
    good: r#"{"api": {"rest": {"endpoint": "PRIVATE", "vpc_endpoint_ids": ["vpce-0123456789abcdef0"]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let public = design.rest().filter(|rest| !rest.is_private());
    let Some(rest) = public.filter(|rest| !rest.vpc_endpoint_ids.is_empty()) else {
        return Vec::new();
    };
    let at = Pointer::root()
        .join("api")
        .join("rest")
        .join("vpc_endpoint_ids");
    let endpoint = rest.endpoint.as_str();
    let message = sentence!(
        "VPC endpoints have no effect on an API of type `{endpoint}`",
        "エンドポイントタイプ `{endpoint}` の API に VPC エンドポイントは使えません"
    );
    vec![Finding::at(at, message).set(json!([])).help(sentence!(
        "make the API `PRIVATE`, or remove the VPC endpoints",
        "エンドポイントタイプを `PRIVATE` にするか、VPC エンドポイントを削除してください",
    ))]
}
