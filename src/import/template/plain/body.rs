//! An OpenAPI definition in the making: what plain resources say of paths, in the words of API Gateway's extensions.

use crate::import::node::{Entry, Kind, Node, Place};

/// A mapping in the making.
#[derive(Default)]
pub(super) struct Map {
    at: Place,
    entries: Vec<Entry>,
}

impl Map {
    pub(super) const fn at(at: Place) -> Self {
        Self {
            at,
            entries: Vec::new(),
        }
    }

    /// Adds a key.
    pub(super) fn put(&mut self, key: impl Into<String>, value: Node) {
        self.entries.push(Entry::new(key.into(), value.at, value));
    }

    pub(super) fn text(&mut self, key: &str, text: impl Into<String>) {
        self.put(key, Node::text(self.at, text));
    }

    /// Adds a copy of what stands under a key of the template, where it is there.
    pub(super) fn copy(&mut self, key: &str, from: Option<&Node>) {
        if let Some(node) = from {
            self.put(key, node.clone());
        }
    }

    /// Adds a key to the mapping below another one, which is made where it is not there.
    pub(super) fn put_below(&mut self, key: &str, name: String, value: Node) {
        if self.entries.iter().all(|entry| entry.key != key) {
            let empty = Self::at(self.at).node();
            self.put(key, empty);
        }
        let below = self.entries.iter_mut().find(|entry| entry.key == key);
        if let Some(Kind::Map(entries)) = below.map(|entry| &mut entry.value.kind) {
            entries.push(Entry::new(name, value.at, value));
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn node(self) -> Node {
        Node {
            at: self.at,
            kind: Kind::Map(self.entries),
        }
    }
}

pub(super) const fn list(at: Place, items: Vec<Node>) -> Node {
    Node {
        at,
        kind: Kind::List(items),
    }
}

pub(super) const fn flag(at: Place, value: bool) -> Node {
    Node {
        at,
        kind: Kind::Bool(value),
    }
}
