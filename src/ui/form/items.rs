//! The strip of things of one kind, of which one is edited: stages, functions.

use super::at;
use crate::browser;
use crate::dom::{Node, button, el, live, many};
use crate::field::table::Things;
use crate::field::{append, below, draw, item, length, text};
use crate::icon;
use crate::reactive::{RwSignal, memo};
use crate::session::{tongue, workspace};
use crate::words::Word;

/// What a strip needs.
#[derive(Clone, Copy)]
pub(super) struct Items {
    /// What the strip lists.
    pub(super) label: Word,
    /// Where the list stands in the design.
    pub(super) at: &'static str,
    pub(super) things: &'static Things,
    /// What is said while there is none.
    pub(super) empty: Word,
    /// What can be done with the thing at a place.
    pub(super) actions: fn(usize) -> Node,
}

impl Items {
    /// The strip, and the form of the chosen thing below.
    pub(super) fn draw(self, chosen: RwSignal<usize>) -> Node {
        let (ws, t) = (workspace(), tongue());
        let Self {
            at: key, things, ..
        } = self;
        let list = at(key);
        let names = ws.select(move |design| {
            let items = 0..length(design, list);
            let name = |item| text(design, below(list.join(item), things.name));
            items.map(name).collect::<Vec<_>>()
        });
        let count = memo(move || names.with(Vec::len));
        let here = memo(move || chosen.get().min(count.get().saturating_sub(1)));
        let problems = move |index: usize| {
            let head = format!("{list}/{index}/");
            ws.findings.with(|found| {
                found
                    .problems
                    .iter()
                    .find(|found| found.at.starts_with(&head))
                    .map(|found| found.severity)
            })
        };
        let tab = move |index: usize| {
            button("item")
                .live_state("aria-pressed", move || here.get() == index)
                .click(move || chosen.set(index))
                .live(move || names.with(|names| names.get(index).cloned()))
                .live(move || problems(index).map(icon::severity))
        };
        let body = live(move || {
            let (count, here) = (count.get(), here.get());
            if count == 0 {
                el("p.empty").child(self.empty.get(t)).into()
            } else {
                many([draw(things.fields, list.join(here)), (self.actions)(here)])
            }
        });
        let add = move || {
            if let Some(new) = append(ws, things, list) {
                chosen.set(item(new));
                browser::name_soon(below(new, things.name).to_string());
            }
        };
        let add = button("quiet.add")
            .click(add)
            .child(icon::PLUS.draw())
            .child(things.add.get(t));
        let strip = el("div.items")
            .attr("role", "group")
            .attr("aria-label", self.label.get(t))
            .live(move || (0..count.get()).map(tab).collect::<Node>())
            .child(add);
        many([strip.into(), body])
    }
}

/// A button below the form of a thing.
pub(super) fn action(
    classes: &'static str,
    icon: &icon::Icon,
    label: Word,
    act: impl FnMut() + 'static,
) -> Node {
    button(classes)
        .click(act)
        .child(icon.draw())
        .child(label.get(tongue()))
        .into()
}
