//! Stages: named deployments with settings of their own.

use super::access::Throttle;
use super::method_settings::{Invalidation, MethodSettings};
use super::part::{fields, variants};

/// Stage of an HTTP API whose default URL has no path (AWS: "Stages for HTTP APIs in API Gateway").
pub const DEFAULT_STAGE: &str = "$default";

/// `AWS::ApiGateway::Stage` or `AWS::ApiGatewayV2::Stage`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    /// First part of the path on the default URL, case-sensitive; [`DEFAULT_STAGE`] has none.
    pub name: String,
    /// Free text.
    pub description: String,
    /// Stage variables.
    pub variables: Vec<Variable>,
    /// Default limits of every method; `None` leaves the account's.
    pub throttle: Option<Throttle>,
    /// One line per request to CloudWatch Logs.
    pub access_log: Option<AccessLog>,
    /// What API Gateway logs of its own work.
    pub execution_log: LogLevel,
    /// Whether the execution log holds whole requests and answers, too.
    pub data_trace: bool,
    /// Metrics per method, billed.
    pub detailed_metrics: bool,
    /// Traces to AWS X-Ray.
    pub tracing: bool,
    /// Answers kept for a while, billed by the hour.
    pub cache: Option<Cache>,
    /// What AWS WAF puts before a stage of a REST API.
    pub web_acl: StageWebAcl,
    /// Sends a share of the requests to the newest deployment only; of REST APIs.
    pub canary: Option<Canary>,
    /// What it says of single methods or routes alone.
    pub methods: Vec<MethodSettings>,
}

fields!(
    Stage: name, description, variables, throttle, access_log, execution_log, data_trace,
    detailed_metrics, tracing, cache; omit web_acl, canary, methods
);

/// Web ACL of AWS WAF before a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StageWebAcl {
    /// The project puts none before it; one that somebody else put there stays.
    #[default]
    None,
    /// One that exists already, regional.
    Existing {
        /// Its ARN.
        arn: String,
    },
    /// The design's own, see [`super::WebAcl`].
    Own,
}

variants!(StageWebAcl: "none" = None, "existing" = Existing { arn }, "own" = Own);

impl StageWebAcl {
    /// ARN of the one that exists already, as far as there is one.
    pub fn arn(&self) -> Option<&str> {
        match self {
            Self::Existing { arn } if !arn.is_empty() => Some(arn),
            Self::Existing { .. } | Self::None | Self::Own => None,
        }
    }
}

/// A canary release: the stage keeps its deployment, a share of its requests gets the newest
/// (AWS: "Set up an API Gateway canary release deployment").
#[derive(Clone, Debug, PartialEq)]
pub struct Canary {
    /// Percentage of the requests, 0 to 100.
    pub percent_traffic: f64,
    /// Whether its answers come from the stage's cache, too.
    pub use_stage_cache: bool,
    /// Stage variables that are other ones, or added, for its requests.
    pub variables: Vec<Variable>,
}

fields!(Canary: percent_traffic, use_stage_cache, variables);

impl Default for Canary {
    fn default() -> Self {
        Self {
            percent_traffic: 10.0,
            use_stage_cache: false,
            variables: Vec::new(),
        }
    }
}

impl Stage {
    /// Whether API Gateway writes any log of it, which needs a role of the account.
    pub fn writes_logs(&self) -> bool {
        self.logs_by().is_some()
    }

    /// The first field that lets API Gateway write a log of it.
    pub fn logs_by(&self) -> Option<&'static str> {
        let mut methods = self.methods.iter();
        let own = |level: Option<LogLevel>| level.unwrap_or_default() != LogLevel::Off;
        if self.access_log.is_some() {
            Some("access_log")
        } else if self.execution_log != LogLevel::Off {
            Some("execution_log")
        } else if self.data_trace {
            Some("data_trace")
        } else if methods.any(|one| own(one.execution_log) || one.data_trace == Some(true)) {
            Some("methods")
        } else {
            None
        }
    }
}

