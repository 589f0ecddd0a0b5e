//! On or off.

use leptos::prelude::*;
use web_sys::Event;

use super::frame::{described_by, foot, term, watched};
use super::{About, Lens};
use crate::dom::{Node, el};
use crate::session::{tongue, workspace};
use crate::workspace::Step;

/// A switch with its label beside it.
pub(crate) fn toggle(about: About, value: Lens<bool>) -> Node {
    let ws = workspace();
    let Lens { get, set } = value;
    let on = ws.select(move |design| get(design));
    let flip = move |event: &Event| {
        let (set, on) = (set.clone(), event_target_checked(event));
        ws.edit(Step::new(about.label, ""), about.at, move |design| {
            set(design, on);
        });
    };
    let input = el("input")
        .attr("type", "checkbox")
        .attr("role", "switch")
        .id(about.id())
        .attr("aria-describedby", described_by(&about))
        .live_flag("checked", move || on.get())
        .on("change", flip);
    let label = el("label.switch")
        .child(input)
        .child(el("span.track").attr("aria-hidden", "true"))
        .child(el("span.switch-label").child((about.label)(tongue())))
        .child(term(about));
    watched(el("div.field.toggle"), about)
        .child(label)
        .child(foot(about))
        .into()
}
