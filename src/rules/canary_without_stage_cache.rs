//! Canaries that share a cache which is not there.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "canary-without-stage-cache",
    severity: Severity::Warning,
    docs: "A canary can answer from the cache of its stage, as far as the stage has one (AWS: API Gateway developer guide, \"Create a canary release deployment\").",
    bad: r#"{"stages": [{"name": "prod", "canary": {"use_stage_cache": true}}]}"#,
    good: r#"{"stages": [{"name": "prod", "cache": {}, "canary": {"use_stage_cache": true}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let stages = design.stages.iter().enumerate();
    let lacking = stages.filter(|(_, stage)| {
        let uses = stage.canary.as_ref().is_some_and(|canary| canary.use_stage_cache);
        uses && stage.cache.is_none()
    });
    lacking
        .map(|(index, stage)| {
            let at = Pointer::root().join("stages").join(index).join("canary");
            let name = &stage.name;
            let message = sentence!(
                "the canary uses the cache of stage `{name}`, which has none",
                "カナリアがステージ `{name}` のキャッシュを使う設定ですが、キャッシュがありません"
            );
            Finding::at(at.join("use_stage_cache"), message).set(false).help(sentence!(
                "turn it off, or give the stage a cache",
                "無効にするか、ステージのキャッシュを有効にしてください",
            ))
        })
        .collect()
}
