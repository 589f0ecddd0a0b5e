//! A domain name of one's own: certificate, mappings, DNS.

use super::api::IpAddressType;
use super::host_and_path;
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
    /// Where the certificate comes from while its ARN is left open.
    pub certificate: Certificate,
    /// Oldest TLS version that is answered.
    pub security_policy: SecurityPolicy,
    /// Which addresses the name answers on.
    pub ip_address_type: IpAddressType,
    /// Whose client certificates are let in; regional domains only.
    pub mutual_tls: Option<MutualTls>,
    /// Which base path leads to which stage.
    pub mappings: Vec<BasePathMapping>,
    /// Who serves the name.
    pub dns: Dns,
    /// How closely requests must fit; of meaning beside an enhanced security policy alone.
    pub endpoint_access_mode: EndpointAccessMode,
}

fields!(CustomDomain:
    name, endpoint, certificate_arn, certificate, security_policy, ip_address_type, mutual_tls,
    mappings, dns; omit endpoint_access_mode);

impl Default for CustomDomain {
    fn default() -> Self {
        Self {
            name: String::new(),
            endpoint: DomainEndpoint::Regional,
            certificate_arn: String::new(),
            certificate: Certificate::default(),
            security_policy: SecurityPolicy::default(),
            ip_address_type: IpAddressType::default(),
            mutual_tls: None,
            mappings: Vec::new(),
            dns: Dns::Route53(Route53::default()),
            endpoint_access_mode: EndpointAccessMode::default(),
        }
    }
}

impl CustomDomain {
    /// The mode that the service is told, where the security policy wants one.
    pub fn access_mode(&self) -> Option<EndpointAccessMode> {
        let wanted = self.security_policy.is_enhanced();
        wanted.then_some(self.endpoint_access_mode)
    }

    /// The region whose ACM must hold the certificate.
    pub fn certificate_region<'a>(&self, region: &'a str) -> &'a str {
        match self.endpoint {
            DomainEndpoint::Regional | DomainEndpoint::Private => region,
            DomainEndpoint::Edge => "us-east-1",
        }
    }

    /// The base path, without slashes around it, that the generated handler takes for the one that was called where an event of a
    /// stage does not say it: the shortest, and of several the last (`generate/app_handler/code.rs`).
    pub fn base_path_of_app(&self, stage: &str) -> Option<&str> {
        let mappings = self.mappings.iter().rev();
        let mappings = mappings.filter(|mapping| mapping.stage == stage);
        let paths = mappings.map(|mapping| mapping.base_path.trim_matches('/'));
        paths.min_by_key(|path| path.len())
    }

    /// Whether only VPC endpoints reach it.
    pub fn is_private(&self) -> bool {
        self.endpoint == DomainEndpoint::Private
    }

    /// Takes another name. A zone that was the part of the old one behind its first dot, or all of it, follows.
    pub fn rename(&mut self, name: &str) {
        let behind = |name: &str| {
            let parts = name.split_once('.');
            parts.map(|(_, behind)| behind.to_owned())
        };
        let old = std::mem::replace(&mut self.name, name.to_owned());
        let zone = match &mut self.dns {
            Dns::Route53(route53) => &mut route53.zone_name,
            Dns::Elsewhere(other) => &mut other.zone_name,
        };
        if *zone == behind(&old).unwrap_or_default() {
            *zone = behind(name).unwrap_or_default();
        } else if *zone == old {
            name.clone_into(zone);
        }
    }

    /// Takes the host of an address as its name, and its path, where it has one, as the base path of the last mapping,
    /// which is that of the stage for everybody: what people copy from a browser is a whole address.
    pub fn take_address(&mut self, address: &str) {
        let (host, path) = host_and_path(address);
        self.rename(&host.to_ascii_lowercase());
        if let Some(mapping) = self.mappings.last_mut()
            && !path.is_empty()
        {
            mapping.base_path = path;
        }
    }

    /// Whether the files ask ACM for the certificate.
    pub fn requests_certificate(&self) -> bool {
        self.certificate_arn.is_empty() && self.certificate == Certificate::Requested
    }
}

