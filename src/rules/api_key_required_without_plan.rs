//! Stages that nobody can call because no usage plan opens them.

use crate::model::UsagePlan;
use crate::diagnostic::Edit;
use serde_json::json;
use super::mend;
use std::collections::BTreeSet;

use super::{Finding, Rule, method::first_with_key};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{CONNECT, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-key-required-without-plan",
    severity: Severity::Warning,
    docs: "A method that requires an API key answers 403 unless the key belongs to a usage plan \
           of that stage (AWS: API Gateway developer guide, \"Usage plans and API keys for REST \
           APIs in API Gateway\"; Miserlou/Zappa issue 390 is one who ran into it).",
    bad: r#"{"routes": [{"path": "/", "methods": [{"api_key_required": true}]}], "stages": [{"name": "dev"}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"api_key_required": true}]}], "stages": [{"name": "dev"}], "access": {"api_keys": [{"name": "own"}], "usage_plans": [{"name": "basic", "stages": ["dev"], "api_keys": ["own"]}]}}"#,
    check,
};

/// How an enabled key comes to be let in at a stage: by the first plan that has one, or by a plan and a key of its own.
fn opened(design: &Design, stage: &str) -> Vec<Edit> {
    let access = &design.access;
    let at = Pointer::root().join("access");
    let plans = at.join("usage_plans");
    let enabled = |name: &str| {
        let mut keys = access.api_keys.iter();
        keys.any(|key| key.enabled && key.name == name)
    };
    let has_key = |plan: &UsagePlan| plan.api_keys.iter().any(|key| enabled(key));
    if let Some(plan) = access.usage_plans.iter().position(has_key) {
        return vec![Edit::Append(plans.join(plan).join("stages"), stage.into())];
    }
    let base = if design.name.is_empty() { "api" } else { &design.name };
    let mut edits = Vec::new();
    let known = access.api_keys.iter().find(|key| key.enabled && !key.name.is_empty());
    let key = if let Some(key) = known {
        key.name.clone()
    } else {
        let taken = |name: &str| access.api_keys.iter().any(|key| key.name == name);
        let name = mend::fresh(&format!("{base}-key"), taken).unwrap_or_default();
        edits.push(Edit::Append(at.join("api_keys"), json!({"name": name})));
        name
    };
    let taken = |name: &str| access.usage_plans.iter().any(|plan| plan.name == name);
    let name = mend::fresh(&format!("{base}-plan"), taken);
    let plan = json!({"name": name, "stages": [stage], "api_keys": [key]});
    edits.push(Edit::Append(plans, plan));
    edits
}

fn check(design: &Design) -> Vec<Finding> {
    // An HTTP API has none of this, as other rules say.
    if design.http().is_some() {
        return Vec::new();
    }
    let connecting = design.websocket().is_some() && design.access.api_key_required;
    let closed = match first_with_key(design) {
        Some((route, method)) => format!("{} {}", method.verb.as_str(), route.path),
        None if connecting => CONNECT.to_owned(),
        None => return Vec::new(),
    };
    let access = &design.access;
    let enabled = access.api_keys.iter().filter(|key| key.enabled);
    let enabled: BTreeSet<&str> = enabled.map(|key| key.name.as_str()).collect();
    let plans = access.usage_plans.iter();
    let open: BTreeSet<&str> = plans
        .filter(|plan| {
            plan.api_keys
                .iter()
                .any(|key| enabled.contains(key.as_str()))
        })
        .flat_map(|plan| plan.stages.iter().map(String::as_str))
        .collect();
    let unplanned = design
        .stages
        .iter()
        .filter(|stage| !open.contains(stage.name.as_str()));
    unplanned
        .map(|stage| {
            let stage = &stage.name;
            let at = Pointer::root().join("access").join("usage_plans");
            let message = sentence!(
                "`{closed}` requires an API key, but no usage plan with an enabled key covers the stage `{stage}`",
                "`{closed}` には API キーが必要ですが、ステージ `{stage}` を対象とし有効なキーを持つ使用量プランがありません",
            );
            Finding::at(at, message).mend(sentence!("let a key in at `{stage}`", "`{stage}` でキーを使えるようにする"), opened(design, stage)).help(sentence!(
                "add the stage and a key to a usage plan; until then every such call answers 403",
                "使用量プランにステージと API キーを追加してください。それまでは該当する呼び出しがすべて 403 になります",
            ))
        })
        .collect()
}
