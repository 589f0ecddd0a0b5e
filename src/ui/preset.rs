//! The choice of a worked starting point in the place of this design.

use gateway_studio::model::preset::{PRESETS, find};
use leptos::prelude::*;

use crate::dom::{El, Node, el};
use crate::session::{session, tongue, workspace};
use crate::words as w;
use crate::workspace::Step;

/// A list of the presets and the button that takes one, as one step.
pub(crate) fn preset_picker() -> El {
    let (ws, session, t) = (workspace(), session(), tongue());
    let chosen = RwSignal::new(PRESETS[0].name.to_owned());
    let options = PRESETS.iter().map(|preset| {
        el("option")
            .attr("value", preset.name)
            .attr("title", (preset.summary)().get(t).to_owned())
            .child(preset.name)
    });
    let list = el("select.input.code")
        .attr("aria-label", w::preset(t))
        .takes("change", move |name: String| chosen.set(name))
        .child(options.collect::<Node>());
    let start = el("button")
        .attr("type", "button")
        .click(move || {
            if let Some(preset) = find(&chosen.get_untracked()) {
                let design = session.speaking((preset.design)());
                session.replace(ws, Step::new(w::did_start_from, preset.name), design);
            }
        })
        .child(w::start_from_preset(t));
    let summary = move || {
        let found = chosen.with(|name| find(name));
        found.map(|preset| (preset.summary)().get(t).to_owned())
    };
    el("div.preset")
        .child(list)
        .child(start)
        .child(el("p.help").attr("aria-live", "polite").live(summary))
}
