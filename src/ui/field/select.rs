//! One of a list too long for a segmented choice.

use leptos::prelude::*;

use super::frame::{described_by, frame, is_wrong};
use super::{About, Lens};
use crate::boxed::{handler, live};
use crate::session::{tongue, workspace};
use crate::words as w;
use crate::workspace::Step;

/// A labelled native select. A value that is not on offer stays visible as one that is not.
#[component]
pub(crate) fn Select(
    about: About,
    value: Lens<String>,
    /// Value and text of each option.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let (ws, t) = (workspace(), tongue());
    let Lens { get, set } = value;
    let now = ws.select(move |design| get(design));
    let wrong = is_wrong(about.at);
    let choose = move |event| {
        let (set, chosen) = (set.clone(), event_target_value(&event));
        ws.edit(Step::new(about.label, ""), about.at, move |design| {
            set(design, chosen);
        });
    };
    let list = live(move || {
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
            view! { <option value=value prop:selected=selected>{text}</option> }
        });
        rows.collect_view()
    });
    let control = view! {
        <select class="input" id=about.id() aria-describedby=described_by(&about)
            aria-invalid=move || wrong.get().then_some("true") on:change=handler(choose)>{list}</select>
    };
    frame(about, control.into_any())
}
