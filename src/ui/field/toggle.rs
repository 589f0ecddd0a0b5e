//! On or off.

use leptos::prelude::*;

use super::frame::{Messages, described_by, term};
use super::{About, Lens};
use crate::boxed::handler;
use crate::place::place;
use crate::session::{tongue, workspace};
use crate::workspace::Step;

/// A switch with its label beside it.
#[component]
pub(crate) fn Toggle(about: About, value: Lens<bool>) -> impl IntoView {
    let (ws, place, t) = (workspace(), place(), tongue());
    let Lens { get, set } = value;
    let on = ws.select(move |design| get(design));
    let flip = move |event| {
        let (set, on) = (set.clone(), event_target_checked(&event));
        ws.edit(Step::new(about.label, ""), about.at, move |design| {
            set(design, on);
        });
    };
    let id = about.id();
    view! {
        <div class="field toggle" on:focusin=handler(move |_| place.focused.set(Some(about.at)))>
            <label class="switch">
                <input type="checkbox" role="switch" id=id.clone() aria-describedby=described_by(&about)
                    prop:checked=move || on.get() on:change=handler(flip)/>
                <span class="track" aria-hidden="true"></span>
                <span class="switch-label">{(about.label)(t)}</span>
                {term(about)}
            </label>
            {about.help.map(|help| view! { <p class="help" id=format!("{id}-help")>{help(t)}</p> })}
            <Messages at=about.at/>
        </div>
    }
}
