//! A way as JSON, for programs.

use serde_json::{Value, json};

use super::{Lost, Outcome, Part, Reason, Trace};
use crate::words::Language;

impl Part {
    /// Its name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Tls => "tls",
            Self::Mapping => "mapping",
            Self::Stage => "stage",
            Self::WebAcl => "web_acl",
            Self::ResourcePolicy => "resource_policy",
            Self::Route => "route",
            Self::Preflight => "preflight",
            Self::Authorizer => "authorizer",
            Self::ApiKey => "api_key",
            Self::Validation => "validation",
            Self::Throttle => "throttle",
            Self::Cache => "cache",
            Self::Integration => "integration",
            Self::App => "app",
            Self::Response => "response",
            Self::Browser => "browser",
        }
    }
}

impl Outcome {
    /// Its name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Nothing => "nothing",
            Self::Noted => "noted",
            Self::Stopped => "stopped",
        }
    }
}

impl Trace {
    /// The way as JSON: `steps`, `candidates`, `event`, `app`, `answer`, `browser`.
    pub fn to_json(&self, language: Language) -> Value {
        let steps = self.steps.iter().map(|step| {
            json!({
                "part": step.part.key(),
                "outcome": step.outcome.key(),
                "at": step.at.to_string(),
                "message": step.message.get(language),
            })
        });
        let candidates = self.candidates.iter().map(|candidate| {
            json!({
                "path": candidate.path,
                "lost": match candidate.lost {
                    Lost::LessSpecific => "less_specific",
                    Lost::Method => "method",
                },
            })
        });
        let app = self.app.as_ref().map(|app| {
            json!({
                "path_info": app.path_info,
                "script_name": app.script_name,
                "prefix": app.prefix,
                "asset": app.asset,
                "asset_resolves": app.asset_resolves,
            })
        });
        let headers = self.answer.headers.iter();
        let headers = headers.map(|(name, value)| (name.clone(), Value::from(value.clone())));
        let reason = self.answer.reason;
        let mend = self.answer.mend.as_ref().map(|mend| mend.get(language));
        let browser = self.verdict.as_ref().map(|verdict| {
            json!({
                "allowed": verdict.is_allowed,
                "message": verdict.message.get(language),
            })
        });
        json!({
            "steps": steps.collect::<Vec<_>>(),
            "candidates": candidates.collect::<Vec<_>>(),
            "event": self.event,
            "app": app,
            "answer": {
                "status": self.answer.status,
                "headers": headers.collect::<serde_json::Map<_, _>>(),
                "body": self.answer.body,
                "of_backend": self.answer.is_of_backend,
                "reason": reason.map(Reason::key),
                "gateway_response": self.answer.gateway_response,
                "cause": self.answer.cause.get(language),
                "mend": mend,
            },
            "browser": browser,
        })
    }
}
