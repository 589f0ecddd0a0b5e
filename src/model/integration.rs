//! What answers a method: a function, another server, an AWS service, or the gateway itself.

use super::part::{fields, variants};
use super::route::Verb;
use super::stage::Variable;

/// What answers a method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Integration {
    /// `AWS_PROXY`: the whole request goes to a Lambda function.
    LambdaProxy {
        /// Name of a [`super::Function`] of the design.
        function: String,
    },
    /// `AWS`: a function gets what the mapping makes of the request (REST APIs).
    Lambda {
        /// Name of a [`super::Function`] of the design.
        function: String,
        /// What goes in and comes out.
        mapping: Mapping,
    },
    /// `HTTP_PROXY`: the whole request goes to another server.
    HttpProxy(HttpProxy),
    /// `HTTP`: another server gets what the mapping makes of the request (REST APIs).
    Http(Http),
    /// `AWS`, of an HTTP API `AWS_PROXY` with a subtype: an action of an AWS service, with no function between.
    AwsService(AwsService),
    /// `MOCK`: the gateway gives a fixed answer itself (REST APIs).
    Mock(Mock),
}

variants!(
    Integration: "lambda_proxy" = LambdaProxy { function }, "lambda" = Lambda { function, mapping },
    "http_proxy" = HttpProxy(HttpProxy), "http" = Http(Http), "aws_service" = AwsService(AwsService),
    "mock" = Mock(Mock)
);

impl Default for Integration {
    fn default() -> Self {
        Self::LambdaProxy {
            function: String::new(),
        }
    }
}

impl Integration {
    /// The key in the design.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::LambdaProxy { .. } => "lambda_proxy",
            Self::Lambda { .. } => "lambda",
            Self::HttpProxy(_) => "http_proxy",
            Self::Http(_) => "http",
            Self::AwsService(_) => "aws_service",
            Self::Mock(_) => "mock",
        }
    }

    /// Whether a function gets the whole request.
    pub const fn is_lambda_proxy(&self) -> bool {
        matches!(self, Self::LambdaProxy { .. })
    }

    /// Name of the function that answers, when one does.
    pub fn function(&self) -> Option<&str> {
        match self {
            Self::LambdaProxy { function } | Self::Lambda { function, .. } => Some(function),
            Self::HttpProxy(_) | Self::Http(_) | Self::AwsService(_) | Self::Mock(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn function_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::LambdaProxy { function } | Self::Lambda { function, .. } => Some(function),
            Self::HttpProxy(_) | Self::Http(_) | Self::AwsService(_) | Self::Mock(_) => None,
        }
    }

    /// The mapping that the user wrote, when there is one.
    pub const fn mapping(&self) -> Option<&Mapping> {
        match self {
            Self::Lambda { mapping, .. } => Some(mapping),
            Self::Http(http) => Some(&http.mapping),
            Self::AwsService(AwsService {
                action: ServiceAction::Other(other),
                ..
            }) => Some(&other.mapping),
            _ => None,
        }
    }

    /// Name of the VPC link on the way to the server; empty for the Internet.
    pub fn vpc_link(&self) -> &str {
        match self {
            Self::HttpProxy(proxy) => &proxy.vpc_link,
            Self::Http(http) => &http.vpc_link,
            _ => "",
        }
    }

    /// The same, to be changed.
    pub const fn vpc_link_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::HttpProxy(proxy) => Some(&mut proxy.vpc_link),
            Self::Http(http) => Some(&mut http.vpc_link),
            _ => None,
        }
    }

    /// The AWS service that answers, when one does.
    pub const fn service(&self) -> Option<&AwsService> {
        match self {
            Self::AwsService(service) => Some(service),
            _ => None,
        }
    }
}

/// A server that gets whole requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpProxy {
    /// Its address. `{id}` stands for the parameter of that name in the route's path, `{proxy}` for
    /// all that `{proxy+}` took. Behind the VPC link of an HTTP API: the ARN of a load balancer's
    /// listener or of a Cloud Map service.
    pub uri: String,
    /// Name of a [`super::VpcLink`] on the way; empty for the Internet.
    pub vpc_link: String,
}

fields!(HttpProxy: uri; omit vpc_link);

impl HttpProxy {
    /// The parameters of a route's path that stand in the address, in the path's order.
    pub fn parameters<'a>(&self, path: &'a str) -> Vec<&'a str> {
        placed(&self.uri, path)
    }
}

/// The parameters of a route's path that stand in an address, in the path's order.
pub fn placed<'a>(uri: &str, path: &'a str) -> Vec<&'a str> {
    let mut names = super::tree::parameters(path);
    names.retain(|name| uri.contains(&format!("{{{name}}}")));
    names
}

/// A server that gets what a mapping makes of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Http {
    /// Its address; the parameters of the route's path stand in it as in [`HttpProxy::uri`].
    pub uri: String,
    /// The method there; `ANY` passes the caller's on.
    pub verb: Verb,
    /// Name of a [`super::VpcLink`] on the way; empty for the Internet.
    pub vpc_link: String,
    /// What goes in and comes out.
    pub mapping: Mapping,
}

