//! Requests that must end as the design's owner says.

use super::part::{fields, variants};
use super::stage::Variable;

/// A request with the status that it must end with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedRequest {
    /// `GET`; for WebSocket APIs `CONNECT`, `MESSAGE` or `DISCONNECT`.
    pub method: String,
    /// A whole address, or a path at the design's first address.
    pub url: String,
    /// The status that it must end with; 0 for no answer at all.
    pub status: u32,
    /// Its headers.
    pub headers: Vec<Variable>,
    /// Its body; empty for none.
    pub body: String,
    /// Where it comes from; empty for an address of the internet.
    pub source_ip: String,
    /// The VPC endpoint that it comes through; empty for none.
    pub vpc_endpoint: String,
    /// The caller's VPC; empty for none.
    pub vpc: String,
    /// Whether it is signed with IAM credentials.
    pub is_signed: bool,
    /// What the authorizer answers.
    pub authorizer: Answer,
    /// Name of the API key that a Lambda authorizer hands over (`usageIdentifierKey`); empty for none.
    pub usage_key: String,
    /// Whether the client shows no certificate that the truststore of a domain knows.
    pub lacks_certificate: bool,
    /// Whether a rule of the web ACL matches it.
    pub is_filtered: bool,
    /// By which tool the app was deployed.
    pub tool: Tool,
}

fields!(
    SavedRequest: method, url, status;
    omit headers, body, source_ip, vpc_endpoint, vpc, is_signed, authorizer, usage_key, lacks_certificate, is_filtered,
    tool
);

impl Default for SavedRequest {
    fn default() -> Self {
        Self {
            method: "GET".into(),
            url: "/".into(),
            status: 200,
            headers: Vec::new(),
            body: String::new(),
            source_ip: String::new(),
            vpc_endpoint: String::new(),
            vpc: String::new(),
            is_signed: false,
            authorizer: Answer::Allow,
            usage_key: String::new(),
            lacks_certificate: false,
            is_filtered: false,
            tool: Tool::Handler,
        }
    }
}

/// What an authorizer answers a saved request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// It lets the caller in.
    #[default]
    Allow,
    /// It refuses the caller: a statement of its policy denies the call.
    Deny,
    /// Its policy has no statement about the call.
    ImplicitDeny,
    /// It fails.
    Fail,
    /// The token is good and holds none of the scopes that are asked for.
    LacksScope,
    /// The function of a Lambda authorizer raises an exception that says `Unauthorized`.
    Unauthorized,
}

variants!(Answer: "allow" = Allow, "deny" = Deny,
    "implicit_deny" = ImplicitDeny, "fail" = Fail, "lacks_scope" = LacksScope,
    "unauthorized" = Unauthorized);

/// By which tool an app was deployed: it decides what tells the app its prefix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// SAM or the AWS CLI, with the generated `lambda_handler.py`.
    #[default]
    Handler,
    /// Zappa, with its own handler.
    Zappa,
}

variants!(Tool: "handler" = Handler, "zappa" = Zappa);
