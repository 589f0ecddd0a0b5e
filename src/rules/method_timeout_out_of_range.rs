//! Methods for which the gateway shall wait longer, or shorter, than it can.
//!
//! What it can wait after a quota was raised is another rule's: `method_timeout_over_quota`.

use super::{Finding, Rule, method::methods};
use crate::aws::{HTTP_TIMEOUT_SECONDS, REST_TIMEOUT_SECONDS};
use crate::diagnostic::Severity;
use crate::model::{Api, Design, EndpointType};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "method-timeout-out-of-range",
    severity: Severity::Error,
    docs: "An integration times out after 50 milliseconds to 29 seconds, of an HTTP API 30 (AWS: \
           \"Amazon API Gateway quotas and important notes\"); of Regional and private REST APIs that quota \
           can be raised, of others not.",
    bad: r#"{"api": {"rest": {"endpoint": "EDGE"}}, "routes": [{"path": "/", "methods": [{"timeout_ms": 29001}]}]}"#,
    good: r#"{"api": {"http": {}}, "routes": [{"path": "/", "methods": [{"timeout_ms": 30000}]}]}"#,
    check,
};

/// The shortest, in milliseconds.
const SHORTEST: u32 = 50;

/// Whether the service raises the longest time that an integration may take when it is asked to: of Regional and private
/// REST APIs (AWS: "Amazon API Gateway quotas and important notes", "Integration timeout").
pub(super) fn is_raisable(design: &Design) -> bool {
    design.rest().is_some_and(|rest| rest.endpoint != EndpointType::Edge)
}

fn check(design: &Design) -> Vec<Finding> {
    let seconds = match design.api {
        Api::Rest(_) => REST_TIMEOUT_SECONDS,
        Api::Http(_) => HTTP_TIMEOUT_SECONDS,
        Api::Websocket(_) => return Vec::new(),
    };
    let longest = seconds * 1000;
    let refused = if is_raisable(design) { u32::MAX } else { longest };
    methods(design)
        .filter_map(|(at, route, method)| {
            let timeout = method.timeout_ms?;
            if (SHORTEST..=refused).contains(&timeout) {
                return None;
            }
            let (verb, path) = (method.verb.as_str(), &route.path);
            let message = sentence!(
                "the gateway cannot wait `{timeout}` milliseconds for `{verb} {path}`",
                "ゲートウェイは `{verb} {path}` を `{timeout}` ミリ秒待つことができません",
            );
            Some(Finding::at(at.join("timeout_ms"), message).set(timeout.clamp(SHORTEST, longest)).help(sentence!(
                "use {SHORTEST} to {longest}, or leave it empty for the longest",
                "{SHORTEST}〜{longest} の値にするか、空にして上限まで待ってください",
            )))
        })
        .collect()
}
