//! One text of the design.

use leptos::prelude::*;

use super::frame::{described_by, frame, is_wrong};
use super::input::Input;
use super::{About, Lens};
use crate::dom::{Node, el, many};
use crate::session::workspace;
use crate::words::Word;
use crate::workspace::Step;

/// A labelled text. `code` is what a machine reads: names, ARNs, paths.
pub(crate) struct TextField {
    about: About,
    value: Lens<String>,
    placeholder: Signal<String>,
    code: bool,
    lines: usize,
    reading: Option<fn(&str) -> Node>,
}

impl TextField {
    /// Free text on one line.
    pub(crate) fn new(about: About, value: Lens<String>) -> Self {
        Self {
            about,
            value,
            placeholder: Signal::default(),
            code: false,
            lines: 1,
            reading: None,
        }
    }

    /// The same for what a machine reads.
    pub(crate) fn code(self) -> Self {
        Self { code: true, ..self }
    }

    /// The same with that many lines.
    pub(crate) fn lines(self, lines: usize) -> Self {
        Self { lines, ..self }
    }

    /// The same with what holds while it is empty.
    pub(crate) fn placeholder(self, text: impl Into<Signal<String>>) -> Self {
        Self {
            placeholder: text.into(),
            ..self
        }
    }

    /// The same with what the text says, drawn below it.
    pub(crate) fn reading(self, reading: fn(&str) -> Node) -> Self {
        Self {
            reading: Some(reading),
            ..self
        }
    }
}

impl From<TextField> for Node {
    fn from(field: TextField) -> Self {
        draw(field)
    }
}

fn draw(field: TextField) -> Node {
    let TextField {
        about,
        value,
        placeholder,
        code,
        lines,
        reading,
    } = field;
    let get = value.get.clone();
    let now = workspace().select(move |design| get(design));
    let control = Input {
        described_by: described_by(&about),
        ..bare(about, value, now, placeholder, code)
    };
    let control = Input { lines, ..control }.draw();
    let reading =
        reading.map(|reading| el("div.reading").live(move || now.with(|text| reading(text))));
    frame(about, many([control, reading.into()]))
}

/// A text in a table, whose column or button names it.
pub(super) fn cell(about: About, name: String, value: Lens<String>, code: bool) -> Node {
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
