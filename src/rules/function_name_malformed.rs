//! Function names that Lambda refuses.

use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-name-malformed",
    severity: Severity::Error,
    docs: "A function name has 1 to 64 letters, digits, `-` and `_` (AWS: Lambda API Reference, \
           CreateFunction).",
    bad: r#"{"functions": [{"name": "my function"}]}"#,
    good: r#"{"functions": [{"name": "dash-lambda_1"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let malformed = |name: &str| {
        !(1..=64).contains(&name.len())
            || !name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    let functions = design.functions.iter().enumerate();
    functions
        .filter(|(_, function)| malformed(&function.name))
        .map(|(index, function)| {
            let at = Pointer::root().join("functions").join(index).join("name");
            let name = &function.name;
            let message = if name.is_empty() {
                sentence!("the function has no name", "関数に名前がありません")
            } else {
                sentence!(
                    "`{name}` is not a function name",
                    "`{name}` は関数名にできません"
                )
            };
            let tamed = mend::tame(name, "-_", 64);
            let tamed = tamed.filter(|name| design.function(name).is_none());
            Finding::at(at, message).rename(design, tamed, |design, name| design.rename_function(index, name)).help(sentence!(
                "use 1 to 64 letters, digits, `-` and `_`",
                "英数字と `-`、`_` を1〜64文字で指定してください",
            ))
        })
        .collect()
}
