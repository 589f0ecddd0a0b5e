//! Modules of the app that a module of the package hides.

use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "app-module-reserved",
    severity: Severity::Error,
    docs: "`lambda_handler` is the generated handler's own module, `authorizer` that of a Lambda \
           authorizer. `zappa`, `wsgi`, \
           `middleware`, `handler`, `util`, `letsencrypt` and `cli` collide with files that \
           Zappa puts in the package (zappa 0.63, `ZappaCLI.collision_warning`). A module called \
           like a package that is installed beside it hides one of the two (Python Tutorial, \
           \"The Module Search Path\").",
    bad: r#"{"app": {"dash": {"module": "handler"}}}"#,
    good: r#"{"app": {"dash": {"module": "app.handler"}}}"#,
    check,
};

const RESERVED: &[&str] = &[
    "lambda_handler",
    "authorizer",
    "zappa",
    "wsgi",
    "middleware",
    "handler",
    "util",
    "letsencrypt",
    "cli",
    "dash",
    "flask",
    "fastapi",
    "starlette",
    "mangum",
    "django",
    "apig_wsgi",
];

fn check(design: &Design) -> Vec<Finding> {
    let at = design.app.at();
    let modules = design.app.modules().into_iter();
    let first = modules.map(|(field, module)| (field, module.split('.').next().unwrap_or_default()));
    first
        .filter(|(_, first)| RESERVED.contains(first))
        .map(|(field, first)| {
            let message = sentence!(
                "the package holds a module `{first}` of its own",
                "モジュール名 `{first}` はパッケージ自身が使っています",
            );
            Finding::at(at.join(field), message).help(sentence!(
                "rename the app's file, for instance to `app.py`, and its module with it",
                "アプリのファイル名を `app.py` などに変え、モジュール名も合わせてください",
            ))
        })
        .collect()
}
