//! What an imported template said beyond the design, laid over the template that is generated.
//!
//! A kept value stands at its JSON Pointer in the file. Mappings are united; where both say something, what was kept
//! counts, since it is kept only where the design has no field. What has lost its place (the resource it belongs to
//! left the design) is not written, and `lost` says so.

pub(super) mod definition;
mod group;
mod made;
mod refer;
mod resources;
mod value;

use std::collections::BTreeSet;

use serde_json::Value;

pub use group::{Group, Place, fingerprint};
pub use made::{Fields, Made, Shape, Whole};
pub(super) use refer::referring;
use refer::{names, refer};
use value::{entry, tree};

use crate::diagnostic::{Diagnostic, Pointer, Severity, key_of};
use crate::model::{Design, Kept, TEMPLATE};
use crate::sentence;
use crate::text::yaml::tree::{Node, Tree};
use resources::Resources;

/// The sections of a template in the order in which people write them.
const SECTIONS: [&str; 11] = [
    "AWSTemplateFormatVersion",
    "Transform",
    "Description",
    "Metadata",
    "Parameters",
    "Mappings",
    "Conditions",
    "Rules",
    "Globals",
    "Resources",
    "Outputs",
];

/// Whether something is kept for the template.
pub(super) fn has_template(design: &Design) -> bool {
    of_template(design).next().is_some()
}

fn of_template(design: &Design) -> impl Iterator<Item = (usize, &Kept)> {
    let kept = design.kept.iter().enumerate();
    kept.filter(|(_, kept)| kept.file == TEMPLATE)
}

/// The logical ids of resources that are kept whole.
pub(super) fn resources(design: &Design) -> impl Iterator<Item = &str> {
    let own = of_template(design).filter(|(_, kept)| kept.instead.is_empty());
    own.filter_map(|(_, kept)| {
        let id = kept.at.strip_prefix("/Resources/")?;
        (!id.contains('/')).then_some(id)
    })
}

/// What of [`Design::kept`] is not in the template.
#[derive(Default)]
pub(super) struct Missing {
    /// The resource that it belongs to is not there.
    homeless: Vec<usize>,
    /// The design makes something else there by now.
    replaced: Vec<usize>,
}

/// Whether paths are kept that only a definition can have.
pub(super) fn has_operations(kept: &[Kept]) -> bool {
    let mut kept = kept.iter().filter(|kept| kept.file == TEMPLATE);
    kept.any(|kept| kept.instead.is_empty() && kept.at.contains("/DefinitionBody/paths/"))
}

/// Lays what is kept over a template.
pub(super) fn overlay(nodes: &mut Vec<Node>, design: &Design) -> Missing {
    let mut missing = Missing::default();
    let replaced = replaced(nodes, design);
    // What is kept says itself what it refers to.
    let names = names(nodes, design);
    refer(nodes, &names);
    let mut resources = Resources::take(nodes);
    let mut of_resources = Pointer::root();
    for (index, kept) in of_template(design) {
        let at = Pointer::root().join("kept").join(index);
        let steps: Vec<String> = kept.at.split('/').skip(1).map(key_of).collect();
        if replaced.contains(&index) {
            missing.replaced.push(index);
            continue;
        }
        if let [section, id, rest @ ..] = &steps[..]
            && section == resources::SECTION
        {
            of_resources = at;
            if !resources.lay(id, rest, kept, at) {
                missing.homeless.push(index);
            }
            continue;
        }
        if !kept.instead.is_empty() && kept.value.is_null() {
            remove(nodes, &steps);
            continue;
        }
        // What stands in place of something is one whole.
        if !kept.instead.is_empty()
            && let Some(node) = find(nodes, &steps)
        {
            resources::replace(node, &kept.value, at);
            continue;
        }
        make_section(nodes, &steps, at);
        if !put(nodes, &steps, &kept.value, at) {
            missing.homeless.push(index);
        }
    }
    resources.put_back(nodes, of_resources);
    let is_kept = |section: &str| {
        let mut kept = of_template(design);
        kept.any(|(_, kept)| kept.at.strip_prefix('/') == Some(section))
    };
    nodes.retain(|node| {
        let section = node.key.as_deref().unwrap_or_default();
        section == "Resources"
            || is_kept(section)
            || !SECTIONS.contains(&section)
            || !matches!(&node.tree, Tree::Map(inside) if inside.is_empty())
    });
    nodes.sort_by_key(|node| {
        let key = node.key.as_deref();
        SECTIONS.iter().position(|section| key == Some(section))
    });
    missing
}

