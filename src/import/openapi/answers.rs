//! Answers of operations in OpenAPI 2.0, as 3.0 says them: models by content type, headers with their schemas.

use serde_json::{Map, Value, json};

use super::{Reader, leftovers, parameters, value};
use crate::import::node::{Entry, Mark, Node};

/// What is kept of the answers of an operation, those that stand beside the operations, too: 3.0 has another place for
/// what is shared.
pub(super) fn keep(reader: &mut Reader<'_>, operation: &Entry, at: &str) {
    let answers = operation.value.get("responses");
    let mut all = Map::new();
    for answer in answers.map_or(&[][..], Node::entries) {
        let reference = answer.value.entry("$ref");
        let is_shared = reference.is_some();
        // The answer of a preflight is made anew of the settings.
        if reference.is_some_and(|entry| entry.mark() == Mark::Represented) {
            continue;
        }
        let told = value::resolve(reader.root, &answer.value);
        let mut members = Map::new();
        if is_shared {
            answer.set_mark(Mark::Represented);
            let Some(entry) = told.and_then(|told| told.entry("description")) else {
                // It leads nowhere.
                answer.value.set_all(Mark::Reported);
                continue;
            };
            answer.value.take("$ref");
            entry.set_mark(Mark::Represented);
            members.insert("description".to_owned(), entry.value.to_json());
        }
        let Some(told) = told else { continue };
        if answer.mark() == Mark::Unread && !told.is_map() {
            continue;
        }
        members.extend(content(reader, operation, told));
        members.extend(headers(told));
        if !members.is_empty() {
            answer.set_mark(Mark::Represented);
            all.insert(answer.key.to_string(), Value::Object(members));
        }
    }
    if !all.is_empty() {
        leftovers::put(reader, at, Some(json!({ "responses": all })));
    }
}

/// The model of an answer for each content type that the operation, or the whole document, has.
fn content(reader: &Reader<'_>, operation: &Entry, told: &Node) -> Option<(String, Value)> {
    let schema = told.entry("schema").filter(|entry| is_open(entry))?;
    let own = operation.value.entry("produces");
    let kinds = own.or_else(|| reader.root.entry("produces"));
    let listed = kinds.map_or(&[][..], |kinds| kinds.value.items()).iter();
    let mut names: Vec<&str> = listed.filter_map(Node::as_str).collect();
    if let Some(kinds) = kinds.filter(|_| !names.is_empty()) {
        kinds.set_all(Mark::Kept);
    } else {
        names.push("application/json");
    }
    schema.set_all(Mark::Kept);
    let schema = schema.value.to_json();
    let contents = names
        .into_iter()
        .map(|name| (name.to_owned(), json!({ "schema": schema })));
    Some(("content".to_owned(), Value::Object(contents.collect())))
}

/// Whether nobody took it over, or another operation that shares it had it kept.
fn is_open(entry: &Entry) -> bool {
    matches!(entry.mark(), Mark::Unread | Mark::Kept)
}

/// The headers of an answer.
fn headers(told: &Node) -> Option<(String, Value)> {
    let headers = told
        .entry("headers")
        .filter(|entry| is_open(entry) && entry.value.is_map())?;
    let all = headers.value.entries().iter().map(|header| {
        let (schema, mut members): (Map<String, Value>, Map<String, Value>) = header
            .value
            .entries()
            .iter()
            .filter(|entry| entry.key != "collectionFormat")
            .map(|entry| (entry.key.to_string(), entry.value.to_json()))
            .partition(|(key, _)| parameters::OF_SCHEMA.contains(&&**key));
        if !schema.is_empty() {
            members.insert("schema".to_owned(), Value::Object(schema));
        }
        (header.key.to_string(), Value::Object(members))
    });
    let all: Map<String, Value> = all.collect();
    headers.set_all(Mark::Kept);
    Some(("headers".to_owned(), Value::Object(all)))
}
