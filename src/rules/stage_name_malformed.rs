//! Stage names that API Gateway refuses.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-name-malformed",
    severity: Severity::Error,
    docs: "A stage name has 1 to 128 letters, digits, `-` and `_` \
           (AWS: API Reference, CreateStage). Zappa's stages allow no `-`.",
    bad: r#"{"stages": [{"name": "my stage"}]}"#,
    good: r#"{"stages": [{"name": "dev"}, {"name": "blue-1"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let malformed = |name: &str| {
        if design.http().is_some() && name == "$default" {
            return false;
        }
        !(1..=128).contains(&name.len())
            || !name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
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
            Finding::at(at, message)
            .help(sentence!(
                "use 1 to 128 letters, digits, `-` and `_`",
                "英数字と `-`、`_` を1〜128文字で指定してください",
            ))
        })
        .collect()
}
