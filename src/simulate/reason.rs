//! Why the gateway answers itself: one word for each cause, and what AWS calls the answer.

/// What kept a request from its backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The first part of the path names no stage.
    NoStage,
    /// No mapping of the custom domain fits the path.
    NoMapping,
    /// The default URL is turned off.
    DefaultUrlOff,
    /// A VPC endpoint for `execute-api` leads to private APIs alone.
    NotPrivate,
    /// No header says which API behind a VPC endpoint is meant.
    ApiNotNamed,
    /// The header `Host` names another API than the address.
    ForeignHost,
    /// The client shows no certificate that the truststore knows.
    NoCertificate,
    /// A rule of AWS WAF matches.
    Filtered,
    /// The resource policy lets somebody else in.
    ResourcePolicy,
    /// No route has the path, or the key of a message.
    NoRoute,
    /// The route has no such method.
    NoMethod,
    /// The request is not signed.
    NotSigned,
    /// The signature is wrong or too old.
    BadSignature,
    /// The caller's policy does not allow the call.
    IamDenied,
    /// What an authorizer looks at is not there.
    NoIdentity,
    /// The token is not accepted.
    BadToken,
    /// The token has none of the scopes.
    LacksScope,
    /// A Lambda authorizer refuses the caller.
    AuthorizerDenied,
    /// An authorizer fails.
    AuthorizerFailed,
    /// There is no API key.
    NoKey,
    /// The API key is none of the API's.
    UnknownKey,
    /// The API key is turned off.
    KeyOff,
    /// No usage plan joins the key with the stage.
    KeyWithoutPlan,
    /// The caller may not have a kept answer made anew.
    MayNotRenew,
    /// A required parameter is missing.
    BadParameters,
    /// The body does not fit its model.
    BadBody,
    /// The body is too large.
    TooLarge,
    /// The headers are too large.
    HeadersTooLarge,
    /// The address is too long.
    UrlTooLong,
    /// The body has a type for which there is no mapping template.
    UnsupportedType,
    /// More requests than a limit allows.
    Throttled,
    /// More requests than a quota allows.
    QuotaExceeded,
    /// The function may not run at all.
    FunctionStopped,
    /// Something is named that is not there.
    Misconfigured,
}

impl Reason {
    /// Each cause of a 403.
    pub const FORBIDDEN: [Self; 21] = [
        Self::NoStage,
        Self::NoMapping,
        Self::DefaultUrlOff,
        Self::NotPrivate,
        Self::ApiNotNamed,
        Self::ForeignHost,
        Self::NoCertificate,
        Self::Filtered,
        Self::ResourcePolicy,
        Self::NoRoute,
        Self::NoMethod,
        Self::NotSigned,
        Self::BadSignature,
        Self::IamDenied,
        Self::LacksScope,
        Self::AuthorizerDenied,
        Self::NoKey,
        Self::UnknownKey,
        Self::KeyOff,
        Self::KeyWithoutPlan,
        Self::MayNotRenew,
    ];

    /// Its name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoStage => "no-stage",
            Self::NoMapping => "no-mapping",
            Self::DefaultUrlOff => "default-url-off",
            Self::NotPrivate => "not-private",
            Self::ApiNotNamed => "api-not-named",
            Self::ForeignHost => "foreign-host",
            Self::NoCertificate => "no-certificate",
            Self::Filtered => "filtered",
            Self::ResourcePolicy => "resource-policy",
            Self::NoRoute => "no-route",
            Self::NoMethod => "no-method",
            Self::NotSigned => "not-signed",
            Self::BadSignature => "bad-signature",
            Self::IamDenied => "iam-denied",
            Self::NoIdentity => "no-identity",
            Self::BadToken => "bad-token",
            Self::LacksScope => "lacks-scope",
            Self::AuthorizerDenied => "authorizer-denied",
            Self::AuthorizerFailed => "authorizer-failed",
            Self::NoKey => "no-key",
            Self::UnknownKey => "unknown-key",
            Self::KeyOff => "key-off",
            Self::KeyWithoutPlan => "key-without-plan",
            Self::MayNotRenew => "may-not-renew",
            Self::BadParameters => "bad-parameters",
            Self::BadBody => "bad-body",
            Self::TooLarge => "too-large",
            Self::HeadersTooLarge => "headers-too-large",
            Self::UrlTooLong => "url-too-long",
            Self::UnsupportedType => "unsupported-type",
            Self::Throttled => "throttled",
            Self::QuotaExceeded => "quota-exceeded",
            Self::FunctionStopped => "function-stopped",
            Self::Misconfigured => "misconfigured",
        }
    }

    /// The gateway response of a REST API that is sent (AWS: "Gateway response types for API Gateway"); `None` where
    /// the request never came to the API, or the page names none.
    pub const fn gateway_response(self) -> Option<&'static str> {
        Some(match self {
            Self::Filtered => "WAF_FILTERED",
            Self::ResourcePolicy | Self::IamDenied | Self::AuthorizerDenied => "ACCESS_DENIED",
            Self::NoRoute | Self::NoMethod | Self::NotSigned => "MISSING_AUTHENTICATION_TOKEN",
            Self::BadSignature => "INVALID_SIGNATURE",
            Self::NoIdentity | Self::BadToken | Self::LacksScope => "UNAUTHORIZED",
            Self::AuthorizerFailed => "AUTHORIZER_CONFIGURATION_ERROR",
            Self::NoKey | Self::UnknownKey | Self::KeyOff | Self::KeyWithoutPlan => {
                "INVALID_API_KEY"
            }
            Self::BadParameters => "BAD_REQUEST_PARAMETERS",
            Self::BadBody => "BAD_REQUEST_BODY",
            Self::TooLarge => "REQUEST_TOO_LARGE",
            Self::UnsupportedType => "UNSUPPORTED_MEDIA_TYPE",
            Self::Throttled => "THROTTLED",
            Self::QuotaExceeded => "QUOTA_EXCEEDED",
            Self::Misconfigured => "API_CONFIGURATION_ERROR",
            Self::NoStage
            | Self::NoMapping
            | Self::DefaultUrlOff
            | Self::NotPrivate
            | Self::ApiNotNamed
            | Self::ForeignHost
            | Self::NoCertificate
            | Self::HeadersTooLarge
            | Self::UrlTooLong
            | Self::MayNotRenew
            | Self::FunctionStopped => return None,
        })
    }
}
