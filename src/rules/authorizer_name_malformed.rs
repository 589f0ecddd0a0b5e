//! Names that no authorizer can have.

use super::mend;
use super::{Finding, Rule, authorizer};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-name-malformed",
    severity: Severity::Error,
    docs: "A method of an OpenAPI definition names its authorizer as a security scheme, whose key \
           is made of letters, digits, `.`, `-` and `_` (OpenAPI 3.0.1, Components Object). \
           `AWS_IAM` and `api_key` are the keys of the other schemes, `NONE` stands for none \
           (AWS: SAM developer guide, ApiFunctionAuth).",
    bad: r#"{"access": {"authorizers": [{"name": "my tokens"}]}}"#,
    good: r#"{"access": {"authorizers": [{"name": "my-tokens"}]}}"#,
    check,
};

const LONGEST: usize = 128;
const RESERVED: &[&str] = &["AWS_IAM", "api_key", "NONE"];

fn check(design: &Design) -> Vec<Finding> {
    let authorizers = design.access.authorizers.iter().enumerate();
    authorizers
        .filter(|(_, authorizer)| !is_name(&authorizer.name))
        .map(|(index, authorizer)| {
            let name = &authorizer.name;
            let message = if name.is_empty() {
                sentence!(
                    "the authorizer has no name",
                    "オーソライザーに名前がありません"
                )
            } else {
                sentence!(
                    "`{name}` cannot be the name of an authorizer",
                    "`{name}` はオーソライザー名に使えません"
                )
            };
            let tamed = mend::tame(name, "-_.", 128);
            let tamed = tamed.filter(|name| design.access.authorizer(name).is_none());
            Finding::at(authorizer::at(index).join("name"), message).rename(design, tamed, |design, name| design.rename_authorizer(index, name)).help(sentence!(
                "use letters, digits, `.`, `-` and `_`, but not `AWS_IAM`, `api_key` or `NONE`",
                "英数字と `.`、`-`、`_` を使い、`AWS_IAM`、`api_key`、`NONE` は避けてください",
            ))
        })
        .collect()
}

fn is_name(name: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    !name.is_empty()
        && name.len() <= LONGEST
        && name.chars().all(known)
        && !RESERVED.contains(&name)
}
