//! What a REST API checks of requests before anything answers them: parameters, bodies, models.

use super::part::{fields, variants};

/// What a method declares of its requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// What of it is checked; what fails is answered with 400.
    pub validator: Validator,
    /// Parameters that are required, or tell answers apart in a cache.
    pub parameters: Vec<Parameter>,
    /// Models of the body, by its content type.
    pub models: Vec<BodyModel>,
}

fields!(Request: validator, parameters, models);

impl Request {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.parameters.is_empty() && self.models.is_empty() && self.validator == Validator::None
    }

    /// The parameters of which each value gets a place of its own in a cache, as the service names them.
    pub fn cache_keys(&self) -> Vec<String> {
        let keys = self.parameters.iter().filter(|one| one.cache_key);
        keys.map(Parameter::expression).collect()
    }
}

/// What of a request is checked (AWS: `RequestValidator`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Validator {
    /// Nothing.
    #[default]
    None,
    /// Its body, against the model of its content type.
    Body,
    /// Whether its required parameters are there and not empty.
    Parameters,
    /// Both.
    BodyAndParameters,
}

variants!(
    Validator: "none" = None, "body" = Body, "parameters" = Parameters,
    "body_and_parameters" = BodyAndParameters
);

impl Validator {
    /// Those that check something, in the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::Body, Self::Parameters, Self::BodyAndParameters];

    /// The key in the design, by which the API calls it, too.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Body => "body",
            Self::Parameters => "parameters",
            Self::BodyAndParameters => "body_and_parameters",
        }
    }

    /// Whether it looks at bodies.
    pub const fn checks_body(self) -> bool {
        matches!(self, Self::Body | Self::BodyAndParameters)
    }

    /// Whether it looks at parameters.
    pub const fn checks_parameters(self) -> bool {
        matches!(self, Self::Parameters | Self::BodyAndParameters)
    }
}

/// A declared parameter of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameter {
    /// Where it stands.
    pub place: ParameterPlace,
    /// Its name.
    pub name: String,
    /// Whether a request without it is refused, by a validator of parameters; those of the path always are there.
    pub required: bool,
    /// Whether a cache keeps an answer for each of its values.
    pub cache_key: bool,
}

fields!(Parameter: place, name, required, cache_key);

impl Parameter {
    /// As the service names it, for instance `method.request.querystring.page`.
    pub fn expression(&self) -> String {
        format!("method.request.{}.{}", self.place.as_str(), self.name)
    }

    /// Whether the service is told that it is required.
    pub fn is_required(&self) -> bool {
        self.required || self.place == ParameterPlace::Path
    }
}

/// Where a parameter stands, spelt as the service spells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterPlace {
    /// Behind the question mark of the address.
    #[default]
    QueryString,
    /// A header.
    Header,
    /// A parameter of the route's path.
    Path,
}

variants!(ParameterPlace: "querystring" = QueryString, "header" = Header, "path" = Path);

impl ParameterPlace {
    /// The word of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Path => "path",
        }
    }
}

/// Which model bodies of a content type fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyModel {
    /// For instance `application/json`.
    pub content_type: String,
    /// Name of a [`Model`] of the API.
    pub model: String,
}

fields!(BodyModel: content_type, model);

impl Default for BodyModel {
    fn default() -> Self {
        Self {
            content_type: "application/json".into(),
            model: String::new(),
        }
    }
}

/// `AWS::ApiGateway::Model`: a JSON schema for bodies. Its own content type is `application/json`, as an
/// import of OpenAPI has it; which bodies it is for, methods say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// Letters and digits.
    pub name: String,
    /// Free text.
    pub description: String,
    /// The schema (JSON Schema, draft 4) as JSON.
    pub schema: String,
}

fields!(Model: name, description, schema);

impl Model {
    /// The schema, when it is a JSON object.
    pub fn parsed(&self) -> Option<serde_json::Map<String, serde_json::Value>> {
        serde_json::from_str(&self.schema).ok()
    }
}

impl Default for Model {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            schema: r#"{"type": "object"}"#.into(),
        }
    }
}

/// An answer that the gateway gives itself, of its own text (AWS: `GatewayResponse`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayResponse {
    /// For what, for instance `UNAUTHORIZED`; `DEFAULT_4XX` stands for all that are not set.
    pub response_type: String,
    /// Its HTTP status; `None` leaves that of its kind.
    pub status: Option<u32>,
    /// Headers; a value is a constant in single quotes or a part of the request, for instance
    /// `method.request.header.Origin`.
    pub headers: Vec<super::stage::Variable>,
    /// Bodies by content type; they may hold `$context` variables.
    pub templates: Vec<BodyTemplate>,
}

fields!(GatewayResponse: response_type, status, headers, templates);

impl Default for GatewayResponse {
    fn default() -> Self {
        Self {
            response_type: "DEFAULT_4XX".into(),
            status: None,
            headers: Vec::new(),
            templates: Vec::new(),
        }
    }
}

/// A body of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyTemplate {
    /// For instance `application/json`.
    pub content_type: String,
    /// What is sent.
    pub body: String,
}

fields!(BodyTemplate: content_type, body);

impl Default for BodyTemplate {
    fn default() -> Self {
        Self {
            content_type: "application/json".into(),
            body: r#"{"message":$context.error.messageString}"#.into(),
        }
    }
}
