//! Makes a definition of answers: entries move with their places, so that marks find their way back.

use crate::import::definition::entry;
use crate::import::node::{Entry, Kind, Node, Place};

/// The same entry under another key.
pub(super) fn moved(from: &Entry, key: &str) -> Entry {
    entry(key, from.at, from.value.clone())
}

/// Moves an entry where there is one that says something.
pub(super) fn take(into: &mut Vec<Entry>, from: &Node, key: &str, to: &str) {
    let found = from
        .entry(key)
        .filter(|entry| entry.value.kind != Kind::Null);
    into.extend(found.map(|found| moved(found, to)));
}

/// Key of the second API's answers as OpenAPI spells it: `TimeoutInMillis` is `timeoutInMillis`.
pub(super) fn small(key: &str) -> String {
    let mut letters = key.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// JSON in a text, as if it stood there itself; AWS escapes the quotes of policies twice.
pub(super) fn parsed(node: &Node) -> Option<Node> {
    let text = node.as_str()?;
    let value =
        serde_json::from_str(text).or_else(|_| serde_json::from_str(&text.replace("\\\"", "\"")));
    Some(of_json(&value.ok()?, node.at))
}

fn of_json(value: &serde_json::Value, at: Place) -> Node {
    use serde_json::Value;
    let kind = match value {
        Value::Null => Kind::Null,
        Value::Bool(value) => Kind::Bool(*value),
        Value::Number(number) => Kind::Number(number.to_string().into()),
        Value::String(text) => Kind::Text(text.into()),
        Value::Array(items) => Kind::List(items.iter().map(|item| of_json(item, at)).collect()),
        Value::Object(object) => {
            let entries = object.iter();
            Kind::Map(
                entries
                    .map(|(key, value)| entry(key, at, of_json(value, at)))
                    .collect(),
            )
        }
    };
    Node { at, kind }
}