/// What stands in place of something that is no longer generated as it was.
fn replaced(nodes: &[Node], design: &Design) -> BTreeSet<usize> {
    let mut known = group::Known::default();
    let made = Whole::new(nodes);
    let instead = of_template(design).filter(|(_, kept)| !kept.instead.is_empty());
    instead
        .filter(|(_, kept)| !known.holds(&made, kept))
        .map(|(index, _)| index)
        .collect()
}

/// The entry at a place.
fn find<'a>(nodes: &'a mut [Node], steps: &[String]) -> Option<&'a mut Node> {
    let (key, rest) = steps.split_first()?;
    let node = nodes
        .iter_mut()
        .find(|node| node.key.as_deref() == Some(key))?;
    if rest.is_empty() {
        return Some(node);
    }
    match &mut node.tree {
        Tree::Map(inside) => find(inside, rest),
        _ => None,
    }
}

/// Takes what stands at a place out of a template.
fn remove(nodes: &mut Vec<Node>, steps: &[String]) {
    let Some((key, rest)) = steps.split_first() else {
        return;
    };
    let is_it = |node: &Node| node.key.as_deref() == Some(key);
    if rest.is_empty() {
        nodes.retain(|node| !is_it(node));
    } else if let Some(Node {
        tree: Tree::Map(inside),
        ..
    }) = nodes.iter_mut().find(|node| is_it(node))
    {
        remove(inside, rest);
    }
}

/// What is kept and has no place in the template any more.
pub(super) fn lost(design: &Design, nodes: &mut Vec<Node>, lost: &mut Vec<Diagnostic>) {
    let missing = overlay(nodes, design);
    let at = |index: usize| Pointer::root().join("kept").join(index);
    for (index, kept) in of_template(design) {
        if !missing.replaced.contains(&index) {
            lost.extend(merged_variables(design, kept, at(index)));
        }
    }
    for index in missing.homeless {
        let place = &design.kept[index].at;
        lost.push(
            Diagnostic::new(
                "sam/kept-without-place",
                Severity::Warning,
                at(index),
                sentence!(
                    "what the imported template says at `{place}` has no place in this one",
                    "取り込んだテンプレートの `{place}` の内容は、このテンプレートに入れる場所がありません",
                ),
            )
            .help(sentence!(
                "the resource left the design; drop what is kept for it, or bring the resource back",
                "対象のリソースが設計からなくなりました。残した内容を削除するか、リソースを戻してください",
            )),
        );
    }
    for index in missing.replaced {
        let kept = &design.kept[index];
        // What was generated and stood nowhere in the template has nothing to lose.
        if kept.value.is_null() {
            continue;
        }
        let place = &kept.at;
        lost.push(
            Diagnostic::new(
                "sam/kept-replaced",
                Severity::Info,
                at(index),
                sentence!(
                    "the design changed: at `{place}` the template says what is generated, not what was imported",
                    "設計が変わったため、テンプレートの `{place}` は取り込んだ内容ではなく生成した内容になります",
                ),
            )
            .help(sentence!(
                "compare it with the imported template before you deploy, or take the change back",
                "デプロイの前に取り込んだテンプレートと比べるか、変更を元に戻してください",
            )),
        );
    }
}

