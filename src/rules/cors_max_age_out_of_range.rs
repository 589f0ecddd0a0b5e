//! Ages of a preflight that an HTTP API refuses.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-max-age-out-of-range",
    severity: Severity::Error,
    docs: "An HTTP API takes a maximum age of 86400 seconds at most (AWS: API Gateway API \
           Reference, Cors, `maxAge`).",
    bad: r#"{"api": {"http": {}}, "cors": {"max_age_seconds": 86401}}"#,
    good: r#"{"api": {"http": {}}, "cors": {"max_age_seconds": 86400}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let age = design.cors.as_ref().and_then(|cors| cors.max_age_seconds);
    let Some(age) = age.filter(|age| *age > 86_400 && design.rest().is_none()) else {
        return Vec::new();
    };
    let at = Pointer::root().join("cors").join("max_age_seconds");
    let message = sentence!(
        "`{age}` seconds are more than the day that an HTTP API takes",
        "`{age}` 秒は、HTTP API の上限(1日)を超えています"
    );
    vec![Finding::at(at, message).set(86_400).help(sentence!(
        "use 0 to 86400 seconds, or leave it out",
        "0〜86400秒を指定するか、省略してください",
    ))]
}
