//! What gets the messages of a WebSocket API when no function does.

use super::integration::Passthrough;
use super::part::{fields, variants};
use super::route::Verb;
use super::stage::Variable;

/// What a message route leads to (AWS: API Gateway developer guide, "Set up a WebSocket API integration request in
/// API Gateway").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MessageBackend {
    /// `AWS_PROXY`: the route's function.
    #[default]
    Function,
    /// `AWS`: the route's function gets what a template makes of the message.
    Lambda(MessageLambda),
    /// `HTTP_PROXY`: another server gets the message as it is.
    HttpProxy(MessageServer),
    /// `HTTP`: another server gets what a template makes of the message.
    Http(MappedServer),
    /// `AWS`: an action of an AWS service.
    Service(MessageService),
    /// `MOCK`: the gateway answers itself.
    Mock(MessageMock),
}

variants!(
    MessageBackend: "function" = Function, "lambda" = Lambda(MessageLambda), "http_proxy" = HttpProxy(MessageServer), "http" = Http(MappedServer),
    "service" = Service(MessageService), "mock" = Mock(MessageMock)
);

impl MessageBackend {
    /// The key in the design.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Lambda(_) => "lambda",
            Self::HttpProxy(_) => "http_proxy",
            Self::Http(_) => "http",
            Self::Service(_) => "service",
            Self::Mock(_) => "mock",
        }
    }

    /// What the service calls it.
    pub const fn integration_type(&self) -> &'static str {
        match self {
            Self::Function => "AWS_PROXY",
            Self::HttpProxy(_) => "HTTP_PROXY",
            Self::Http(_) => "HTTP",
            Self::Lambda(_) | Self::Service(_) => "AWS",
            Self::Mock(_) => "MOCK",
        }
    }

    /// What templates make of a message, where there are any.
    pub const fn mapping(&self) -> Option<&MessageMapping> {
        match self {
            Self::Function | Self::HttpProxy(_) => None,
            Self::Lambda(lambda) => Some(&lambda.mapping),
            Self::Http(server) => Some(&server.mapping),
            Self::Service(service) => Some(&service.mapping),
            Self::Mock(mock) => Some(&mock.mapping),
        }
    }

    /// The same, to be changed.
    pub const fn mapping_mut(&mut self) -> Option<&mut MessageMapping> {
        match self {
            Self::Function | Self::HttpProxy(_) => None,
            Self::Lambda(lambda) => Some(&mut lambda.mapping),
            Self::Http(server) => Some(&mut server.mapping),
            Self::Service(service) => Some(&mut service.mapping),
            Self::Mock(mock) => Some(&mut mock.mapping),
        }
    }

    /// Whether the route's function gets the message, as it is or as a template makes it.
    pub const fn is_function(&self) -> bool {
        matches!(self, Self::Function | Self::Lambda(_))
    }

    /// Name of the VPC link on the way to the server; empty for the Internet.
    pub fn vpc_link(&self) -> &str {
        match self {
            Self::HttpProxy(server) => &server.vpc_link,
            Self::Http(server) => &server.vpc_link,
            _ => "",
        }
    }

    /// The same, to be changed.
    pub const fn vpc_link_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::HttpProxy(server) => Some(&mut server.vpc_link),
            Self::Http(server) => Some(&mut server.vpc_link),
            _ => None,
        }
    }

    /// The address that is called, where the design says one.
    pub fn uri(&self) -> Option<&str> {
        match self {
            Self::Function | Self::Lambda(_) | Self::Mock(_) => None,
            Self::HttpProxy(server) => Some(&server.uri),
            Self::Http(server) => Some(&server.uri),
            Self::Service(service) => Some(&service.uri),
        }
    }

    /// The method there.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::HttpProxy(server) => server.verb,
            Self::Http(server) => server.verb,
            Self::Function | Self::Lambda(_) | Self::Service(_) | Self::Mock(_) => Verb::Post,
        }
    }
}

/// The route's function, which gets what a template makes of a message (AWS: API Gateway developer guide, "Set up a
/// WebSocket API integration request in API Gateway", "Lambda custom integration").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageLambda {
    /// What goes in and comes out.
    pub mapping: MessageMapping,
}

fields!(MessageLambda: mapping);

