//! Stages: named deployments with settings of their own.

use super::access::Throttle;
use super::part::{fields, variants};

/// `AWS::ApiGateway::Stage`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    /// First part of the path on the default URL, case-sensitive.
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
    /// Metrics per method, billed.
    pub detailed_metrics: bool,
    /// Traces to AWS X-Ray.
    pub tracing: bool,
}

fields!(Stage: name, description, variables, throttle, access_log, execution_log, detailed_metrics, tracing);

/// A named value: a stage variable or an environment variable.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

fields!(Variable: name, value);

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
    /// The log group, with the derived name where none was chosen.
    pub fn group(&self, project: &str, stage: &str) -> String {
        if self.log_group.is_empty() {
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
    /// A format of one's own with `$context.` variables.
    Custom(String),
}

variants!(LogFormat: "json" = Json, "custom" = Custom(String));

impl LogFormat {
    /// One flat JSON object a line, every value quoted, the request id first.
    ///
    /// The fields of the guide, in its order. API Gateway demands one line and
    /// `$context.requestId` (AWS: "Set up CloudWatch logging for REST APIs").
    pub const JSON: &'static str = concat!(
        r#"{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","#,
        r#""caller":"$context.identity.caller","user":"$context.identity.user","#,
        r#""requestTime":"$context.requestTime","httpMethod":"$context.httpMethod","#,
        r#""resourcePath":"$context.resourcePath","status":"$context.status","#,
        r#""protocol":"$context.protocol","responseLength":"$context.responseLength"}"#,
    );

    /// The format string that the service gets.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Json => Self::JSON,
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
