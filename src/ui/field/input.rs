//! The bare text control: composition, pasted rubbish, the pause after typing.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::text::half_width;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::Event;

use crate::browser;
use crate::dom::{Node, el, live, many};
use crate::place::{Place, place};
use crate::reactive::{LocalValue, Memo, RwSignal, StoredValue};
use crate::session::tongue;
use crate::words::{self as w, Word};

/// After this pause a field being typed in says what is wrong.
const QUIET: u32 = 800;

/// Bytes of a text. API Gateway's own largest is a mapping template of 300 KB ("Quotas for configuring and running a
/// REST API"); one of megabytes was pasted by mistake, and would be printed and kept with every key.
pub(crate) const LONGEST: usize = 400_000;

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
    pub(super) placeholder: Memo<String>,
    /// Code: monospaced, half-width, without the quotes and blanks that pasting brings.
    pub(super) code: bool,
    /// `text`, `numeric` or `decimal`.
    pub(super) mode: &'static str,
    /// More than one makes a text area.
    pub(super) lines: usize,
}

impl Input {
    /// The control with the note that it may have to give.
    pub(super) fn draw(self) -> Node {
        let t = tongue();
        let typing = Typing {
            place: place(),
            at: self.at,
            value: self.value,
            commit: self.commit,
            tidy: self.code && self.lines == 1,
            note: RwSignal::new(None),
            composing: StoredValue::new(false),
            quiet: LocalValue::new_local(None),
        };
        // A control that goes has no pause to wait for.
        on_cleanup(move || {
            let waits = typing.place.typing.get_untracked() == Some(typing.at);
            if waits {
                typing.place.typing.set(None);
            }
        });
        let (note, value, placeholder) = (typing.note, self.value, self.placeholder);
        let class = if self.code { "input code" } else { "input" };
        let invalid = move || {
            let refused = note.get().is_some_and(|(_, refused)| refused);
            (self.wrong.get() || refused).then_some("true")
        };
        let control = if self.lines > 1 {
            el("textarea").attr("rows", self.lines)
        } else {
            el("input")
                .attr("type", "text")
                .attr("inputmode", self.mode)
                .attr("autocomplete", "off")
                .attr("autocapitalize", "off")
        };
        let control = control
            .class(class)
            .id(self.at.to_string())
            .attr("aria-label", self.name)
            .attr("aria-describedby", self.described_by)
            .live_attr("aria-invalid", invalid)
            .attr("spellcheck", "false")
            .live_attr("placeholder", move || placeholder.get())
            .live_value(move || value.get())
            .on("input", move |event: &Event| typing.typed(event))
            .on("compositionstart", move |_: &Event| {
                typing.composing.set_value(true);
            })
            .on("compositionend", move |event: &Event| {
                typing.composed(event);
            })
            .on("blur", move |event: &Event| typing.left(event));
        let remark = move || {
            let note = note.get().map(|(note, _)| note.get(t));
            note.map(|note| el("p.note").attr("role", "status").child(note))
        };
        many([control.into(), live(remark)])
    }
}

/// What happens while a control is typed in; a handle that copies.
#[derive(Clone, Copy)]
struct Typing {
    place: Place,
    at: Pointer,
    value: Memo<String>,
    commit: Callback<String, Option<Word>>,
    /// Whether what machines cannot read goes by itself.
    tidy: bool,
    /// A refusal, or a remark on what was made of the text.
    note: RwSignal<Option<(Word, bool)>>,
    composing: StoredValue<bool>,
    quiet: LocalValue<Option<Timeout>>,
}

impl Typing {
    fn typed(self, event: &Event) {
        // A composition hands its text over when it ends.
        if !self.composing.get_value() {
            self.take(&event_target_value(event));
        }
    }

    fn composed(self, event: &Event) {
        self.composing.set_value(false);
        self.take(&event_target_value(event));
    }

    fn take(self, text: &str) {
        if text.len() > LONGEST {
            self.stop();
            return self.note.set(Some((w::too_long, true)));
        }
        let clean = if self.tidy {
            half_width(text)
        } else {
            text.to_owned()
        };
        let remark = (clean != text).then_some((w::made_half_width as Word, false));
        self.place.typing.set(Some(self.at));
        let refusal = self.commit.run(clean).map(|why| (why, true));
        self.note.set(refusal.or(remark));
        self.stop();
        let pause = move || {
            self.place
                .typing
                .update(|typing| *typing = typing.filter(|typed| *typed != self.at))
        };
        self.quiet.set_value(Some(browser::later(QUIET, pause)));
    }

    /// What was not taken does not stay in the control, and what pasting brought around code goes.
    fn left(self, event: &Event) {
        self.stop();
        self.place.typing.set(None);
        // A control may lose the focus because it is taken off the page.
        let Some(note) = self.note.try_get_untracked() else {
            return;
        };
        let text = event_target_value(event);
        let clean = text.trim().trim_matches(['"', '\'', '`', ',']).trim();
        let refused = note.is_some_and(|(_, refused)| refused);
        if self.tidy && clean != text && !refused {
            self.commit.run(clean.to_owned());
        }
        self.note.set(None);
        if let Some(now) = self.value.try_get_untracked() {
            place_value(event, &now);
        }
    }

    fn stop(self) {
        // It may be gone with its part of the page.
        self.quiet.try_set_value(None);
    }
}

fn place_value(event: &Event, value: &str) {
    use wasm_bindgen::JsCast as _;
    let target = event.target();
    if let Some(input) =
        target.and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
        && input.value() != value
    {
        input.set_value(value);
    }
}
