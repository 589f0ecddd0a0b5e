//! Stages whose names differ in upper and lower case alone.

use std::collections::BTreeMap;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-name-differs-in-case",
    severity: Severity::Warning,
    docs: "Stage names are case-sensitive: `/Prod/` and `/prod/` are two stages (AWS: API \
           Gateway developer guide, \"Set up a stage for a REST API in API Gateway\"), and \
           people and file systems mix them up.",
    bad: r#"{"stages": [{"name": "prod"}, {"name": "Prod"}]}"#,
    good: r#"{"stages": [{"name": "dev"}, {"name": "prod"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, stage) in design.stages.iter().enumerate() {
        let name = stage.name.as_str();
        let other = *first.entry(name.to_lowercase()).or_insert(name);
        if other != name {
            let at = Pointer::root().join("stages").join(index).join("name");
            let message = sentence!(
                "the stages `{other}` and `{name}` differ only in upper and lower case",
                "ステージ `{other}` と `{name}` は大文字と小文字だけが違います",
            );
            found.push(Finding::at(at, message).help(sentence!(
                "choose names that differ in more than that; a URL must spell the stage exactly",
                "はっきり異なる名前にしてください。URL ではステージ名の大文字と小文字が区別されます",
            )));
        }
    }
    found
}
