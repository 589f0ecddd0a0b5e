//! Limits of alarms that are always, or never, passed.

use crate::model::Alarms;
use serde_json::Value;
use super::{Finding, Rule};
use crate::aws;
use crate::diagnostic::{Pointer, Severity, Sentence};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "alarm-threshold-out-of-range",
    severity: Severity::Error,
    docs: "The average of `4XXError` and `5XXError` is a share of the requests, and `Latency` ends \
           where API Gateway stops waiting: an alarm at 100 percent, or at the 29 seconds of a REST \
           API, never fires (AWS: \"Amazon API Gateway dimensions and metrics\", \"Amazon API \
           Gateway quotas\"). `PutMetricAlarm` takes any number.",
    bad: r#"{"monitoring": {"alarms": {"email": "team@example.com", "error_rate_5xx": 100}}}"#,
    good: r#"{"monitoring": {"alarms": {"email": "team@example.com", "error_rate_5xx": 0.5}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(alarms) = &design.monitoring.alarms else {
        return Vec::new();
    };
    let at = Pointer::root().join("monitoring").join("alarms");
    let mut found = Vec::new();
    let usual = Alarms::default();
    let mut report = |field: &'static str, message: Sentence, help, usual: Value| {
        let finding = Finding::at(at.join(field), message).set(usual);
        found.push(finding.help(help));
    };
    for (field, percent, usual) in [
        ("error_rate_5xx", alarms.error_rate_5xx, usual.error_rate_5xx),
        ("error_rate_4xx", alarms.error_rate_4xx, usual.error_rate_4xx),
    ] {
        if !(0.0..100.0).contains(&percent) {
            report(
                field,
                sentence!(
                    "`{percent}` percent is no share that can be passed",
                    "`{percent}` パーセントは超えることのない割合です"
                ),
                sentence!(
                    "use 0 or more and less than 100 percent",
                    "0以上100未満のパーセントを指定してください"
                ),
                usual.into(),
            );
        }
    }
    let (latency, longest) = (alarms.latency_p95_ms, aws::REST_TIMEOUT_SECONDS * 1000);
    if latency == 0 || latency >= longest {
        report(
            "latency_p95_ms",
            sentence!(
                "`{latency}` milliseconds are always or never passed",
                "`{latency}` ミリ秒は常に超えるか、超えることのない値です"
            ),
            sentence!(
                "use 1 to {max} milliseconds",
                "1〜{max}ミリ秒を指定してください",
                max = longest - 1
            ),
            usual.latency_p95_ms.into(),
        );
    }
    found
}
