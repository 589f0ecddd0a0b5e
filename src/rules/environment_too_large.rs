//! Environment variables that are more than Lambda takes.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, Variable};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "environment-too-large",
    severity: Severity::Error,
    docs: "All environment variables of a function together have 4 KB at most, and a function with more is neither made \
           nor updated; Lambda measures them as one text of JSON (AWS: Lambda developer guide, \"Lambda quotas\"; API \
           Reference, Environment, InvalidParameterValueException).",
    bad: BAD,
    good: r#"{"functions": [{"name": "app", "environment": [{"name": "STAGE", "value": "dev"}]}]}"#,
    check,
};

/// What Lambda takes of one function, in bytes.
const MOST: usize = 4096;

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    let sizes = functions.map(|(index, function)| (index, size(design, &function.environment)));
    sizes
        .filter(|(_, size)| *size > MOST)
        .map(|(index, size)| {
            let at = Pointer::root().join("functions").join(index);
            let message = sentence!(
                "the environment variables have {size} bytes together, and Lambda takes {MOST}",
                "環境変数が合計{size}バイトあり、Lambda の上限{MOST}バイトを超えています",
            );
            Finding::at(at.join("environment"), message).help(sentence!(
                "put large values into Parameter Store, Secrets Manager or a file of the app",
                "大きな値は Parameter Store、Secrets Manager、またはアプリのファイルに移してください",
            ))
        })
        .collect()
}

/// The bytes of `{"NAME":"value",…}`; what only a template knows counts nothing.
fn size(design: &Design, variables: &[Variable]) -> usize {
    // No text is without its JSON.
    let quoted = |text: &str| serde_json::to_string(text).map_or(0, |json| json.len());
    let known = variables.iter().map(|one| {
        let value = if design.is_reference(&one.value) { "" } else { &one.value };
        // A colon, and a comma or the second brace.
        quoted(&one.name) + quoted(value) + 2
    });
    1 + known.sum::<usize>()
}

/// Sixteen times a text.
macro_rules! sixteen {
    ($text:expr) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text)
    };
}

/// A variable of 4,096 letters, beside which its name is too much.
const BAD: &str = concat!(
    r#"{"functions": [{"name": "app", "environment": [{"name": "TEXT", "value": ""#,
    sixteen!(sixteen!("sixteen letters.")),
    r#""}]}]}"#,
);

#[cfg(test)]
mod tests {
    use super::size;
    use crate::model::{Design, Variable};

    #[test]
    fn it_is_measured_as_json() {
        let design = Design::default();
        let variables = [("A", "b"), ("PATH_2", "\"売\\上\"\n"), ("C", "")];
        let json = serde_json::json!({"A": "b", "PATH_2": "\"売\\上\"\n", "C": ""}).to_string();
        let variables: Vec<Variable> = variables
            .iter()
            .map(|(name, value)| Variable { name: (*name).into(), value: (*value).into() })
            .collect();
        assert_eq!(size(&design, &variables), json.len());
    }
}