/// Where a certificate comes from whose ARN is left open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certificate {
    /// It is there: scripts look for an issued one that covers the name.
    #[default]
    LookedUp,
    /// Scripts request one when there is none, prove the name by a DNS record and wait (AWS:
    /// ACM user guide, "AWS Certificate Manager DNS validation").
    Requested,
}

variants!(Certificate: "looked_up" = LookedUp, "requested" = Requested);

/// `SecurityPolicy` of a domain: two that every type of endpoint takes, and those of REST APIs alone, by the endpoint's
/// type (AWS: API Gateway developer guide, "Supported security policies"; botocore 1.44, `SecurityPolicy`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecurityPolicy {
    /// TLS 1.2 and newer.
    #[default]
    Tls12,
    /// TLS 1.0 and newer, for clients that know nothing better.
    Tls10,
    /// TLS 1.3 alone.
    Tls13,
    /// TLS 1.3 alone, by validated modules (FIPS 140).
    Tls13Fips,
    /// TLS 1.2 and newer, post-quantum keys, forward secrecy.
    Tls12PfsPq,
    /// TLS 1.2 and newer, post-quantum keys, validated modules.
    Tls12FipsPq,
    /// TLS 1.2 and newer, post-quantum keys, validated modules, forward secrecy.
    Tls12FipsPfsPq,
    /// TLS 1.2 and newer with more ciphers, post-quantum keys.
    Tls12Ext2Pq,
    /// TLS 1.2 and newer with more ciphers, post-quantum keys, validated modules.
    Tls12Ext2FipsPq,
    /// TLS 1.2 and newer, post-quantum keys.
    Tls12Pq,
    /// TLS 1.2 and newer as of 2021.
    Tls12Of2021,
    /// TLS 1.3 alone, of edge domains.
    EdgeTls13,
    /// TLS 1.2 and newer with forward secrecy, of edge domains.
    EdgeTls12Pfs,
    /// TLS 1.2 and newer as of 2018, of edge domains.
    EdgeTls12,
}

variants!(
    SecurityPolicy: "TLS_1_2" = Tls12, "TLS_1_0" = Tls10,
    "SecurityPolicy_TLS13_1_3_2025_09" = Tls13,
    "SecurityPolicy_TLS13_1_3_FIPS_2025_09" = Tls13Fips,
    "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09" = Tls12PfsPq,
    "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09" = Tls12FipsPq,
    "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09" = Tls12FipsPfsPq,
    "SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09" = Tls12Ext2Pq,
    "SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09" = Tls12Ext2FipsPq,
    "SecurityPolicy_TLS13_1_2_PQ_2025_09" = Tls12Pq,
    "SecurityPolicy_TLS13_1_2_2021_06" = Tls12Of2021,
    "SecurityPolicy_TLS13_2025_EDGE" = EdgeTls13,
    "SecurityPolicy_TLS12_PFS_2025_EDGE" = EdgeTls12Pfs,
    "SecurityPolicy_TLS12_2018_EDGE" = EdgeTls12
);

