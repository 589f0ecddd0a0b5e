//! Runtimes that Lambda no longer has, or never had.

use crate::model::Function;
use super::{Finding, Rule, method::has_own_code};
use crate::aws::PYTHON_RUNTIMES;
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-runtime-unsupported",
    severity: Severity::Error,
    docs: "A new function needs a runtime that is not deprecated; deprecated ones get no \
           security updates and are blocked from creation later (AWS: Lambda developer guide, \
           \"Lambda runtimes\"; dates: cfn-lint 1.58). One that exists, with its ARN, is not \
           made, and an image brings its own.",
    bad: r#"{"functions": [{"name": "app", "runtime": "python3.9"}]}"#,
    good: r#"{"functions": [{"name": "app", "runtime": "python3.13"}, {"name": "old", "runtime": "python3.10", "arn": "arn:aws:lambda:ap-northeast-1:123456789012:function:old"}]}"#,
    check,
};

/// Python's deprecated runtimes on 2026-11-22 (cfn-lint 1.58 data).
const DEPRECATED: &[&str] = &[
    "python2.7",
    "python3.6",
    "python3.7",
    "python3.8",
    "python3.9",
    "python3.10",
];

fn check(design: &Design) -> Vec<Finding> {
    // Code that an imported template brings may be in any language.
    let brings_code = has_own_code(design);
    let functions = design.functions.iter().enumerate();
    functions
        .filter(|(_, function)| !function.exists() && (function.image().is_none() || function.is_built_image()))
        .filter(|(_, function)| !PYTHON_RUNTIMES.contains(&function.runtime.as_str()))
        .filter(|(_, function)| !brings_code || function.runtime.starts_with("python"))
        .map(|(index, function)| {
            let at = Pointer::root()
                .join("functions")
                .join(index)
                .join("runtime");
            let runtime = &function.runtime;
            let message = if DEPRECATED.contains(&runtime.as_str()) {
                sentence!(
                    "the runtime `{runtime}` is deprecated",
                    "ランタイム `{runtime}` は非推奨 (廃止済み) です"
                )
            } else {
                sentence!(
                    "`{runtime}` is not a Python runtime of Lambda",
                    "`{runtime}` は Lambda の Python ランタイムではありません"
                )
            };
            let choices = PYTHON_RUNTIMES.join("`, `");
            Finding::at(at, message).set(Function::default().runtime).help(sentence!(
                "use one of `{choices}`",
                "`{choices}` のいずれかを指定してください",
            ))
        })
        .collect()
}
