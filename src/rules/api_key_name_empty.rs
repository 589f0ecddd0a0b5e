//! API keys without a name.

use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-key-name-empty",
    severity: Severity::Error,
    docs: "Usage plans of the design and the scripts find a key by its name; keys without one \
           are made anew on every run (AWS: API Gateway API Reference, CreateApiKey, GetApiKeys \
           `nameQuery`).",
    bad: r#"{"access": {"api_keys": [{"name": ""}]}}"#,
    good: r#"{"access": {"api_keys": [{"name": "DashAppKey"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let keys = design.access.api_keys.iter().enumerate();
    keys.filter(|(_, key)| key.name.trim().is_empty())
        .map(|(index, _)| {
            let at = Pointer::root()
                .join("access")
                .join("api_keys")
                .join(index)
                .join("name");
            let taken = |name: &str| design.access.api_keys.iter().any(|key| key.name == name);
            let base = if design.name.is_empty() { "api" } else { &design.name };
            let named = mend::fresh(&format!("{base}-key"), taken);
            Finding::at(
                at,
                sentence!("the API key has no name", "API キーに名前がありません"),
            )
            .maybe(named).help(sentence!(
                "give it a name; the value is made by AWS and never stands in the design",
                "名前を付けてください。キーの値は AWS が生成し、設計には含まれません",
            ))
        })
        .collect()
}
