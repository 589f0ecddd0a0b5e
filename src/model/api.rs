//! The API itself, one type per kind that API Gateway offers.

use super::access::Throttle;
use super::domain::{EndpointAccessMode, SecurityPolicy};
use super::message::MessageBackend;
use super::part::{fields, variants};
use super::request::{GatewayResponse, Model};

/// The API and its kind; the kinds share routes, stages and domain of the design.
#[derive(Clone, Debug, PartialEq)]
pub enum Api {
    /// API Gateway v1: every feature, the dearest per request.
    Rest(RestApi),
    /// API Gateway v2 for HTTP.
    Http(HttpApi),
    /// API Gateway v2 for WebSocket messages.
    Websocket(WebSocketApi),
}

variants!(Api: "rest" = Rest(RestApi), "http" = Http(HttpApi), "websocket" = Websocket(WebSocketApi));

impl Default for Api {
    fn default() -> Self {
        Self::Rest(RestApi::default())
    }
}

/// The kind of an API alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApiKind {
    /// An HTTP API.
    Http,
    /// A REST API.
    #[default]
    Rest,
    /// A WebSocket API.
    Websocket,
}

impl ApiKind {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Http, Self::Rest, Self::Websocket];

    /// Its key in the design's JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Rest => "rest",
            Self::Websocket => "websocket",
        }
    }

    /// The metrics of requests that the caller, and that the gateway or its function, let fail. The
    /// average of each is a share (AWS: "Recommended alarms", "Monitor WebSocket API execution with `CloudWatch` metrics").
    pub const fn error_metrics(self) -> [&'static str; 2] {
        match self {
            Self::Rest => ["4XXError", "5XXError"],
            Self::Http => ["4xx", "5xx"],
            Self::Websocket => ["ClientError", "ExecutionError"],
        }
    }

    /// The dimension by which metrics know their API: those of HTTP and WebSocket APIs carry its id (AWS: "Amazon API
    /// Gateway dimensions and metrics").
    pub const fn metric_dimension(self) -> &'static str {
        match self {
            Self::Rest => "ApiName",
            Self::Http | Self::Websocket => "ApiId",
        }
    }

    /// The kind with that key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What AWS calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Http => "HTTP",
            Self::Rest => "REST",
            Self::Websocket => "WebSocket",
        }
    }
}

impl Api {
    /// Its kind.
    pub const fn kind(&self) -> ApiKind {
        match self {
            Self::Rest(_) => ApiKind::Rest,
            Self::Http(_) => ApiKind::Http,
            Self::Websocket(_) => ApiKind::Websocket,
        }
    }

