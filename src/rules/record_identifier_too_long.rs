//! Records whose identifier Route 53 does not take.

use super::{Finding, Rule, dns};
use crate::diagnostic::Severity;
use crate::model::{Design, Routing};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "record-identifier-too-long",
    severity: Severity::Error,
    docs: "A set identifier has 1 to 128 characters (AWS: Route 53 API Reference, ResourceRecordSet, \
           `SetIdentifier`).",
    bad: r#"{"domain": {"dns": {"route53": {"routing": {"weighted": 1}, "set_identifier": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}}}"#,
    good: r#"{"domain": {"dns": {"route53": {"routing": {"weighted": 1}, "set_identifier": "tokyo"}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some((_, route53)) = dns::route53(design) else {
        return Vec::new();
    };
    let length = route53.set_identifier.chars().count();
    if route53.routing == Routing::Simple || length <= 128 {
        return Vec::new();
    }
    let message = sentence!(
        "the record's identifier has {length} characters, Route 53 takes 128",
        "レコードの識別子は{length}文字ですが、Route 53 の上限は128文字です"
    );
    vec![Finding::at(dns::at().join("set_identifier"), message).set(route53.set_identifier.chars().take(128).collect::<String>()).help(sentence!(
        "use a short word for what this record leads to",
        "レコードの向き先を表す短い語にしてください",
    ))]
}
