//! Facts about AWS as data, each with its source and date.

mod log_fields;
mod log_variables;
mod prices;
mod properties;
mod range;
mod rule_groups;
mod runtimes;
mod subtype;

pub use log_fields::LogFields;
pub use log_variables::{LogKind, knows_log_variable, log_variables, log_variables_in};
pub use prices::{Price, PriceSource, prices};
pub use properties::{Shape, properties};
pub use range::{is_everything, is_in_range, is_private, is_range};
pub use rule_groups::{
    BODY_SIZE_RULE, INCLUDED_CAPACITY, RATE_LIMITS, RATE_RULE_CAPACITY, RULE_GROUPS, RuleGroup,
    rule_group_capacity,
};
pub use runtimes::{Runtime, runtime};
pub use subtype::{Part as TargetPart, SUBTYPES, Subtype, queue_arn, subtype};

/// Route 53 zone of every edge custom domain: CloudFront's own (AWS General Reference, 2026-10).
pub const EDGE_ZONE_ID: &str = "Z2FDTNDATAQYW2";

/// Lambda's Python runtimes that can be created and are not deprecated on 2026-11-22
/// (cfn-lint 1.58 data: 3.11 until 2027-06-30, 3.12 until 2028-10-31, 3.13 and 3.14 until 2029-06-30).
pub const PYTHON_RUNTIMES: &[&str] = &["python3.14", "python3.13", "python3.12", "python3.11"];

/// Retention periods that `CloudWatch` Logs accepts, in days (AWS: `PutRetentionPolicy`).
pub const LOG_RETENTION_DAYS: &[u32] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

/// Seconds that a REST API waits for an integration unless a quota was raised
/// (AWS: "Amazon API Gateway quotas and important notes").
pub const REST_TIMEOUT_SECONDS: u32 = 29;

/// Seconds that an HTTP API waits for an integration, at most
/// (AWS: "Amazon API Gateway quotas and important notes").
pub const HTTP_TIMEOUT_SECONDS: u32 = 30;

/// Seconds that a WebSocket API waits for an integration, at most
/// (AWS: "Amazon API Gateway quotas and important notes").
pub const WEBSOCKET_TIMEOUT_SECONDS: u32 = 29;

/// Answers that a REST API gives itself, by their types, with the status of each, which the two defaults have
/// not (AWS: "Gateway response types for API Gateway"; botocore 1.44.5, `GatewayResponseType`).
const GATEWAY_RESPONSES: &[(&str, &str)] = &[
    ("DEFAULT_4XX", ""),
    ("DEFAULT_5XX", ""),
    ("ACCESS_DENIED", "403"),
    ("API_CONFIGURATION_ERROR", "500"),
    ("AUTHORIZER_CONFIGURATION_ERROR", "500"),
    ("AUTHORIZER_FAILURE", "500"),
    ("BAD_REQUEST_BODY", "400"),
    ("BAD_REQUEST_PARAMETERS", "400"),
    ("EXPIRED_TOKEN", "403"),
    ("INTEGRATION_FAILURE", "504"),
    ("INTEGRATION_TIMEOUT", "504"),
    ("INVALID_API_KEY", "403"),
    ("INVALID_SIGNATURE", "403"),
    ("MISSING_AUTHENTICATION_TOKEN", "403"),
    ("QUOTA_EXCEEDED", "429"),
    ("REQUEST_TOO_LARGE", "413"),
    ("RESOURCE_NOT_FOUND", "404"),
    ("THROTTLED", "429"),
    ("UNAUTHORIZED", "401"),
    ("UNSUPPORTED_MEDIA_TYPE", "415"),
    ("WAF_FILTERED", "403"),
];

/// Types of answers that a REST API gives itself.
pub fn gateway_responses() -> impl Iterator<Item = &'static str> {
    GATEWAY_RESPONSES.iter().map(|(kind, _)| *kind)
}

/// The status of such an answer where none is set; none of a type that the service does not know.
pub fn gateway_response_status(kind: &str) -> Option<&'static str> {
    let mut known = GATEWAY_RESPONSES.iter();
    known
        .find(|(name, _)| *name == kind)
        .map(|(_, status)| *status)
}

/// A region of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code, for instance `ap-northeast-1`.
    pub code: &'static str,
    /// Its name as AWS prints it.
    pub name: &'static str,
    /// Route 53 zone of regional custom domains; `None` where AWS publishes none.
    pub zone_id: Option<&'static str>,
}

/// Every region with API Gateway.
pub fn regions() -> impl Iterator<Item = Region> {
    include_str!("regions.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split(',');
            let (code, name) = (fields.next()?, fields.next()?);
            Some(Region {
                code,
                name,
                zone_id: fields.next().filter(|id| !id.is_empty()),
            })
        })
}

/// The region of that code.
pub fn region(code: &str) -> Option<Region> {
    regions().find(|region| region.code == code)
}

/// Partition of the region of that code, the second word of every ARN there
/// (AWS General Reference, "Amazon Resource Names").
pub fn partition(code: &str) -> &'static str {
    if code.starts_with("cn-") {
        "aws-cn"
    } else if code.starts_with("us-gov-") {
        "aws-us-gov"
    } else {
        "aws"
    }
}

/// Suffix of service host names in the region of that code.
pub fn url_suffix(code: &str) -> &'static str {
    if code.starts_with("cn-") {
        "amazonaws.com.cn"
    } else {
        "amazonaws.com"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        assert_eq!(regions().count(), 38);
        assert_eq!(
            region("ap-northeast-1").and_then(|r| r.zone_id),
            Some("Z1YSHQZHG15GKL")
        );
        assert!(regions().all(|r| r.zone_id.is_none_or(|id| id.starts_with('Z'))));
    }
}
