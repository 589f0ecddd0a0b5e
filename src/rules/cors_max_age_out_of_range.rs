//! Ages of a preflight that browsers cut.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-max-age-out-of-range",
    severity: Severity::Error,
    docs: "`Access-Control-Max-Age` is a number of seconds; an HTTP API takes 86400 at most and \
           no browser keeps an answer longer than a day (AWS: API Gateway API Reference, Cors, \
           `maxAge`; MDN, Access-Control-Max-Age).",
    bad: r#"{"cors": {"max_age_seconds": 86401}}"#,
    good: r#"{"cors": {"max_age_seconds": 0}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let age = design.cors.as_ref().and_then(|cors| cors.max_age_seconds);
    let Some(age) = age.filter(|age| *age > 86_400) else {
        return Vec::new();
    };
    let at = Pointer::root().join("cors").join("max_age_seconds");
    let message = sentence!(
        "`{age}` seconds are more than a day",
        "`{age}` 秒は1日を超えています"
    );
    vec![Finding::at(at, message).help(sentence!(
        "use 0 to 86400 seconds, or leave it out",
        "0〜86400秒を指定するか、省略してください",
    ))]
}