impl SecurityPolicy {
    /// Every value, in the order in which forms offer them.
    pub const ALL: [Self; 14] = [
        Self::Tls12,
        Self::Tls10,
        Self::Tls13,
        Self::Tls13Fips,
        Self::Tls12PfsPq,
        Self::Tls12FipsPq,
        Self::Tls12FipsPfsPq,
        Self::Tls12Ext2Pq,
        Self::Tls12Ext2FipsPq,
        Self::Tls12Pq,
        Self::Tls12Of2021,
        Self::EdgeTls13,
        Self::EdgeTls12Pfs,
        Self::EdgeTls12,
    ];

    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tls12 => "TLS_1_2",
            Self::Tls10 => "TLS_1_0",
            Self::Tls13 => "SecurityPolicy_TLS13_1_3_2025_09",
            Self::Tls13Fips => "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
            Self::Tls12PfsPq => "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
            Self::Tls12FipsPq => "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
            Self::Tls12FipsPfsPq => "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
            Self::Tls12Ext2Pq => "SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09",
            Self::Tls12Ext2FipsPq => "SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09",
            Self::Tls12Pq => "SecurityPolicy_TLS13_1_2_PQ_2025_09",
            Self::Tls12Of2021 => "SecurityPolicy_TLS13_1_2_2021_06",
            Self::EdgeTls13 => "SecurityPolicy_TLS13_2025_EDGE",
            Self::EdgeTls12Pfs => "SecurityPolicy_TLS12_PFS_2025_EDGE",
            Self::EdgeTls12 => "SecurityPolicy_TLS12_2018_EDGE",
        }
    }

    /// The one of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.as_str() == name)
    }

    /// Whether it is one of those that want an [`EndpointAccessMode`], too.
    pub const fn is_enhanced(self) -> bool {
        !matches!(self, Self::Tls12 | Self::Tls10)
    }

    /// Whether it is for edge domains; none of the enhanced ones is for several types.
    pub const fn is_of_edge(self) -> bool {
        matches!(self, Self::EdgeTls13 | Self::EdgeTls12Pfs | Self::EdgeTls12)
    }

    /// The oldest version of TLS that it answers.
    pub const fn oldest(self) -> &'static str {
        match self {
            Self::Tls10 => "TLS 1.0",
            Self::Tls13 | Self::Tls13Fips | Self::EdgeTls13 => "TLS 1.3",
            _ => "TLS 1.2",
        }
    }
}

/// How closely a request must fit the endpoint that it came through, where the security policy is an enhanced one
/// (AWS: API Gateway developer guide, "Security policies for REST APIs in API Gateway", "Endpoint access mode").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndpointAccessMode {
    /// It came through this type of endpoint, and asked for this name.
    #[default]
    Strict,
    /// As without one.
    Basic,
}

variants!(EndpointAccessMode: "STRICT" = Strict, "BASIC" = Basic);

impl EndpointAccessMode {
    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Strict => "STRICT",
            Self::Basic => "BASIC",
        }
    }
}

/// `MutualTlsAuthentication`: callers show a certificate that the truststore vouches for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MutualTls {
    /// PEM file with the authorities' certificates, `s3://BUCKET/KEY`.
    pub truststore_uri: String,
    /// Version of the object in a bucket with versions; empty for the newest at deployment.
    pub truststore_version: String,
    /// `OwnershipVerificationCertificateArn`: a public certificate of ACM that proves the name, where the domain's own is
    /// imported or of a private authority (AWS: API Gateway API Reference, `CreateDomainName`).
    pub ownership_certificate_arn: String,
}

fields!(MutualTls: truststore_uri, truststore_version; omit ownership_certificate_arn);

/// Endpoint type of a custom domain, spelt as the service spells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DomainEndpoint {
    /// Through a CloudFront distribution of API Gateway's own.
    Edge,
    /// Straight to the region.
    #[default]
    Regional,
    /// From inside a VPC, through the VPC endpoints of the private API behind it (AWS: "Custom domain names for
    /// private APIs in API Gateway").
    Private,
}

variants!(DomainEndpoint: "EDGE" = Edge, "REGIONAL" = Regional, "PRIVATE" = Private);

impl DomainEndpoint {
    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edge => "EDGE",
            Self::Regional => "REGIONAL",
            Self::Private => "PRIVATE",
        }
    }
}

/// `AWS::ApiGateway::BasePathMapping`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BasePathMapping {
    /// First part of the path, or several, without slashes around; empty for the whole domain.
    pub base_path: String,
    /// Name of a [`super::Stage`].
    pub stage: String,
}

impl BasePathMapping {
    /// Whether its path has several parts. Such a mapping is one of version 2 of the service's API, whatever it leads to
    /// (AWS: "Use API mappings to connect API stages to a custom domain name for REST APIs").
    pub fn has_levels(&self) -> bool {
        self.base_path.trim_matches('/').contains('/')
    }
}

