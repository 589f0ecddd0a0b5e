//! Authorizers of an API: who decides whether a caller is let in.

use super::part::{fields, variants};

/// `AWS::ApiGateway::Authorizer` or `AWS::ApiGatewayV2::Authorizer`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authorizer {
    /// Its name; methods refer to it and scripts look it up by it.
    pub name: String,
    /// What it asks.
    pub kind: AuthorizerKind,
}

fields!(Authorizer: name, kind);

/// What an authorizer asks about a caller.
#[derive(Clone, Debug, PartialEq)]
pub enum AuthorizerKind {
    /// Amazon Cognito: the caller shows a token of a user pool. REST APIs alone.
    CognitoUserPool(CognitoUserPool),
    /// A Lambda function that sees one header. REST APIs alone.
    LambdaToken(LambdaToken),
    /// A Lambda function that sees the request.
    LambdaRequest(LambdaRequest),
    /// Any issuer of JSON Web Tokens, Cognito among them. HTTP APIs alone.
    Jwt(Jwt),
}

variants!(AuthorizerKind: "cognito_user_pool" = CognitoUserPool(CognitoUserPool), "lambda_token" = LambdaToken(LambdaToken), "lambda_request" = LambdaRequest(LambdaRequest), "jwt" = Jwt(Jwt));

impl Default for AuthorizerKind {
    fn default() -> Self {
        Self::LambdaToken(LambdaToken::default())
    }
}

/// Tokens of Cognito user pools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CognitoUserPool {
    /// ARNs of the pools whose tokens are taken.
    pub user_pool_arns: Vec<String>,
    /// Header that carries the token.
    pub header: String,
    /// Scopes of which an access token must hold one, for methods that name none of their own;
    /// without scopes a method takes ID tokens.
    pub scopes: Vec<String>,
}

fields!(CognitoUserPool: user_pool_arns, header, scopes);

impl Default for CognitoUserPool {
    fn default() -> Self {
        Self {
            user_pool_arns: Vec::new(),
            header: AUTHORIZATION.into(),
            scopes: Vec::new(),
        }
    }
}

/// A Lambda authorizer of the type `TOKEN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LambdaToken {
    /// Name of a [`super::Function`] of the design.
    pub function: String,
    /// Header that carries the token.
    pub header: String,
    /// Regular expression that a token must match before the function is asked; empty for any.
    pub validation_expression: String,
    /// Seconds for which an answer is kept, 0 to 3600.
    pub ttl_seconds: u32,
}

fields!(LambdaToken: function, header, validation_expression, ttl_seconds);

impl Default for LambdaToken {
    fn default() -> Self {
        Self {
            function: String::new(),
            header: AUTHORIZATION.into(),
            validation_expression: String::new(),
            ttl_seconds: DEFAULT_TTL,
        }
    }
}

/// Tokens of an `OpenID` Connect issuer (AWS: "Control access to HTTP APIs with JWT authorizers
/// in API Gateway").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwt {
    /// The `iss` of a token, whose `/.well-known/openid-configuration` names the keys.
    pub issuer: String,
    /// Of these, a token's `aud` or `client_id` must be one.
    pub audience: Vec<String>,
    /// Header that carries the token.
    pub header: String,
    /// Scopes of which a token must hold one, for methods that name none of their own.
    pub scopes: Vec<String>,
}

fields!(Jwt: issuer, audience, header, scopes);

impl Default for Jwt {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            audience: Vec::new(),
            header: AUTHORIZATION.into(),
            scopes: Vec::new(),
        }
    }
}

