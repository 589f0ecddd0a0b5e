//! Ages of a preflight that browsers cut.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-max-age-over-a-day",
    severity: Severity::Warning,
    docs: "A REST API sends any number of seconds, but no browser remembers a preflight longer \
           than a day (MDN, Access-Control-Max-Age: Firefox 86400 seconds, Chromium 7200).",
    bad: r#"{"cors": {"max_age_seconds": 86401}}"#,
    good: r#"{"cors": {"max_age_seconds": 0}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let age = design.cors.as_ref().and_then(|cors| cors.max_age_seconds);
    let Some(age) = age.filter(|age| *age > 86_400 && design.rest().is_some()) else {
        return Vec::new();
    };
    let at = Pointer::root().join("cors").join("max_age_seconds");
    let message = sentence!(
        "`{age}` seconds are longer than browsers remember a preflight",
        "`{age}` 秒は、ブラウザがプリフライトを記憶する時間より長く設定されています"
    );
    vec![Finding::at(at, message).help(sentence!(
        "use 86400 seconds or fewer; Chromium remembers for 7200 at most",
        "86400秒以下を指定してください(Chromium の上限は7200秒です)",
    ))]
}
