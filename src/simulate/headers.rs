//! The headers of a request as a backend gets them.

use super::Request;
use super::address::{Entered, has_levels};
use crate::model::{Design, DomainEndpoint, EndpointType};

/// What stands for the id by which AWS X-Ray joins what belongs together.
const TRACE_ID: &str = "Root=1-6955b900-7b6111e69a4193e8deadbeef";
/// What stands for the edge location that a request came through: TEST-NET-2 (RFC 5737).
const EDGE_ADDRESS: &str = "198.51.100.1";
/// What the CloudFront distribution of an edge-optimized API or domain adds (AWS SAM CLI, `sam local generate-event apigateway
/// aws-proxy`; aws/aws-lambda-go, `events/testdata/apigw-request.json`).
const BY_EDGE: [(&str, &str); 8] = [
    ("CloudFront-Forwarded-Proto", "https"),
    ("CloudFront-Is-Desktop-Viewer", "true"),
    ("CloudFront-Is-Mobile-Viewer", "false"),
    ("CloudFront-Is-SmartTV-Viewer", "false"),
    ("CloudFront-Is-Tablet-Viewer", "false"),
    ("CloudFront-Viewer-Country", "JP"),
    (
        "Via",
        "2.0 0123456789abcdef0123456789abcdef.cloudfront.net (CloudFront)",
    ),
    (
        "X-Amz-Cf-Id",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
    ),
];

/// Whether a request came through CloudFront: to an edge-optimized domain, or to the default URL of such an API.
fn is_edge(design: &Design, entered: &Entered) -> bool {
    let domain = design.domain.as_ref().filter(|_| entered.is_custom);
    match domain {
        Some(domain) => domain.endpoint == DomainEndpoint::Edge,
        None => design
            .rest()
            .is_some_and(|rest| rest.endpoint == EndpointType::Edge),
    }
}

/// Headers as the client sends them, with those that a client and the gateway always add.
pub(super) fn of(design: &Design, request: &Request, entered: &Entered) -> Vec<(String, String)> {
    let is_edge = is_edge(design, entered);
    let mut headers = vec![("Host".to_owned(), entered.host.clone())];
    let own = request
        .headers
        .iter()
        .filter(|(name, _)| !name.eq_ignore_ascii_case("host"));
    // A name is one header however it is spelt (RFC 9110, section 5.1): the first spelling stays.
    for (name, value) in own {
        let known = headers
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name));
        let name = known.map_or(name, |(known, _)| known).clone();
        headers.push((name, value.clone()));
    }
    // The gateway puts the caller's address behind what the client says of those before it.
    let mut backwards = headers.iter_mut().rev();
    if let Some((_, own)) = backwards.find(|(name, _)| name.eq_ignore_ascii_case("x-forwarded-for"))
    {
        own.push_str(", ");
        own.push_str(&request.source_ip);
        if is_edge {
            own.push_str(", ");
            own.push_str(EDGE_ADDRESS);
        }
    }
    let forwarded = if is_edge {
        format!("{}, {EDGE_ADDRESS}", request.source_ip)
    } else {
        request.source_ip.clone()
    };
    let by_edge = if is_edge { &BY_EDGE[..] } else { &[] };
    for (name, value) in [
        ("User-Agent", "Mozilla/5.0"),
        ("X-Amzn-Trace-Id", TRACE_ID),
        ("X-Forwarded-For", forwarded.as_str()),
        ("X-Forwarded-Port", "443"),
        ("X-Forwarded-Proto", "https"),
    ]
    .into_iter()
    .chain(by_edge.iter().copied())
    {
        if headers
            .iter()
            .all(|(own, _)| !own.eq_ignore_ascii_case(name))
        {
            headers.push((name.to_owned(), value.to_owned()));
        }
    }
    let domain = design.domain.as_ref().filter(|_| entered.is_custom);
    if domain.is_some_and(has_levels) {
        for (name, _) in &mut headers {
            name.make_ascii_lowercase();
        }
    }
    headers
}
