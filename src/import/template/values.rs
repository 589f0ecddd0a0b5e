//! Values of a template that its tools let pass, and API Gateway does not take.
//!
//! What a field of the design holds is judged by its rule; what none can hold stays in the template as it came, and is
//! told here: words that nobody knows, and numbers out of their range. The ranges are those of the service's API
//! References; that cfn-lint and SAM's translator look at none of them was tried with both.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Template;
use super::scope::Scope;
use crate::import::Reading;
use crate::import::allowed::{
    ACCESS_MODES, ADDRESSES, CACHE_STRATEGIES, CACHES, CONNECTIONS, CONTENT_HANDLING, ENDPOINTS,
    INTEGRATIONS, KEY_SOURCES, LARGEST_COUNT, LEVELS, Must, PASSTHROUGH, PAYLOADS, PERIODS, VERBS,
};
use crate::import::node::{Entry, Mark, Node, Place};

/// What must stand in resources of some kinds, by the way to it. `*` is every key, or every item of a list.
type Rows = &'static [(&'static [&'static str], &'static [(&'static str, Must)])];

const RATE: Must = Must::Number(0.0, f64::MAX);
const COUNT: Must = Must::Whole(0, LARGEST_COUNT);
const TTL: Must = Must::Whole(0, 3600);
const TIMEOUT: Must = Must::Whole(50, 29_000);
const TIMEOUT_OF_HTTP: Must = Must::Whole(50, 30_000);
const VERB: Must = Must::AnyCase(VERBS);
/// Methods in lists that know `*`, too.
pub(super) const VERB_OR_ALL: Must = Must::AnyCase(&[
    "*", "ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT",
]);

const PLACES: Rows = &[
    (
        &["AWS::Serverless::Api", "AWS::ApiGateway::RestApi"],
        &[
            ("EndpointConfiguration", Must::Word(ENDPOINTS)),
            ("EndpointConfiguration/Type", Must::Word(ENDPOINTS)),
            ("EndpointConfiguration/Types/*", Must::Word(ENDPOINTS)),
            ("EndpointConfiguration/IpAddressType", Must::Word(ADDRESSES)),
            ("MinimumCompressionSize", Must::Whole(0, 10_485_760)),
            ("ApiKeySourceType", Must::Word(KEY_SOURCES)),
            ("SecurityPolicy", Must::Policy),
            ("EndpointAccessMode", Must::Word(ACCESS_MODES)),
            ("DisableExecuteApiEndpoint", Must::Truth),
            ("GatewayResponses/*/StatusCode", Must::Whole(200, 599)),
        ],
    ),
    (
        &["AWS::Serverless::Api"],
        &[
            ("Cors", Must::Quoted),
            ("Cors/AllowOrigin", Must::Quoted),
            ("Cors/AllowMethods", Must::Quoted),
            ("Cors/AllowHeaders", Must::Quoted),
            ("Cors/MaxAge", Must::Quoted),
            ("Cors/AllowCredentials", Must::Truth),
            ("Auth/ApiKeyRequired", Must::Truth),
            (
                "Auth/Authorizers/*/FunctionPayloadType",
                Must::Word(&["TOKEN", "REQUEST"]),
            ),
            ("Auth/Authorizers/*/Identity/ReauthorizeEvery", TTL),
            (
                "Auth/UsagePlan/CreateUsagePlan",
                Must::Word(&["PER_API", "SHARED", "NONE"]),
            ),
            ("Auth/UsagePlan/Quota/Period", Must::Word(PERIODS)),
            ("Auth/UsagePlan/Quota/Limit", Must::Whole(1, LARGEST_COUNT)),
            ("Auth/UsagePlan/Throttle/RateLimit", RATE),
            ("Auth/UsagePlan/Throttle/BurstLimit", COUNT),
            ("Domain/EndpointConfiguration", Must::Word(ENDPOINTS)),
            ("Domain/SecurityPolicy", Must::Policy),
            ("Domain/IpAddressType", Must::Word(ADDRESSES)),
            ("Domain/EndpointAccessMode", Must::Word(ACCESS_MODES)),
            (
                "OpenApiVersion",
                Must::Word(&["2.0", "3.0", "3.0.0", "3.0.1", "3.0.2", "3.0.3"]),
            ),
        ],
    ),
    (
        &["AWS::Serverless::Api", "AWS::ApiGateway::Stage"],
        &[
            ("CacheClusterEnabled", Must::Truth),
            ("CacheClusterSize", Must::Word(CACHES)),
            ("TracingEnabled", Must::Truth),
            ("CanarySetting/PercentTraffic", Must::Number(0.0, 100.0)),
            ("MethodSettings/*/HttpMethod", VERB_OR_ALL),
            ("MethodSettings/*/LoggingLevel", Must::Word(LEVELS)),
            ("MethodSettings/*/DataTraceEnabled", Must::Truth),
            ("MethodSettings/*/MetricsEnabled", Must::Truth),
            ("MethodSettings/*/ThrottlingRateLimit", RATE),
            ("MethodSettings/*/ThrottlingBurstLimit", COUNT),
            ("MethodSettings/*/CachingEnabled", Must::Truth),
            ("MethodSettings/*/CacheTtlInSeconds", TTL),
            ("MethodSettings/*/CacheDataEncrypted", Must::Truth),
        ],
    ),
    (
        &["AWS::ApiGateway::Deployment"],
        &[
            ("StageDescription/CacheClusterSize", Must::Word(CACHES)),
            ("StageDescription/LoggingLevel", Must::Word(LEVELS)),
            ("StageDescription/ThrottlingRateLimit", RATE),
            ("StageDescription/ThrottlingBurstLimit", COUNT),
            ("StageDescription/CacheTtlInSeconds", TTL),
            (
                "StageDescription/MethodSettings/*/LoggingLevel",
                Must::Word(LEVELS),
            ),
            (
                "StageDescription/MethodSettings/*/ThrottlingRateLimit",
                RATE,
            ),
            (
                "StageDescription/MethodSettings/*/ThrottlingBurstLimit",
                COUNT,
            ),
            ("StageDescription/MethodSettings/*/CacheTtlInSeconds", TTL),
            (
                "StageDescription/MethodSettings/*/UnauthorizedCacheControlHeaderStrategy",
                Must::Word(CACHE_STRATEGIES),
            ),
        ],
    ),
    (
        &[
            "AWS::Serverless::HttpApi",
            "AWS::Serverless::WebSocketApi",
            "AWS::ApiGatewayV2::Stage",
        ],
        &[
            ("DefaultRouteSettings/LoggingLevel", Must::Word(LEVELS)),
            ("DefaultRouteSettings/DataTraceEnabled", Must::Truth),
            ("DefaultRouteSettings/DetailedMetricsEnabled", Must::Truth),
            ("DefaultRouteSettings/ThrottlingRateLimit", RATE),
            ("DefaultRouteSettings/ThrottlingBurstLimit", COUNT),
            ("RouteSettings/*/LoggingLevel", Must::Word(LEVELS)),
            ("RouteSettings/*/ThrottlingRateLimit", RATE),
            ("RouteSettings/*/ThrottlingBurstLimit", COUNT),
        ],
    ),
    (
        &["AWS::Serverless::HttpApi"],
        &[
            (
                "Auth/Authorizers/*/AuthorizerPayloadFormatVersion",
                Must::Word(PAYLOADS),
            ),
            ("Auth/Authorizers/*/Identity/ReauthorizeEvery", TTL),
            ("Domain/EndpointConfiguration", Must::Word(&["REGIONAL"])),
            ("Domain/SecurityPolicy", Must::Word(&["TLS_1_2"])),
        ],
    ),
    (
        &["AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Api"],
        &[
            ("CorsConfiguration/AllowMethods/*", VERB_OR_ALL),
            ("CorsConfiguration/MaxAge", Must::Whole(-1, 86_400)),
            ("CorsConfiguration/AllowCredentials", Must::Truth),
        ],
    ),
    (
        &["AWS::Serverless::WebSocketApi"],
        &[
            ("Auth/AuthType", Must::Word(&["NONE", "AWS_IAM", "CUSTOM"])),
            ("Routes/*/IntegrationTimeout", TIMEOUT),
            ("IpAddressType", Must::Word(ADDRESSES)),
        ],
    ),
    (
        &["AWS::ApiGatewayV2::Api"],
        &[
            ("ProtocolType", Must::Word(&["HTTP", "WEBSOCKET"])),
            ("IpAddressType", Must::Word(ADDRESSES)),
        ],
    ),
    (
        &["AWS::ApiGateway::Method"],
        &[
            ("HttpMethod", VERB),
            (
                "AuthorizationType",
                Must::Word(&["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS", "JWT"]),
            ),
            ("Integration/Type", Must::AnyCase(INTEGRATIONS)),
            ("Integration/IntegrationHttpMethod", VERB),
            ("Integration/TimeoutInMillis", TIMEOUT),
            ("Integration/ConnectionType", Must::Word(CONNECTIONS)),
            (
                "Integration/PassthroughBehavior",
                Must::AnyCase(PASSTHROUGH),
            ),
            ("Integration/ContentHandling", Must::Word(CONTENT_HANDLING)),
            (
                "Integration/ResponseTransferMode",
                Must::Word(&["BUFFERED", "STREAM"]),
            ),
        ],
    ),
    (
        &["AWS::ApiGateway::Authorizer"],
        &[
            (
                "Type",
                Must::Word(&["TOKEN", "REQUEST", "COGNITO_USER_POOLS", "JWT"]),
            ),
            ("AuthorizerResultTtlInSeconds", TTL),
        ],
    ),
    (
        &["AWS::ApiGatewayV2::Authorizer"],
        &[
            ("AuthorizerType", Must::Word(&["REQUEST", "JWT"])),
            ("AuthorizerPayloadFormatVersion", Must::Word(PAYLOADS)),
            ("AuthorizerResultTtlInSeconds", TTL),
        ],
    ),
    (
        &["AWS::ApiGatewayV2::Route"],
        &[(
            "AuthorizationType",
            Must::Word(&["NONE", "AWS_IAM", "CUSTOM", "JWT"]),
        )],
    ),
    (
        &["AWS::ApiGatewayV2::Integration"],
        &[
            ("IntegrationType", Must::AnyCase(INTEGRATIONS)),
            ("PayloadFormatVersion", Must::Word(PAYLOADS)),
            ("TimeoutInMillis", TIMEOUT_OF_HTTP),
            ("ConnectionType", Must::Word(CONNECTIONS)),
            ("PassthroughBehavior", Must::AnyCase(PASSTHROUGH)),
            ("ContentHandlingStrategy", Must::Word(CONTENT_HANDLING)),
        ],
    ),
    (
        &["AWS::ApiGateway::GatewayResponse"],
        &[("StatusCode", Must::Whole(200, 599))],
    ),
    (
        &["AWS::ApiGateway::ApiKey"],
        &[("Value", Must::Length(20, 128)), ("Enabled", Must::Truth)],
    ),
    (
        &["AWS::ApiGateway::UsagePlan"],
        &[
            ("Quota/Period", Must::Word(PERIODS)),
            ("Quota/Limit", Must::Whole(1, LARGEST_COUNT)),
            ("Quota/Offset", COUNT),
            ("Throttle/RateLimit", RATE),
            ("Throttle/BurstLimit", COUNT),
            ("ApiStages/*/Throttle/*/RateLimit", RATE),
            ("ApiStages/*/Throttle/*/BurstLimit", COUNT),
        ],
    ),
    (
        &[
            "AWS::ApiGateway::DomainName",
            "AWS::ApiGateway::DomainNameV2",
        ],
        &[
            ("SecurityPolicy", Must::Policy),
            ("EndpointAccessMode", Must::Word(ACCESS_MODES)),
            ("EndpointConfiguration/Types/*", Must::Word(ENDPOINTS)),
            ("EndpointConfiguration/IpAddressType", Must::Word(ADDRESSES)),
        ],
    ),
    (
        &["AWS::ApiGatewayV2::DomainName"],
        &[
            (
                "DomainNameConfigurations/*/EndpointType",
                Must::Word(ENDPOINTS),
            ),
            ("DomainNameConfigurations/*/SecurityPolicy", Must::Policy),
            (
                "DomainNameConfigurations/*/IpAddressType",
                Must::Word(ADDRESSES),
            ),
        ],
    ),
    (
        &["AWS::Serverless::Function"],
        &[
            ("MemorySize", Must::Whole(128, 10_240)),
            ("Timeout", Must::Whole(1, 900)),
            ("EphemeralStorage/Size", Must::Whole(512, 10_240)),
            ("ReservedConcurrentExecutions", COUNT),
            ("Architectures/*", Must::Word(&["x86_64", "arm64"])),
            ("PackageType", Must::Word(&["Zip", "Image"])),
            ("Events/*/Properties/Method", VERB_OR_ALL),
            (
                "Events/*/Properties/PayloadFormatVersion",
                Must::Word(PAYLOADS),
            ),
            ("Events/*/Properties/TimeoutInMillis", TIMEOUT_OF_HTTP),
            (
                "Events/*/Properties/ResponseTransferMode",
                Must::Word(&["BUFFERED", "RESPONSE_STREAM"]),
            ),
            ("Events/*/Properties/Auth/ApiKeyRequired", Must::Truth),
            (
                "Events/*/Properties/RouteSettings/ThrottlingRateLimit",
                RATE,
            ),
            (
                "Events/*/Properties/RouteSettings/ThrottlingBurstLimit",
                COUNT,
            ),
        ],
    ),
    (
        &["AWS::Route53::RecordSet"],
        &[
            ("Weight", Must::Whole(0, 255)),
            ("TTL", COUNT),
            ("Failover", Must::Word(&["PRIMARY", "SECONDARY"])),
        ],
    ),
    (
        &["AWS::Route53::RecordSetGroup"],
        &[
            ("RecordSets/*/Weight", Must::Whole(0, 255)),
            ("RecordSets/*/TTL", COUNT),
            (
                "RecordSets/*/Failover",
                Must::Word(&["PRIMARY", "SECONDARY"]),
            ),
        ],
    ),
    (
        &["AWS::CloudWatch::Dashboard"],
        &[("DashboardBody", Must::Json)],
    ),
    (
        &["AWS::WAFv2::WebACL"],
        &[("Scope", Must::Word(&["REGIONAL", "CLOUDFRONT"]))],
    ),
];

/// A step on the way to places of which something is known.
#[derive(Default)]
struct Step {
    key: &'static str,
    /// What must stand here, with the whole way to it.
    musts: Vec<(&'static str, Must)>,
    inside: Vec<Self>,
}

impl Step {
    /// The places of a kind of resources.
    fn of_kind(kind: &str) -> Self {
        let mut root = Self::default();
        let places = PLACES.iter().filter(|(kinds, _)| kinds.contains(&kind));
        for (path, must) in places.flat_map(|(_, places)| *places) {
            let mut step = &mut root;
            for key in path.split('/') {
                let known = step.inside.iter().position(|one| one.key == key);
                let place = known.unwrap_or(step.inside.len());
                if known.is_none() {
                    step.inside.push(Self {
                        key,
                        ..Self::default()
                    });
                }
                step = &mut step.inside[place];
            }
            step.musts.push((path, *must));
        }
        root
    }
}

/// Tells of every value that belongs nowhere.
pub(super) fn check(template: &Template<'_>, reading: &mut Reading) {
    let globals = template.root.get("Globals").map_or(&[][..], Node::entries);
    let globals = globals.iter().map(|section| {
        let kind = format!("AWS::Serverless::{}", section.key);
        (Cow::Owned(kind), Some(&section.value))
    });
    let resources = template.resources.iter();
    let resources = resources.map(|one| (Cow::Borrowed(one.kind), one.properties));
    let mut known: BTreeMap<Cow<'_, str>, Step> = BTreeMap::new();
    for (kind, properties) in globals.chain(resources) {
        let Some(properties) = properties else {
            continue;
        };
        let first = known.entry(kind);
        let first = first.or_insert_with_key(|kind| Step::of_kind(kind));
        let found = Found {
            key: None,
            at: properties.at,
            entry: None,
        };
        visit(&template.scope, properties, first, found, reading);
    }
}

/// A value on the way to it.
#[derive(Clone, Copy)]
struct Found<'n> {
    key: Option<&'n str>,
    at: Place,
    entry: Option<&'n Entry>,
}

/// Looks at a value, and goes on to those inside of it of which something is known.
fn visit<'a: 'n, 'n>(
    scope: &Scope<'a>,
    node: &'n Node,
    step: &Step,
    found: Found<'n>,
    reading: &mut Reading,
) {
    for (path, must) in &step.musts {
        judge(scope, node, found, (path, *must), reading);
    }
    if step.inside.is_empty() {
        return;
    }
    let Some(node) = scope.value(node) else {
        return;
    };
    for item in node.items() {
        for next in step.inside.iter().filter(|next| next.key == "*") {
            let found = Found {
                at: item.at,
                ..found
            };
            visit(scope, item, next, found, reading);
        }
    }
    for entry in node.entries().iter().filter(|entry| !entry.is_sound()) {
        let key = entry.key.as_str();
        for next in &step.inside {
            if next.key == key || next.key == "*" {
                let found = Found {
                    key: Some(key),
                    at: entry.at,
                    entry: Some(entry),
                };
                visit(scope, &entry.value, next, found, reading);
            }
        }
    }
}

fn judge<'a: 'n, 'n>(
    scope: &Scope<'a>,
    node: &'n Node,
    found: Found<'n>,
    (path, must): (&str, Must),
    reading: &mut Reading,
) {
    let Some(text) = scope.word(node) else {
        return;
    };
    // The design holds it, whatever its size, and a rule judges it.
    let is_said = found
        .entry
        .is_some_and(|entry| entry.mark() == Mark::Represented);
    let is_held = || match must {
        Must::Whole(..) => scope.count(node).is_some(),
        Must::Number(..) => scope.number(node).is_some(),
        _ => scope.flag(node).is_some(),
    };
    if !(must.is_range() && is_said && is_held()) {
        reading.say_unfit(found.key.unwrap_or(path), found.at, &text, must);
    }
}
