//! Routes: a path with its methods.

use serde::{Deserialize, Serialize};

use super::access::Authorization;

/// A path with its methods. A `RestApi` speaks it as a chain of `Resource`s.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Route {
    /// From the root, for instance `/`, `/items/{id}` or `/{proxy+}`.
    pub path: String,
    /// What may be done there.
    pub methods: Vec<Method>,
}

/// One HTTP method of a route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Method {
    /// Which method.
    pub verb: Verb,
    /// What answers.
    pub integration: Integration,
    /// Who may call; `None` takes [`super::Access::authorization`].
    pub authorization: Option<Authorization>,
    /// Whether a key must be sent; `None` takes [`super::Access::api_key_required`].
    pub api_key_required: Option<bool>,
}

impl Default for Method {
    fn default() -> Self {
        Self {
            verb: Verb::Any,
            integration: Integration::default(),
            authorization: None,
            api_key_required: None,
        }
    }
}

/// What answers a method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Integration {
    /// `AWS_PROXY`: the whole request goes to a Lambda function.
    LambdaProxy {
        /// Name of a [`super::Function`] of the design.
        #[serde(default)]
        function: String,
    },
}

impl Default for Integration {
    fn default() -> Self {
        Self::LambdaProxy {
            function: String::new(),
        }
    }
}

/// HTTP methods that API Gateway knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Verb {
    /// Every method that has no entry of its own.
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
