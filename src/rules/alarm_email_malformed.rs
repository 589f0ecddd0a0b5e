//! Alarms that can reach nobody.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "alarm-email-malformed",
    severity: Severity::Error,
    docs: "An e-mail subscription needs an address, or SNS refuses it with `Invalid parameter: \
           Email address` (AWS: Amazon SNS API Reference, Subscribe, `Endpoint`).",
    bad: r#"{"monitoring": {"alarms": {"email": "team at example.com"}}}"#,
    good: r#"{"monitoring": {"alarms": {"email": "team@example.com"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(alarms) = &design.monitoring.alarms else {
        return Vec::new();
    };
    let email = &alarms.email;
    if is_address(email) {
        return Vec::new();
    }
    let at = Pointer::root().join("monitoring").join("alarms").join("email");
    let message = if email.is_empty() {
        sentence!("the alarms have no address", "アラームの宛先がありません")
    } else {
        sentence!(
            "`{email}` is no e-mail address",
            "`{email}` はメールアドレスではありません"
        )
    };
    vec![Finding::at(at, message).help(sentence!(
        "write one address, such as `team@example.com`",
        "`team@example.com` のようなアドレスを1つ指定してください",
    ))]
}

/// One `@` with text before it and a host name with a dot behind it, in printable ASCII.
fn is_address(email: &str) -> bool {
    let fine = |c: char| c.is_ascii_graphic() && !"\"(),:;<>[\\]".contains(c);
    let Some((local, host)) = email.split_once('@') else {
        return false;
    };
    let labels: Vec<&str> = host.split('.').collect();
    email.len() <= 254
        && email.chars().all(fine)
        && !local.is_empty()
        && !host.contains('@')
        && labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for good in ["a@b.co", "first.last+tag@mail.example.com"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.co", "a@b..co", "a b@c.de", "a@b@c.de", "a@b.co,c@d.ef", "名@b.co"] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
