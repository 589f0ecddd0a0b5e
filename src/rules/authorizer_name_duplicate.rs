//! Authorizers of one name.

use super::mend;
use super::{Finding, Rule, authorizer, repeated::repeated};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-name-duplicate",
    severity: Severity::Error,
    docs: "A method names its authorizer, and authorizers carry no tags, so that scripts find them \
           again by their names alone (AWS: API Gateway API Reference, GetAuthorizers).",
    bad: r#"{"access": {"authorizers": [{"name": "tokens"}, {"name": "tokens"}]}}"#,
    good: r#"{"access": {"authorizers": [{"name": "tokens"}, {"name": "pool"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let names = design.access.authorizers.iter();
    let names = names.map(|authorizer| authorizer.name.as_str()).enumerate();
    repeated(names.filter(|(_, name)| !name.is_empty()))
        .map(|(index, name)| {
            let message = sentence!(
                "another authorizer before is named `{name}` already",
                "オーソライザー名 `{name}` は前のオーソライザーで使われています"
            );
            Finding::at(authorizer::at(index).join("name"), message).maybe(mend::fresh(name, |name| design.access.authorizer(name).is_some())).help(sentence!(
                "give every authorizer a name of its own",
                "オーソライザーごとに異なる名前を付けてください",
            ))
        })
        .collect()
}
