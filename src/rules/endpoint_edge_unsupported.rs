//! Edge endpoints where there is no edge.

use super::{Finding, Rule};
use crate::aws;
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, DomainEndpoint, EndpointType};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "endpoint-edge-unsupported",
    severity: Severity::Error,
    docs: "The regions of China and AWS GovCloud (US) have neither edge-optimized APIs nor \
           edge-optimized custom domains (AWS GovCloud (US) user guide, \"Amazon API Gateway\"; \
           Amazon Web Services in China, \"Amazon API Gateway\").",
    bad: r#"{"region": "us-gov-west-1", "api": {"rest": {"endpoint": "EDGE"}}}"#,
    good: r#"{"region": "us-gov-west-1", "api": {"rest": {"endpoint": "REGIONAL"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let region = &design.region;
    if aws::partition(region) == "aws" {
        return Vec::new();
    }
    let api = design.rest().filter(|rest| rest.endpoint == EndpointType::Edge);
    let domain = design.domain.as_ref();
    let domain = domain.filter(|domain| domain.endpoint == DomainEndpoint::Edge);
    let root = Pointer::root();
    [
        api.map(|_| root.join("api").join("rest").join("endpoint")),
        domain.map(|_| root.join("domain").join("endpoint")),
    ]
    .into_iter()
    .flatten()
    .map(|at| {
        let message = sentence!(
            "`{region}` has no edge-optimized endpoints",
            "`{region}` ではエッジ最適化エンドポイントを使えません"
        );
        Finding::at(at, message).set("REGIONAL").help(sentence!(
            "choose `REGIONAL`",
            "`REGIONAL` を選んでください",
        ))
    })
    .collect()
}
