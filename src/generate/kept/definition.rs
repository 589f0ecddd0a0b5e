//! What an imported definition in OpenAPI said beyond the design, laid over the one that is generated.
//!
//! As in a template, mappings are united and what was kept counts. Functions stand in their long form, which alone
//! `AWS::Include` takes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Pointer, Severity, key_of};
use crate::model::{Design, Kept, OPENAPI, REFERENCES};
use crate::sentence;
use crate::text::Class;
use crate::text::yaml::tree::{Node, Tree};

/// Keys of operations: whatever else stands in a path belongs to all of them.
const OPERATIONS: [&str; 9] = [
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "options",
    "trace",
    "x-amazon-apigateway-any-method",
];

/// What answers an operation.
const INTEGRATION: &str = "x-amazon-apigateway-integration";

fn of_file<'a>(design: &'a Design, file: &'a str) -> impl Iterator<Item = (usize, &'a Kept)> {
    let kept = design.kept.iter().enumerate();
    kept.filter(move |(_, kept)| kept.file == file)
}

/// Whether something is kept for the definition, or it refers to the template around it.
pub(in crate::generate) fn has(design: &Design) -> bool {
    let mut kept = design.kept.iter();
    kept.any(|kept| matches!(&*kept.file, OPENAPI | REFERENCES))
}

/// Lays what is kept over a definition; gives back the places in [`Design::kept`] that found none. Operations that are
/// kept whole come back by themselves, parts of others go with them.
pub(in crate::generate) fn overlay(nodes: &mut Vec<Node>, design: &Design) -> Vec<usize> {
    let names = of_file(design, REFERENCES).filter_map(|(_, kept)| kept.at.strip_prefix('/'));
    let names: BTreeSet<String> = names.map(str::to_owned).collect();
    if !names.is_empty() {
        // What is kept has its functions already.
        refer(nodes, &names);
    }
    let mut homeless = Vec::new();
    let mut places = paths_of(nodes);
    for (index, kept) in of_file(design, OPENAPI) {
        let at = Pointer::root().join("kept").join(index);
        let steps: Vec<String> = kept.at.split('/').skip(1).map(key_of).collect();
        let is_whole = kept.value.get(INTEGRATION).is_some();
        let found = match steps.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["paths", path, operation, ref rest @ ..] => {
                let paths = paths_in(nodes);
                let place = places.get(path).copied().or_else(|| {
                    let makes = is_whole && rest.is_empty();
                    makes.then(|| {
                        let node = Node::entry(path, Tree::Map(Vec::new()));
                        paths.push(Node {
                            at: vec![at],
                            ..node
                        });
                        places.insert(path.to_owned(), paths.len() - 1);
                        paths.len() - 1
                    })
                });
                let inside = place.and_then(|place| match &mut paths[place].tree {
                    Tree::Map(inside) => Some(inside),
                    _ => None,
                });
                inside.is_some_and(|inside| {
                    put_operation(inside, (operation, rest), kept, at, is_whole)
                })
            }
            ["paths", path] => {
                let paths = paths_in(nodes);
                paths.push(entry(path, &kept.value, at));
                places.insert(path.to_owned(), paths.len() - 1);
                true
            }
            [key] => {
                match nodes
                    .iter_mut()
                    .find(|node| node.key.as_deref() == Some(key))
                {
                    Some(node) => unite(node, &kept.value, at),
                    None => nodes.push(entry(key, &kept.value, at)),
                }
                true
            }
            [section, key] => {
                let node = nodes
                    .iter_mut()
                    .position(|node| node.key.as_deref() == Some(section));
                let node = node.unwrap_or_else(|| {
                    nodes.push(Node::entry(section, Tree::Map(Vec::new())));
                    nodes.len() - 1
                });
                let value = serde_json::json!({ key: *kept.value });
                unite(&mut nodes[node], &value, at);
                true
            }
            _ => false,
        };
        if !found {
            homeless.push(index);
        }
    }
    homeless
}

/// The paths of a definition, which gets the section when it has none.
fn paths_in(nodes: &mut Vec<Node>) -> &mut Vec<Node> {
    let index = nodes
        .iter()
        .position(|node| node.key.as_deref() == Some("paths"));
    let index = index.unwrap_or_else(|| {
        nodes.push(Node::entry("paths", Tree::Map(Vec::new())));
        nodes.len() - 1
    });
    let tree = &mut nodes[index].tree;
    if !matches!(tree, Tree::Map(_)) {
        *tree = Tree::Map(Vec::new());
    }
    match tree {
        Tree::Map(inside) => inside,
        _ => unreachable!("it was made a mapping"),
    }
}

/// The place of each path.
fn paths_of(nodes: &mut Vec<Node>) -> BTreeMap<String, usize> {
    let paths = paths_in(nodes).iter().enumerate();
    let keys = paths.filter_map(|(index, node)| Some((node.key.clone()?, index)));
    keys.collect()
}

