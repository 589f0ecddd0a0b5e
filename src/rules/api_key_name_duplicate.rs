//! API keys of one name.

use super::mend;
use super::{Finding, Rule, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-key-name-duplicate",
    severity: Severity::Error,
    docs: "AWS allows two keys of one name, but then neither a usage plan of the design nor a \
           script can tell them apart (AWS: API Gateway API Reference, CreateApiKey, GetApiKeys \
           `nameQuery`).",
    bad: r#"{"access": {"api_keys": [{"name": "partner"}, {"name": "partner"}]}}"#,
    good: r#"{"access": {"api_keys": [{"name": "partner"}, {"name": "own"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let names = design
        .access
        .api_keys
        .iter()
        .map(|key| key.name.as_str())
        .enumerate();
    repeated(names.filter(|(_, name)| !name.is_empty()))
        .map(|(index, name)| {
            let at = Pointer::root()
                .join("access")
                .join("api_keys")
                .join(index)
                .join("name");
            let message = sentence!(
                "another API key before is named `{name}` already",
                "API キー名 `{name}` は前のキーで使われています"
            );
            Finding::at(at, message).maybe(mend::fresh(name, |name| design.access.api_keys.iter().any(|key| key.name == name))).help(sentence!(
                "give every API key a name of its own",
                "API キーごとに異なる名前を付けてください",
            ))
        })
        .collect()
}
