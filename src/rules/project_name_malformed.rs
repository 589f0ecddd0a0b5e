//! Project names that stacks, tags or Zappa refuse.

use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, LONGEST_NAME};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "project-name-malformed",
    severity: Severity::Error,
    docs: "The project names stacks, tags, log groups and files. Zappa's `project_name` allows \
           `^[a-zA-Z0-9-_]+$`, a CloudFormation stack name starts with a letter (AWS: \
           CloudFormation API Reference, CreateStack); 40 characters leave room for what is \
           appended.",
    bad: r#"{"name": "2nd app"}"#,
    good: r#"{"name": "dash-lambda_2"}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let name = &design.name;
    let well_formed = name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if well_formed {
        return Vec::new();
    }
    let message = if name.is_empty() {
        sentence!("the project has no name", "プロジェクトに名前がありません")
    } else {
        sentence!(
            "`{name}` is not a project name",
            "`{name}` はプロジェクト名にできません"
        )
    };
    let tamed = mend::tame(name, "-_", LONGEST_NAME);
    let letter = |name: &String| name.starts_with(|c: char| c.is_ascii_alphabetic());
    let tamed = match tamed {
        Some(name) if letter(&name) => Some(name),
        other => mend::tame(&format!("app {}", other.as_ref().unwrap_or(name)), "-_", LONGEST_NAME)
            .filter(|_| !name.is_empty()),
    };
    vec![
        Finding::at(Pointer::root().join("name"), message).maybe(tamed).help(sentence!(
            "use up to {LONGEST_NAME} letters, digits, `-` and `_`, a letter first",
            "英字で始まる{LONGEST_NAME}文字以内の英数字と `-`、`_` で指定してください",
        )),
    ]
}
