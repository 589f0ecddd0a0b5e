//! APIs without a name.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Api, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-name-empty",
    severity: Severity::Error,
    docs: "An API needs a name (AWS: API Gateway API Reference, CreateRestApi: `name` is \
           required); the metrics of a REST API are found by it.",
    bad: r#"{"name": "orders", "api": {"rest": {"name": " "}}}"#,
    good: r#"{"api": {"rest": {"name": "Dash Lambda API"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let (key, name) = match &design.api {
        Api::Rest(api) => ("rest", &api.name),
        Api::Http(api) => ("http", &api.name),
        Api::Websocket(api) => ("websocket", &api.name),
    };
    if !name.trim().is_empty() {
        return Vec::new();
    }
    let at = Pointer::root().join("api").join(key).join("name");
    vec![
        Finding::at(
            at,
            sentence!("the API has no name", "API に名前がありません"),
        )
        .maybe((!design.name.is_empty()).then_some(&*design.name)).help(sentence!(
            "give it a name that is easy to find in the console",
            "コンソールで見つけやすい名前を付けてください",
        )),
    ]
}
