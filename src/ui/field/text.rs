//! One text of the design.

use leptos::prelude::*;

use super::frame::{described_by, frame, is_wrong};
use super::input::Input;
use super::{About, Lens};
use crate::boxed::live;
use crate::session::workspace;
use crate::words::Word;
use crate::workspace::Step;

/// A labelled text. `code` is what a machine reads: names, ARNs, paths.
#[component]
pub(crate) fn TextField(
    about: About,
    value: Lens<String>,
    /// What holds while the field is empty.
    #[prop(into, optional)]
    placeholder: Signal<String>,
    #[prop(optional)] code: bool,
    #[prop(default = 1)] lines: u32,
    /// What the text says, drawn below it.
    #[prop(optional)]
    reading: Option<fn(&str) -> AnyView>,
) -> impl IntoView {
    let get = value.get.clone();
    let now = workspace().select(move |design| get(design));
    let control = Input {
        described_by: described_by(&about),
        ..bare(about, value, now, placeholder, code)
    };
    let control = Input { lines, ..control }.draw();
    let reading = reading.map(
        |reading| view! { <div class="reading">{live(move || now.with(|text| reading(text)))}</div> },
    );
    frame(about, view! { {control}{reading} }.into_any())
}

/// A text in a table, whose column or button names it.
pub(super) fn cell(about: About, name: String, value: Lens<String>, code: bool) -> AnyView {
    let get = value.get.clone();
    let now = workspace().select(move |design| get(design));
    Input {
        name: Some(name),
        ..bare(about, value, now, Signal::default(), code)
    }
    .draw()
}

fn bare(
    about: About,
    value: Lens<String>,
    now: Memo<String>,
    placeholder: Signal<String>,
    code: bool,
) -> Input {
    let ws = workspace();
    let commit = Callback::new(move |text: String| {
        let set = value.set.clone();
        ws.edit(Step::typing(about.label), about.at, move |design| {
            set(design, text);
        });
        None::<Word>
    });
    Input {
        at: about.at,
        name: None,
        described_by: format!("{}-messages", about.id()),
        wrong: is_wrong(about.at),
        value: now,
        commit,
        placeholder,
        code,
        mode: "text",
        lines: 1,
    }
}
