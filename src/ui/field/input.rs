//! The bare text control: composition, pasted rubbish, the pause after typing.

use std::time::Duration;

use gateway_studio::diagnostic::Pointer;
use leptos::ev;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

use crate::boxed::{handler, live};
use crate::place::place;
use crate::session::tongue;
use crate::words::{self as w, Word};

/// After this pause a field being typed in says what is wrong.
const QUIET: Duration = Duration::from_millis(800);

/// What a text control is made of.
pub(super) struct Input {
    /// Its DOM id and what its lines in the files are found by.
    pub(super) at: Pointer,
    /// Name for screen readers where no label stands beside it.
    pub(super) name: Option<String>,
    pub(super) described_by: String,
    pub(super) wrong: Memo<bool>,
    pub(super) value: Memo<String>,
    /// Takes a text; says why not when it cannot.
    pub(super) commit: Callback<String, Option<Word>>,
    pub(super) placeholder: Signal<String>,
    /// Code: monospaced, half-width, without the quotes and blanks that pasting brings.
    pub(super) code: bool,
    /// `text`, `numeric` or `decimal`.
    pub(super) mode: &'static str,
    /// More than one makes a text area.
    pub(super) lines: u32,
}

impl Input {
    /// The control with the note that it may have to give.
    pub(super) fn draw(self) -> AnyView {
        let (place, t) = (place(), tongue());
        let Self {
            at,
            value,
            commit,
            code,
            ..
        } = self;
        // A refusal, or a remark on what was made of the text.
        let note = RwSignal::new(None::<(Word, bool)>);
        let composing = StoredValue::new(false);
        let quiet = StoredValue::new(None::<TimeoutHandle>);
        let stop = move || {
            if let Some(Some(handle)) = quiet.try_update_value(Option::take) {
                handle.clear();
            }
        };
        let take = move |text: String| {
            let clean = if code {
                half_width(&text)
            } else {
                text.clone()
            };
            let changed = clean != text;
            place.typing.set(Some(at));
            let refusal = commit.run(clean).map(|why| (why, true));
            note.set(refusal.or_else(|| changed.then_some((w::made_half_width as Word, false))));
            stop();
            let pause = move || {
                // The page may be gone by then.
                let _ = place
                    .typing
                    .try_update(|typing| *typing = typing.filter(|typed| *typed != at));
            };
            quiet.set_value(set_timeout_with_handle(pause, QUIET).ok());
        };
        let typed = move |event: ev::Event| {
            if !composing.get_value() {
                take(event_target_value(&event));
            }
        };
        let composed = move |event: ev::CompositionEvent| {
            composing.set_value(false);
            take(event_target_value(&event));
        };
        // What was not taken does not stay in the field, and pasted rubbish around code goes.
        let refused = move || note.get().is_some_and(|(_, refused)| refused);
        let left = move |event: ev::FocusEvent| {
            stop();
            place.typing.set(None);
            let text = event_target_value(&event);
            let clean = text.trim().trim_matches(['"', '\'', '`', ',']).trim();
            if code && clean != text && !untrack(refused) {
                commit.run(clean.to_owned());
            }
            note.set(None);
            place_value(&event, &value.get_untracked());
        };
        let class = if code { "input code" } else { "input" };
        let invalid = move || (self.wrong.get() || refused()).then_some("true");
        let placeholder = self.placeholder;
        let control = if self.lines > 1 {
            view! {
                <textarea class=class id=at.to_string() rows=self.lines aria-label=self.name aria-describedby=self.described_by
                    aria-invalid=invalid spellcheck="false" placeholder=move || placeholder.get() prop:value=move || value.get()
                    on:input=handler(typed) on:compositionstart=handler(move |_| composing.set_value(true)) on:compositionend=handler(composed) on:blur=handler(left)/>
            }
            .into_any()
        } else {
            view! {
                <input class=class id=at.to_string() type="text" inputmode=self.mode aria-label=self.name
                    aria-describedby=self.described_by aria-invalid=invalid spellcheck="false" autocomplete="off"
                    autocapitalize="off" placeholder=move || placeholder.get() prop:value=move || value.get()
                    on:input=handler(typed) on:compositionstart=handler(move |_| composing.set_value(true)) on:compositionend=handler(composed) on:blur=handler(left)/>
            }
            .into_any()
        };
        view! {
            {control}
            {live(move || note.get().map(|(note, _)| view! { <p class="note" role="status">{note(t)}</p> }))}
        }
        .into_any()
    }
}

fn place_value(event: &ev::FocusEvent, value: &str) {
    use wasm_bindgen::JsCast as _;
    let target = event.target();
    if let Some(input) =
        target.and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
        && input.value() != value
    {
        input.set_value(value);
    }
}

/// Full-width letters, digits and signs as the ASCII that AWS wants.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}
