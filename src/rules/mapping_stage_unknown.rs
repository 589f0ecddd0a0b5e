//! Mappings to stages the design does not have.

use super::mend;
use std::collections::BTreeSet;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-stage-unknown",
    severity: Severity::Error,
    docs: "The stage of a mapping must exist: \"Invalid stage identifier specified\" (AWS: API \
           Gateway API Reference, CreateBasePathMapping).",
    bad: r#"{"stages": [{"name": "dev"}], "domain": {"mappings": [{"stage": "prod"}]}}"#,
    good: r#"{"stages": [{"name": "prod"}], "domain": {"mappings": [{"stage": "prod"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let known: BTreeSet<&str> = design
        .stages
        .iter()
        .map(|stage| stage.name.as_str())
        .collect();
    let mappings = design
        .domain
        .iter()
        .flat_map(|domain| &domain.mappings)
        .enumerate();
    mappings
        .filter(|(_, mapping)| mapping.stage.is_empty() || !known.contains(mapping.stage.as_str()))
        .map(|(index, mapping)| {
            let at = Pointer::root()
                .join("domain")
                .join("mappings")
                .join(index)
                .join("stage");
            let stage = &mapping.stage;
            let message = if stage.is_empty() {
                sentence!(
                    "the mapping names no stage",
                    "マッピング先のステージが選ばれていません"
                )
            } else {
                sentence!(
                    "the mapping leads to `{stage}`, which is no stage of the design",
                    "マッピング先のステージ `{stage}` は設計にありません"
                )
            };
            Finding::at(at, message).maybe(mend::meant(stage, known.iter().copied())).help(sentence!(
                "choose a stage of the design; upper and lower case differ",
                "設計にあるステージを選んでください。大文字と小文字は区別されます",
            ))
        })
        .collect()
}
