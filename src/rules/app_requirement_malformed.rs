//! Python packages that cannot stand in `requirements.txt`.

use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::{App, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "app-requirement-malformed",
    severity: Severity::Error,
    docs: "Each line of `requirements.txt` names one package, with versions and a marker or without (PyPA: \
           \"Dependency specifiers\"). An address, an option or `${NAME}` would have pip take or send what nobody \
           looked at (pip: \"Requirements File Format\"): whoever wants one writes it into the file by hand.",
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
                "name a package and its versions, for instance `pandas>=2,<3`; an address or an option of pip goes into `requirements.txt` by hand",
                "`pandas>=2,<3` のように、パッケージとそのバージョンを指定してください。URL や pip のオプションは、手作業で `requirements.txt` に書いてください",
            ))
        })
        .collect()
}