/// Says that `Globals` of the template go on giving functions variables that they do not have in the design: SAM unites both.
fn merged_variables(design: &Design, kept: &Kept, at: Pointer) -> Option<Diagnostic> {
    const PATH: [&str; 4] = ["Globals", "Function", "Environment", "Variables"];
    let steps: Vec<&str> = kept.at.split('/').skip(1).collect();
    let known = steps.len().min(PATH.len());
    if steps[..known] != PATH[..known] {
        return None;
    }
    let mut rest = PATH[known..].iter();
    let variables = rest.try_fold(&*kept.value, |value, key| value.get(*key))?;
    let names: Vec<&str> = match steps.get(PATH.len()) {
        Some(name) if is_plain_value(variables) => vec![*name],
        Some(_) => Vec::new(),
        None => {
            let plain = variables.as_object().into_iter().flatten();
            let plain = plain.filter(|(_, value)| is_plain_value(value));
            plain.map(|(name, _)| name.as_str()).collect()
        }
    };
    let made = design.functions.iter().filter(|one| !one.exists());
    let mut lacking = made.filter_map(|function| {
        let has = |name: &str| function.environment.iter().any(|one| one.name == name);
        let name = names.iter().find(|name| !has(name))?;
        Some((*name, &function.name))
    });
    let (name, function) = lacking.next()?;
    let place = &kept.at;
    let told = Diagnostic::new(
        "sam/globals-merged",
        Severity::Warning,
        at,
        sentence!(
            "SAM goes on giving `{function}` the variable `{name}`: it stands at `{place}` of the imported template",
            "取り込んだテンプレートの `{place}` にあるため、SAM は変数 `{name}` を `{function}` に設定し続けます",
        ),
    );
    Some(told.help(sentence!(
        "drop what is kept there once each function has the variables that it needs, or give the variable back",
        "各関数に必要な変数を設定してから残した内容を削除するか、変数を元に戻してください",
    )))
}

/// Whether a variable's value is one that a design says, too.
fn is_plain_value(value: &Value) -> bool {
    let reference = value.get("Ref").and_then(Value::as_str);
    value.is_string()
        || value.is_number()
        || value.is_boolean()
        || reference.is_some_and(|name| !name.starts_with("AWS::"))
}

/// Makes the section of a place, which a template need not have.
fn make_section(nodes: &mut Vec<Node>, steps: &[String], at: Pointer) {
    if let [section, _, ..] = steps
        && nodes
            .iter()
            .all(|node| node.key.as_deref() != Some(section))
    {
        nodes.push(Node {
            at: vec![at],
            ..Node::entry(section, Tree::Map(Vec::new()))
        });
    }
}

/// Puts a value at a place; `false` when what it belongs to is not there.
fn put(nodes: &mut Vec<Node>, steps: &[String], value: &Value, at: Pointer) -> bool {
    let [key, rest @ ..] = steps else {
        return false;
    };
    let there = nodes
        .iter()
        .position(|node| node.key.as_deref() == Some(key))
        .or_else(|| {
            let index = key.parse().ok()?;
            nodes.get(index).filter(|node: &&Node| node.key.is_none())?;
            Some(index)
        });
    if rest.is_empty() {
        match there {
            Some(index) => unite(&mut nodes[index], value, at),
            None => nodes.push(entry(key, value, at)),
        }
        return true;
    }
    let index = match there {
        Some(index) => index,
        // A mapping is made; a list that is shorter now is not.
        None if !is_deep(rest) => {
            nodes.push(Node {
                at: vec![at],
                ..Node::entry(key, Tree::Map(Vec::new()))
            });
            nodes.len() - 1
        }
        None => return false,
    };
    match &mut nodes[index].tree {
        Tree::Map(inside) | Tree::List(_, inside) => put(inside, rest, value, at),
        _ => false,
    }
}

