//! Credentials for every origin.

use super::{Finding, Rule, cors::settings};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-credentials-with-wildcard",
    severity: Severity::Error,
    docs: "A browser refuses an answer that allows credentials and the origin `*` (Fetch \
           Standard, \"CORS protocol and credentials\"); SAM stops with an error.",
    bad: r#"{"cors": {"allow_origins": ["*"], "allow_credentials": true}}"#,
    good: r#"{"cors": {"allow_origins": ["https://app.example.com"], "allow_credentials": true}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let wild = |origins: &[String]| origins.iter().any(|origin| origin == "*");
    let all = settings(design).into_iter();
    all.filter(|(_, cors)| cors.allow_credentials && wild(&cors.allow_origins))
        .map(|(at, _)| {
    let at = at.join("allow_credentials");
    let message = sentence!(
        "credentials are allowed for the origin `*`",
        "オリジン `*` に対して認証情報が許可されています"
    );
    Finding::at(at, message).set(false).help(sentence!(
        "name the origin instead of `*`, or do not allow credentials",
        "`*` の代わりにオリジンを指定するか、認証情報を許可しないでください",
    ))
        })
        .collect()
}