    /// The key of its kind in the design's JSON.
    pub const fn key(&self) -> &'static str {
        self.kind().key()
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Rest(api) => &api.name,
            Self::Http(api) => &api.name,
            Self::Websocket(api) => &api.name,
        }
    }

    /// Its description.
    pub fn description(&self) -> &str {
        match self {
            Self::Rest(api) => &api.description,
            Self::Http(api) => &api.description,
            Self::Websocket(api) => &api.description,
        }
    }

    /// Which addresses its default URL resolves to.
    pub const fn ip_address_type(&self) -> IpAddressType {
        match self {
            Self::Rest(api) => api.addresses(),
            Self::Http(api) => api.ip_address_type,
            Self::Websocket(api) => api.ip_address_type,
        }
    }

    /// Whether its default URL answers nobody.
    pub const fn closes_default_url(&self) -> bool {
        match self {
            Self::Rest(api) => api.disable_execute_api_endpoint,
            Self::Http(api) => api.disable_execute_api_endpoint,
            Self::Websocket(api) => api.disable_execute_api_endpoint,
        }
    }

    /// The same with what all kinds share as it is of another API.
    pub(crate) fn sharing(self, other: &Self) -> Self {
        let (name, description) = (other.name().to_owned(), other.description().to_owned());
        let ip_address_type = other.ip_address_type();
        let disable_execute_api_endpoint = other.closes_default_url();
        match self {
            // A private API answers on both kinds of addresses, whatever it says.
            Self::Rest(api) if api.addresses() == ip_address_type => Self::Rest(RestApi {
                name,
                description,
                disable_execute_api_endpoint,
                ..api
            }),
            Self::Rest(api) => Self::Rest(RestApi {
                name,
                description,
                ip_address_type,
                disable_execute_api_endpoint,
                ..api
            }),
            Self::Http(api) => Self::Http(HttpApi {
                name,
                description,
                ip_address_type,
                disable_execute_api_endpoint,
                ..api
            }),
            Self::Websocket(api) => Self::Websocket(WebSocketApi {
                name,
                description,
                ip_address_type,
                disable_execute_api_endpoint,
                ..api
            }),
        }
    }

    /// A REST API with what the two kinds share; the rest takes its defaults.
    pub(super) fn to_rest(&self) -> RestApi {
        RestApi {
            name: self.name().to_owned(),
            description: self.description().to_owned(),
            ip_address_type: self.ip_address_type(),
            disable_execute_api_endpoint: self.closes_default_url(),
            ..RestApi::default()
        }
    }

    /// An HTTP API with what the two kinds share.
    pub(super) fn to_http(&self) -> HttpApi {
        HttpApi {
            name: self.name().to_owned(),
            description: self.description().to_owned(),
            ip_address_type: self.ip_address_type(),
            disable_execute_api_endpoint: self.closes_default_url(),
            payload_format_version: PayloadFormat::default(),
        }
    }

    /// A WebSocket API with what the kinds share and the three routes that AWS knows.
    pub(super) fn to_websocket(&self, function: &str) -> WebSocketApi {
        let route = |key: &str| MessageRoute {
            key: key.into(),
            function: function.into(),
            ..MessageRoute::default()
        };
        WebSocketApi {
            name: self.name().to_owned(),
            description: self.description().to_owned(),
            ip_address_type: self.ip_address_type(),
            disable_execute_api_endpoint: self.closes_default_url(),
            routes: vec![route(CONNECT), route("$disconnect"), route("$default")],
            ..WebSocketApi::default()
        }
    }
}

/// `AWS::ApiGateway::RestApi`.
#[derive(Clone, Debug, PartialEq)]
pub struct RestApi {
    /// Shown in the console and used as the `ApiName` dimension of metrics.
    pub name: String,
    /// Free text.
    pub description: String,
    /// Where requests enter AWS.
    pub endpoint: EndpointType,
    /// Interface endpoints of VPCs (`vpce-…`) that lead to a private API; of no use to a public one.
    pub vpc_endpoint_ids: Vec<String>,
    /// From where the API may be called.
    pub policy: ResourcePolicy,
    /// Which addresses the default URL of a public API resolves to; see [`RestApi::addresses`].
    pub ip_address_type: IpAddressType,
    /// Whether the default URL answers nobody, so that the custom domain is the only door.
    pub disable_execute_api_endpoint: bool,
    /// Content types passed through as bytes, for instance `*/*` for a web app's assets.
    pub binary_media_types: Vec<String>,
    /// Bytes from which on answers are compressed, up to 10485760; `None` compresses nothing.
    pub minimum_compression_size: Option<u32>,
    /// Where the API key of a request stands.
    pub api_key_source: ApiKeySource,
    /// Models of bodies.
    pub models: Vec<Model>,
    /// Answers that the gateway gives itself.
    pub gateway_responses: Vec<GatewayResponse>,
    /// Which connections the default URL takes; `None` leaves it to the service.
    pub security_policy: Option<SecurityPolicy>,
    /// How closely requests must fit; of meaning beside an enhanced security policy alone.
    pub endpoint_access_mode: EndpointAccessMode,
}

fields!(
    RestApi: name, description, endpoint, vpc_endpoint_ids, policy, ip_address_type,
    disable_execute_api_endpoint, binary_media_types, minimum_compression_size, api_key_source; omit models,
    gateway_responses, security_policy, endpoint_access_mode
);

impl Default for RestApi {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            endpoint: EndpointType::Regional,
            vpc_endpoint_ids: Vec::new(),
            policy: ResourcePolicy::None,
            ip_address_type: IpAddressType::Ipv4,
            disable_execute_api_endpoint: false,
            binary_media_types: vec!["*/*".into()],
            minimum_compression_size: None,
            api_key_source: ApiKeySource::Header,
            models: Vec::new(),
            gateway_responses: Vec::new(),
            security_policy: None,
            endpoint_access_mode: EndpointAccessMode::default(),
        }
    }
}