/// A Lambda authorizer of the type `REQUEST`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LambdaRequest {
    /// Name of a [`super::Function`] of the design.
    pub function: String,
    /// Headers that a request must carry; with the query strings they are the key of the cache.
    pub headers: Vec<String>,
    /// Query string parameters that a request must carry.
    pub query_strings: Vec<String>,
    /// What the gateway knows of a request, by its name behind `context.`: with `identity.sourceIp` an answer is kept
    /// for one address.
    pub context: Vec<String>,
    /// Stage variables, which must be set.
    pub stage_variables: Vec<String>,
    /// Seconds for which an answer is kept, 0 to 3600.
    pub ttl_seconds: u32,
    /// How an HTTP API asks, and what it takes for an answer.
    pub format: AuthorizerFormat,
}

fields!(LambdaRequest: function, headers, query_strings, ttl_seconds; omit context, stage_variables, format);

impl Default for LambdaRequest {
    fn default() -> Self {
        Self {
            function: String::new(),
            headers: vec![AUTHORIZATION.into()],
            query_strings: Vec::new(),
            context: Vec::new(),
            stage_variables: Vec::new(),
            ttl_seconds: DEFAULT_TTL,
            format: AuthorizerFormat::default(),
        }
    }
}

/// The event that a function of an HTTP API's authorizer gets, and its answer: `AuthorizerPayloadFormatVersion` with
/// `EnableSimpleResponses` (AWS: "Control access to HTTP APIs with AWS Lambda authorizers").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuthorizerFormat {
    /// The event of version 2.0; the answer says `isAuthorized`.
    #[default]
    Simple,
    /// The event of version 2.0; the answer is an IAM policy.
    Policy,
    /// The event of version 1.0, as of a REST API; the answer is an IAM policy.
    V1,
}

variants!(AuthorizerFormat: "simple" = Simple, "policy" = Policy, "1.0" = V1);

impl AuthorizerFormat {
    /// The value of `AuthorizerPayloadFormatVersion`.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Simple | Self::Policy => "2.0",
            Self::V1 => "1.0",
        }
    }

    /// The value of `EnableSimpleResponses`.
    pub const fn is_simple(self) -> bool {
        matches!(self, Self::Simple)
    }

    /// What the service's own words for both are together; `None` for a version that is none of its.
    pub fn of(version: &str, is_simple: bool) -> Option<Self> {
        match (version, is_simple) {
            ("2.0" | "2", true) => Some(Self::Simple),
            ("2.0" | "2", false) => Some(Self::Policy),
            ("1.0" | "1", false) => Some(Self::V1),
            _ => None,
        }
    }
}

const AUTHORIZATION: &str = "Authorization";
/// What API Gateway takes when nothing is said.
const DEFAULT_TTL: u32 = 300;

