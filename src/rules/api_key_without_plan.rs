//! Keys that are let in nowhere.

use super::{Finding, Rule};
use crate::diagnostic::{Edit, Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-key-without-plan",
    severity: Severity::Warning,
    docs: "A key is let in at the stages of the usage plans that it belongs to, and nowhere else: a caller who sends \
           another one gets 403 (AWS: API Gateway developer guide, \"Usage plans and API keys for REST APIs in API \
           Gateway\").",
    bad: r#"{"access": {"api_keys": [{"name": "own"}, {"name": "partner"}], "usage_plans": [{"name": "basic", "api_keys": ["own"]}]}}"#,
    good: r#"{"access": {"api_keys": [{"name": "own"}, {"name": "partner"}], "usage_plans": [{"name": "basic", "api_keys": ["own", "partner"]}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let access = &design.access;
    // Without any plan, and of an HTTP API, other rules tell of it.
    if access.usage_plans.is_empty() || design.http().is_some() {
        return Vec::new();
    }
    let root = Pointer::root().join("access");
    let listed = |name: &String| access.usage_plans.iter().any(|plan| plan.api_keys.contains(name));
    let keys = access.api_keys.iter().enumerate();
    keys.filter(|(_, key)| !key.name.is_empty() && !listed(&key.name))
        .map(|(index, key)| {
            let name = &key.name;
            let message = sentence!(
                "no usage plan has the key `{name}`, so its callers get 403 everywhere",
                "キー `{name}` はどの使用量プランにも属さないため、どこでも 403 になります",
            );
            let edits = match &access.usage_plans[..] {
                [_] => {
                    let keys = root.join("usage_plans").join(0).join("api_keys");
                    vec![Edit::Append(keys, name.clone().into())]
                }
                _ => Vec::new(),
            };
            let title = sentence!("add it to the plan", "プランに追加する");
            let at = root.join("api_keys").join(index);
            Finding::at(at, message).mend(title, edits).help(sentence!(
                "add it to a plan, or delete it",
                "プランに追加するか、削除してください",
            ))
        })
        .collect()
}
