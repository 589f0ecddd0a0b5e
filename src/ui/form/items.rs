//! The strip of things of one kind, of which one is edited: stages, functions.

use leptos::prelude::*;

use crate::dom::{Node, button, el, live, many};
use crate::icon;
use crate::reactive::memo;
use crate::session::{tongue, workspace};
use crate::words::Word;

/// What a strip needs.
pub(super) struct Items {
    /// What the strip lists.
    pub(super) label: Word,
    pub(super) names: Memo<Vec<String>>,
    pub(super) chosen: RwSignal<usize>,
    /// Where the list stands in the design.
    pub(super) at: &'static str,
    pub(super) add: Word,
    pub(super) append: Callback<()>,
    /// What is said while there is none.
    pub(super) empty: Word,
    /// The form of the thing at a place.
    pub(super) form: fn(usize) -> Node,
}

impl Items {
    /// The strip, and the form of the chosen thing below.
    pub(super) fn draw(self) -> Node {
        let (ws, t) = (workspace(), tongue());
        let Self {
            names,
            chosen,
            at,
            append,
            empty,
            form,
            ..
        } = self;
        let count = memo(move || names.with(Vec::len));
        let here = memo(move || chosen.get().min(count.get().saturating_sub(1)));
        let problems = move |index: usize| {
            let head = format!("/{at}/{index}/");
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
                el("p.empty").child(empty(t)).into()
            } else {
                form(here)
            }
        });
        let add = button("quiet.add")
            .click(move || append.run(()))
            .child(icon::PLUS.draw())
            .child((self.add)(t));
        let strip = el("div.items")
            .attr("role", "group")
            .attr("aria-label", (self.label)(t))
            .live(move || (0..count.get()).map(tab).collect::<Node>())
            .child(add);
        many([strip.into(), body])
    }
}

/// A name that none of the others has: `new`, `new2`, `new3`.
pub(crate) fn free_name(stem: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut name = stem.to_owned();
    let mut number = 2;
    while taken(&name) {
        name = format!("{stem}{number}");
        number += 1;
    }
    name
}
