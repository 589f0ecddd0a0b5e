//! A value that was kept, as people write it in YAML.

use serde_json::Value;

use crate::diagnostic::Pointer;
use crate::text::Class;
use crate::text::yaml::tree::{Node, Tree};

/// What people write first in a resource, an event, a policy and a statement; the rest follows in the order of the alphabet.
const FIRST: [&str; 8] = [
    "Type",
    "Version",
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
];

/// Functions with a short form that takes a scalar or a list.
pub(super) const SHORT: [(&str, &str); 13] = [
    ("Ref", "!Ref"),
    ("Fn::GetAtt", "!GetAtt"),
    ("Fn::Sub", "!Sub"),
    ("Fn::Join", "!Join"),
    ("Fn::If", "!If"),
    ("Fn::Equals", "!Equals"),
    ("Fn::And", "!And"),
    ("Fn::Or", "!Or"),
    ("Fn::Not", "!Not"),
    ("Fn::FindInMap", "!FindInMap"),
    ("Fn::Select", "!Select"),
    ("Fn::Split", "!Split"),
    ("Fn::ImportValue", "!ImportValue"),
];

pub(super) fn entry(key: &str, value: &Value, at: Pointer) -> Node {
    Node {
        at: vec![at],
        ..Node::entry(key, tree(value, at))
    }
}

/// A function of CloudFormation in its short form.
fn short(value: &Value) -> Option<(&'static str, &Value)> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let (name, argument) = object.iter().next()?;
    let (_, tag) = SHORT.iter().find(|(long, _)| long == name)?;
    Some((tag, argument))
}

/// A JSON value as a tree of the template, functions in their short form where they have one.
pub(super) fn tree(value: &Value, at: Pointer) -> Tree {
    let items = |items: &[Value]| {
        let items = items.iter().map(|item| Node {
            at: vec![at],
            ..Node::item(tree(item, at))
        });
        items.collect::<Vec<_>>()
    };
    match (short(value), value) {
        (Some(("!Sub", Value::String(text))), _) if is_block(text) => Tree::Block(text.clone()),
        (Some((tag, Value::String(text))), _) => Tree::Tag(tag, text.clone()),
        (Some(("!GetAtt", Value::Array(path))), _) if path.iter().all(Value::is_string) => {
            let path: Vec<&str> = path.iter().filter_map(Value::as_str).collect();
            Tree::Tag("!GetAtt", path.join("."))
        }
        (Some((tag, Value::Array(list))), _) if !list.is_empty() => Tree::List(tag, items(list)),
        (_, Value::Array(list)) => Tree::List("", items(list)),
        (_, Value::Object(object)) => {
            let entries = object.iter().map(|(key, value)| entry(key, value, at));
            let mut entries: Vec<_> = entries.collect();
            entries.sort_by_key(|node| {
                let first = FIRST
                    .iter()
                    .position(|key| node.key.as_deref() == Some(key));
                first.unwrap_or(FIRST.len())
            });
            Tree::Map(entries)
        }
        (_, Value::String(text)) => Tree::Text(text.clone()),
        (_, scalar) => Tree::Other(Class::Number, scalar.to_string()),
    }
}

/// Whether a text of several lines can stand as a block: nothing of it is invisible there.
fn is_block(text: &str) -> bool {
    let lines = text.strip_suffix('\n').unwrap_or_default();
    let is_line = |line: &str| {
        !line.is_empty()
            && line.trim_end() == line
            && line.chars().all(|c| c.is_ascii_graphic() || c == ' ')
    };
    !lines.starts_with(' ') && lines.contains('\n') && lines.split('\n').all(is_line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::yaml::Yaml;
    use serde_json::json;

    #[test]
    fn what_a_thing_is_comes_first() {
        let value = json!({"Properties": {"Path": "/", "Method": "GET"}, "Type": "Api"});
        let event = [entry("Get", &value, Pointer::root())];
        let text = Yaml::document(|yaml| yaml.tree(&event)).text();
        assert_eq!(
            text,
            "Get:\n  Type: Api\n  Properties:\n    Method: GET\n    Path: /\n"
        );
    }
}
