//! Routes: a path with its methods.

use super::access::{Authorization, Throttle};
use super::cors::Cors;
use super::integration::Integration;
use super::method_settings::Invalidation;
use super::part::{fields, variants};
use super::request::Request;
use super::transform::Transform;
use super::tree;

/// A path with its methods. A `RestApi` speaks it as a chain of `Resource`s.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// From the root, for instance `/`, `/items/{id}` or `/{proxy+}`.
    pub path: String,
    /// What may be done there.
    pub methods: Vec<Method>,
    /// Which other origins may call it (REST APIs).
    pub cors: RouteCors,
}

fields!(Route: path, methods; omit cors);

impl Route {
    /// Whether it gets what no other route of an HTTP API does: its path is `$default`, and it has no verb (AWS: API
    /// Gateway developer guide, "Create routes for HTTP APIs").
    pub fn is_default(&self) -> bool {
        self.path == "$default"
    }

    /// What an HTTP API calls it for a verb: `GET /items/{id}`, or `$default`.
    pub fn key(&self, verb: Verb) -> String {
        if self.is_default() {
            return self.path.clone();
        }
        format!("{} /{}", verb.as_str(), tree::parts(&self.path).join("/"))
    }
}

/// CORS of one route.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum RouteCors {
    /// As the API says.
    #[default]
    Api,
    /// None: only the API's own pages may call.
    Off,
    /// Settings of its own.
    Own(Cors),
}

variants!(RouteCors: "api" = Api, "off" = Off, "own" = Own(Cors));

impl RouteCors {
    /// The key in the design.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Off => "off",
            Self::Own(_) => "own",
        }
    }
}

/// One HTTP method of a route.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// Which method.
    pub verb: Verb,
    /// What answers.
    pub integration: Integration,
    /// Who may call; `None` takes [`super::Access::authorization`].
    pub authorization: Option<Authorization>,
    /// Scopes of which a caller's access token must hold one (Cognito); empty takes the authorizer's.
    pub authorization_scopes: Vec<String>,
    /// Whether a key must be sent; `None` takes [`super::Access::api_key_required`].
    pub api_key_required: Option<bool>,
    /// Milliseconds that the gateway waits for the answer; `None` takes the longest of the API's kind
    /// (AWS: `PutIntegration`, `timeoutInMillis`).
    pub timeout_ms: Option<u32>,
    /// Limits of its own in every stage; `None` takes the stage's.
    pub throttle: Option<Throttle>,
    /// Whether its answers are kept where a stage has a cache.
    pub cache: MethodCache,
    /// What of its requests is declared and checked (REST APIs).
    pub request: Request,
    /// What is changed of its requests and their answers (HTTP APIs).
    pub transform: Transform,
}

fields!(
    Method: verb, integration, authorization, authorization_scopes, api_key_required, timeout_ms;
    omit throttle, cache, request, transform
);

impl Method {
    /// Name of the function that answers, when one does.
    pub fn function(&self) -> Option<&str> {
        self.integration.function()
    }

    /// What is changed on the way through, where the API and the backend let it be: an HTTP API, whose requests go
    /// on whole.
    pub fn transformed(&self) -> Option<&Transform> {
        let whole = matches!(
            self.integration,
            Integration::LambdaProxy { .. } | Integration::HttpProxy(_)
        );
        (whole && !self.transform.is_empty()).then_some(&self.transform)
    }

    /// The same, to be changed.
    pub fn function_mut(&mut self) -> Option<&mut String> {
        self.integration.function_mut()
    }
}

impl Default for Method {
    fn default() -> Self {
        Self {
            verb: Verb::Any,
            integration: Integration::default(),
            authorization: None,
            authorization_scopes: Vec::new(),
            api_key_required: None,
            timeout_ms: None,
            throttle: None,
            cache: MethodCache::Stage,
            request: Request::default(),
            transform: Transform::default(),
        }
    }
}

/// How a method uses the caches of the stages (REST APIs).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MethodCache {
    /// As each stage says.
    #[default]
    Stage,
    /// Never.
    Off,
    /// For a time of its own.
    Own(OwnCache),
}

variants!(MethodCache: "stage" = Stage, "off" = Off, "own" = Own(OwnCache));

impl MethodCache {
    /// The key in the design.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Off => "off",
            Self::Own(_) => "own",
        }
    }
}

/// How long the answers of one method are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnCache {
    /// Seconds, 0 to 3600; 0 keeps none.
    pub ttl_seconds: u32,
    /// Whether they are encrypted; `None` is as the stage says.
    pub encrypted: Option<bool>,
    /// Who may have them made anew; `None` is as the stage says.
    pub invalidation: Option<Invalidation>,
}

fields!(OwnCache: ttl_seconds; omit encrypted, invalidation);

impl Default for OwnCache {
    /// The service's own default.
    fn default() -> Self {
        Self {
            ttl_seconds: 300,
            encrypted: None,
            invalidation: None,
        }
    }
}

/// HTTP methods that API Gateway knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Every method that has no entry of its own.
    #[default]
    Any,
    /// Read.
    Get,
    /// Create or act.
    Post,
    /// Replace.
    Put,
    /// Change in part.
    Patch,
    /// Remove.
    Delete,
    /// Headers only.
    Head,
    /// Ask what is allowed; also the browsers' CORS preflight.
    Options,
}

variants!(
    Verb: "ANY" = Any, "GET" = Get, "POST" = Post, "PUT" = Put, "PATCH" = Patch, "DELETE" = Delete,
    "HEAD" = Head, "OPTIONS" = Options
);

impl Verb {
    /// Every verb, in the order in which forms offer them.
    pub const ALL: [Self; 8] = [
        Self::Any,
        Self::Get,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
        Self::Head,
        Self::Options,
    ];

    /// The verb on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Any => "ANY",
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }
}
