//! Ages of a preflight that browsers cut.

use super::{Finding, Rule, cors::settings};
use crate::diagnostic::Severity;
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
    let all = settings(design).into_iter().filter(|_| design.rest().is_some());
    let ages = all.filter_map(|(at, cors)| Some((at, cors.max_age_seconds?)));
    ages.filter(|(_, age)| *age > 86_400)
        .map(|(at, age)| {
    let at = at.join("max_age_seconds");
    let message = sentence!(
        "`{age}` seconds are longer than browsers remember a preflight",
        "`{age}` 秒は、ブラウザがプリフライトを記憶する時間より長く設定されています"
    );
    Finding::at(at, message).set(86_400).help(sentence!(
        "use 86400 seconds or fewer; Chromium remembers for 7200 at most",
        "86400秒以下を指定してください(Chromium の上限は7200秒です)",
    ))
        })
        .collect()
}
