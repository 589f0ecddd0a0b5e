//! Lists: texts, one a row, and tables of variables.

use gateway_studio::model::Variable;
use leptos::prelude::*;

use super::frame::{Messages, foot, legend};
use super::text::cell;
use super::{About, Reach};
use crate::boxed::{handler, live};
use crate::browser;
use crate::icon;
use crate::place::place;
use crate::session::{session, tongue, workspace};
use crate::words::{self as w, Word};
use crate::workspace::Step;

/// Texts, one a row.
#[component]
pub(crate) fn Lines(about: About, value: Reach<Vec<String>>, add: Word) -> impl IntoView {
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
        view! { <div class="cell">{input}<Messages at=about.at/></div> }.into_any()
    };
    rows(about, value, row, add, "")
}

/// Names with values.
#[component]
pub(crate) fn Variables(about: About, value: Reach<Vec<Variable>>) -> impl IntoView {
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
        view! {
            <div class="cell">{name_cell}<Messages at=name.at/></div>
            <div class="cell">{value_cell}<Messages at=text.at/></div>
        }
        .into_any()
    };
    rows(about, value, row, w::add_variable, "two")
}

fn rows<T: Default + 'static>(
    about: About,
    list: Reach<Vec<T>>,
    row: impl Fn(usize) -> AnyView + Send + Sync + 'static,
    add: Word,
    class: &'static str,
) -> AnyView {
    let (ws, place, session, t) = (workspace(), place(), session(), tongue());
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
    let append = move |_| {
        let write = write.clone();
        ws.edit(Step::new(add, ""), about.at, move |design| {
            if let Some(list) = write(design) {
                list.push(T::default());
            }
        });
        let newest = about.at.join(count.get_untracked().saturating_sub(1));
        browser::focus_soon([newest.to_string(), newest.join("name").to_string()]);
    };
    let body = live(move || {
        let rows = (0..count.get()).map(|index| {
            let label = w::remove_row(t, index + 1);
            view! {
                <li class=format!("row {class}")>
                    {row(index)}
                    <button type="button" class="quiet icon" aria-label=label.clone() title=label on:click=handler(move |_| remove.run(index))>{icon::CROSS.draw()}</button>
                </li>
            }
        });
        rows.collect_view()
    });
    view! {
        <fieldset class="field" id=about.id() on:focusin=handler(move |_| place.focused.set(Some(about.at)))>
            {legend(about)}
            <ul class="rows">{body}</ul>
            <button type="button" class="quiet add" on:click=handler(append)>{icon::PLUS.draw()}{add(t)}</button>
            {foot(about)}
        </fieldset>
    }
    .into_any()
}
