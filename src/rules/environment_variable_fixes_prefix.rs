//! Environment variables that take the prefix out of the handler's hands.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "environment-variable-fixes-prefix",
    severity: Severity::Warning,
    docs: "Dash takes its prefix from these variables before anything else (Dash: \
           `_configs.py`), and then one address works: the generated handler sets the prefix for \
           each request, and Zappa's settings hold it for each stage.",
    bad: r#"{"functions": [{"environment": [{"name": "DASH_REQUESTS_PATHNAME_PREFIX", "value": "/dev/"}]}]}"#,
    good: r#"{"functions": [{"environment": [{"name": "DASH_DEBUG", "value": "false"}]}]}"#,
    check,
};

const NAMES: [&str; 3] = [
    "DASH_REQUESTS_PATHNAME_PREFIX",
    "DASH_ROUTES_PATHNAME_PREFIX",
    "DASH_URL_BASE_PATHNAME",
];

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    if design.app.dash().is_none() {
        return found;
    }
    for (function, of) in design.functions.iter().enumerate() {
        let at = Pointer::root().join("functions").join(function);
        for (index, variable) in of.environment.iter().enumerate() {
            let name = &variable.name;
            if !NAMES.contains(&name.as_str()) {
                continue;
            }
            let at = at.join("environment").join(index).join("name");
            let message = sentence!(
                "`{name}` fixes Dash's prefix, so one address of the app works and the others do not",
                "`{name}` で Dash のプレフィックスが固定され、動作するアドレスは1つだけになります",
            );
            found.push(Finding::at(at, message).delete(at.parent()).help(sentence!(
                "leave it out: `lambda_handler.py` sets the prefix for each request",
                "削除してください。`lambda_handler.py` がリクエストごとに設定します",
            )));
        }
    }
    found
}
