//! Usage plans that let nobody in, since each of their keys is switched off.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "usage-plan-keys-disabled",
    severity: Severity::Warning,
    docs: "Callers who send a key that is not enabled get 403 (AWS: API Gateway API Reference, CreateApiKey, `enabled`; API \
           Gateway developer guide, \"Usage plans and API keys for REST APIs in API Gateway\").",
    bad: r#"{"access": {"api_keys": [{"name": "own", "enabled": false}], "usage_plans": [{"name": "basic", "api_keys": ["own"]}]}}"#,
    good: r#"{"access": {"api_keys": [{"name": "own", "enabled": false}, {"name": "next"}], "usage_plans": [{"name": "basic", "api_keys": ["own", "next"]}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let access = &design.access;
    let is_off = |name: &String| {
        let mut keys = access.api_keys.iter();
        keys.any(|key| key.name == *name && !key.enabled)
    };
    let plans = access.usage_plans.iter().enumerate();
    plans
        .filter(|(_, plan)| !plan.api_keys.is_empty() && plan.api_keys.iter().all(is_off))
        .map(|(index, plan)| {
            let name = &plan.name;
            let at = Pointer::root().join("access").join("usage_plans").join(index);
            let message = sentence!(
                "every key of the usage plan `{name}` is disabled, so its callers get 403",
                "使用量プラン `{name}` のキーがすべて無効なため、呼び出しは 403 になります",
            );
            Finding::at(at.join("api_keys"), message).help(sentence!(
                "enable a key, add another one, or silence this while the plan is to be closed",
                "キーを有効にするか追加してください。プランを閉じておく場合は、理由を書いて抑制してください",
            ))
        })
        .collect()
}