/// Lays a value over an operation of a path, or over something else that the path says.
fn put_operation(
    path: &mut Vec<Node>,
    (operation, rest): (&str, &[&str]),
    kept: &Kept,
    at: Pointer,
    is_whole: bool,
) -> bool {
    let is_operation = OPERATIONS.contains(&operation);
    let found = path
        .iter_mut()
        .find(|node| node.key.as_deref() == Some(operation));
    match (found, rest) {
        (Some(node), []) => unite(node, &kept.value, at),
        (Some(node), ["parameters", which]) => return put_parameter(node, which, &kept.value, at),
        (Some(node), [key]) => {
            let value = serde_json::json!({ *key: *kept.value });
            unite(node, &value, at);
        }
        (None, []) if is_whole || !is_operation => {
            path.push(entry(operation, &kept.value, at));
        }
        _ => return false,
    }
    true
}

/// Lays a value over the parameter of an operation that `query limit` names; one that says all of itself comes back.
fn put_parameter(operation: &mut Node, which: &str, value: &Value, at: Pointer) -> bool {
    let Tree::Map(operation) = &mut operation.tree else {
        return false;
    };
    let has = |node: &Node, key: &str, wanted: &str| matches!(node.tree.get(key), Some(Tree::Text(text)) if text == wanted);
    let is_it = |node: &Node| {
        let (kind, name) = which.split_once(' ').unwrap_or_default();
        has(node, "in", kind) && has(node, "name", name)
    };
    let is_whole = value.get("name").is_some() && value.get("in").is_some();
    let list = operation
        .iter()
        .position(|node| node.key.as_deref() == Some("parameters"));
    let list = match list {
        Some(place) => place,
        None if is_whole => {
            let node = Node::entry("parameters", Tree::List("", Vec::new()));
            operation.push(Node {
                at: vec![at],
                ..node
            });
            operation.len() - 1
        }
        None => return false,
    };
    let Tree::List(_, items) = &mut operation[list].tree else {
        return false;
    };
    match items.iter_mut().find(|item| is_it(item)) {
        Some(item) => unite(item, value, at),
        None if is_whole => items.push(Node {
            at: vec![at],
            ..Node::item(tree(value, at))
        }),
        None => return false,
    }
    true
}

/// What is kept for the definition and has no place in it any more.
pub(in crate::generate) fn lost(
    design: &Design,
    nodes: &mut Vec<Node>,
    lost: &mut Vec<Diagnostic>,
) {
    for index in overlay(nodes, design) {
        let at = Pointer::root().join("kept").join(index);
        let place = &design.kept[index].at;
        lost.push(
            Diagnostic::new(
                "openapi/kept-without-place",
                Severity::Info,
                at,
                sentence!(
                    "what the imported definition says at `{place}` has no place in this one",
                    "取り込んだ定義の `{place}` の内容は、この定義に入れる場所がありません",
                ),
            )
            .help(sentence!(
                "the method left the design; bring it back if you need what was said of it",
                "対象のメソッドが設計からなくなりました。必要ならメソッドを戻してください",
            )),
        );
    }
}

/// Lays a value over a node.
fn unite(node: &mut Node, value: &Value, at: Pointer) {
    // An integration that is kept is another one, not more of the same.
    let replaces = node.key.as_deref() == Some(INTEGRATION) && value.get("type").is_some();
    if let (Tree::Map(inside), Value::Object(object)) = (&mut node.tree, value)
        && !replaces
    {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (index, node) in inside.iter().enumerate() {
            if let Some(key) = &node.key {
                places.entry(key.clone()).or_insert(index);
            }
        }
        for (key, value) in object {
            match places.get(key) {
                Some(index) => unite(&mut inside[*index], value, at),
                None => inside.push(entry(key, value, at)),
            }
        }
    } else {
        node.tree = tree(value, at);
        node.at = vec![at];
    }
}

fn entry(key: &str, value: &Value, at: Pointer) -> Node {
    Node {
        at: vec![at],
        ..Node::entry(key, tree(value, at))
    }
}

/// A JSON value as a tree.
fn tree(value: &Value, at: Pointer) -> Tree {
    match value {
        Value::Object(object) => {
            let entries = object.iter().map(|(key, value)| entry(key, value, at));
            Tree::Map(entries.collect())
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| Node {
                at: vec![at],
                ..Node::item(tree(item, at))
            });
            Tree::List("", items.collect())
        }
        Value::String(text) => Tree::Text(text.clone()),
        scalar => Tree::Other(Class::Number, scalar.to_string()),
    }
}

/// Lets texts that name something of the template around the definition refer to it.
fn refer(nodes: &mut [Node], names: &BTreeSet<String>) {
    for node in nodes {
        match &mut node.tree {
            Tree::Map(inside) | Tree::List(_, inside) => refer(inside, names),
            Tree::Text(text) => {
                let found: Vec<&str> = crate::model::references(text).collect();
                let is_known = |name: &&str| {
                    let first = name.split('.').next().unwrap_or_default();
                    name.starts_with("AWS::") || names.contains(first)
                };
                if !found.is_empty() && found.iter().all(is_known) {
                    let text = std::mem::take(text);
                    node.tree = Tree::Map(vec![Node::entry("Fn::Sub", Tree::Text(text))]);
                }
            }
            _ => {}
        }
    }
}