fields!(BasePathMapping: base_path, stage);

/// Who serves the domain's name.
#[derive(Clone, Debug, PartialEq)]
pub enum Dns {
    /// A public hosted zone of Route 53.
    Route53(Route53),
    /// Another provider: `dns/README.md` says which record to make.
    Elsewhere(OtherDns),
}

variants!(Dns: "route53" = Route53(Route53), "elsewhere" = Elsewhere(OtherDns));

/// A record at another provider.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherDns {
    /// Name of the zone, for instance `example.com`; empty when left open.
    pub zone_name: String,
    /// Time to live in seconds.
    pub ttl: u32,
    /// What the domain resolves to, as [`Route53::target`].
    pub target: String,
}

fields!(OtherDns: zone_name, ttl, target);

impl Default for OtherDns {
    fn default() -> Self {
        Self {
            zone_name: String::new(),
            ttl: 300,
            target: String::new(),
        }
    }
}

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
    /// How several records of this name share the callers.
    pub routing: Routing,
    /// What sets the record apart from the others of its name, at most 128 characters; empty for
    /// the API's region. Simple routing has none.
    pub set_identifier: String,
    /// Health check that takes the record out when it fails; empty for none. Simple routing has none.
    pub health_check_id: String,
    /// Whether an alias counts as healthy only while its target does; never for an edge domain.
    pub evaluate_target_health: bool,
}

fields!(Route53:
    hosted_zone_id, zone_name, record, target, routing, set_identifier, health_check_id,
    evaluate_target_health);

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

impl Record {
    /// The types of the records that are made.
    pub fn types(self, addresses: IpAddressType) -> &'static [&'static str] {
        match (self, addresses) {
            (Self::Cname(_), _) => &["CNAME"],
            (Self::Alias, IpAddressType::Ipv4) => &["A"],
            (Self::Alias, IpAddressType::Dualstack) => &["A", "AAAA"],
        }
    }
}

/// Routing policy of a record: all records of one name and type have the same (AWS: Route 53
/// developer guide, "Choosing a routing policy").
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Routing {
    /// The only record of its name.
    #[default]
    Simple,
    /// A share of the callers, from 0 to 255 beside the others' weights.
    Weighted(u32),
    /// Callers for whom this region is the quickest; empty for the API's region.
    Latency(String),
    /// One of a pair, of which the second answers while the first is unhealthy.
    Failover(FailoverRole),
}

variants!(Routing:
    "simple" = Simple, "weighted" = Weighted(u32), "latency" = Latency(String),
    "failover" = Failover(FailoverRole));

/// `Failover` of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailoverRole {
    /// Answers while it is healthy.
    #[default]
    Primary,
    /// Answers in its place.
    Secondary,
}

variants!(FailoverRole: "PRIMARY" = Primary, "SECONDARY" = Secondary);

impl FailoverRole {
    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "PRIMARY",
            Self::Secondary => "SECONDARY",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_follows_the_name_while_it_is_typed_and_stays_where_it_is_another_one() {
        let after = |zone: &str, name: &str, typed: &str| {
            let mut domain = CustomDomain {
                name: name.into(),
                dns: Dns::Route53(Route53 {
                    zone_name: zone.into(),
                    ..Route53::default()
                }),
                ..CustomDomain::default()
            };
            domain.rename("");
            for (end, c) in typed.char_indices() {
                domain.rename(&typed[..end + c.len_utf8()]);
            }
            match domain.dns {
                Dns::Route53(route53) => route53.zone_name,
                Dns::Elsewhere(_) => String::new(),
            }
        };
        let typed = "api.example.co.jp";
        assert_eq!(
            after("example.com", "api.example.com", typed),
            "example.co.jp"
        );
        assert_eq!(after("", "", typed), "example.co.jp");
        assert_eq!(after("other.com", "api.example.com", typed), "other.com");
        assert_eq!(after("com", "api.example.com", typed), "com");
    }
}
