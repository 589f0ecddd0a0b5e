//! Log groups that `CloudWatch` Logs refuses.

use super::mend;
use super::{Finding, Rule, access_log::access_logs};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "log-group-malformed",
    severity: Severity::Error,
    docs: "The name of a log group has 1 to 512 characters of `a-z A-Z 0-9 _ - / . #` and does \
           not start with `aws/` (AWS: CloudWatch Logs API Reference, CreateLogGroup).",
    bad: r#"{"stages": [{"name": "dev", "access_log": {"log_group": "access log"}}]}"#,
    good: r#"{"stages": [{"name": "dev", "access_log": {"log_group": "/aws/apigateway/dash/dev"}}, {"name": "prod", "access_log": {}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let malformed = |name: &str| {
        name.len() > 512
            || name.starts_with("aws/")
            || !name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_-/.#".contains(c))
    };
    access_logs(design)
        .filter(|(_, log)| malformed(&log.log_group))
        .map(|(at, log)| {
            let name = &log.log_group;
            // The ARN of a group ends in its name, and the console adds `:*`.
            let own = name.split(":log-group:").last().unwrap_or(name);
            let own = own.trim_end_matches(":*");
            let plain = Some(own.to_owned()).filter(|own| own != name);
            let plain = plain.or_else(|| mend::tame(own, "_-/.#", 512));
            let plain = plain.filter(|name| !malformed(name));
            let message = sentence!(
                "`{name}` is not the name of a log group",
                "`{name}` はロググループ名にできません",
            );
            Finding::at(at.join("log_group"), message).maybe(plain).help(sentence!(
                "use the name, not the ARN: up to 512 letters, digits and `_-/.#`, not starting with `aws/`",
                "ARN ではなく名前を、512文字以内の英数字と `_-/.#` で (`aws/` で始めずに) 指定してください",
            ))
        })
        .collect()
}
