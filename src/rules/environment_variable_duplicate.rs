//! Environment variables of one name.

use super::{Finding, Rule, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "environment-variable-duplicate",
    severity: Severity::Error,
    docs: "The environment of a function is a map from names to values, so a name stands once \
           (AWS: Lambda API Reference, Environment); of two values one would be lost in \
           silence.",
    bad: r#"{"functions": [{"environment": [{"name": "STAGE", "value": "a"}, {"name": "STAGE", "value": "b"}]}]}"#,
    good: r#"{"functions": [{"environment": [{"name": "STAGE", "value": "a"}]}, {"environment": [{"name": "STAGE", "value": "b"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (function_index, function) in design.functions.iter().enumerate() {
        let at = Pointer::root()
            .join("functions")
            .join(function_index)
            .join("environment");
        let names = function
            .environment
            .iter()
            .map(|variable| variable.name.as_str())
            .enumerate();
        for (index, name) in repeated(names.filter(|(_, name)| !name.is_empty())) {
            let message = sentence!(
                "the environment variable `{name}` is set twice",
                "環境変数 `{name}` が重複しています",
            );
            found.push(
                Finding::at(at.join(index).join("name"), message).delete(at.join(index)).help(sentence!(
                    "keep one of them",
                    "どちらか一方だけを残してください",
                )),
            );
        }
    }
    found
}