fields!(Http: uri, verb, mapping; omit vpc_link);

/// What of a request goes to the backend, and what of its answer to the caller
/// (AWS: API Gateway developer guide, "Data transformations for REST APIs").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// `integration.request.header.X` and where its value comes from: `method.request.querystring.y`,
    /// `context.requestId`, or a constant in single quotes.
    pub parameters: Vec<Variable>,
    /// What the body is made of, by its content type.
    pub templates: Vec<Template>,
    /// What becomes of a body without a template.
    pub passthrough: Passthrough,
    /// What the caller gets.
    pub responses: Vec<MappedResponse>,
}

fields!(Mapping: parameters, templates, passthrough, responses);

impl Default for Mapping {
    /// Everything goes in as it is, and comes out with status 200.
    fn default() -> Self {
        Self {
            parameters: Vec::new(),
            templates: Vec::new(),
            passthrough: Passthrough::default(),
            responses: vec![MappedResponse::default()],
        }
    }
}

/// A mapping template, in the Velocity Template Language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// The content type that it is for, for instance `application/json`.
    pub content_type: String,
    /// The template.
    pub template: String,
}

fields!(Template: content_type, template);

/// What becomes of a request's body, spelt as the service spells it
/// (AWS: API Gateway API Reference, `PutIntegration`, `passthroughBehavior`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Passthrough {
    /// Without a template for its content type it is passed on as it is.
    #[default]
    WhenNoMatch,
    /// It is passed on as it is only where there is no template at all.
    WhenNoTemplates,
    /// Without a template for its content type the answer is 415.
    Never,
}

variants!(
    Passthrough: "WHEN_NO_MATCH" = WhenNoMatch, "WHEN_NO_TEMPLATES" = WhenNoTemplates, "NEVER" = Never
);

impl Passthrough {
    /// Every value, in the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::WhenNoMatch, Self::WhenNoTemplates, Self::Never];

    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WhenNoMatch => "WHEN_NO_MATCH",
            Self::WhenNoTemplates => "WHEN_NO_TEMPLATES",
            Self::Never => "NEVER",
        }
    }
}

/// What the caller gets for some answers of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedResponse {
    /// Which answers: a regular expression that the whole status of a server or a service matches, or
    /// the error message of a function; empty for all others.
    pub pattern: String,
    /// The status that the caller gets.
    pub status: u32,
    /// Headers by name, and where their values come from: `integration.response.header.X`, or a
    /// constant in single quotes.
    pub headers: Vec<Variable>,
    /// What the body is made of, by its content type; without one it is passed on.
    pub templates: Vec<Template>,
}

fields!(MappedResponse: pattern, status, headers, templates);

impl Default for MappedResponse {
    fn default() -> Self {
        Self {
            pattern: String::new(),
            status: 200,
            headers: Vec::new(),
            templates: Vec::new(),
        }
    }
}

/// An action of an AWS service, and the role with which the gateway asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AwsService {
    /// What the service does.
    pub action: ServiceAction,
    /// ARN of a role that `apigateway.amazonaws.com` may assume; empty for the one that is made
    /// with just the rights that the design's actions need.
    pub role_arn: String,
}

fields!(AwsService: action, role_arn);

/// What an AWS service does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceAction {
    /// The body becomes a message of a queue; the caller gets 202 and the message's id.
    SqsSendMessage(SqsQueue),
    /// The body starts an execution; the caller gets 202 and the execution's ARN.
    StatesStartExecution {
        /// ARN of a state machine.
        state_machine_arn: String,
    },
    /// The body starts an execution of an Express workflow, whose output is the answer.
    StatesStartSyncExecution {
        /// ARN of a state machine.
        state_machine_arn: String,
    },
    /// An object is the answer (REST APIs).
    S3GetObject(S3Object),
    /// The body becomes an object (REST APIs).
    S3PutObject(S3Object),
    /// An action that HTTP APIs work by themselves.
    Subtype(SubtypeAction),
    /// Anything else (REST APIs).
    Other(OtherService),
}

variants!(
    ServiceAction: "sqs_send_message" = SqsSendMessage(SqsQueue),
    "states_start_execution" = StatesStartExecution { state_machine_arn },
    "states_start_sync_execution" = StatesStartSyncExecution { state_machine_arn },
    "s3_get_object" = S3GetObject(S3Object), "s3_put_object" = S3PutObject(S3Object),
    "subtype" = Subtype(SubtypeAction), "other" = Other(OtherService)
);

impl Default for ServiceAction {
    fn default() -> Self {
        Self::SqsSendMessage(SqsQueue::default())
    }
}

