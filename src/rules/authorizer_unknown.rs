//! Methods whose callers nobody judges.

use super::mend;
use super::{Finding, Rule, authorizer::authorizations};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-unknown",
    severity: Severity::Error,
    docs: "A method with the authorization type `CUSTOM` or `COGNITO_USER_POOLS` needs the id of \
           an authorizer of its API (AWS: API Gateway API Reference, PutMethod, `authorizerId`), \
           which is made from an authorizer of the design.",
    bad: r#"{"access": {"authorization": {"authorizer": "token"}, "authorizers": [{"name": "tokens"}]}}"#,
    good: r#"{"access": {"authorization": {"authorizer": "tokens"}, "authorizers": [{"name": "tokens"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let names = design.access.authorizers.iter();
    let names = names.map(|authorizer| authorizer.name.as_str());
    authorizations(design)
        .filter_map(|(at, authorization)| Some((at, authorization.authorizer()?)))
        .filter(|(_, name)| name.is_empty() || design.access.authorizer(name).is_none())
        .map(|(at, name)| {
            let message = if name.is_empty() {
                sentence!(
                    "no authorizer is chosen",
                    "オーソライザーが選ばれていません"
                )
            } else {
                sentence!(
                    "`{name}` is no authorizer of the design",
                    "オーソライザー `{name}` は設計にありません"
                )
            };
            let help = if design.access.authorizers.is_empty() {
                sentence!(
                    "add an authorizer under Access, and choose it here",
                    "「アクセス」でオーソライザーを追加してから、ここで選んでください"
                )
            } else {
                sentence!(
                    "choose an authorizer of the design, or add one under Access",
                    "設計にあるオーソライザーを選ぶか、「アクセス」で追加してください"
                )
            };
            let mend = mend::meant(name, names.clone());
            Finding::at(at.join("authorizer"), message).maybe(mend).help(help)
        })
        .collect()
}
