//! Lists: texts, one a row, and tables of variables.

use gateway_studio::model::Variable;
use leptos::prelude::*;

use super::frame::{foot, legend, messages, watched};
use super::text::cell;
use super::{About, Reach};
use crate::browser;
use crate::dom::{El, Node, button, el, many};
use crate::icon;
use crate::session::{session, tongue, workspace};
use crate::words::{self as w, Word};
use crate::workspace::Step;

/// Texts, one a row.
pub(crate) fn lines(about: About, value: Reach<Vec<String>>, add: Word) -> Node {
    let t = tongue();
    let lens = value.clone();
    let row = move |index: usize| {
        let about = About {
            at: about.at.join(index),
            ..about
        };
        let name = format!("{} {}", (about.label)(t), index + 1);
        let input = cell(
            about,
            name,
            lens.item(index).lens(Clone::clone, |text, new| *text = new),
            true,
        );
        table_cell(input, about).into()
    };
    rows(about, value, row, add, "")
}

/// Names with values.
pub(crate) fn variables(about: About, value: Reach<Vec<Variable>>) -> Node {
    pairs(about, value, w::add_variable)
}

/// Names with values; `add` stands on the button for one more.
pub(crate) fn pairs(about: About, value: Reach<Vec<Variable>>, add: Word) -> Node {
    let t = tongue();
    let lens = value.clone();
    let row = move |index: usize| {
        let at = about.at.join(index);
        let name = About {
            at: at.join("name"),
            ..about
        };
        let text = About {
            at: at.join("value"),
            ..about
        };
        let label = |word: Word| format!("{} {}", word(t), index + 1);
        let name_cell = cell(
            name,
            label(w::variable_name),
            lens.item(index)
                .lens(|v| v.name.clone(), |v, new| v.name = new),
            true,
        );
        let value_cell = cell(
            text,
            label(w::variable_value),
            lens.item(index)
                .lens(|v| v.value.clone(), |v, new| v.value = new),
            false,
        );
        many([
            table_cell(name_cell, name).into(),
            table_cell(value_cell, text).into(),
        ])
    };
    rows(about, value, row, add, "two")
}

/// A control of a table with what is wrong there.
fn table_cell(input: Node, about: About) -> El {
    el("div.cell").child(input).child(messages(about.at))
}

fn rows<T: Default + 'static>(
    about: About,
    list: Reach<Vec<T>>,
    row: impl Fn(usize) -> Node + 'static,
    add: Word,
    class: &'static str,
) -> Node {
    let (ws, session, t) = (workspace(), session(), tongue());
    let Reach { read, write } = list;
    let count = ws.select(move |design| read(design).map_or(0, Vec::len));
    let (erase, write) = (write.clone(), write);
    let remove = Callback::new(move |index: usize| {
        let write = erase.clone();
        let step = Step::new(w::did_remove_from, (about.label)(t));
        session.did(&step);
        ws.edit(step, about.at, move |design| {
            if let Some(list) = write(design).filter(|list| index < list.len()) {
                list.remove(index);
            }
        });
    });
    let append = move || {
        let write = write.clone();
        ws.edit(Step::new(add, ""), about.at, move |design| {
            if let Some(list) = write(design) {
                list.push(T::default());
            }
        });
        let newest = about.at.join(count.get_untracked().saturating_sub(1));
        browser::focus_soon([newest.to_string(), newest.join("name").to_string()]);
    };
    let body = move || {
        let rows = (0..count.get()).map(|index| {
            let label = w::remove_row(t, index + 1);
            let remove = button("quiet.icon")
                .attr("aria-label", label.clone())
                .attr("title", label)
                .click(move || remove.run(index))
                .child(icon::CROSS.draw());
            el("li")
                .class(format!("row {class}"))
                .child(row(index))
                .child(remove)
        });
        rows.collect::<Node>()
    };
    let append = button("quiet.add")
        .click(append)
        .child(icon::PLUS.draw())
        .child(add(t));
    watched(el("fieldset.field"), about)
        .id(about.id())
        .child(legend(about))
        .child(el("ul.rows").live(body))
        .child(append)
        .child(foot(about))
        .into()
}
