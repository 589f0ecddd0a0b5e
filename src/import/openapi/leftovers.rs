//! What no field of the design says: kept at its place where the definition goes back out, reported otherwise.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Reader, answers, operations, parameters, request, value};
use crate::diagnostic::Severity;
use crate::import::node::{Entry, Kind, Mark, Node, Place};
use crate::model::Kept;
use crate::sentence;

/// Keys of OpenAPI 2.0 that 3.0 has no place for.
const OF_SWAGGER: [&str; 8] = [
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "parameters",
    "responses",
    "definitions",
];

/// Keys to which API Gateway gives no heed where no model stands beside them.
const NO_EFFECT: [&str; 3] = ["consumes", "produces", "schemes"];

/// Keeps or reports everything that nobody looked at.
pub(super) fn keep(reader: &mut Reader<'_>) {
    let mut spare = Spare::default();
    if reader.home.is_some() {
        keep_document(reader, &mut spare);
    }
    if reader.is_swagger {
        let shared = ["parameters", "responses"].into_iter();
        let shared = shared.filter_map(|key| reader.root.entry(key));
        shared.for_each(parameters::say_taken);
    }
    report(reader.root, &mut spare);
    say(reader, spare);
}

fn keep_document(reader: &mut Reader<'_>, spare: &mut Spare) {
    for entry in reader.root.entries() {
        if entry.key == "paths" && entry.mark() == Mark::Represented {
            for path in entry.value.entries() {
                keep_path(reader, path, spare);
            }
            continue;
        }
        let at = match entry.key.as_str() {
            "definitions" if reader.is_swagger => "/components/schemas".to_owned(),
            "securityDefinitions" if reader.is_swagger => "/components/securitySchemes".to_owned(),
            key if reader.is_swagger && OF_SWAGGER.contains(&key) => continue,
            key => format!("/{}", value::step(key)),
        };
        put(reader, &at, left(entry, spare));
    }
}

fn keep_path(reader: &mut Reader<'_>, path: &Entry, spare: &mut Spare) {
    let at = format!("/paths/{}", value::step(&path.key));
    if path.mark() != Mark::Represented {
        put(reader, &at, left(path, spare));
        return;
    }
    parameters::keep(reader, path, &at);
    for entry in path.value.entries() {
        match operations::verb(&entry.key).filter(|_| entry.mark() == Mark::Represented) {
            Some(verb) => {
                let at = format!("{at}/{}", operations::key(verb));
                if reader.is_swagger {
                    answers::keep(reader, entry, &at);
                    leave_swagger(entry, spare);
                }
                put(reader, &at, left(entry, spare));
            }
            None if reader.is_swagger && entry.key == "parameters" => {}
            None => put(
                reader,
                &format!("{at}/{}", value::step(&entry.key)),
                left(entry, spare),
            ),
        }
    }
}

/// What is left of answers, bodies and their kinds has no place in 3.0.
fn leave_swagger(operation: &Entry, spare: &mut Spare) {
    let mut leave = |entry: &Entry| {
        if entry.mark() == Mark::Unread {
            entry.set_all(Mark::Reported);
            spare.add(entry);
        }
    };
    for key in ["consumes", "produces", "schemes", "parameters"] {
        operation.value.entry(key).into_iter().for_each(&mut leave);
    }
    let answers = operation.value.get("responses");
    for answer in answers.map_or(&[][..], Node::entries) {
        let parts = answer.value.entries().iter();
        let told = |entry: &&Entry| entry.key != "description" && !entry.key.starts_with("x-");
        parts.filter(told).for_each(&mut leave);
    }
}

/// Keeps a value where the definition has a home.
pub(super) fn put(reader: &mut Reader<'_>, at: &str, value: Option<Value>) {
    let Some((mut value, (file, home))) = value.zip(reader.home) else {
        return;
    };
    if reader.is_swagger {
        request::refer_to_components(&mut value);
    }
    reader.reading.kept.push(Kept {
        file: file.to_owned(),
        at: format!("{home}{at}"),
        value: value.into(),
        ..Kept::default()
    });
}

/// What is left of an entry: all of it, or a mapping of what nobody looked at inside.
fn left(entry: &Entry, spare: &mut Spare) -> Option<Value> {
    match entry.mark() {
        Mark::Unread => {
            entry.set_all(Mark::Kept);
            Some(entry.value.to_json())
        }
        Mark::Represented => match &entry.value.kind {
            Kind::Map(entries) => {
                let found = entries.iter().filter_map(|inside| {
                    let value = left(inside, spare)?;
                    Some((inside.key.as_str().to_owned(), value))
                });
                let found: Map<String, Value> = found.collect();
                (!found.is_empty()).then_some(Value::Object(found))
            }
            // An item of a list has no place of its own once the list is another one.
            Kind::List(items) => {
                for item in items {
                    report(item, spare);
                }
                None
            }
            _ => None,
        },
        Mark::Kept | Mark::Reported => None,
    }
}

/// Keys that are not taken over, by name: how many, and the place of the first.
#[derive(Default)]
struct Spare(BTreeMap<String, (usize, Place)>);

impl Spare {
    fn add(&mut self, entry: &Entry) {
        let (count, _) = self
            .0
            .entry(entry.key.as_str().to_owned())
            .or_insert((0, entry.at));
        *count += 1;
    }
}

/// Marks what nobody looked at as reported.
fn report(node: &Node, spare: &mut Spare) {
    for entry in node.entries() {
        if entry.mark() == Mark::Unread {
            entry.set_all(Mark::Reported);
            spare.add(entry);
        } else if entry.mark() == Mark::Represented {
            report(&entry.value, spare);
        }
    }
    node.items().iter().for_each(|item| report(item, spare));
}

fn say(reader: &mut Reader<'_>, spare: Spare) {
    for (key, (count, at)) in spare.0 {
        let what = if count == 1 {
            sentence!(
                "`{key}` means nothing to the design",
                "`{key}` に当たる項目は設計にありません",
            )
        } else {
            sentence!(
                "`{key}` means nothing to the design: it stands at {count} places, this is the first",
                "`{key}` に当たる項目は設計にありません({count} か所、ここが最初です)",
            )
        };
        let severity = if NO_EFFECT.contains(&&*key) {
            Severity::Info
        } else {
            Severity::Warning
        };
        reader.reading.say(
            severity,
            "openapi-key-not-taken",
            at,
            what,
            sentence!(
                "it is not taken over; keep the file if you need it",
                "取り込まれません。必要ならファイルを残しておいてください",
            ),
        );
    }
}
