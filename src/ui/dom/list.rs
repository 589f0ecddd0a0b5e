//! Rows with keys: a row whose key stays keeps its element, wherever it moves.

use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::prelude::Owner;

use super::built::Built;
use super::{El, Node};
use crate::reactive::Run;

/// One row: its key, and how to draw it when the key is new.
pub(super) struct Row {
    key: u64,
    draw: Box<dyn FnOnce() -> El>,
}

/// The rows to show now, and the owner of what they hold.
pub(crate) struct Rows {
    pub(super) rows: Box<dyn Run<(), Vec<Row>>>,
    pub(super) owner: Owner,
}

/// A row in the document. It has an owner of its own, since it outlives the run that made it.
pub(super) struct Shown {
    key: u64,
    pub(super) built: Built,
    owner: Owner,
}

/// Rows that follow what `items` reads. An item is its own key: when anything in it changes,
/// its row is drawn anew. A row is one element.
pub(crate) fn list<T: Hash + 'static>(
    mut items: impl FnMut() -> Vec<T> + 'static,
    draw: impl Fn(T) -> El + Clone + 'static,
) -> Node {
    let rows = move |()| {
        let row = |item: T| {
            let mut hasher = DefaultHasher::new();
            item.hash(&mut hasher);
            let draw = draw.clone();
            Row {
                key: hasher.finish(),
                draw: Box::new(move || draw(item)),
            }
        };
        items().into_iter().map(row).collect()
    };
    Node::List(Rows {
        rows: Box::new(rows),
        owner: Owner::current().unwrap_or_default(),
    })
}

/// Makes the rows in the document those that are wanted, in their order, before the mark. Those that stay at either end are not
/// touched: when somebody types, one row changes of many.
pub(super) fn update(
    mut before: Vec<Shown>,
    mut wanted: Vec<Row>,
    owner: &Owner,
    mark: &web_sys::Node,
) -> Vec<Shown> {
    let same = |(one, other): &(&Shown, &Row)| one.key == other.key;
    let above = before.iter().zip(&wanted).take_while(same).count();
    let ends = before[above..]
        .iter()
        .rev()
        .zip(wanted[above..].iter().rev());
    let below = ends.take_while(same).count();
    let tail = before.split_off(before.len() - below);
    let middle = before.split_off(above);
    wanted.truncate(wanted.len() - below);
    let wanted = wanted.split_off(above);
    if !(middle.is_empty() && wanted.is_empty()) {
        let next = tail.first().and_then(|row| row.built.first());
        before.extend(replace(
            middle,
            wanted,
            owner,
            next.as_ref().unwrap_or(mark),
        ));
    }
    before.extend(tail);
    before
}

/// Puts other rows in the place of some, before the mark.
fn replace(
    before: Vec<Shown>,
    wanted: Vec<Row>,
    owner: &Owner,
    mark: &web_sys::Node,
) -> Vec<Shown> {
    let (mut kept, gone): (Vec<_>, Vec<_>) = before
        .into_iter()
        .partition(|row| wanted.iter().any(|wanted| wanted.key == row.key));
    for row in gone {
        row.built.remove();
    }
    let Some(parent) = mark.parent_node() else {
        return kept;
    };
    let mut next = kept.first().and_then(|row| row.built.first());
    let mut shown = Vec::with_capacity(wanted.len());
    for row in wanted {
        let old = kept.iter().position(|old| old.key == row.key);
        let row = if let Some(old) = old {
            kept.remove(old)
        } else {
            let owner = owner.child();
            let built = owner.with(|| Built::detached((row.draw)()));
            Shown {
                key: row.key,
                built,
                owner,
            }
        };
        if let Some(node) = row.built.first() {
            if next.as_ref() == Some(&node) {
                next = node.next_sibling();
            } else {
                // Both are in the document, so there is nothing that could fail.
                let _ = parent.insert_before(&node, next.as_ref().or(Some(mark)));
            }
        }
        shown.push(row);
    }
    shown
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}