impl ServiceAction {
    /// The key in the design.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::SqsSendMessage(_) => "sqs_send_message",
            Self::StatesStartExecution { .. } => "states_start_execution",
            Self::StatesStartSyncExecution { .. } => "states_start_sync_execution",
            Self::S3GetObject(_) => "s3_get_object",
            Self::S3PutObject(_) => "s3_put_object",
            Self::Subtype(_) => "subtype",
            Self::Other(_) => "other",
        }
    }

    /// The state machine that is started.
    pub fn state_machine_arn(&self) -> Option<&str> {
        match self {
            Self::StatesStartExecution { state_machine_arn }
            | Self::StatesStartSyncExecution { state_machine_arn } => Some(state_machine_arn),
            _ => None,
        }
    }
}

/// A queue of Amazon SQS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SqsQueue {
    /// Its ARN; the name of a FIFO queue ends in `.fifo`.
    pub queue_arn: String,
    /// Group of the messages of a FIFO queue, which keep their order within it.
    pub message_group_id: String,
}

fields!(SqsQueue: queue_arn; omit message_group_id);

impl SqsQueue {
    /// Whether messages keep their order, which asks for a group.
    pub fn is_fifo(&self) -> bool {
        // Names of queues are case-sensitive (AWS: Amazon SQS API Reference, `CreateQueue`).
        self.queue_arn.strip_suffix(".fifo").is_some()
    }
}

/// An object of a bucket in the API's region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct S3Object {
    /// The bucket's name.
    pub bucket: String,
    /// The object's key; `{proxy}` stands for the parameter of that name in the route's path.
    pub key: String,
}

fields!(S3Object: bucket, key);

/// An action that an HTTP API works by itself (see [`crate::aws::SUBTYPES`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubtypeAction {
    /// What API Gateway calls it, for instance `Kinesis-PutRecord`.
    pub name: String,
    /// ARN of what it is done to, from which parameters follow; the role that is made may do it to this alone. For
    /// `StepFunctions-StopExecution` it names executions and may end in `*`.
    pub target_arn: String,
    /// Parameters of the service's call; one of them stands before what follows from the ARN.
    pub parameters: Vec<Variable>,
}

fields!(SubtypeAction: name, target_arn, parameters);

impl Default for SubtypeAction {
    /// An event for the bus of that ARN.
    fn default() -> Self {
        let parameters = [
            ("Detail", "$request.body"),
            ("DetailType", "$context.routeKey"),
            ("Source", "api"),
        ];
        let parameters = parameters.map(|(name, value)| Variable {
            name: name.into(),
            value: value.into(),
        });
        Self {
            name: "EventBridge-PutEvents".into(),
            target_arn: String::new(),
            parameters: parameters.into(),
        }
    }
}

/// An action of any service, told as the service wants it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OtherService {
    /// `arn:aws:apigateway:REGION:SERVICE:action/ACTION` or `…:path/PATH`
    /// (AWS: API Gateway API Reference, `PutIntegration`, `uri`).
    pub uri: String,
    /// The method there; most services want `POST`.
    pub verb: Verb,
    /// What goes in and comes out.
    pub mapping: Mapping,
    /// IAM actions that the made role gets, for instance `dynamodb:PutItem`.
    pub actions: Vec<String>,
    /// ARNs of what it may do them to.
    pub resources: Vec<String>,
}

fields!(OtherService: uri, verb, mapping, actions, resources);

/// A way from the API into a VPC (REST and WebSocket: to a network load balancer; HTTP: to subnets).
///
/// Of a WebSocket API the v2 reference says that it has none; the developer guide ("Set up a WebSocket API integration
/// request in API Gateway", step "VPC Link") and AWS' white paper on private APIs and integrations ("WebSocket API") say
/// that it takes those of REST APIs, with network load balancers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VpcLink {
    /// By which methods name it; also its name in AWS.
    pub name: String,
    /// Id of one that exists; empty for one that is made.
    pub id: String,
    /// ARN of a network load balancer (REST and WebSocket APIs).
    pub target_arn: String,
    /// Subnets where the API's interfaces stand (HTTP APIs).
    pub subnet_ids: Vec<String>,
    /// Their security groups (HTTP APIs); empty for the VPC's default one.
    pub security_group_ids: Vec<String>,
}

fields!(VpcLink: name, id, target_arn, subnet_ids, security_group_ids);

impl VpcLink {
    /// Whether it is there already.
    pub const fn exists(&self) -> bool {
        !self.id.is_empty()
    }
}

/// A fixed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mock {
    /// Its HTTP status.
    pub status: u32,
    /// What the body is, for instance `application/json`; of no meaning without a body.
    pub content_type: String,
    /// The body as it is sent; may be empty.
    pub body: String,
    /// Further headers, for instance `Location`.
    pub headers: Vec<Variable>,
}

fields!(Mock: status, content_type, body, headers);

impl Default for Mock {
    /// What a load balancer asks for.
    fn default() -> Self {
        Self {
            status: 200,
            content_type: "application/json".into(),
            body: r#"{"status":"ok"}"#.into(),
            headers: Vec::new(),
        }
    }
}
