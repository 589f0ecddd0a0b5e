//! Stage variables of one name.

use super::{Finding, Rule, repeated::repeated, stage_variables::lists};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-variable-duplicate",
    severity: Severity::Error,
    docs: "The variables of a stage are a map from names to values, so a name stands once (AWS: \
           API Gateway API Reference, CreateStage, `variables`); of two values one would be \
           lost in silence.",
    bad: r#"{"stages": [{"name": "dev", "variables": [{"name": "a", "value": "1"}, {"name": "a", "value": "2"}]}]}"#,
    good: r#"{"stages": [{"name": "dev", "variables": [{"name": "a", "value": "1"}]}, {"name": "prod", "variables": [{"name": "a", "value": "2"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, variables) in lists(design) {
        let names = variables
            .iter()
            .map(|variable| variable.name.as_str())
            .enumerate();
        for (index, name) in repeated(names.filter(|(_, name)| !name.is_empty())) {
            let message = sentence!(
                "the stage variable `{name}` is set twice",
                "ステージ変数 `{name}` が重複しています"
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
