//! What a definition says of parameters beyond the design: it goes back out with the parameter, which `query limit` names.

use serde_json::{Map, Value};

use super::{Reader, operations, request, value};
use crate::import::node::{Entry, Mark, Node};

/// Keys that say in OpenAPI 2.0 what stands in `schema` in 3.0.
pub(super) const OF_SCHEMA: [&str; 16] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
];

/// A parameter with what is left of it.
struct Left {
    place: String,
    value: Value,
}

/// Keeps it for each operation of a path that has the parameter.
pub(super) fn keep(reader: &mut Reader<'_>, path: &Entry, at: &str) {
    let of = |node: &Node| {
        let entry = node.entry("parameters");
        let entry = entry.filter(|entry| entry.mark() == Mark::Represented);
        let items = entry.map_or(&[][..], |entry| entry.value.items());
        let left = items.iter().filter_map(|item| left(reader, item));
        left.collect::<Vec<Left>>()
    };
    let shared = of(&path.value);
    let mut found: Vec<(String, Value)> = Vec::new();
    for entry in path.value.entries() {
        let verb = operations::verb(&entry.key);
        let Some(verb) = verb.filter(|_| entry.mark() == Mark::Represented) else {
            continue;
        };
        let own = of(&entry.value);
        let is_own = |one: &&Left| !own.iter().any(|other| other.place == one.place);
        let inherited = shared.iter().filter(is_own);
        let at = format!("{at}/{}/parameters", operations::key(verb));
        for one in own.iter().chain(inherited) {
            let place = format!("{at}/{}", value::step(&one.place));
            found.push((place, one.value.clone()));
        }
    }
    for (at, value) in found {
        super::leftovers::put(reader, &at, Some(value));
    }
}

/// What nobody took over of a parameter; nothing of one that is a body.
fn left(reader: &Reader<'_>, item: &Node) -> Option<Left> {
    let told = value::resolve(reader.root, item)?;
    let text = |key: &str| told.get(key).and_then(Node::as_str);
    let (kind, name) = (text("in")?, text("name")?);
    if matches!(kind, "body" | "formData") {
        return None;
    }
    // What a reference leads to is kept where it stands, and is no part of what is taken over here.
    let is_own = std::ptr::eq(told, item);
    // The design has no such parameters.
    let is_whole = request::place(kind).is_none();
    let schema_keys = || {
        let entries = told.entries().iter();
        entries.filter(|entry| reader.is_swagger && OF_SCHEMA.contains(&&*entry.key))
    };
    let is_text = |entry: &Entry| entry.key == "type" && entry.value.as_str() == Some("string");
    let mut members: Map<String, Value> = Map::new();
    if is_whole || schema_keys().any(|entry| !is_text(entry)) {
        let schema = schema_keys().map(|entry| take(entry, is_own));
        let schema: Map<String, Value> = schema.collect();
        if !schema.is_empty() {
            members.insert("schema".to_owned(), Value::Object(schema));
        }
    }
    let is_left = |entry: &&Entry| match &*entry.key {
        "name" | "in" | "required" => is_whole,
        // 3.0 has other words for it.
        "collectionFormat" => false,
        "schema" if request::is_string(told) => is_whole,
        key if reader.is_swagger && OF_SCHEMA.contains(&key) => false,
        _ => is_whole || !is_own || entry.mark() == Mark::Unread,
    };
    let others = told.entries().iter().filter(is_left);
    members.extend(others.map(|entry| take(entry, is_own)));
    if !is_own && reader.is_swagger {
        item.take("$ref");
        say_shared(told);
    }
    (!members.is_empty()).then(|| Left {
        place: format!("{kind} {name}"),
        value: Value::Object(members),
    })
}

/// Notes that the operations have what a parameter says that stands beside them in OpenAPI 2.0, but how lists are written.
fn say_shared(parameter: &Node) {
    let entries = parameter.entries().iter();
    let taken = entries.filter(|entry| entry.key != "collectionFormat");
    taken.for_each(|entry| entry.set_all(Mark::Represented));
}

/// Notes of parameters, or answers, that stand beside the operations in OpenAPI 2.0, which of them an operation has.
pub(super) fn say_taken(shared: &Entry) {
    for one in shared.value.entries() {
        let mut parts = one.value.entries().iter();
        if parts.any(|part| part.mark() == Mark::Represented) {
            one.set_mark(Mark::Represented);
            shared.set_mark(Mark::Represented);
        }
    }
}

fn take(entry: &Entry, is_own: bool) -> (String, Value) {
    if is_own {
        entry.set_all(Mark::Kept);
    }
    (entry.key.to_string(), entry.value.to_json())
}
