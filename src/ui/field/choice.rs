//! One of few, each with its consequence; and some of few.

use leptos::prelude::*;
use web_sys::Event;

use super::frame::{foot, legend, watched};
use super::{About, Lens};
use crate::dom::{Node, el};
use crate::session::{tongue, workspace};
use crate::words::Word;
use crate::workspace::Step;

/// One option of a [`choice`].
pub(crate) struct Pick {
    /// What it is called; values of AWS stay as they are.
    pub(crate) title: &'static str,
    /// What follows from it.
    pub(crate) note: Option<Word>,
}

impl Pick {
    /// An option with its consequence.
    pub(crate) fn new(title: &'static str, note: Word) -> Self {
        Self {
            title,
            note: Some(note),
        }
    }

    /// An option that needs no more words.
    pub(crate) fn bare(title: &'static str) -> Self {
        Self { title, note: None }
    }
}

/// A segmented choice; the lens holds the place of the option.
pub(crate) fn choice(about: About, value: Lens<usize>, picks: Vec<Pick>) -> Node {
    let (ws, t) = (workspace(), tongue());
    let Lens { get, set } = value;
    let now = ws.select(move |design| get(design));
    let noted = picks.iter().any(|pick| pick.note.is_some());
    let options = picks.into_iter().enumerate().map(|(place, pick)| {
        let set = set.clone();
        let choose = move |_: &Event| {
            let set = set.clone();
            ws.edit(Step::new(about.label, ""), about.at, move |design| {
                set(design, place);
            });
        };
        let note = pick.note;
        let input = el("input")
            .attr("type", "radio")
            .attr("name", about.id())
            .live_flag("checked", move || now.get() == place)
            .on("change", choose);
        el("label.pick")
            .child(input)
            .child(el("span.pick-title").child(pick.title))
            .child(note.map(|note| el("span.pick-note").child(note(t))))
    });
    let class = if noted { "picks noted" } else { "picks" };
    watched(el("fieldset.field"), about)
        .id(about.id())
        .child(legend(about))
        .child(el("div").class(class).child(options.collect::<Node>()))
        .child(foot(about))
        .into()
}

/// One text that can be among the texts of a list: its value and its class.
pub(crate) type Chip = (String, String);

/// Some of few: the lens holds those that are chosen, in the order of the offer. `empty` is said
/// when there is nothing to choose.
pub(crate) fn chips(
    about: About,
    value: Lens<Vec<String>>,
    offer: impl Into<Signal<Vec<Chip>>>,
    empty: Word,
) -> Node {
    draw_chips(about, value, offer.into(), empty)
}

fn draw_chips(
    about: About,
    value: Lens<Vec<String>>,
    offer: Signal<Vec<Chip>>,
    empty: Word,
) -> Node {
    let ws = workspace();
    let Lens { get, set } = value;
    let chosen = ws.select(move |design| get(design));
    let t = tongue();
    let chips = move || {
        let mut offer = offer.get();
        // What is chosen and no longer on offer can still be taken off.
        let gone = chosen
            .get()
            .into_iter()
            .filter(|name| !offer.iter().any(|(value, _)| value == name));
        let gone: Vec<Chip> = gone.map(|name| (name, "gone".to_owned())).collect();
        offer.extend(gone);
        if offer.is_empty() {
            return el("p.help").child(empty(t));
        }
        let order: Vec<String> = offer.iter().map(|(value, _)| value.clone()).collect();
        let rows = offer.into_iter().map(|(value, class)| {
            let (set, order, name) = (set.clone(), order.clone(), value.clone());
            let on = chosen.with(|chosen| chosen.contains(&value));
            let flip = move |event: &Event| {
                let (set, mut list) = (set.clone(), chosen.get_untracked());
                list.retain(|other| *other != name);
                if event_target_checked(event) {
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
            let input = el("input")
                .attr("type", "checkbox")
                .live_flag("checked", move || on)
                .on("change", flip);
            el("label")
                .class(format!("chip {class}"))
                .child(input)
                .child(el("span").child(value))
        });
        el("div.chips").child(rows.collect::<Node>())
    };
    watched(el("fieldset.field"), about)
        .id(about.id())
        .child(legend(about))
        .child(crate::dom::live(chips))
        .child(foot(about))
        .into()
}
