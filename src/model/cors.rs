//! Cross-origin resource sharing.

use super::part::fields;
use super::route::Verb;

/// Which pages of other origins may call the API from a browser.
#[derive(Clone, Debug, PartialEq)]
pub struct Cors {
    /// `*`, or origins such as `https://app.example.com`.
    pub allow_origins: Vec<String>,
    /// Methods a page may use.
    pub allow_methods: Vec<Verb>,
    /// Request headers a page may set.
    pub allow_headers: Vec<String>,
    /// Whether cookies and credentials may be sent; excludes the origin `*`.
    pub allow_credentials: bool,
    /// Seconds a browser may remember the answer; `None` leaves the browser's default.
    pub max_age_seconds: Option<u32>,
    /// Response headers a page may read beside the few that every page may (Fetch Standard, "CORS-safelisted
    /// response-header name").
    pub expose_headers: Vec<String>,
}

fields!(Cors: allow_origins, allow_methods, allow_headers, allow_credentials, max_age_seconds; omit expose_headers);

impl Cors {
    /// Settings that let no page in yet, for who finds them out one by one.
    pub const fn nothing() -> Self {
        Self {
            allow_origins: Vec::new(),
            allow_methods: Vec::new(),
            allow_headers: Vec::new(),
            allow_credentials: false,
            max_age_seconds: None,
            expose_headers: Vec::new(),
        }
    }

    /// The origin that an answer names which is the same for everybody: `*` where it is allowed, else the first.
    pub fn fixed_origin(&self) -> &str {
        let any = self.allow_origins.iter().any(|origin| origin == "*");
        let first = self.allow_origins.first().filter(|_| !any);
        first.map_or("*", String::as_str)
    }

    /// The origins beside that one, each once; none where all are allowed.
    pub fn other_origins(&self) -> Vec<&str> {
        let fixed = self.fixed_origin();
        let mut others: Vec<&str> = Vec::new();
        for origin in &self.allow_origins {
            if fixed != "*" && origin != fixed && !others.contains(&origin.as_str()) {
                others.push(origin);
            }
        }
        others
    }

    /// The origin that a preflight of a REST API names to a page of this one: its own where it is listed.
    pub fn preflight_origin<'a>(&'a self, origin: &str) -> &'a str {
        let others = self.other_origins();
        let listed = others.into_iter().find(|other| *other == origin);
        listed.unwrap_or_else(|| self.fixed_origin())
    }
}

impl Default for Cors {
    fn default() -> Self {
        Self {
            allow_origins: vec!["*".into()],
            allow_methods: vec![Verb::Get, Verb::Post, Verb::Options],
            allow_headers: vec![
                "Content-Type".into(),
                "Authorization".into(),
                "X-Api-Key".into(),
            ],
            allow_credentials: false,
            max_age_seconds: Some(600),
            expose_headers: Vec::new(),
        }
    }
}