impl AuthorizerKind {
    /// The `type` of the service's API.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::CognitoUserPool(_) => "COGNITO_USER_POOLS",
            Self::LambdaToken(_) => "TOKEN",
            Self::LambdaRequest(_) => "REQUEST",
            Self::Jwt(_) => "JWT",
        }
    }

    /// The key in the design's JSON.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::CognitoUserPool(_) => "cognito_user_pool",
            Self::LambdaToken(_) => "lambda_token",
            Self::LambdaRequest(_) => "lambda_request",
            Self::Jwt(_) => "jwt",
        }
    }

    /// Name of the function that decides; `None` when the token itself does.
    pub fn function(&self) -> Option<&str> {
        match self {
            Self::CognitoUserPool(_) | Self::Jwt(_) => None,
            Self::LambdaToken(token) => Some(&token.function),
            Self::LambdaRequest(request) => Some(&request.function),
        }
    }

    /// The same, to change it.
    pub fn function_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::CognitoUserPool(_) | Self::Jwt(_) => None,
            Self::LambdaToken(token) => Some(&mut token.function),
            Self::LambdaRequest(request) => Some(&mut request.function),
        }
    }

    /// Seconds for which a function's answer is kept.
    pub const fn ttl_seconds(&self) -> Option<u32> {
        match self {
            Self::CognitoUserPool(_) | Self::Jwt(_) => None,
            Self::LambdaToken(token) => Some(token.ttl_seconds),
            Self::LambdaRequest(request) => Some(request.ttl_seconds),
        }
    }

    /// How an HTTP API asks its function.
    pub const fn format(&self) -> AuthorizerFormat {
        match self {
            Self::LambdaRequest(request) => request.format,
            _ => AuthorizerFormat::Simple,
        }
    }

    /// Headers that it reads.
    pub fn headers(&self) -> &[String] {
        match self {
            Self::CognitoUserPool(pool) => std::slice::from_ref(&pool.header),
            Self::LambdaToken(token) => std::slice::from_ref(&token.header),
            Self::LambdaRequest(request) => &request.headers,
            Self::Jwt(jwt) => std::slice::from_ref(&jwt.header),
        }
    }

    /// Query string parameters that it reads.
    pub fn query_strings(&self) -> &[String] {
        match self {
            Self::LambdaRequest(request) => &request.query_strings,
            Self::CognitoUserPool(_) | Self::LambdaToken(_) | Self::Jwt(_) => &[],
        }
    }

    /// Scopes of which a token must hold one, for methods that name none of their own.
    pub fn scopes(&self) -> &[String] {
        match self {
            Self::CognitoUserPool(pool) => &pool.scopes,
            Self::Jwt(jwt) => &jwt.scopes,
            Self::LambdaToken(_) | Self::LambdaRequest(_) => &[],
        }
    }

    /// Whether it looks at the scopes of a token.
    pub const fn has_scopes(&self) -> bool {
        matches!(self, Self::CognitoUserPool(_) | Self::Jwt(_))
    }

    /// The `identitySource` of an HTTP API: one selection expression each.
    pub fn identity_sources_of_http(&self) -> Vec<String> {
        self.sources("$request.", "$")
    }

    /// The `identitySource` of a WebSocket API: one expression each.
    pub fn identity_sources_of_websocket(&self) -> Vec<String> {
        self.sources("route.request.", "")
    }

    /// The `identitySource` of a REST API: mapping expressions between commas.
    pub fn identity_source(&self) -> String {
        self.sources("method.request.", "").join(",")
    }

    /// What it looks at, behind what each kind of API puts before parts of a request and before the rest.
    fn sources(&self, request: &str, rest: &str) -> Vec<String> {
        let (context, variables) = match self {
            Self::LambdaRequest(own) => (&own.context[..], &own.stage_variables[..]),
            _ => (&[][..], &[][..]),
        };
        let groups = [
            (request, "header.", self.headers()),
            (request, "querystring.", self.query_strings()),
            (rest, "context.", context),
            (rest, "stageVariables.", variables),
        ];
        let all = groups.into_iter().flat_map(|(start, place, names)| {
            names
                .iter()
                .map(move |name| format!("{start}{place}{name}"))
        });
        all.collect()
    }

    /// Takes over what an `identitySource` of any kind of API says; whether it is something that an authorizer can look at.
    pub fn read_source(&mut self, source: &str) -> bool {
        let Self::LambdaRequest(own) = self else {
            return false;
        };
        let source = source.trim();
        let source = ["method.request.", "route.request.", "$request.", "$"]
            .iter()
            .find_map(|start| source.strip_prefix(start))
            .unwrap_or(source);
        let (names, name) = match source.split_once('.') {
            Some(("header", name)) => (&mut own.headers, name),
            Some(("querystring", name)) => (&mut own.query_strings, name),
            Some(("context", name)) => (&mut own.context, name),
            Some(("stageVariables", name)) => (&mut own.stage_variables, name),
            _ => return false,
        };
        names.push(name.to_owned());
        true
    }

    /// Regular expression that a token must match; empty for any.
    pub fn validation_expression(&self) -> &str {
        match self {
            Self::LambdaToken(token) => &token.validation_expression,
            Self::CognitoUserPool(_) | Self::LambdaRequest(_) | Self::Jwt(_) => "",
        }
    }
}