impl RestApi {
    /// The mode that the service is told, where the security policy wants one.
    pub fn access_mode(&self) -> Option<EndpointAccessMode> {
        let wanted = self
            .security_policy
            .is_some_and(SecurityPolicy::is_enhanced);
        wanted.then_some(self.endpoint_access_mode)
    }

    /// Whether only VPC endpoints lead to it.
    pub fn is_private(&self) -> bool {
        self.endpoint == EndpointType::Private
    }

    /// Whether it has a setting beside its methods that nobody sees changed before the next deployment: compression,
    /// where keys come from, addresses of both families (AWS: "Payload compression for REST APIs", "Choose an API key
    /// source", "IP address types for REST APIs in API Gateway": "you must redeploy your API").
    pub fn is_seen_once_deployed(&self) -> bool {
        self.minimum_compression_size.is_some()
            || self.api_key_source != ApiKeySource::Header
            || self.ip_address_type == IpAddressType::Dualstack
    }

    /// Which addresses its default URL resolves to: a private API knows both families only
    /// (AWS: "IP address types for REST APIs in API Gateway").
    pub const fn addresses(&self) -> IpAddressType {
        match self.endpoint {
            EndpointType::Private => IpAddressType::Dualstack,
            EndpointType::Edge | EndpointType::Regional => self.ip_address_type,
        }
    }
}

/// Resource policy of a REST API: from where it may be called
/// (AWS: "Control access to a REST API with API Gateway resource policies").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ResourcePolicy {
    /// Without one: a public API answers everywhere, a private one nowhere.
    #[default]
    None,
    /// Through the API's own VPC endpoints only.
    VpcEndpoints,
    /// From these addresses only.
    SourceRanges {
        /// IPv4 and IPv6 ranges in CIDR notation; one address stands for itself.
        cidrs: Vec<String>,
    },
    /// Out of these VPCs only, through whichever endpoint; of private APIs.
    Vpcs {
        /// `vpc-…`.
        vpc_ids: Vec<String>,
    },
    /// By callers of these AWS accounts only, who sign their requests.
    Accounts {
        /// Twelve digits each.
        account_ids: Vec<String>,
    },
    /// By callers of whom all of this holds.
    Combined(PolicyParts),
}

/// What a caller must fulfil, all of it; an empty list asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyParts {
    /// AWS accounts, one of which signs the request.
    pub account_ids: Vec<String>,
    /// Ranges of addresses; of a private API those inside the VPC (AWS: API Gateway developer guide, "API Gateway resource
    /// policy examples", "Deny API traffic based on source IP address or range when using a private API").
    pub cidrs: Vec<String>,
    /// VPCs out of which the request comes; of private APIs.
    pub vpc_ids: Vec<String>,
}

fields!(PolicyParts: account_ids, cidrs, vpc_ids);

impl PolicyParts {
    /// Whether nothing is asked.
    pub const fn is_empty(&self) -> bool {
        self.account_ids.is_empty() && self.cidrs.is_empty() && self.vpc_ids.is_empty()
    }
}

impl ResourcePolicy {
    /// Whether it knows callers by the account that signs.
    pub const fn asks_accounts(&self) -> bool {
        match self {
            Self::Accounts { .. } => true,
            Self::Combined(parts) => !parts.account_ids.is_empty(),
            _ => false,
        }
    }
}

variants!(
    ResourcePolicy: "none" = None, "vpc_endpoints" = VpcEndpoints, "source_ranges" = SourceRanges { cidrs },
    "vpcs" = Vpcs { vpc_ids }, "accounts" = Accounts { account_ids },
    "combined" = Combined(PolicyParts)
);

/// Endpoint type of a REST API, spelt as the service spells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndpointType {
    /// Through CloudFront's points of presence.
    Edge,
    /// Straight to the region.
    #[default]
    Regional,
    /// Inside VPCs, through interface endpoints.
    Private,
}

variants!(EndpointType: "EDGE" = Edge, "REGIONAL" = Regional, "PRIVATE" = Private);

impl EndpointType {
    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edge => "EDGE",
            Self::Regional => "REGIONAL",
            Self::Private => "PRIVATE",
        }
    }
}

/// Address families of an API, spelt as the service spells them
/// (AWS: "IP address types for REST APIs in API Gateway").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IpAddressType {
    /// `IPv4` alone, the default of public APIs.
    #[default]
    Ipv4,
    /// `IPv4` and `IPv6`.
    Dualstack,
}