/// A named value: a stage variable, an environment variable, or a header of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

fields!(Variable: name, value);

/// Cache of a stage, used by every `GET` unless something else is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Cache {
    /// Memory of the cache cluster.
    pub size: CacheSize,
    /// Seconds to keep an answer, 0 to 3600; 0 keeps none.
    pub ttl_seconds: u32,
    /// Whether kept answers are encrypted.
    pub encrypted: bool,
    /// Whether it keeps answers of those methods alone that say so themselves, and of no other `GET`.
    pub by_method: bool,
    /// Who may have kept answers made anew.
    pub invalidation: Invalidation,
}

fields!(Cache: size, ttl_seconds, encrypted; omit by_method, invalidation);

impl Default for Cache {
    fn default() -> Self {
        Self {
            size: CacheSize::Gb0_5,
            // The service's own default.
            ttl_seconds: 300,
            encrypted: true,
            by_method: false,
            invalidation: Invalidation::default(),
        }
    }
}

/// Sizes of a cache cluster in GB (AWS: API Gateway API Reference, `CreateStage`,
/// `cacheClusterSize`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "a variant is its number")]
pub enum CacheSize {
    #[default]
    Gb0_5,
    Gb1_6,
    Gb6_1,
    Gb13_5,
    Gb28_4,
    Gb58_2,
    Gb118,
    Gb237,
}

variants!(
    CacheSize: "0.5" = Gb0_5, "1.6" = Gb1_6, "6.1" = Gb6_1, "13.5" = Gb13_5, "28.4" = Gb28_4,
    "58.2" = Gb58_2, "118" = Gb118, "237" = Gb237
);

impl CacheSize {
    /// Every size, smallest first.
    pub const ALL: [Self; 8] = [
        Self::Gb0_5,
        Self::Gb1_6,
        Self::Gb6_1,
        Self::Gb13_5,
        Self::Gb28_4,
        Self::Gb58_2,
        Self::Gb118,
        Self::Gb237,
    ];

    /// The value of the service's API, which is a string.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gb0_5 => "0.5",
            Self::Gb1_6 => "1.6",
            Self::Gb6_1 => "6.1",
            Self::Gb13_5 => "13.5",
            Self::Gb28_4 => "28.4",
            Self::Gb58_2 => "58.2",
            Self::Gb118 => "118",
            Self::Gb237 => "237",
        }
    }
}

/// Access log of a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessLog {
    /// Log group; empty for `/aws/apigateway/PROJECT/STAGE`.
    pub log_group: String,
    /// Days to keep; one of the values `CloudWatch` Logs allows.
    pub retention_days: u32,
    /// What a line holds.
    pub format: LogFormat,
}

fields!(AccessLog: log_group, retention_days, format);

impl Default for AccessLog {
    fn default() -> Self {
        Self {
            log_group: String::new(),
            retention_days: 30,
            format: LogFormat::Json,
        }
    }
}

impl AccessLog {
    /// The log group, with the derived name where none was chosen; a log group has no `$`.
    pub fn group(&self, project: &str, stage: &str) -> String {
        if self.log_group.is_empty() {
            let stage = stage.trim_start_matches('$');
            format!("/aws/apigateway/{project}/{stage}")
        } else {
            self.log_group.clone()
        }
    }
}

/// What a line of the access log holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// [`LogFormat::JSON`].
    #[default]
    Json,
    /// [`LogFormat::CLF`].
    Clf,
    /// [`LogFormat::CSV`].
    Csv,
    /// [`LogFormat::XML`].
    Xml,
    /// A format of one's own with `$context.` variables.
    Custom(String),
}

variants!(LogFormat: "json" = Json, "clf" = Clf, "csv" = Csv, "xml" = Xml, "custom" = Custom(String));

