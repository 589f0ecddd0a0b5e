//! Resources of a template, each found by its id at once: a template has thousands, and each may have something kept.

use std::collections::HashMap;

use serde_json::Value;

use super::{entry, find, put, remove, tree};
use crate::diagnostic::Pointer;
use crate::model::Kept;
use crate::text::yaml::tree::{Node, Tree};

/// The name of the section.
pub(super) const SECTION: &str = "Resources";

/// The section, taken out of its template.
pub(super) struct Resources {
    nodes: Vec<Node>,
    places: HashMap<String, usize>,
    /// Whether the template has the section.
    is_there: bool,
}

impl Resources {
    /// Takes the section out of a template.
    pub(super) fn take(template: &mut [Node]) -> Self {
        let section = template
            .iter_mut()
            .find(|node| node.key.as_deref() == Some(SECTION));
        let is_there = section.is_some();
        let nodes = section.and_then(|section| match &mut section.tree {
            Tree::Map(nodes) => Some(std::mem::take(nodes)),
            _ => None,
        });
        let nodes = nodes.unwrap_or_default();
        let mut places = HashMap::with_capacity(nodes.len());
        for (place, node) in nodes.iter().enumerate() {
            if let Some(key) = &node.key {
                places.entry(key.clone()).or_insert(place);
            }
        }
        Self {
            nodes,
            places,
            is_there,
        }
    }

    /// Puts the section back.
    pub(super) fn put_back(mut self, template: &mut Vec<Node>, at: Pointer) {
        // What left has no place any more.
        let places = &self.places;
        let mut place = 0;
        self.nodes.retain(|node| {
            let stays = node
                .key
                .as_ref()
                .is_none_or(|key| places.get(key) == Some(&place));
            place += 1;
            stays
        });
        let section = template
            .iter_mut()
            .find(|node| node.key.as_deref() == Some(SECTION));
        match section {
            Some(section) => section.tree = Tree::Map(self.nodes),
            None if self.is_there || !self.nodes.is_empty() => template.push(Node {
                at: vec![at],
                ..Node::entry(SECTION, Tree::Map(self.nodes))
            }),
            None => {}
        }
    }

    fn get(&mut self, id: &str) -> Option<&mut Node> {
        self.places.get(id).map(|place| &mut self.nodes[*place])
    }

    /// Lays what is kept over a resource; `false` when the resource that it belongs to is not there.
    pub(super) fn lay(&mut self, id: &str, rest: &[String], kept: &Kept, at: Pointer) -> bool {
        let replaces = !kept.instead.is_empty();
        if replaces && kept.value.is_null() {
            if rest.is_empty() {
                self.places.remove(id);
            } else if let Some(Node {
                tree: Tree::Map(inside),
                ..
            }) = self.get(id)
            {
                remove(inside, rest);
            }
            return true;
        }
        let Some(node) = self.get(id) else {
            if rest.is_empty() {
                self.places.insert(id.to_owned(), self.nodes.len());
                self.nodes.push(entry(id, &kept.value, at));
            }
            return rest.is_empty();
        };
        // A resource is one whole, and so is what stands in place of something.
        if rest.is_empty() {
            replace(node, &kept.value, at);
            return true;
        }
        match &mut node.tree {
            Tree::Map(inside) => {
                if replaces && let Some(node) = find(inside, rest) {
                    replace(node, &kept.value, at);
                    return true;
                }
                put(inside, rest, &kept.value, at)
            }
            Tree::List(_, inside) => put(inside, rest, &kept.value, at),
            _ => false,
        }
    }
}

/// Puts a value in the place of what is there.
pub(super) fn replace(node: &mut Node, value: &Value, at: Pointer) {
    node.tree = tree(value, at);
    node.at = vec![at];
    node.comment.clear();
}
