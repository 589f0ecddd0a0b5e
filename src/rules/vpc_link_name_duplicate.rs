//! VPC links that methods cannot tell apart.

use super::mend;
use super::{Finding, Rule, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "vpc-link-name-duplicate",
    severity: Severity::Error,
    docs: "Methods of a design name their VPC link, and so do the tags by which the scripts find \
           it again (AWS: API Gateway API Reference, CreateVpcLink, `name`).",
    bad: r#"{"vpc_links": [{"name": "inside"}, {"name": "inside"}]}"#,
    good: r#"{"vpc_links": [{"name": "inside"}, {"name": "shop"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let at = Pointer::root().join("vpc_links");
    let names = design.vpc_links.iter().enumerate();
    let names = names.map(|(index, link)| (at.join(index).join("name"), link.name.as_str()));
    let empty = names.clone().filter(|(_, name)| name.is_empty());
    let empty = empty.map(|(at, _)| {
        Finding::at(at, sentence!("a VPC link has no name", "名前のない VPC リンクがあります"))
    });
    let again = repeated(names).filter(|(_, name)| !name.is_empty());
    let again = again.map(|(at, name)| {
        let message = sentence!(
            "another VPC link is called `{name}`, too",
            "VPC リンクの名前 `{name}` が重複しています",
        );
        let taken = |name: &str| design.vpc_link(name).is_some();
        Finding::at(at, message).maybe(mend::fresh(name, taken))
    });
    let found = empty.chain(again);
    found
        .map(|found| {
            found.help(sentence!(
                "give every VPC link a name of its own",
                "VPC リンクごとに別の名前を付けてください",
            ))
        })
        .collect()
}
