//! API keys that no caller has to send.

use super::{Finding, Rule, method::first_with_key};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-key-never-required",
    severity: Severity::Info,
    docs: "Usage plans recognise callers by the key they send; where no method requires one, \
           callers without a key pass unlimited and unknown (AWS: API Gateway developer guide, \
           \"Usage plans and API keys for REST APIs in API Gateway\").",
    bad: r#"{"access": {"api_keys": [{"name": "own"}]}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    good: r#"{"access": {"api_keys": [{"name": "own"}], "api_key_required": true}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    // An HTTP API has none of this, as other rules say.
    if design.http().is_some() {
        return Vec::new();
    }
    let connecting = design.websocket().is_some() && design.access.api_key_required;
    if design.access.api_keys.is_empty() || connecting || first_with_key(design).is_some() {
        return Vec::new();
    }
    let at = Pointer::root().join("access").join("api_keys");
    let message = sentence!(
        "there are API keys, but no method requires one, so calls without a key pass every usage plan",
        "API キーがありますが、必須にしているメソッドがないため、キーなしの呼び出しに使用量プランの制限はかかりません",
    );
    vec![Finding::at(at, message).help(sentence!(
        "require a key where the limits matter; pages that people open in a browser cannot send one",
        "制限したいメソッドで API キーを必須にしてください。ただしブラウザで直接開くページはキーを送れません",
    ))]
}
