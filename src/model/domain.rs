//! A domain name of one's own: certificate, mappings, DNS.

use super::part::{fields, variants};

/// `AWS::ApiGateway::DomainName` with its mappings and its DNS record.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomDomain {
    /// Host name, for instance `api.example.com`.
    pub name: String,
    /// Where requests enter AWS.
    pub endpoint: DomainEndpoint,
    /// ACM certificate; empty when left open (scripts then look one up that covers the name).
    ///
    /// A regional domain needs it in the API's region, an edge domain in
    /// `us-east-1` (AWS: "Get certificates ready in AWS Certificate Manager").
    pub certificate_arn: String,
    /// Which base path leads to which stage.
    pub mappings: Vec<BasePathMapping>,
    /// Who serves the name.
    pub dns: Dns,
}

fields!(CustomDomain: name, endpoint, certificate_arn, mappings, dns);

impl Default for CustomDomain {
    fn default() -> Self {
        Self {
            name: String::new(),
            endpoint: DomainEndpoint::Regional,
            certificate_arn: String::new(),
            mappings: Vec::new(),
            dns: Dns::Route53(Route53::default()),
        }
    }
}

impl CustomDomain {
    /// The region whose ACM must hold the certificate.
    pub fn certificate_region<'a>(&self, region: &'a str) -> &'a str {
        match self.endpoint {
            DomainEndpoint::Regional => region,
            DomainEndpoint::Edge => "us-east-1",
        }
    }
}

/// Endpoint type of a custom domain, spelt as the service spells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DomainEndpoint {
    /// Through a CloudFront distribution of API Gateway's own.
    Edge,
    /// Straight to the region.
    #[default]
    Regional,
}

variants!(DomainEndpoint: "EDGE" = Edge, "REGIONAL" = Regional);

impl DomainEndpoint {
    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edge => "EDGE",
            Self::Regional => "REGIONAL",
        }
    }
}

/// `AWS::ApiGateway::BasePathMapping`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BasePathMapping {
    /// First part of the path without slashes; empty for the whole domain.
    pub base_path: String,
    /// Name of a [`super::Stage`].
    pub stage: String,
}

fields!(BasePathMapping: base_path, stage);

/// Who serves the domain's name.
#[derive(Clone, Debug, PartialEq)]
pub enum Dns {
    /// A public hosted zone of Route 53.
    Route53(Route53),
    /// Another provider: the README says which record to make.
    Elsewhere,
}

variants!(Dns: "route53" = Route53(Route53), "elsewhere" = Elsewhere);

/// A record in Route 53.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route53 {
    /// Hosted zone id, for instance `Z1234567890ABC`; empty when left open.
    pub hosted_zone_id: String,
    /// Name of the zone, for instance `example.com`; empty to take the longest zone that fits.
    pub zone_name: String,
    /// Kind of record.
    pub record: Record,
    /// What the domain resolves to (`d-….execute-api.REGION.amazonaws.com` or
    /// `….cloudfront.net`): known only once the domain exists, empty until then.
    pub target: String,
}

fields!(Route53: hosted_zone_id, zone_name, record, target);

/// Kind of DNS record, by its JSON name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Record {
    /// Alias `A` record: free, legal at the zone apex.
    #[default]
    Alias,
    /// `CNAME` with this time to live in seconds; never at the zone apex.
    Cname(u32),
}

variants!(Record: "alias" = Alias, "cname" = Cname(u32));
