//! Who may call, and how often.

use super::authorizer::Authorizer;
use super::part::{fields, variants};
use super::request::ParameterPlace;
use super::route::{Method, Verb};

/// Authorization, keys and plans of the API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Access {
    /// Of every method that sets none of its own.
    pub authorization: Authorization,
    /// `AWS::ApiGateway::Authorizer`s that methods can name.
    pub authorizers: Vec<Authorizer>,
    /// Whether every method that does not say otherwise wants an API key.
    pub api_key_required: bool,
    /// `AWS::ApiGateway::ApiKey`s.
    pub api_keys: Vec<ApiKey>,
    /// `AWS::ApiGateway::UsagePlan`s.
    pub usage_plans: Vec<UsagePlan>,
}

fields!(Access: authorization, authorizers, api_key_required, api_keys, usage_plans);

impl Access {
    /// What a method wants of its callers: its own setting, else the API's.
    pub fn authorization_of<'a>(&'a self, method: &'a Method) -> &'a Authorization {
        method.authorization.as_ref().unwrap_or(&self.authorization)
    }

    /// The authorizer that decides about a method's callers, with its place.
    pub fn authorizer_of(&self, method: &Method) -> Option<(usize, &Authorizer)> {
        self.authorizer(self.authorization_of(method).authorizer()?)
    }

    /// The authorizer of that name.
    pub fn authorizer(&self, name: &str) -> Option<(usize, &Authorizer)> {
        let mut authorizers = self.authorizers.iter().enumerate();
        authorizers.find(|(_, authorizer)| authorizer.name == name)
    }

    /// The `authorizationType` of a method in the service's API.
    ///
    /// A name that no authorizer has gives `CUSTOM`, which is refused without an authorizer:
    /// better than a method that is open.
    pub fn authorization_type_of(&self, method: &Method) -> &'static str {
        match self.authorization_of(method) {
            Authorization::None => "NONE",
            Authorization::Iam => "AWS_IAM",
            Authorization::Authorizer(name) => match self.authorizer(name) {
                Some((_, found)) if found.kind.has_scopes() => found.kind.as_str(),
                _ => "CUSTOM",
            },
        }
    }

    /// Scopes of which a caller's access token must hold one: the method's, else the authorizer's.
    pub fn scopes_of<'a>(&'a self, method: &'a Method) -> &'a [String] {
        match self.authorizer_of(method) {
            Some((_, found)) if found.kind.has_scopes() => {
                if method.authorization_scopes.is_empty() {
                    found.kind.scopes()
                } else {
                    &method.authorization_scopes
                }
            }
            _ => &[],
        }
    }

    /// Whether a Lambda authorizer asks the function of that name.
    pub fn asks(&self, function: &str) -> bool {
        let mut authorizers = self.authorizers.iter();
        authorizers.any(|authorizer| authorizer.kind.function() == Some(function))
    }

    /// Whether a header or a query string parameter that the authorizer of a method reads, or the signature, is a key of the
    /// cache, so that nobody gets what was kept for somebody else.
    pub fn tells_callers_apart(&self, method: &Method) -> bool {
        let signature = ["Authorization".to_owned()];
        let (headers, query_strings) = match self.authorizer_of(method) {
            Some((_, authorizer)) => (authorizer.kind.headers(), authorizer.kind.query_strings()),
            None => (&signature[..], &[][..]),
        };
        let mut parameters = method.request.parameters.iter();
        parameters.any(|one| {
            let is_read = match one.place {
                ParameterPlace::Header => headers
                    .iter()
                    .any(|header| header.eq_ignore_ascii_case(&one.name)),
                ParameterPlace::QueryString => query_strings.contains(&one.name),
                ParameterPlace::Path => false,
            };
            one.cache_key && is_read
        })
    }

    /// Whether a method wants an API key: its own setting, else the API's.
    pub fn api_key_required_of(&self, method: &Method) -> bool {
        method.api_key_required.unwrap_or(self.api_key_required)
    }
}

/// How a caller is recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Authorization {
    /// Anybody may call.
    #[default]
    None,
    /// Requests signed with AWS credentials (`AWS_IAM`).
    Iam,
    /// Whom the [`Authorizer`] of that name lets in.
    Authorizer(String),
}

variants!(Authorization: "none" = None, "iam" = Iam, "authorizer" = Authorizer(String));

impl Authorization {
    /// The name of the authorizer that decides.
    pub fn authorizer(&self) -> Option<&str> {
        match self {
            Self::None | Self::Iam => None,
            Self::Authorizer(name) => Some(name),
        }
    }
}

/// `AWS::ApiGateway::ApiKey`.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiKey {
    /// Its name.
    pub name: String,
    /// Free text.
    pub description: String,
    /// Whether calls with it are let in.
    pub enabled: bool,
}

fields!(ApiKey: name, description, enabled);

impl Default for ApiKey {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            enabled: true,
        }
    }
}

/// `AWS::ApiGateway::UsagePlan`: limits for the holders of its keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UsagePlan {
    /// Its name.
    pub name: String,
    /// Free text.
    pub description: String,
    /// Names of the stages it opens.
    pub stages: Vec<String>,
    /// Names of the keys that use it.
    pub api_keys: Vec<String>,
    /// Speed limit per key.
    pub throttle: Option<Throttle>,
    /// Volume limit per key.
    pub quota: Option<Quota>,
    /// Speed limits per key of single methods, in all its stages.
    pub methods: Vec<PlanMethod>,
}

fields!(UsagePlan: name, description, stages, api_keys, throttle, quota; omit methods);

/// Limits of a usage plan for one method (AWS: `ApiStage`, `throttle`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanMethod {
    /// Path of a route of the design.
    pub path: String,
    /// Which method of the route.
    pub verb: Verb,
    /// Speed limit per key.
    pub throttle: Throttle,
}

fields!(PlanMethod: path, verb, throttle);

/// A token bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Throttle {
    /// Requests a second in the long run.
    pub rate_limit: f64,
    /// Requests at once: the size of the bucket.
    pub burst_limit: u32,
}

fields!(Throttle: rate_limit, burst_limit);

impl Default for Throttle {
    fn default() -> Self {
        Self {
            rate_limit: 10.0,
            burst_limit: 5,
        }
    }
}

/// Requests in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// How many.
    pub limit: u32,
    /// Per what.
    pub period: QuotaPeriod,
}

fields!(Quota: limit, period);

impl Default for Quota {
    fn default() -> Self {
        Self {
            limit: 1000,
            period: QuotaPeriod::Month,
        }
    }
}

/// Period of a quota, spelt as the service spells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuotaPeriod {
    /// From midnight UTC.
    Day,
    /// From Sunday.
    Week,
    /// From the first.
    #[default]
    Month,
}

variants!(QuotaPeriod: "DAY" = Day, "WEEK" = Week, "MONTH" = Month);

impl QuotaPeriod {
    /// The value of the service's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "DAY",
            Self::Week => "WEEK",
            Self::Month => "MONTH",
        }
    }
}
