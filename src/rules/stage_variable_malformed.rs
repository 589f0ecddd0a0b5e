//! Stage variables that API Gateway refuses.

use super::{Finding, Rule, stage_variables::lists};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-variable-malformed",
    severity: Severity::Error,
    docs: "The name of a stage variable has 1 to 64 letters, digits and `_`, its value 1 to 512 \
           characters of `A-Z a-z 0-9 - . _ ~ : / ? # & = ,` (AWS: API Gateway API Reference, \
           CreateStage, `variables`).",
    bad: r#"{"stages": [{"name": "dev", "variables": [{"name": "title", "value": "two words"}]}]}"#,
    good: r#"{"stages": [{"name": "dev", "variables": [{"name": "table_1", "value": "https://example.com/?a=b&c=d"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, variables) in lists(design) {
        for (index, variable) in variables.iter().enumerate() {
            let at = at.join(index);
            let (name, value) = (&variable.name, &variable.value);
            if !is_made_of(name, "_", 64) {
                let message = sentence!(
                    "`{name}` is not the name of a stage variable",
                    "`{name}` はステージ変数の名前にできません"
                );
                found.push(Finding::at(at.join("name"), message).help(sentence!(
                    "use 1 to 64 letters, digits and `_`",
                    "英数字と `_` を1〜64文字で指定してください",
                )));
            }
            if value.is_empty() {
                let message = sentence!(
                    "the stage variable `{name}` has no value",
                    "ステージ変数 `{name}` に値がありません"
                );
                found.push(Finding::at(at.join("value"), message).delete(at).help(sentence!(
                    "give it a value or delete it",
                    "値を指定するか、変数を削除してください",
                )));
            } else if !is_made_of(value, "-._~:/?#&=,", 512) {
                let message = sentence!(
                    "the value of the stage variable `{name}` is one that API Gateway refuses",
                    "ステージ変数 `{name}` の値は API Gateway で使えません"
                );
                found.push(Finding::at(at.join("value"), message).help(sentence!(
                    "use up to 512 letters, digits and `-._~:/?#&=,`; other values fit the function's environment variables",
                    "512文字以内の英数字と `-._~:/?#&=,` で指定してください。それ以外の値は関数の環境変数に置けます",
                )));
            }
        }
    }
    found
}

fn is_made_of(text: &str, signs: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || signs.contains(c))
}