/// A server that gets messages as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageServer {
    /// Its address; `${stageVariables.x}` may stand in it.
    pub uri: String,
    /// The method there.
    pub verb: Verb,
    /// Name of a [`super::VpcLink`] on the way; empty for the Internet.
    pub vpc_link: String,
}

fields!(MessageServer: uri, verb; omit vpc_link);

impl Default for MessageServer {
    /// A message is sent, not asked for.
    fn default() -> Self {
        Self {
            uri: String::new(),
            verb: Verb::Post,
            vpc_link: String::new(),
        }
    }
}

/// A server that gets what a template makes of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedServer {
    /// Its address.
    pub uri: String,
    /// The method there.
    pub verb: Verb,
    /// What goes in and comes out.
    pub mapping: MessageMapping,
    /// Name of a [`super::VpcLink`] on the way; empty for the Internet.
    pub vpc_link: String,
}

fields!(MappedServer: uri, verb, mapping; omit vpc_link);

impl Default for MappedServer {
    fn default() -> Self {
        Self {
            uri: String::new(),
            verb: Verb::Post,
            mapping: MessageMapping::default(),
            vpc_link: String::new(),
        }
    }
}

/// An action of an AWS service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageService {
    /// `arn:aws:apigateway:REGION:SERVICE:action/ACTION` or `…:path/PATH`.
    pub uri: String,
    /// ARN of a role that `apigateway.amazonaws.com` may assume; empty for the one that is made.
    pub role_arn: String,
    /// IAM actions that the made role gets.
    pub actions: Vec<String>,
    /// ARNs of what it may do them to.
    pub resources: Vec<String>,
    /// What goes in and comes out.
    pub mapping: MessageMapping,
}

fields!(MessageService: uri, role_arn, actions, resources, mapping);

/// A fixed answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageMock {
    /// The template of a request says the status, by which an answer is chosen.
    pub mapping: MessageMapping,
}

fields!(MessageMock: mapping);

impl Default for MessageMock {
    /// Every message is taken.
    fn default() -> Self {
        Self {
            mapping: MessageMapping {
                templates: vec![KeyedTemplate {
                    key: DEFAULT_KEY.into(),
                    template: r#"{"statusCode":200}"#.into(),
                }],
                ..MessageMapping::default()
            },
        }
    }
}

/// The key of a template or an answer that stands for all others.
pub const DEFAULT_KEY: &str = "$default";

/// What of a message goes to a backend, and what of its answer to a two-way route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageMapping {
    /// `integration.request.header.X` and where its value comes from: `route.request.body.y`,
    /// `context.connectionId`, or a constant in single quotes.
    pub parameters: Vec<Variable>,
    /// What of a message names its template, for instance `$request.body.kind`; `\$default` takes the one of that key.
    pub template_selection_expression: String,
    /// Templates by key.
    pub templates: Vec<KeyedTemplate>,
    /// What becomes of a message without a template.
    pub passthrough: Passthrough,
    /// What callers of a two-way route get; without any, the answer goes back as it is.
    pub responses: Vec<MessageResponse>,
}

fields!(MessageMapping: parameters, template_selection_expression, templates, passthrough, responses);

impl Default for MessageMapping {
    fn default() -> Self {
        Self {
            parameters: Vec::new(),
            template_selection_expression: r"\$default".into(),
            templates: Vec::new(),
            passthrough: Passthrough::default(),
            responses: Vec::new(),
        }
    }
}

/// A mapping template with the key by which it is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyedTemplate {
    /// For instance `$default`.
    pub key: String,
    /// The template, in the Velocity Template Language.
    pub template: String,
}

fields!(KeyedTemplate: key, template);

/// What callers get for some answers of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageResponse {
    /// `$default`, or a regular expression between slashes that the status matches, for instance `/4\d\d/`.
    pub key: String,
    /// What of the answer names its template; empty for the one of `$default`.
    pub template_selection_expression: String,
    /// Templates by key.
    pub templates: Vec<KeyedTemplate>,
}

fields!(MessageResponse: key, template_selection_expression, templates);

impl Default for MessageResponse {
    fn default() -> Self {
        Self {
            key: DEFAULT_KEY.into(),
            template_selection_expression: String::new(),
            templates: Vec::new(),
        }
    }
}
