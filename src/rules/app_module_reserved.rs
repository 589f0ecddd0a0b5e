//! Modules of the app that a module of the package hides.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "app-module-reserved",
    severity: Severity::Error,
    docs: "`lambda_handler` is the generated handler's own module, `authorizer` that of a Lambda \
           authorizer. `zappa`, `wsgi`, \
           `middleware`, `handler`, `util`, `letsencrypt` and `cli` collide with files that \
           Zappa puts in the package (zappa 0.63, `ZappaCLI.collision_warning`).",
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
];

fn check(design: &Design) -> Vec<Finding> {
    let module = &design.app.dash().module;
    let first = module.split('.').next().unwrap_or_default();
    if !RESERVED.contains(&first) {
        return Vec::new();
    }
    let at = Pointer::root().join("app").join("dash").join("module");
    let message = sentence!(
        "the package holds a module `{first}` of its own",
        "モジュール名 `{first}` はパッケージ自身が使っています",
    );
    vec![Finding::at(at, message).help(sentence!(
        "rename the app's file, for instance to `app.py`, and its module with it",
        "アプリのファイル名を `app.py` などに変え、モジュール名も合わせてください",
    ))]
}
