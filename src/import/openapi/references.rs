//! References of a definition that lead nowhere: API Gateway takes those alone that lead to a place in the same document
//! (AWS: API Gateway developer guide, "Amazon API Gateway important notes for REST APIs").

use std::collections::BTreeSet;

use super::value;
use crate::diagnostic::Severity;
use crate::import::Reading;
use crate::import::node::{Entry, Node};
use crate::sentence;

/// Keys below which people write examples, in which `$ref` is a name like any other.
const OF_PEOPLE: [&str; 5] = ["example", "examples", "default", "enum", "properties"];

/// Says of each that leads nowhere, at the first place where it stands.
pub(super) fn check(root: &Node, reading: &mut Reading) {
    let mut seen = BTreeSet::new();
    walk(root, &mut |entry| {
        let Some(to) = entry.value.as_str() else {
            return;
        };
        if seen.insert(to) {
            say(root, entry, to, reading);
        }
    });
}

fn walk<'a>(node: &'a Node, found: &mut dyn FnMut(&'a Entry)) {
    for entry in node.entries() {
        if entry.key == "$ref" {
            found(entry);
        } else if !OF_PEOPLE.contains(&&*entry.key) {
            walk(&entry.value, found);
        } else if entry.key == "properties" {
            // A property may have any name.
            let properties = entry.value.entries().iter();
            properties.for_each(|property| walk(&property.value, found));
        }
    }
    node.items().iter().for_each(|item| walk(item, found));
}

fn say(root: &Node, entry: &Entry, to: &str, reading: &mut Reading) {
    // A model of the API by its address.
    if to.starts_with("https://apigateway.amazonaws.com/") {
        return;
    }
    let (message, help) = if !to.starts_with("#/") {
        (
            sentence!(
                "`{to}` leads out of this document, where API Gateway does not look",
                "`{to}` はこの文書の外を参照しており、API Gateway は読み込みません"
            ),
            sentence!(
                "put what it leads to into this document, for instance with `redocly bundle`",
                "`redocly bundle` などで、参照先をこの文書にまとめてください"
            ),
        )
    } else if value::leads(root, to) {
        return;
    } else {
        (
            sentence!(
                "`{to}` leads nowhere in this document, or to itself: API Gateway refuses it",
                "`{to}` の参照先がこの文書にないか、参照が循環しているため、API Gateway は拒否します"
            ),
            sentence!(
                "write what is missing there, or take the reference out",
                "参照先を書き足すか、参照を削除してください"
            ),
        )
    };
    reading.say(
        Severity::Warning,
        "openapi-reference-open",
        entry.at,
        message,
        help,
    );
}