variants!(IpAddressType: "ipv4" = Ipv4, "dualstack" = Dualstack);

impl IpAddressType {
    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ipv4 => "ipv4",
            Self::Dualstack => "dualstack",
        }
    }
}

/// Where API Gateway reads the API key of a request, spelt as the service spells it
/// (AWS: "Choose an API key source in API Gateway").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApiKeySource {
    /// The header `X-API-Key`.
    #[default]
    Header,
    /// `usageIdentifierKey` in the answer of a Lambda authorizer.
    Authorizer,
}

variants!(ApiKeySource: "HEADER" = Header, "AUTHORIZER" = Authorizer);

impl ApiKeySource {
    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Header => "HEADER",
            Self::Authorizer => "AUTHORIZER",
        }
    }
}

/// `AWS::ApiGatewayV2::Api` with protocol `HTTP`; always regional.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HttpApi {
    /// Shown in the console.
    pub name: String,
    /// Free text.
    pub description: String,
    /// Which addresses the default URL resolves to.
    pub ip_address_type: IpAddressType,
    /// Whether the default URL answers nobody, so that the custom domain is the only door.
    pub disable_execute_api_endpoint: bool,
    /// Shape of the event that functions get.
    pub payload_format_version: PayloadFormat,
}

fields!(
    HttpApi: name, description, ip_address_type, disable_execute_api_endpoint, payload_format_version
);

/// Shape of the event that an HTTP API sends to a function
/// (AWS: "Create AWS Lambda proxy integrations for HTTP APIs in API Gateway").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PayloadFormat {
    /// The event of a REST API, with `path` and `httpMethod`.
    V1,
    /// The shorter one, with `rawPath` and `cookies`.
    #[default]
    V2,
}

variants!(PayloadFormat: "1.0" = V1, "2.0" = V2);

impl PayloadFormat {
    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "1.0",
            Self::V2 => "2.0",
        }
    }
}

/// The route of a WebSocket API that a new connection takes, the only one whose callers are asked
/// who they are (AWS: "Control and manage access to WebSocket APIs in API Gateway").
pub const CONNECT: &str = "$connect";

/// `AWS::ApiGatewayV2::Api` with protocol `WEBSOCKET`; always regional.
#[derive(Clone, Debug, PartialEq)]
pub struct WebSocketApi {
    /// Shown in the console.
    pub name: String,
    /// Free text.
    pub description: String,
    /// Which addresses the default URL resolves to.
    pub ip_address_type: IpAddressType,
    /// Whether the default URL answers nobody, so that the custom domain is the only door.
    pub disable_execute_api_endpoint: bool,
    /// What of a message names its route, for instance `$request.body.action`.
    pub route_selection_expression: String,
    /// Routes by key; the design's path routes stay untouched beside them.
    pub routes: Vec<MessageRoute>,
    /// `DynamoDB` table in which the handler keeps the open connections, so that it can push to all of
    /// them; empty to keep none.
    pub connection_table: String,
}

fields!(
    WebSocketApi: name, description, ip_address_type, disable_execute_api_endpoint,
    route_selection_expression, routes;
    omit connection_table
);

impl Default for WebSocketApi {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            ip_address_type: IpAddressType::default(),
            disable_execute_api_endpoint: false,
            route_selection_expression: "$request.body.action".into(),
            routes: Vec::new(),
            connection_table: String::new(),
        }
    }
}

/// One route key of a WebSocket API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MessageRoute {
    /// `$connect`, `$disconnect`, `$default` or a key of one's own.
    pub key: String,
    /// Name of the [`super::Function`] that receives the message, unless [`Self::backend`] says another thing.
    pub function: String,
    /// Whether what the function returns goes back to the caller (AWS: "Set up a WebSocket API
    /// route response in API Gateway").
    pub two_way: bool,
    /// Limits of its own in every stage; `None` takes the stage's.
    pub throttle: Option<Throttle>,
    /// What gets the message in the place of the function.
    pub backend: MessageBackend,
    /// Milliseconds that the gateway waits for it: 50 to 29000, `None` for the longest.
    pub timeout_ms: Option<u32>,
}

fields!(MessageRoute: key, function, two_way; omit throttle, backend, timeout_ms);

impl MessageRoute {
    /// Name of the function that receives the message, when one does.
    pub fn called(&self) -> Option<&str> {
        self.backend.is_function().then_some(self.function.as_str())
    }
}