/// Whether a path leads on through a list.
fn is_deep(rest: &[String]) -> bool {
    rest.iter()
        .any(|step| step.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether keys are those of a function of CloudFormation, which is one whole: what it makes is nothing to add to.
fn is_function<'k>(mut keys: impl Iterator<Item = &'k String>) -> bool {
    match (keys.next(), keys.next()) {
        (Some(key), None) => key == "Ref" || key == "Condition" || key.starts_with("Fn::"),
        _ => false,
    }
}

/// Lays a value over a node.
fn unite(node: &mut Node, value: &Value, at: Pointer) {
    if let (Tree::Map(inside), Value::Object(object)) = (&mut node.tree, value)
        && !is_function(object.keys())
        && !is_function(inside.iter().filter_map(|node| node.key.as_ref()))
    {
        for (key, value) in object {
            match inside
                .iter_mut()
                .find(|node| node.key.as_deref() == Some(key))
            {
                Some(node) => unite(node, value, at),
                None => inside.push(entry(key, value, at)),
            }
        }
    } else {
        node.tree = tree(value, at);
        node.at = vec![at];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Class;
    use crate::text::yaml::Yaml;
    use crate::text::yaml::tree::grow_whole;
    use serde_json::json;
    use std::sync::Arc;

    fn kept(at: &str, value: Value) -> Kept {
        Kept {
            file: TEMPLATE.into(),
            at: at.into(),
            value: value.into(),
            instead: String::new(),
        }
    }

    fn instead(at: &str, value: Value, of: Tree) -> Kept {
        let nodes = [Node::entry("a", of)];
        Kept {
            instead: fingerprint(&Whole::new(&nodes), &Place::Own("/a".into())),
            ..kept(at, value)
        }
    }

    #[test]
    fn what_is_kept_stands_where_it_stood() {
        let design = Design {
            kept: Arc::new(vec![
                kept("/Parameters/Arn", json!({"Type": "String"})),
                kept("/Resources/F/Properties/Handler", json!("a.b")),
                kept("/Resources/F/Properties/Tags/Team", json!({"Ref": "Arn"})),
                kept(
                    "/Resources/Pool",
                    json!({"Type": "X", "Properties": {"Name": {"Fn::Sub": "${F}-x"},
                    "On": {"Fn::If": ["A", {"Fn::GetAtt": ["F", "Arn"]}, {"Fn::Base64": {"Ref": "F"}}]}}}),
                ),
                kept("/Resources/Gone/Properties/A", json!(1)),
                instead(
                    "/Resources/F/Properties/Size",
                    json!({"Ref": "Arn"}),
                    Tree::Other(Class::Number, "5".into()),
                ),
                instead(
                    "/Resources/F/Properties/Time",
                    json!({"Ref": "Arn"}),
                    Tree::Other(Class::Number, "5".into()),
                ),
                instead("/Outputs/Url", Value::Null, Tree::Text("x".into())),
            ]),
            ..Design::default()
        };
        let mut nodes = grow_whole(|yaml| {
            yaml.entry("Description", "${Arn}");
            yaml.map("Resources", |yaml| {
                yaml.map("F", |yaml| {
                    yaml.map("Properties", |yaml| {
                        yaml.entry("Handler", "ours");
                        yaml.entry("Size", 5);
                        yaml.entry("Time", 6);
                        yaml.entry("Role", "${Pool.Arn}");
                        yaml.entry(
                            "Uri",
                            crate::text::yaml::sub("${AWS::Region}/${!Pool}/${!x}"),
                        );
                    });
                });
            });
            yaml.map("Outputs", |yaml| yaml.entry("Url", "x"));
        });
        let missing = overlay(&mut nodes, &design);
        assert_eq!((missing.homeless, missing.replaced), (vec![4], vec![6]));
        let document = Yaml::document(|yaml| yaml.tree(&nodes));
        insta::assert_snapshot!(document.text());
        assert_eq!(document.lines_from("/kept/1").len(), 1);
    }
}
