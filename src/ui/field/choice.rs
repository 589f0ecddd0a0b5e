//! One of few, each with its consequence; and some of few.

use leptos::prelude::*;

use super::frame::{foot, legend};
use super::{About, Lens};
use crate::boxed::{handler, live};
use crate::place::place;
use crate::session::{tongue, workspace};
use crate::words::Word;
use crate::workspace::Step;

/// One option of a [`Choice`].
pub(crate) struct Pick {
    /// What it is called; values of AWS stay as they are.
    pub(crate) title: &'static str,
    /// What follows from it.
    pub(crate) note: Option<Word>,
    /// Why it cannot be chosen.
    pub(crate) refused: Option<Word>,
}

impl Pick {
    /// An option with its consequence.
    pub(crate) fn new(title: &'static str, note: Word) -> Self {
        Self {
            title,
            note: Some(note),
            refused: None,
        }
    }

    /// An option that needs no more words.
    pub(crate) fn bare(title: &'static str) -> Self {
        Self {
            title,
            note: None,
            refused: None,
        }
    }
}

/// A segmented choice; the lens holds the place of the option.
#[component]
pub(crate) fn Choice(about: About, value: Lens<usize>, picks: Vec<Pick>) -> impl IntoView {
    let (ws, place, t) = (workspace(), place(), tongue());
    let Lens { get, set } = value;
    let now = ws.select(move |design| get(design));
    let id = about.id();
    let noted = picks.iter().any(|pick| pick.note.is_some());
    let options = picks.into_iter().enumerate().map(|(place, pick)| {
        let set = set.clone();
        let choose = move |_| {
            let set = set.clone();
            ws.edit(Step::new(about.label, ""), about.at, move |design| {
                set(design, place);
            });
        };
        let note = pick.refused.or(pick.note);
        view! {
            <label class="pick">
                <input type="radio" name=about.id() prop:checked=move || now.get() == place
                    disabled=pick.refused.is_some() on:change=handler(choose)/>
                <span class="pick-title">{pick.title}</span>
                {note.map(|note| view! { <span class="pick-note">{note(t)}</span> })}
            </label>
        }
    });
    view! {
        <fieldset class="field" id=id on:focusin=handler(move |_| place.focused.set(Some(about.at)))>
            {legend(about)}
            <div class=if noted { "picks noted" } else { "picks" }>{options.collect_view()}</div>
            {foot(about)}
        </fieldset>
    }
}

/// One text that can be among the texts of a list.
pub(crate) type Chip = (String, String);

/// Some of few: the lens holds those that are chosen, in the order of the offer.
#[component]
pub(crate) fn Chips(
    about: About,
    value: Lens<Vec<String>>,
    /// Value and class of each chip.
    #[prop(into)]
    offer: Signal<Vec<Chip>>,
    /// What to say when there is nothing to choose.
    empty: Word,
) -> impl IntoView {
    let (ws, place, t) = (workspace(), place(), tongue());
    let Lens { get, set } = value;
    let chosen = ws.select(move |design| get(design));
    let chips = live(move || {
        let mut offer = offer.get();
        // What is chosen and no longer on offer can still be taken off.
        let gone = chosen
            .get()
            .into_iter()
            .filter(|name| !offer.iter().any(|(value, _)| value == name));
        let gone: Vec<Chip> = gone.map(|name| (name, "gone".to_owned())).collect();
        offer.extend(gone);
        if offer.is_empty() {
            return view! { <p class="help">{empty(t)}</p> }.into_any();
        }
        let order: Vec<String> = offer.iter().map(|(value, _)| value.clone()).collect();
        let rows = offer.into_iter().map(|(value, class)| {
            let (set, order, name) = (set.clone(), order.clone(), value.clone());
            let on = chosen.with(|chosen| chosen.contains(&value));
            let flip = move |event| {
                let (set, mut list) = (set.clone(), chosen.get_untracked());
                list.retain(|other| *other != name);
                if event_target_checked(&event) {
                    list.push(name.clone());
                }
                let list = order
                    .iter()
                    .filter(|item| list.contains(item))
                    .cloned()
                    .collect();
                ws.edit(Step::new(about.label, ""), about.at, move |design| {
                    set(design, list);
                });
            };
            view! {
                <label class=format!("chip {class}")>
                    <input type="checkbox" prop:checked=on on:change=handler(flip)/>
                    <span>{value}</span>
                </label>
            }
        });
        view! { <div class="chips">{rows.collect_view()}</div> }.into_any()
    });
    view! {
        <fieldset class="field" id=about.id() on:focusin=handler(move |_| place.focused.set(Some(about.at)))>
            {legend(about)}
            {chips}
            {foot(about)}
        </fieldset>
    }
}
