//! Limits of alarms that are always, or never, passed.

use crate::model::Alarms;
use serde_json::Value;
use super::{Finding, Rule, method::methods, method_timeout_out_of_range::is_raisable};
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
    // Methods may count on a quota that was raised.
    let named = methods(design).filter_map(|(_, _, method)| method.timeout_ms);
    let longest = named.max().filter(|_| is_raisable(design)).unwrap_or_default();
    let longest = longest.max(aws::REST_TIMEOUT_SECONDS * 1000);
    let latency = alarms.latency_p95_ms;
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

#[cfg(test)]
mod tests {
    use crate::model::{Design, read};
    use crate::rules;

    #[test]
    fn a_method_that_waits_longer_may_be_watched_longer() {
        let is_found = |endpoint: &str, latency: u32| {
            let text = format!(
                r#"{{"api": {{"rest": {{"endpoint": "{endpoint}"}}}}, "routes": [{{"path": "/", "methods": [{{"timeout_ms": 60000}}]}}],
                    "monitoring": {{"alarms": {{"email": "team@example.com", "latency_p95_ms": {latency}}}}}}}"#
            );
            let design: Design = read(&text).design.expect("it is a design");
            let found = rules::check(&design);
            found.iter().any(|one| one.code == "alarm-threshold-out-of-range")
        };
        assert!(!is_found("REGIONAL", 45_000));
        assert!(is_found("REGIONAL", 60_000));
        assert!(is_found("EDGE", 45_000));
    }
}