impl LogFormat {
    /// Common Log Format with the request ids behind it.
    ///
    /// As AWS documents it ("Access logging for REST APIs"), with the space before the request
    /// that Apache's format has and the example of that page lacks.
    pub const CLF: &'static str = concat!(
        "$context.identity.sourceIp $context.identity.caller $context.identity.user ",
        "[$context.requestTime] \"$context.httpMethod $context.resourcePath $context.protocol\" ",
        "$context.status $context.responseLength $context.requestId $context.extendedRequestId",
    );

    /// Values between commas (AWS: "Access logging for REST APIs").
    pub const CSV: &'static str = concat!(
        "$context.identity.sourceIp,$context.identity.caller,$context.identity.user,",
        "$context.requestTime,$context.httpMethod,$context.resourcePath,$context.protocol,",
        "$context.status,$context.responseLength,$context.requestId,$context.extendedRequestId",
    );

    /// One element a line (AWS: "Access logging for REST APIs").
    pub const XML: &'static str = concat!(
        r#"<request id="$context.requestId"> "#,
        "<extendedRequestId>$context.extendedRequestId</extendedRequestId> ",
        "<ip>$context.identity.sourceIp</ip> <caller>$context.identity.caller</caller> ",
        "<user>$context.identity.user</user> <requestTime>$context.requestTime</requestTime> ",
        "<httpMethod>$context.httpMethod</httpMethod> ",
        "<resourcePath>$context.resourcePath</resourcePath> <status>$context.status</status> ",
        "<protocol>$context.protocol</protocol> ",
        "<responseLength>$context.responseLength</responseLength> </request>",
    );

    /// One flat JSON object a line, every value quoted, the request id first.
    ///
    /// The fields of the guide, in its order, and behind them who made an error: the status of what stands behind the
    /// gateway (of a function what its code returns, which `integrationStatus` is not), and the gateway's own message
    /// (AWS: "Variables for access logging for API Gateway"). API Gateway demands one line and
    /// `$context.requestId` (AWS: "Set up CloudWatch logging for REST APIs").
    pub const JSON: &'static str = concat!(
        r#"{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","#,
        r#""caller":"$context.identity.caller","user":"$context.identity.user","#,
        r#""requestTime":"$context.requestTime","httpMethod":"$context.httpMethod","#,
        r#""resourcePath":"$context.resourcePath","status":"$context.status","#,
        r#""protocol":"$context.protocol","responseLength":"$context.responseLength","#,
        r#""integrationStatus":"$context.integration.status","error":"$context.error.message"}"#,
    );

    /// [`Self::CLF`] of an HTTP API (AWS: "Customize HTTP API access logs").
    pub const CLF_OF_HTTP: &'static str = concat!(
        "$context.identity.sourceIp - - [$context.requestTime] ",
        "\"$context.httpMethod $context.routeKey $context.protocol\" ",
        "$context.status $context.responseLength $context.requestId $context.extendedRequestId",
    );

    /// [`Self::CSV`] of an HTTP API (AWS: "Customize HTTP API access logs").
    pub const CSV_OF_HTTP: &'static str = concat!(
        "$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,",
        "$context.protocol,$context.status,$context.responseLength,$context.requestId,",
        "$context.extendedRequestId",
    );

    /// [`Self::XML`] of an HTTP API (AWS: "Customize HTTP API access logs").
    pub const XML_OF_HTTP: &'static str = concat!(
        r#"<request id="$context.requestId"> "#,
        "<extendedRequestId>$context.extendedRequestId</extendedRequestId> ",
        "<ip>$context.identity.sourceIp</ip> <requestTime>$context.requestTime</requestTime> ",
        "<httpMethod>$context.httpMethod</httpMethod> <routeKey>$context.routeKey</routeKey> ",
        "<status>$context.status</status> <protocol>$context.protocol</protocol> ",
        "<responseLength>$context.responseLength</responseLength> </request>",
    );

    /// [`Self::JSON`] of an HTTP API: `routeKey` and `path` instead of `resourcePath`, no caller,
    /// and why an integration failed, for there is no execution log
    /// (AWS: "Customize HTTP API access logs").
    pub const JSON_OF_HTTP: &'static str = concat!(
        r#"{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","#,
        r#""requestTime":"$context.requestTime","httpMethod":"$context.httpMethod","#,
        r#""routeKey":"$context.routeKey","path":"$context.path","status":"$context.status","#,
        r#""protocol":"$context.protocol","responseLength":"$context.responseLength","#,
        r#""integrationStatus":"$context.integration.status","error":"$context.error.message","#,
        r#""integrationError":"$context.integrationErrorMessage"}"#,
    );

    /// [`Self::CLF`] of a WebSocket API (AWS: "Configure logging for WebSocket APIs in API Gateway").
    pub const CLF_OF_WEBSOCKET: &'static str = concat!(
        "$context.identity.sourceIp $context.identity.caller $context.identity.user ",
        "[$context.requestTime] \"$context.eventType $context.routeKey $context.connectionId\" ",
        "$context.status $context.requestId",
    );

    /// [`Self::CSV`] of a WebSocket API (AWS: "Configure logging for WebSocket APIs in API Gateway").
    pub const CSV_OF_WEBSOCKET: &'static str = concat!(
        "$context.identity.sourceIp,$context.identity.caller,$context.identity.user,",
        "$context.requestTime,$context.eventType,$context.routeKey,$context.connectionId,",
        "$context.status,$context.requestId",
    );

    /// [`Self::XML`] of a WebSocket API (AWS: "Configure logging for WebSocket APIs in API Gateway").
    pub const XML_OF_WEBSOCKET: &'static str = concat!(
        r#"<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> "#,
        "<caller>$context.identity.caller</caller> <user>$context.identity.user</user> ",
        "<requestTime>$context.requestTime</requestTime> <eventType>$context.eventType</eventType> ",
        "<routeKey>$context.routeKey</routeKey> <status>$context.status</status> ",
        "<connectionId>$context.connectionId</connectionId> </request>",
    );

    /// [`Self::JSON`] of a WebSocket API: which route and which connection, for it has no path
    /// (AWS: "Configure logging for WebSocket APIs in API Gateway").
    pub const JSON_OF_WEBSOCKET: &'static str = concat!(
        r#"{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","#,
        r#""caller":"$context.identity.caller","user":"$context.identity.user","#,
        r#""requestTime":"$context.requestTime","eventType":"$context.eventType","#,
        r#""routeKey":"$context.routeKey","status":"$context.status","#,
        r#""connectionId":"$context.connectionId","#,
        r#""integrationStatus":"$context.integration.status","error":"$context.error.message"}"#,
    );

    /// The format string that a WebSocket API gets.
    pub fn as_str_of_websocket(&self) -> &str {
        match self {
            Self::Json => Self::JSON_OF_WEBSOCKET,
            Self::Clf => Self::CLF_OF_WEBSOCKET,
            Self::Csv => Self::CSV_OF_WEBSOCKET,
            Self::Xml => Self::XML_OF_WEBSOCKET,
            Self::Custom(format) => format,
        }
    }

    /// The format string that an HTTP API gets.
    pub fn as_str_of_http(&self) -> &str {
        match self {
            Self::Json => Self::JSON_OF_HTTP,
            Self::Clf => Self::CLF_OF_HTTP,
            Self::Csv => Self::CSV_OF_HTTP,
            Self::Xml => Self::XML_OF_HTTP,
            Self::Custom(format) => format,
        }
    }

    /// The format string that a REST API gets.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Json => Self::JSON,
            Self::Clf => Self::CLF,
            Self::Csv => Self::CSV,
            Self::Xml => Self::XML,
            Self::Custom(format) => format,
        }
    }
}

/// Level of API Gateway's execution log, spelt as the service spells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogLevel {
    /// Nothing.
    #[default]
    Off,
    /// Failures.
    Error,
    /// Every request.
    Info,
}

variants!(LogLevel: "OFF" = Off, "ERROR" = Error, "INFO" = Info);

impl LogLevel {
    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "OFF",
            Self::Error => "ERROR",
            Self::Info => "INFO",
        }
    }
}
