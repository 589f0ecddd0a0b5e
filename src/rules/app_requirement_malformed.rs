//! Python packages that cannot stand in `requirements.txt`.

use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::{App, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "app-requirement-malformed",
    severity: Severity::Error,
    docs: "Each line of `requirements.txt` names one package, with a version or without: it begins \
           with a letter or digit (pip: \"Requirements File Format\"; PyPA: \"Dependency specifiers\").",
    bad: r#"{"app": {"dash": {"requirements": ["--index-url https://example.com"]}}}"#,
    good: r#"{"app": {"dash": {"requirements": ["pandas>=2,<3", "dash-bootstrap-components"]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let at = design.app.at().join("requirements");
    let listed = design.app.requirements().iter().enumerate();
    let wrong = listed.filter(|(_, text)| !App::is_requirement(text));
    wrong
        .map(|(index, text)| {
            let message = sentence!(
                "`{text}` is not a requirement of one package",
                "`{text}` は1つのパッケージの指定ではありません"
            );
            Finding::at(at.join(index), message).help(sentence!(
                "write the package as pip takes it, for instance `pandas>=2,<3`",
                "pip と同じ書き方で指定してください(例: `pandas>=2,<3`)",
            ))
        })
        .collect()
}
