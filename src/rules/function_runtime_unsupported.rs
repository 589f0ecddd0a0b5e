//! Runtimes of which Lambda makes no function any more, or never did.

use super::function::{Made, made_functions};
use super::{Finding, Rule, method::has_own_code};
use crate::aws::{PYTHON_RUNTIMES, runtime};
use crate::diagnostic::{Sentence, Severity};
use crate::model::{Design, Function};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-runtime-unsupported",
    severity: Severity::Error,
    docs: "Lambda refuses to make a function of a runtime that it never had, or that it has blocked since it was \
           deprecated (AWS: Lambda developer guide, \"Lambda runtimes\"; dates: cfn-lint 1.58). The app of a design is \
           of Python, the code that came with a template may be of any language. A function that exists, with its ARN, is \
           not made, and an image brings its own.",
    bad: r#"{"functions": [{"name": "app", "runtime": "python3.7"}]}"#,
    good: r#"{"functions": [{"name": "app", "runtime": "python3.13"}, {"name": "old", "runtime": "python3.7", "arn": "arn:aws:lambda:ap-northeast-1:123456789012:function:old"}]}"#,
    check,
};

/// The functions whose runtime says what they run on, with whether they may be of any language.
pub(super) fn with_runtime(design: &Design) -> impl Iterator<Item = (Made<'_>, bool)> {
    let brings_code = has_own_code(design);
    made_functions(design)
        .filter(|made| made.function.image().is_none() || made.function.is_built_image())
        // A template may leave it to what nobody knows here.
        .filter(move |made| !brings_code || !made.function.runtime.is_empty())
        .map(move |made| (made, brings_code))
}

fn check(design: &Design) -> Vec<Finding> {
    with_runtime(design)
        .filter_map(|(made, brings_code)| {
            let name = &made.function.runtime;
            let known = runtime(name).filter(|_| brings_code || name.starts_with("python"));
            let message = match known {
                Some(known) if known.is_blocked() => {
                    let (deprecated, blocked) = (known.deprecated, known.blocked);
                    sentence!(
                        "the runtime `{name}` is deprecated since {deprecated}, and no function of it can be made since {blocked}",
                        "ランタイム `{name}` は {deprecated} に非推奨になり、{blocked} からは関数を作成できません",
                    )
                }
                Some(_) => return None,
                None if brings_code => sentence!(
                    "`{name}` is not a runtime of Lambda",
                    "`{name}` は Lambda のランタイムではありません"
                ),
                None => sentence!(
                    "`{name}` is not a Python runtime of Lambda",
                    "`{name}` は Lambda の Python ランタイムではありません"
                ),
            };
            Some(advised(&made, brings_code, message))
        })
        .collect()
}

/// What to choose in its place. Code that came with a template is made for its runtime: no button changes that.
pub(super) fn advised(made: &Made<'_>, brings_code: bool, message: Sentence) -> Finding {
    let finding = Finding::at(made.at.join("runtime"), message);
    let successor = runtime(&made.function.runtime).map_or("", |known| known.successor);
    let choices = match successor {
        "" => PYTHON_RUNTIMES.join("`, `"),
        next if next.starts_with("python") => PYTHON_RUNTIMES.join("`, `"),
        next => next.to_owned(),
    };
    let help = sentence!("use `{choices}`", "`{choices}` を指定してください");
    let usual = Function::default().runtime;
    if brings_code && !made.by_template {
        return finding.help(help);
    }
    made.advise(finding, "Runtime", usual, help)
}
