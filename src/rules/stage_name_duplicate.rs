//! Stages of one name.

use super::mend;
use super::{Finding, Rule, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-name-duplicate",
    severity: Severity::Error,
    docs: "The name of a stage is its id within the API (AWS: API Gateway API Reference, \
           CreateStage, ConflictException: \"Stage already exists\").",
    bad: r#"{"stages": [{"name": "dev"}, {"name": "dev"}]}"#,
    good: r#"{"stages": [{"name": "dev"}, {"name": "prod"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let names = design
        .stages
        .iter()
        .map(|stage| stage.name.as_str())
        .enumerate();
    repeated(names.filter(|(_, name)| !name.is_empty()))
        .map(|(index, name)| {
            let at = Pointer::root().join("stages").join(index).join("name");
            let message = sentence!(
                "another stage before is named `{name}` already",
                "ステージ名 `{name}` は前のステージで使われています"
            );
            let is_taken = |name: &str| design.stages.iter().any(|stage| stage.name == name);
            // `$default` has no second one: the dollar is its own.
            let plain = name.trim_start_matches('$');
            Finding::at(at, message).maybe(mend::fresh(plain, is_taken)).help(sentence!(
                "give every stage a name of its own",
                "ステージごとに異なる名前を付けてください",
            ))
        })
        .collect()
}
