//! Retention periods that `CloudWatch` Logs does not offer.

use super::{Finding, Rule, access_log::access_logs};
use crate::aws::LOG_RETENTION_DAYS;
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "access-log-retention-invalid",
    severity: Severity::Error,
    docs: "A log group keeps its events for one of a fixed list of days (AWS: CloudWatch Logs \
           API Reference, PutRetentionPolicy, `retentionInDays`).",
    bad: r#"{"stages": [{"name": "dev", "access_log": {"retention_days": 31}}]}"#,
    good: r#"{"stages": [{"name": "dev", "access_log": {"retention_days": 30}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    access_logs(design)
        .filter(|(_, log)| !LOG_RETENTION_DAYS.contains(&log.retention_days))
        .map(|(at, log)| {
            let days = log.retention_days;
            let message = sentence!(
                "CloudWatch Logs keeps no events for `{days}` days",
                "保持期間 `{days}` 日は CloudWatch Logs で選べません"
            );
            let nearest = LOG_RETENTION_DAYS
                .iter()
                .min_by_key(|choice| choice.abs_diff(days))
                .unwrap_or(&30);
            Finding::at(at.join("retention_days"), message).set(*nearest).help(sentence!(
                "choose one of its periods, for instance {nearest} days",
                "{nearest}日など、用意された保持期間から選んでください",
            ))
        })
        .collect()
}
