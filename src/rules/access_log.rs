//! The access logs of a design, with their places.

use super::Finding;
use crate::aws::{LogKind, knows_log_variable, log_variables, log_variables_in};
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{AccessLog, Api, Design, LogFormat};
use crate::sentence;

/// Every stage's access log and its place.
pub(super) fn access_logs(design: &Design) -> impl Iterator<Item = (Pointer, &AccessLog)> {
    let stages = design.stages.iter().enumerate();
    stages.filter_map(|(index, stage)| {
        let at = Pointer::root()
            .join("stages")
            .join(index)
            .join("access_log");
        Some((at, stage.access_log.as_ref()?))
    })
}

/// The kind of a design's API, and what people call it.
pub(super) fn kind(design: &Design) -> (LogKind, &'static str) {
    match design.api {
        Api::Rest(_) => (LogKind::Rest, "REST API"),
        Api::Http(_) => (LogKind::Http, "HTTP API"),
        Api::Websocket(_) => (LogKind::Websocket, "WebSocket API"),
    }
}

/// A finding, made by `message` and `help`, for each variable that the API's logs do not know.
pub(super) fn unknown_variables(
    design: &Design,
    message: fn(&str, &str) -> Sentence,
    help: fn() -> Sentence,
) -> Vec<Finding> {
    let (kind, title) = kind(design);
    let mut found = Vec::new();
    for (at, log) in access_logs(design) {
        let LogFormat::Custom(format) = &log.format else {
            continue;
        };
        let at = at.join("format").join("custom");
        let mut named: Vec<&str> = log_variables_in(format).collect();
        named.sort_unstable();
        named.dedup();
        for name in named {
            if knows_log_variable(kind, name) {
                continue;
            }
            // `sourceIP` is the commonest slip.
            let near = log_variables(kind).find(|known| known.eq_ignore_ascii_case(name));
            let help = near.map_or_else(help, |near| {
                sentence!(
                    "write `$context.{near}`: case matters",
                    "`$context.{near}` と書いてください。大文字と小文字は区別されます"
                )
            });
            found.push(Finding::at(at, message(name, title)).help(help));
        }
    }
    found
}
