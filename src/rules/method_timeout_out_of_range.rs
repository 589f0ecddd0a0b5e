//! Methods for which the gateway shall wait longer, or shorter, than it can.

use super::{Finding, Rule, method::methods};
use crate::aws::{HTTP_TIMEOUT_SECONDS, REST_TIMEOUT_SECONDS};
use crate::diagnostic::Severity;
use crate::model::{Api, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "method-timeout-out-of-range",
    severity: Severity::Error,
    docs: "An integration times out after 50 milliseconds to 29 seconds, of an HTTP API 30 (AWS: \
           \"Amazon API Gateway quotas and important notes\"); a REST API takes more only after \
           its quota was raised.",
    bad: r#"{"routes": [{"path": "/", "methods": [{"timeout_ms": 29001}]}]}"#,
    good: r#"{"api": {"http": {}}, "routes": [{"path": "/", "methods": [{"timeout_ms": 30000}]}]}"#,
    check,
};

/// The shortest, in milliseconds.
const SHORTEST: u32 = 50;

fn check(design: &Design) -> Vec<Finding> {
    let seconds = match design.api {
        Api::Rest(_) => REST_TIMEOUT_SECONDS,
        Api::Http(_) => HTTP_TIMEOUT_SECONDS,
        Api::Websocket(_) => return Vec::new(),
    };
    let longest = seconds * 1000;
    methods(design)
        .filter_map(|(at, route, method)| {
            let timeout = method.timeout_ms?;
            if (SHORTEST..=longest).contains(&timeout) {
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
