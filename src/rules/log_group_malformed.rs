//! Log groups that `CloudWatch` Logs refuses.

use super::mend;
use super::{Finding, Rule, access_log::access_logs, arn};
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
            let plain = if name.starts_with("arn:") {
                named(design, name).map(str::to_owned)
            } else {
                mend::tame(name, "_-/.#", 512)
            };
            let plain = plain.filter(|name| !malformed(name));
            let message = sentence!(
                "`{name}` is not the name of a log group",
                "`{name}` はロググループ名にできません",
            );
            Finding::at(at.join("log_group"), message).maybe(plain).help(sentence!(
                "use the name, not the ARN: up to 512 letters, digits and `_-/.#`, not starting with `aws/`",
                "ARN ではなく名前を、512文字以内の英数字と `_-/.#` で(`aws/` で始めずに)指定してください",
            ))
        })
        .collect()
}

/// The name in the ARN of a group, to which the console adds `:*`; none of a group that lies in another region or
/// account, since the name alone is that of another group.
fn named<'a>(design: &Design, text: &'a str) -> Option<&'a str> {
    let arn = arn::parse(text).filter(|arn| arn.service == "logs")?;
    let is_here = design.region.is_empty() || design.region == arn.region;
    let is_own = design.account_id.is_empty() || design.account_id == arn.account;
    let name = arn.resource.strip_prefix("log-group:")?;
    (is_here && is_own).then(|| name.trim_end_matches(":*"))
}

#[cfg(test)]
mod tests {
    use super::named;
    use crate::model::Design;

    #[test]
    fn only_the_arn_of_a_group_of_the_same_place_is_cut() {
        let here = Design { region: "eu-west-1".into(), ..Design::default() };
        let arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/api/dev:*";
        assert_eq!(named(&here, arn), Some("/api/dev"));
        assert_eq!(named(&here, &arn.replace("eu-west-1", "us-east-1")), None);
        assert_eq!(named(&here, &arn.replace(":logs:", ":s3:")), None);
        let own = Design { account_id: "210987654321".into(), ..here };
        assert_eq!(named(&own, arn), None);
    }
}
