//! Names of the app's module and objects that Python cannot import.

use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "app-object-malformed",
    severity: Severity::Error,
    docs: "The handler imports the app as `from MODULE import OBJECT`, Zappa as \
           `MODULE.OBJECT`: dotted names of ASCII letters, digits and `_`, none of them a \
           keyword (Python Language Reference, \"Identifiers and keywords\").",
    bad: r#"{"app": {"dash": {"module": "my-app.py"}}}"#,
    good: r#"{"app": {"dash": {"module": "src.app", "dash_object": "app", "server_object": "server"}}}"#,
    check,
};

/// Python's keywords (3.14); the soft ones may be names.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

fn check(design: &Design) -> Vec<Finding> {
    let at = design.app.at();
    let mut found = Vec::new();
    for (field, module) in design.app.modules() {
        // A module `py` in a package is nobody's: it is the name of the file.
        let file = module.strip_suffix(".py");
        if file.is_none() && module.split('.').all(is_identifier) {
            continue;
        }
        let message = sentence!(
            "`{module}` is not the name of a Python module",
            "`{module}` は Python のモジュール名ではありません",
        );
        let meant = file.unwrap_or(module).replace('/', ".");
        let meant = Some(meant).filter(|meant| meant.split('.').all(is_identifier));
        found.push(Finding::at(at.join(field), message).maybe(meant).help(sentence!(
            "write the module as in an import: `app` for the file `app.py`, `src.app` for `src/app.py`",
            "import 文と同じ形で指定してください(`app.py` なら `app`、`src/app.py` なら `src.app`)",
        )));
    }
    for (field, name) in design.app.objects() {
        if !is_identifier(name) {
            let message = sentence!(
                "`{name}` is not the name of a Python object",
                "`{name}` は Python のオブジェクト名ではありません",
            );
            found.push(Finding::at(at.join(field), message).help(sentence!(
                "use the name that stands left of the `=` in the module: letters, digits and `_`, no digit first",
                "モジュール内で `=` の左に書いた名前を指定してください(英数字と `_`、数字以外で始まるもの)",
            )));
        }
    }
    found
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !KEYWORDS.contains(&name)
}
