//! ARNs of what a design uses.

use crate::aws;
use crate::model::Design;

/// Text that stands for everything where the design leaves something open.
pub(super) fn or_any(text: &str) -> &str {
    if text.is_empty() { "*" } else { text }
}

/// `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE` in the design's region and account.
pub(super) fn regional(design: &Design, service: &str, resource: &str) -> String {
    in_region(design, service, or_any(&design.region), resource)
}

/// The same in another region of the same account.
pub(super) fn in_region(design: &Design, service: &str, region: &str, resource: &str) -> String {
    let (partition, account) = (aws::partition(&design.region), or_any(&design.account_id));
    format!("arn:{partition}:{service}:{region}:{account}:{resource}")
}

/// The same of a service without regions.
pub(super) fn global(design: &Design, service: &str, resource: &str) -> String {
    let partition = aws::partition(&design.region);
    let account = or_any(&design.account_id);
    format!("arn:{partition}:{service}::{account}:{resource}")
}

/// The same of a service without regions and accounts: S3, Route 53.
pub(super) fn bare(design: &Design, service: &str, resource: &str) -> String {
    let partition = aws::partition(&design.region);
    format!("arn:{partition}:{service}:::{resource}")
}

/// `arn:aws:apigateway:REGION::PATH`: the service's ARNs name no account.
pub(super) fn gateway(design: &Design, path: &str) -> String {
    let (partition, region) = (aws::partition(&design.region), or_any(&design.region));
    format!("arn:{partition}:apigateway:{region}::{path}")
}

/// A path of the gateway and everything below it.
pub(super) fn gateway_tree(design: &Design, path: &str) -> [String; 2] {
    [gateway(design, path), gateway(design, &format!("{path}/*"))]
}

/// A policy that AWS made.
pub(super) fn managed_policy(design: &Design, name: &str) -> String {
    let partition = aws::partition(&design.region);
    format!("arn:{partition}:iam::aws:policy/{name}")
}

/// A log group, as a group and with its streams.
pub(super) fn log_group(design: &Design, name: &str) -> [String; 2] {
    let group = regional(design, "logs", &format!("log-group:{name}"));
    let streams = format!("{group}:*");
    [group, streams]
}
