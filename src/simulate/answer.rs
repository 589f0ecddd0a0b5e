//! What comes back.

use crate::diagnostic::Sentence;
use crate::model::{Cors, Design, RouteCors};
use crate::sentence;

use super::route::Matched;
use super::{Reason, Request};

/// What comes back to who asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status; 0 when no HTTP answer comes at all.
    pub status: u16,
    /// Headers that matter, in lower case.
    pub headers: Vec<(String, String)>,
    /// The body of the gateway's own answers; empty when the backend writes it.
    pub body: String,
    /// Why it is that status.
    pub cause: Sentence,
    /// What to do about it; nothing where it is as wanted.
    pub mend: Option<Sentence>,
    /// Whether the backend made it, not the gateway.
    pub is_of_backend: bool,
    /// What kept the request from its backend, where the gateway refused it.
    pub reason: Option<Reason>,
    /// The gateway response of a REST API that it is; other APIs have none.
    pub gateway_response: Option<&'static str>,
}

impl Answer {
    /// An answer of the gateway itself: REST and HTTP APIs put their message into `message`.
    pub(super) fn refused(status: u16, message: &str, cause: Sentence, mend: Sentence) -> Self {
        Self {
            status,
            headers: vec![("content-type".into(), "application/json".into())],
            body: format!("{{\"message\":\"{message}\"}}"),
            cause,
            mend: Some(mend),
            ..Self::default()
        }
    }

    /// The same, for that reason.
    #[must_use]
    pub(super) fn because(mut self, reason: Reason) -> Self {
        self.reason = Some(reason);
        self
    }

    /// No answer: the connection was never made.
    pub(super) fn none(cause: Sentence, mend: Sentence) -> Self {
        Self {
            cause,
            mend: Some(mend),
            ..Self::default()
        }
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The same with the CORS headers that the gateway adds to its own answers.
    ///
    /// A REST API adds what the gateway responses `DEFAULT_4XX` and `DEFAULT_5XX` say, which the generated files set
    /// to the CORS of the API. An HTTP API adds them to every answer to an origin that it lists.
    #[must_use]
    pub(super) fn with_cors(mut self, design: &Design, request: &Request) -> Self {
        if let (Some(cors), Some(origin)) = (&design.cors, request.origin()) {
            let listed = cors
                .allow_origins
                .iter()
                .find(|own| *own == "*" || *own == origin);
            let sent = if design.http().is_some() {
                listed.map(String::as_str)
            } else {
                Some(cors.fixed_origin())
            };
            if let Some(sent) = sent {
                self.headers.extend(readable(cors, sent));
            }
        }
        self
    }

    /// What a REST API answers of its own, or of what it makes of a backend's answer: headers that are the same for
    /// every page, where the answer has none of that name.
    #[must_use]
    pub(super) fn with_fixed_cors(mut self, design: &Design, matched: &Matched) -> Self {
        let cors = design.cors_of(matched.index, matched.route);
        if let Some((_, cors)) = cors.filter(|_| design.rest().is_some()) {
            for (name, value) in readable(cors, cors.fixed_origin()) {
                if self.header(&name).is_none() {
                    self.headers.push((name, value));
                }
            }
        }
        self
    }

    /// What the app answers, with the CORS headers that the generated handler, or the HTTP API, adds.
    pub(super) fn of_app(design: &Design, request: &Request, matched: &Matched) -> Self {
        let mut answer = Self {
            status: 200,
            cause: sentence!("the app answered", "アプリが応答しました"),
            is_of_backend: true,
            ..Self::default()
        };
        let cors = match (&matched.route.cors, &design.cors) {
            (RouteCors::Own(cors), _) if design.rest().is_some() => Some(cors),
            (RouteCors::Off, _) if design.rest().is_some() => None,
            (_, cors) => cors.as_ref(),
        };
        if let (Some(cors), Some(origin)) = (cors, request.origin()) {
            let any = cors.allow_origins.iter().any(|own| own == "*");
            let listed = cors.allow_origins.iter().any(|own| own == origin);
            let sent = match (any, listed) {
                // With credentials the wildcard would be refused, so an HTTP API never sends it then.
                (true, _) => Some("*"),
                (false, true) => Some(origin),
                (false, false) => None,
            };
            if let Some(sent) = sent {
                let name = "access-control-allow-origin";
                answer.headers.push((name.into(), sent.into()));
                if cors.allow_credentials && sent != "*" {
                    let name = "access-control-allow-credentials";
                    answer.headers.push((name.into(), "true".into()));
                }
                answer.headers.extend(exposed(cors));
            }
        }
        answer
    }
}

/// The headers that let a page of that origin read an answer.
fn readable(cors: &Cors, origin: &str) -> Vec<(String, String)> {
    let mut headers = vec![("access-control-allow-origin".to_owned(), origin.to_owned())];
    if cors.allow_credentials {
        let name = "access-control-allow-credentials";
        headers.push((name.into(), "true".into()));
    }
    headers.extend(exposed(cors));
    headers
}

/// The header that lets a page read others.
fn exposed(cors: &Cors) -> Option<(String, String)> {
    let name = "access-control-expose-headers";
    let names = cors.expose_headers.join(",");
    (!names.is_empty()).then(|| (name.into(), names))
}
