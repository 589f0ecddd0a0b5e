//! One of a list too long for a segmented choice.

use leptos::prelude::*;

use super::frame::{described_by, frame, is_wrong};
use super::{About, Lens};
use crate::dom::{Node, el};
use crate::session::{tongue, workspace};
use crate::words as w;
use crate::workspace::Step;

/// A labelled native select. A value that is not on offer stays visible as one that is not.
/// An option is its value and its text.
pub(crate) fn select(
    about: About,
    value: Lens<String>,
    options: impl Into<Signal<Vec<(String, String)>>>,
) -> Node {
    draw(about, value, options.into())
}

fn draw(about: About, value: Lens<String>, options: Signal<Vec<(String, String)>>) -> Node {
    let (ws, t) = (workspace(), tongue());
    let Lens { get, set } = value;
    let now = ws.select(move |design| get(design));
    let wrong = is_wrong(about.at);
    let choose = move |chosen: String| {
        let set = set.clone();
        ws.edit(Step::new(about.label, ""), about.at, move |design| {
            set(design, chosen);
        });
    };
    let list = move || {
        let mut options = options.get();
        let chosen = now.get();
        if !options.iter().any(|(value, _)| *value == chosen) {
            let text = if chosen.is_empty() {
                w::choose(t).to_owned()
            } else {
                w::not_offered(t, &chosen)
            };
            options.insert(0, (chosen.clone(), text));
        }
        let rows = options.into_iter().map(|(value, text)| {
            let selected = value == chosen;
            el("option")
                .attr("value", value)
                .live_flag("selected", move || selected)
                .child(text)
        });
        rows.collect::<Node>()
    };
    let control = el("select.input")
        .id(about.id())
        .attr("aria-describedby", described_by(&about))
        .live_attr("aria-invalid", move || wrong.get().then_some("true"))
        .takes("change", choose)
        .live(list);
    frame(about, control)
}
