//! Which keys of files became what, for who wants to see more than their number.

use super::node::{Entry, Kind, Mark, Node, Place};
use super::{Source, read_documents};
use crate::words::Language;

/// A key, with everything below it that became the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Where it stands.
    pub at: Place,
    /// The keys that lead to it, from the outermost: those of a list by their number, from 0.
    pub path: Vec<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// How many keys that are, itself and those below.
    pub count: usize,
}

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The design says it.
    Represented,
    /// It goes back out as it came.
    Kept,
    /// A finding says why it is not taken over.
    Reported,
}

impl Outcome {
    const fn of(mark: Mark) -> Self {
        match mark {
            Mark::Represented => Self::Represented,
            Mark::Kept => Self::Kept,
            Mark::Reported | Mark::Unread => Self::Reported,
        }
    }
}

/// The keys of files and what became of each when they are read, in their order. Those below a key that became the same are in
/// its count.
pub fn keys(sources: &[Source<'_>], language: Language) -> Vec<Key> {
    let (_, documents) = read_documents(sources, language);
    let mut keys = Vec::new();
    for (document, _) in &documents {
        list(document, &mut Vec::new(), &mut keys);
    }
    keys
}

fn list(node: &Node, path: &mut Vec<String>, keys: &mut Vec<Key>) {
    match &node.kind {
        Kind::Map(entries) => {
            for entry in entries {
                path.push(entry.key.as_str().to_owned());
                list_entry(entry, path, keys);
                path.pop();
            }
        }
        Kind::List(items) => {
            for (number, item) in items.iter().enumerate() {
                path.push(number.to_string());
                list(item, path, keys);
                path.pop();
            }
        }
        _ => {}
    }
}

fn list_entry(entry: &Entry, path: &mut Vec<String>, keys: &mut Vec<Key>) {
    let outcome = Outcome::of(entry.mark());
    let is_one = is_all(&entry.value, outcome);
    keys.push(Key {
        at: entry.at,
        path: path.clone(),
        outcome,
        count: 1 + if is_one { entry.value.keys() } else { 0 },
    });
    if !is_one {
        list(&entry.value, path, keys);
    }
}

/// Whether everything below became that.
fn is_all(node: &Node, outcome: Outcome) -> bool {
    match &node.kind {
        Kind::Map(entries) => entries
            .iter()
            .all(|entry| Outcome::of(entry.mark()) == outcome && is_all(&entry.value, outcome)),
        Kind::List(items) => items.iter().all(|item| is_all(item, outcome)),
        _ => true,
    }
}
