//! The simulator: a request walks through a design, and every step says what happened and why.
//!
//! ```text
//! address -> stage -> web ACL -> resource policy -> route -> preflight -> authorizer -> key -> validation
//!         -> limits and cache -> integration (the event) -> what the app sees -> what the browser makes of it
//! ```
//!
//! Behind IAM and Cognito the resource policy is asked after the authorizer.
//!
//! It is a pure function of the design and the request. What a design cannot know (what an authorizer answers, what
//! the app answers) is part of the request. Status codes and bodies are those of AWS's pages "Gateway response types
//! for API Gateway" and "Gateway responses in API Gateway"; what is from documents alone is told as such in the step.

mod address;
mod answer;
mod app;
mod browser;
mod cache;
mod event;
mod guard;
mod headers;
mod integration;
mod limits;
mod mapping;
mod media;
mod own_response;
mod path;
mod reason;
mod route;
mod saved;
mod schema;
mod told;
mod transform;
mod validate;
mod websocket;

pub use address::{Address, addresses, default_host, origin_of};
pub use answer::Answer;
pub use app::AppView;
pub use browser::Verdict;
pub use reason::Reason;
pub use route::{Candidate, Lost};
pub use saved::{Tried, failed, request_of, save, try_all};

use serde_json::Value;

use crate::diagnostic::{Pointer, Sentence};
use crate::model::Design;
pub use crate::model::Tool;

/// What stands for the id of an API that was not made yet.
pub const API_ID: &str = "a1b2c3d4e5";
/// What stands for an account that the design leaves open.
pub const ACCOUNT_ID: &str = "123456789012";

/// What a Lambda authorizer, Cognito, a JWT check or IAM answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// The caller may go on.
    #[default]
    Allow,
    /// The caller may not: a statement of the policy denies the call.
    Deny,
    /// The policy has no statement about the call, neither for it nor against it.
    ImplicitDeny,
    /// The function failed or answered nonsense; of IAM, the signature is wrong.
    Fail,
    /// The token is good, but holds none of the scopes that the method asks for.
    LacksScope,
    /// A Lambda authorizer raises an exception whose message is `Unauthorized`, and nothing else.
    Unauthorized,
}

/// A request, and what of the world around the design it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`; for WebSocket APIs `CONNECT`, `MESSAGE` or `DISCONNECT`.
    pub method: String,
    /// A whole address, or a path, which is asked at the design's first address.
    pub url: String,
    /// Headers in their order.
    pub headers: Vec<(String, String)>,
    /// The body; empty for none.
    pub body: String,
    /// Where it comes from.
    pub source_ip: String,
    /// The VPC endpoint that it comes through; empty when it comes from the internet.
    pub vpc_endpoint: String,
    /// The caller's VPC; empty when it comes from the internet.
    pub vpc: String,
    /// Whether it is signed with IAM credentials.
    pub is_signed: bool,
    /// What the authorizer answers, or IAM about a signed request.
    pub authorizer: Decision,
    /// Name of the API key that a Lambda authorizer hands over as `usageIdentifierKey`; empty for none.
    pub usage_key: String,
    /// Whether the client shows no certificate that the truststore of a domain with mutual TLS knows.
    pub lacks_certificate: bool,
    /// Whether a rule of the web ACL matches it.
    pub is_filtered: bool,
    /// By which tool the app was deployed.
    pub tool: Tool,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            method: "GET".into(),
            url: "/".into(),
            headers: Vec::new(),
            body: String::new(),
            // TEST-NET-3 (RFC 5737).
            source_ip: "203.0.113.10".into(),
            vpc_endpoint: String::new(),
            vpc: String::new(),
            is_signed: false,
            authorizer: Decision::Allow,
            usage_key: String::new(),
            lacks_certificate: false,
            is_filtered: false,
            tool: Tool::Handler,
        }
    }
}

impl Request {
    /// The value of a header, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The page that asks from another origin, if one does.
    pub fn origin(&self) -> Option<&str> {
        self.header("origin").filter(|origin| !origin.is_empty())
    }
}

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The request went on.
    Passed,
    /// Nothing of the kind is set, so nothing happened.
    Nothing,
    /// It went on, and somebody should know this.
    Noted,
    /// It ended here.
    Stopped,
}

