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
    /// Whether it is signed with IAM credentials.
    pub is_signed: bool,
    /// What the authorizer answers.
    pub authorizer: Answer,
}

fields!(
    SavedRequest: method, url, status;
    omit headers, body, source_ip, vpc_endpoint, is_signed, authorizer
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
            is_signed: false,
            authorizer: Answer::Allow,
        }
    }
}

/// What an authorizer answers a saved request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// It lets the caller in.
    #[default]
    Allow,
    /// It refuses the caller.
    Deny,
    /// It fails.
    Fail,
}

variants!(Answer: "allow" = Allow, "deny" = Deny, "fail" = Fail);
