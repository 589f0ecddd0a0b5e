//! Runtimes that get no security updates any more.

use super::function_runtime_unsupported::{advised, with_runtime};
use super::{Finding, Rule};
use crate::aws::runtime;
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-runtime-deprecated",
    severity: Severity::Warning,
    docs: "A deprecated runtime gets no security updates, and some time later Lambda refuses to make functions of it, then \
           to change them (AWS: Lambda developer guide, \"Lambda runtimes\"; dates: cfn-lint 1.58, as of 2026-11-22). A \
           function that exists, with its ARN, is not made, and an image brings its own.",
    bad: r#"{"functions": [{"name": "app", "runtime": "python3.10"}]}"#,
    good: r#"{"functions": [{"name": "app", "runtime": "python3.13"}, {"name": "old", "runtime": "python3.10", "arn": "arn:aws:lambda:ap-northeast-1:123456789012:function:old"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    with_runtime(design)
        .filter_map(|(made, brings_code)| {
            let name = &made.function.runtime;
            let known = runtime(name).filter(|_| brings_code || name.starts_with("python"));
            let known = known.filter(|known| known.is_deprecated() && !known.is_blocked())?;
            let (deprecated, blocked) = (known.deprecated, known.blocked);
            let message = if blocked.is_empty() {
                sentence!(
                    "the runtime `{name}` is deprecated since {deprecated}",
                    "ランタイム `{name}` は {deprecated} に非推奨になりました"
                )
            } else {
                sentence!(
                    "the runtime `{name}` is deprecated since {deprecated}, and from {blocked} no function of it can be made",
                    "ランタイム `{name}` は {deprecated} に非推奨になりました。{blocked} からは関数を作成できません",
                )
            };
            Some(advised(&made, brings_code, message))
        })
        .collect()
}
