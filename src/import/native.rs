//! The studio's own `design.json`.

use super::Reading;
use super::finding::Finding;
use super::node::{Entry, Kind, Mark, Node, Place};
use crate::diagnostic::key_of;
use crate::model::{self, Design};

/// Reads a design; what its reader says by JSON Pointer gets a line and a column.
pub(super) fn read(root: &Node, reading: &mut Reading) -> Option<Design> {
    root.set_all(Mark::Represented);
    let opened = model::read_value(&root.to_json());
    for diagnostic in opened.diagnostics {
        let (at, entry) = follow(root, &diagnostic.at);
        if let Some(entry) = entry {
            entry.set_mark(Mark::Reported);
        }
        reading.findings.push(Finding {
            code: diagnostic.code,
            severity: diagnostic.severity,
            at,
            message: diagnostic.message,
            help: diagnostic.help,
        });
    }
    opened.design
}

/// Where a JSON Pointer leads, as far as it does, and the key there.
pub(super) fn follow<'a>(root: &'a Node, pointer: &str) -> (Place, Option<&'a Entry>) {
    let (mut node, mut at, mut entry) = (root, root.at, None);
    for step in pointer.split('/').skip(1) {
        let step = key_of(step);
        let next = match &node.kind {
            Kind::Map(_) => node.entry(&step).map(|found| {
                (at, entry) = (found.at, Some(found));
                &found.value
            }),
            Kind::List(items) => step.parse().ok().and_then(|index: usize| {
                let item = items.get(index)?;
                at = item.at;
                Some(item)
            }),
            _ => None,
        };
        match next {
            Some(next) => node = next,
            None => break,
        }
    }
    (at, entry)
}
