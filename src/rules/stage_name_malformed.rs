//! Stage names that API Gateway refuses.

use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{DEFAULT_STAGE, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-name-malformed",
    severity: Severity::Error,
    docs: "A stage name has 1 to 128 letters, digits, `-` and `_` \
           (AWS: API Reference, CreateStage). Zappa's stages allow no `-`. `$default` is a stage of \
           HTTP APIs alone (AWS: \"Stages for HTTP APIs in API Gateway\").",
    bad: r#"{"stages": [{"name": "my stage"}]}"#,
    good: r#"{"api": {"http": {}}, "stages": [{"name": "$default"}, {"name": "blue-1"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let has_default = design.http().is_some();
    let known = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let malformed = |name: &str| {
        let allowed = (1..=128).contains(&name.len()) && name.chars().all(known);
        let is_default = has_default && name == DEFAULT_STAGE;
        !allowed && !is_default
    };
    let stages = design
        .stages
        .iter()
        .enumerate()
        .filter(|(_, stage)| malformed(&stage.name));
    stages
        .map(|(index, stage)| {
            let at = Pointer::root().join("stages").join(index).join("name");
            let name = &stage.name;
            let message = if name.is_empty() {
                sentence!("the stage has no name", "ステージに名前がありません")
            } else {
                sentence!(
                    "`{name}` is not a stage name",
                    "`{name}` はステージ名にできません"
                )
            };
            let help = if has_default {
                sentence!(
                    "use 1 to 128 letters, digits, `-` and `_`, or `$default` for a URL without a stage",
                    "英数字と `-`、`_` を1〜128文字で指定してください。URL にステージを含めない場合は `$default` です",
                )
            } else {
                sentence!(
                    "use 1 to 128 letters, digits, `-` and `_`",
                    "英数字と `-`、`_` を1〜128文字で指定してください",
                )
            };
            let tamed = mend::tame(name, "-_", 128);
            let is_free = |name: &String| design.stages.iter().all(|stage| stage.name != *name);
            let tamed = tamed.filter(is_free);
            Finding::at(at, message).rename(design, tamed, |design, name| design.rename_stage(index, name)).help(help)
        })
        .collect()
}
