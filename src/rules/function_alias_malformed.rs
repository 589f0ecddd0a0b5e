//! Aliases that Lambda does not have.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-alias-malformed",
    severity: Severity::Error,
    docs: "An alias has letters, digits, `-` and `_`, at most 128, and not digits alone; `$LATEST` is no alias (AWS: \
           Lambda API Reference, CreateAlias). An ARN names one by itself, so there is none beside it.",
    bad: r#"{"functions": [{"name": "app", "alias": "$LATEST"}]}"#,
    good: r#"{"functions": [{"name": "app", "alias": "live"}, {"name": "old", "arn": "arn:aws:lambda:ap-northeast-1:123456789012:function:old", "alias": "live"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    let aliased = functions.filter(|(_, function)| !function.alias.is_empty());
    aliased
        .filter_map(|(index, function)| {
            let at = Pointer::root().join("functions").join(index).join("alias");
            let alias = &function.alias;
            if let Some(named) = function.qualifier() {
                let message = sentence!(
                    "the ARN names `{named}` already, so the alias `{alias}` has no effect",
                    "ARN が `{named}` を指定しているため、エイリアス `{alias}` は無効です",
                );
                return Some(Finding::at(at, message).set("").help(sentence!(
                    "leave the alias empty, or end the ARN with the function's name",
                    "エイリアスを空にするか、ARN を関数名までにしてください",
                )));
            }
            if is_alias(alias) {
                return None;
            }
            let message = sentence!(
                "`{alias}` is not the name of an alias",
                "`{alias}` はエイリアス名として使えません",
            );
            Some(Finding::at(at, message).set("").help(if alias == "$LATEST" {
                sentence!(
                    "leave it empty: then the API calls the newest code",
                    "空にしてください。API は最新のコードを呼び出します",
                )
            } else {
                sentence!(
                    "use letters, digits, `-` and `_`, at most 128, and not digits alone",
                    "英数字と `-`、`_` の128文字以内で、数字以外を含めてください",
                )
            }))
        })
        .collect()
}

fn is_alias(text: &str) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    text.len() <= 128 && text.bytes().all(word) && !text.bytes().all(|b| b.is_ascii_digit())
}
