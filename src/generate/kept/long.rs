//! A tree of the template as JSON, functions in their long form.

use serde_json::{Map, Value};

use super::SHORT;
use crate::text::yaml::tree::{Node, Tree};

/// The entries of a mapping as an object.
pub(in crate::generate) fn json(nodes: &[Node]) -> Value {
    let entries = nodes.iter().filter_map(|node| {
        let key = node.key.clone()?;
        Some((key, value(&node.tree)))
    });
    Value::Object(entries.collect())
}

fn value(tree: &Tree) -> Value {
    match tree {
        Tree::Text(text) => Value::String(text.clone()),
        Tree::Other(_, text) => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()))
        }
        Tree::Tag(tag, text) => function(tag, argument(tag, text)),
        Tree::Map(nodes) => json(nodes),
        Tree::List(tag, nodes) => {
            let items = Value::Array(nodes.iter().map(|node| value(&node.tree)).collect());
            if tag.is_empty() {
                items
            } else {
                function(tag, items)
            }
        }
        Tree::Block(text) => function("!Sub", Value::String(text.clone())),
        // Only of trees that are grown beside others.
        Tree::Printed(document) => Value::String(document.text.clone()),
        Tree::Same => Value::Null,
    }
}

/// `!GetAtt A.B.C` is a list of the resource and the rest.
fn argument(tag: &str, text: &str) -> Value {
    match text.split_once('.') {
        Some((id, attribute)) if tag == "!GetAtt" => Value::Array(vec![
            Value::String(id.into()),
            Value::String(attribute.into()),
        ]),
        _ => Value::String(text.into()),
    }
}

fn function(tag: &str, argument: Value) -> Value {
    let long = SHORT.iter().find(|(_, short)| *short == tag);
    let name = match long {
        Some((long, _)) => (*long).to_owned(),
        None => format!("Fn::{}", tag.trim_start_matches('!')),
    };
    Value::Object(Map::from_iter([(name, argument)]))
}
