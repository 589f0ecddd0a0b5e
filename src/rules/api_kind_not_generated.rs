//! Kinds of API that this version has no generators for.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Api, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-kind-not-generated",
    severity: Severity::Error,
    docs: "This version writes files for REST and HTTP APIs: a WebSocket API has messages in the place of \
           requests (AWS: API Gateway developer guide, \"Choose between REST APIs \
           and HTTP APIs\").",
    bad: r#"{"api": {"websocket": {"name": "app"}}}"#,
    good: r#"{"api": {"rest": {"name": "app"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let (kind, key) = match &design.api {
        Api::Rest(_) | Api::Http(_) => return Vec::new(),
        Api::Websocket(_) => ("WebSocket", "websocket"),
    };
    let message = sentence!(
        "this version of the studio makes no files for a {kind} API",
        "このバージョンのスタジオは {kind} API のファイルを生成できません",
    );
    vec![
        Finding::at(Pointer::root().join("api").join(key), message).help(sentence!(
            "choose a REST or an HTTP API; the design keeps its routes and stages",
            "REST API か HTTP API を選んでください。ルートとステージはそのまま残ります",
        )),
    ]
}
