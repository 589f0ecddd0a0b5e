//! Texts that name what only the template knows, as references to it.

use std::collections::BTreeSet;

use super::of_template;
use crate::model::Design;
use crate::text::yaml::tree::{Node, Tree};

/// The same template with texts that name something of `names` as references to it; `None` where there are none.
pub(in crate::generate) fn referring(
    nodes: &[Node],
    names: &BTreeSet<String>,
) -> Option<Vec<Node>> {
    if !nodes.iter().any(may_refer) {
        return None;
    }
    let mut told = nodes.to_vec();
    refer(&mut told, names).then_some(told)
}

/// Whether a text in it looks as if it named something.
fn may_refer(node: &Node) -> bool {
    match &node.tree {
        Tree::Map(inside) | Tree::List(_, inside) => inside.iter().any(may_refer),
        Tree::Alike(alike) => alike.refers(|inside| inside.iter().any(may_refer)),
        Tree::Text(text) => text.contains('$') && text.contains("${"),
        Tree::Tag("!Sub", text) | Tree::Block(text) => text.contains('!') && text.contains("${!"),
        _ => false,
    }
}

/// The names that a reference in a field can mean: parameters and resources of the template.
pub(super) fn names(nodes: &[Node], design: &Design) -> BTreeSet<String> {
    let is_named = |section: &str| section == "Resources" || section == "Parameters";
    let sections = nodes.iter().filter(|node| {
        let key = node.key.as_deref();
        key.is_some_and(is_named)
    });
    let keys = sections.flat_map(|section| section.tree.inside());
    let mut names: BTreeSet<String> = keys.filter_map(|node| node.key.clone()).collect();
    names.extend(of_template(design).filter_map(|(_, kept)| {
        let (section, rest) = kept.at.strip_prefix('/')?.split_once('/')?;
        let name = rest.split('/').next()?;
        is_named(section).then(|| name.to_owned())
    }));
    names
}

/// Lets a text that names parameters or resources (`${Pool.Arn}`) refer to them.
pub(super) fn refer(nodes: &mut [Node], names: &BTreeSet<String>) -> bool {
    let mut any = false;
    for node in nodes {
        // What several share is what each of them says, once it may differ from what was grown.
        if let Tree::Alike(alike) = &node.tree
            && may_refer(node)
        {
            node.tree = Tree::Map(alike.nodes().to_vec());
        }
        match &mut node.tree {
            Tree::Map(inside) | Tree::List(_, inside) => any |= refer(inside, names),
            Tree::Text(text) => {
                if let Some(tree) = reference(text, names) {
                    node.tree = tree;
                    any = true;
                }
            }
            Tree::Tag("!Sub", text) | Tree::Block(text) if text.contains("${!") => {
                if let Some(told) = unescaped(text, names) {
                    *text = told;
                    any = true;
                }
            }
            _ => {}
        }
    }
    any
}

/// A text of `!Sub` in which `${!Pool.Arn}` is `${Pool.Arn}` where there is such a thing.
fn unescaped(text: &str, names: &BTreeSet<String>) -> Option<String> {
    let mut parts = text.split("${!");
    let mut told = parts.next().unwrap_or_default().to_owned();
    let mut any = false;
    for part in parts {
        let end = part.find(['}', '.']);
        let is_known = end.is_some_and(|end| names.contains(&part[..end]));
        told.push_str(if is_known { "${" } else { "${!" });
        told.push_str(part);
        any |= is_known;
    }
    any.then_some(told)
}

/// A text that refers to something, as the function that does.
fn reference(text: &str, names: &BTreeSet<String>) -> Option<Tree> {
    let is_known = |name: &str| {
        let first = name.split('.').next().unwrap_or_default();
        name.starts_with("AWS::") || names.contains(first)
    };
    let found: Vec<&str> = crate::model::references(text).collect();
    if found.is_empty() || !found.iter().all(|name| is_known(name)) {
        return None;
    }
    let whole = text
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
        .filter(|_| found.len() == 1);
    Some(match whole {
        Some(name) if name.contains('.') => Tree::Tag("!GetAtt", name.to_owned()),
        Some(name) => Tree::Tag("!Ref", name.to_owned()),
        None => Tree::Tag("!Sub", text.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_something_refers_to_it_again_and_the_rest_stays_text() {
        let names = BTreeSet::from(["Pool".to_owned()]);
        let told = |text| unescaped(text, &names);
        assert_eq!(
            told("${!Pool} ${!Pool.Arn} ${!Poo} ${!").as_deref(),
            Some("${Pool} ${Pool.Arn} ${!Poo} ${!")
        );
        assert_eq!(told("${!Other} ${Pool}"), None);
    }
}
