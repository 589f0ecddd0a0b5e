//! An OpenAPI definition in the making: what plain resources say of paths, in the words of API Gateway's extensions.

use smol_str::SmolStr;

use crate::import::definition;
use crate::import::node::{Entry, Kind, Node, Place};
use crate::import::template::props::Props;

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
    pub(super) fn put(&mut self, key: impl Into<SmolStr>, value: Node) {
        self.entries.push(Entry::new(key, value.at, value));
    }

    pub(super) fn text(&mut self, key: &str, text: impl Into<SmolStr>) {
        self.put(key, Node::text(self.at, text));
    }

    /// Adds a copy of what stands under a key of the template, where it is there.
    pub(super) fn copy(&mut self, key: &str, from: Option<&Node>) {
        if let Some(node) = from {
            self.put(key, node.clone());
        }
    }

    /// Adds an entry to the mapping below a key, which is made where it is not there.
    pub(super) fn put_below(&mut self, key: &str, entry: Entry) {
        if self.entries.iter().all(|entry| entry.key != key) {
            let empty = Self::at(self.at).node();
            self.put(key, empty);
        }
        let below = self.entries.iter_mut().find(|entry| entry.key == key);
        if let Some(Kind::Map(entries)) = below.map(|entry| &mut entry.value.kind) {
            entries.list_mut().push(entry);
        }
    }

    /// Adds what was made already.
    pub(super) fn add(&mut self, entries: impl IntoIterator<Item = Entry>) {
        self.entries.extend(entries);
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn node(self) -> Node {
        definition::map(self.at, self.entries)
    }

    /// What it says, to be put elsewhere.
    pub(super) fn entries(self) -> Vec<Entry> {
        self.entries
    }
}

pub(super) const fn flag(at: Place, value: bool) -> Node {
    Node {
        at,
        kind: Kind::Bool(value),
    }
}

/// The paths of an API by their order, each with its operations.
#[derive(Default)]
pub(super) struct Paths(Vec<(String, Map)>);

impl Paths {
    /// Adds an operation that stands there.
    pub(super) fn add(&mut self, path: &str, at: Place, operation: &str, value: Node) {
        let known = self.0.iter().position(|(known, _)| known == path);
        let index = known.unwrap_or_else(|| {
            self.0.push((path.to_owned(), Map::at(at)));
            self.0.len() - 1
        });
        self.0[index].1.put(operation, value);
    }

    pub(super) fn node(self, at: Place) -> Node {
        let mut all = Map::at(at);
        for (path, map) in self.0 {
            all.put(path, map.node());
        }
        all.node()
    }
}

/// The head of a definition: its version, and the API's name.
pub(super) fn head(at: Place, props: &Props<'_>) -> Map {
    let mut body = Map::at(at);
    body.text("openapi", "3.0.1");
    let mut info = Map::at(at);
    info.text("title", props.scope_text("Name").unwrap_or_default());
    info.text("version", "1.0");
    body.put("info", info.node());
    body
}