/// A part of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a variant is what a request passes")]
pub enum Part {
    Address,
    Tls,
    Mapping,
    Stage,
    WebAcl,
    ResourcePolicy,
    Route,
    Preflight,
    Authorizer,
    ApiKey,
    Validation,
    Throttle,
    Cache,
    Integration,
    App,
    Response,
    Browser,
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the request passed.
    pub part: Part,
    /// What it came to.
    pub outcome: Outcome,
    /// The field that decided; the root when none did.
    pub at: Pointer,
    /// What happened, and why.
    pub message: Sentence,
}

/// The whole way.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The steps in order; the last one that stopped ended it.
    pub steps: Vec<Step>,
    /// Other routes that could have matched, and the rule that decided against them.
    pub candidates: Vec<Candidate>,
    /// The event that the function gets; `None` when no function is called, or not by a proxy integration.
    pub event: Option<Value>,
    /// What the Python app sees; `None` when it is not called.
    pub app: Option<AppView>,
    /// What comes back.
    pub answer: Answer,
    /// What a browser makes of it, when a page of another origin asked.
    pub verdict: Option<Verdict>,
}

/// The way as far as it was gone.
#[derive(Default)]
struct Walk {
    steps: Vec<Step>,
    candidates: Vec<Candidate>,
    event: Option<Value>,
    app: Option<AppView>,
}

/// A part of the way: it goes on with something, or ends with an answer.
type Way<T> = Result<T, Box<Answer>>;

impl Walk {
    fn step(&mut self, part: Part, outcome: Outcome, at: Pointer, message: Sentence) {
        self.steps.push(Step {
            part,
            outcome,
            at,
            message,
        });
    }

    fn passed(&mut self, part: Part, at: Pointer, message: Sentence) {
        self.step(part, Outcome::Passed, at, message);
    }

    fn nothing(&mut self, part: Part, at: Pointer, message: Sentence) {
        self.step(part, Outcome::Nothing, at, message);
    }

    fn noted(&mut self, part: Part, at: Pointer, message: Sentence) {
        self.step(part, Outcome::Noted, at, message);
    }

    /// Goes on with what was found out aside.
    fn append(&mut self, aside: Self) {
        self.steps.extend(aside.steps);
        self.candidates.extend(aside.candidates);
    }

    /// The way ends here.
    fn stop<T>(&mut self, part: Part, at: Pointer, message: Sentence, answer: Answer) -> Way<T> {
        self.step(part, Outcome::Stopped, at, message);
        Err(Box::new(answer))
    }
}

/// Lets a request walk through a design.
pub fn simulate(design: &Design, request: &Request) -> Trace {
    let request = &*address::arriving(design, request);
    let mut walk = Walk::default();
    let went = if design.websocket().is_some() {
        websocket::walk(design, request, &mut walk)
    } else {
        go(design, request, &mut walk)
    };
    let answer = went.unwrap_or_else(|answer| *answer);
    let answer = own_response::applied(design, request, answer, &mut walk);
    let verdict = browser::judge(design, request, &answer, &mut walk);
    Trace {
        steps: walk.steps,
        candidates: walk.candidates,
        event: walk.event,
        app: walk.app,
        answer,
        verdict,
    }
}

/// The way of a request to a REST or an HTTP API.
fn go(design: &Design, request: &Request, walk: &mut Walk) -> Way<Answer> {
    let entered = address::enter(design, request, walk)?;
    validate::url(design, request, &entered, walk)?;
    guard::web_acl(design, request, &entered, walk)?;
    let mut aside = Walk::default();
    let found = route::find(design, request, &entered, &mut aside);
    let asked = guard::when_asked(design, request, found.as_ref().ok());
    if let Ok(matched) = &found {
        validate::arn(design, request, &entered, matched, walk)?;
    }
    if !asked.is_after() {
        guard::resource_policy(design, request, &entered, asked, walk)?;
    }
    if let Some(answer) = browser::preflight_of_http(design, request, walk) {
        return Ok(answer);
    }
    walk.append(aside);
    let matched = found?;
    if let Some(answer) = browser::preflight_of_rest(design, &matched, request, walk) {
        return Ok(answer);
    }
    guard::authorize(design, request, &entered, &matched, walk)?;
    if asked.is_after() {
        guard::resource_policy(design, request, &entered, asked, walk)?;
    }
    let plan = guard::api_key_of_method(design, request, &entered, &matched, walk)?;
    validate::request(design, request, &entered, &matched, walk)?;
    limits::check(design, request, &entered, &matched, plan, walk)?;
    integration::call(design, request, &entered, &matched, walk)
}
