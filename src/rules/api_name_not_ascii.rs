//! Names that metrics do not carry as they are.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-name-not-ascii",
    severity: Severity::Warning,
    docs: "API Gateway removes what is not ASCII from the `ApiName` of metrics, and takes the API's \
           id where nothing is left: alarms and dashboards of other APIs with the same rest mix \
           with this one's (AWS: \"Amazon API Gateway dimensions and metrics\").",
    bad: r#"{"api": {"rest": {"name": "売上 API"}}, "monitoring": {"dashboard": true}}"#,
    good: r#"{"api": {"rest": {"name": "Sales API"}}, "monitoring": {"dashboard": true}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let name = design.rest().map_or("", |rest| rest.name.as_str());
    let left: String = name.chars().filter(char::is_ascii).collect();
    // With nothing left the id stands there, which is never mixed up.
    if !design.monitoring.is_on() || left == name || left.trim().is_empty() {
        return Vec::new();
    }
    let at = Pointer::root().join("api").join("rest").join("name");
    vec![
        Finding::at(
            at,
            sentence!(
                "the metrics of this API carry the name `{left}` only",
                "この API のメトリクスは `{left}` という名前で記録されます"
            ),
        )
        .help(sentence!(
            "give the API a name in ASCII that no other API of the region has",
            "リージョン内で重複しない ASCII の API 名にしてください",
        )),
    ]
}
