//! What a sheet consists of, as data that can be posted.

use std::fmt::{Display, Write as _};

use serde_json::{Map, Value, json};

use crate::diagnostic::Sentence;
use crate::text::json::{quote, quote_shown};
use crate::words::Language;

/// An element or a text, in the form that the page builds: a text is a string, an element a list of
/// its name with classes (`p.help`), its attributes, and what is in it.
///
/// It is written as it is described: a tree of values would take longer than all that is in it.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Its JSON, of an element without the last bracket.
    json: Vec<u8>,
    /// Where the next attribute of an element belongs; a text has none.
    attributes: Option<usize>,
}

/// An element, written as in CSS: `el("p.help")`.
pub(crate) fn el(name: &str) -> Piece {
    let mut json = Vec::with_capacity(64);
    json.push(b'[');
    quote(name, &mut json);
    json.extend_from_slice(b",{");
    let attributes = Some(json.len());
    json.push(b'}');
    Piece { json, attributes }
}

/// A button that acts; the text names its classes: `button("quiet", &act)`.
pub(crate) fn button(classes: &str, act: &Act) -> Piece {
    let name = if classes.is_empty() {
        "button".to_owned()
    } else {
        format!("button.{classes}")
    };
    el(&name).attr("type", "button").acts(act)
}

/// Several pieces, one after the other.
pub(crate) fn many(pieces: impl IntoIterator<Item = Piece>) -> Piece {
    el("").children(pieces)
}

impl Piece {
    /// An attribute. The last one counts where a name comes twice.
    pub(crate) fn attr(mut self, name: &str, value: impl Display) -> Self {
        let Some(at) = self.attributes else {
            return many([self]).attr(name, value);
        };
        let behind = self.json.len() - at;
        if self.json[at - 1] != b'{' {
            self.json.push(b',');
        }
        quote(name, &mut self.json);
        self.json.push(b':');
        quote_shown(value, &mut self.json);
        self.attributes = Some(self.json.len() - behind);
        // It was written behind what is inside.
        self.json[at..].rotate_left(behind);
        self
    }

    /// A bare attribute, where the condition holds.
    pub(crate) fn flag(self, name: &str, holds: bool) -> Self {
        if holds { self.attr(name, "") } else { self }
    }

    /// What happens when it is clicked.
    pub(crate) fn acts(self, act: &Act) -> Self {
        self.attr("data-act", act)
    }

    /// Something inside, after what is there already.
    pub(crate) fn child(mut self, piece: impl Inside) -> Self {
        if self.attributes.is_none() {
            self = many([self]);
        }
        self.json.push(b',');
        piece.write(&mut self.json);
        self
    }

    /// The bracket that an element lacks.
    fn end(&self) -> Option<u8> {
        self.attributes.map(|_| b']')
    }

    /// Several things inside.
    pub(crate) fn children(self, pieces: impl IntoIterator<Item = Piece>) -> Self {
        pieces.into_iter().fold(self, Piece::child)
    }

    /// It as a file of its own: XML, with a style sheet, without acts.
    pub(super) fn markup(&self, style: &str) -> String {
        let mut text = String::new();
        let piece = serde_json::from_str(&self.text()).unwrap_or_default();
        markup(&piece, style, &mut text);
        text.push('\n');
        text
    }

    /// Its JSON.
    pub(super) fn text(&self) -> String {
        let mut json = self.json.clone();
        json.extend(self.end());
        String::from_utf8(json).unwrap_or_default()
    }
}

/// What can stand inside of an element.
pub(crate) trait Inside {
    /// Adds its JSON.
    fn write(self, out: &mut Vec<u8>);
}

impl Inside for &str {
    fn write(self, out: &mut Vec<u8>) {
        quote(self, out);
    }
}

impl Inside for String {
    fn write(self, out: &mut Vec<u8>) {
        quote(&self, out);
    }
}

impl Inside for Piece {
    fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.json);
        out.extend(self.end());
    }
}

impl Inside for Option<Piece> {
    fn write(self, out: &mut Vec<u8>) {
        Piece::from(self).write(out);
    }
}

/// Writes a piece as XML; the style sheet stands inside the first element.
fn markup(piece: &Value, style: &str, out: &mut String) {
    let list = match piece {
        Value::String(text) => return out.push_str(&escaped(text)),
        Value::Array(list) => list,
        _ => return,
    };
    let name = list.first().and_then(Value::as_str).unwrap_or_default();
    let (tag, classes) = name.split_once('.').unwrap_or((name, ""));
    if !tag.is_empty() {
        out.push('<');
        out.push_str(tag);
        let attributes = list.get(1).and_then(Value::as_object);
        let attributes = attributes
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()));
        let class = (!classes.is_empty()).then_some(("class", classes));
        for (name, value) in class.into_iter().chain(attributes) {
            if name != "data-act" && name != "tabindex" {
                let _ = write!(out, " {name}=\"{}\"", escaped(value));
            }
        }
        out.push('>');
        if !style.is_empty() {
            let _ = write!(out, "<style>{style}</style>");
        }
    }
    for piece in list.iter().skip(2) {
        markup(piece, if tag.is_empty() { style } else { "" }, out);
    }
    if !tag.is_empty() {
        let _ = write!(out, "</{tag}>");
    }
}

/// A text for XML; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        let mut json = Vec::with_capacity(text.len() + 2);
        quote(text, &mut json);
        Self {
            json,
            attributes: None,
        }
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Option<Piece>> for Piece {
    fn from(piece: Option<Piece>) -> Self {
        piece.unwrap_or_else(|| many([]))
    }
}

/// What the page does when something is clicked. Several things go together in the order of `Desk::act`
/// in `src/ui/sheet.rs`: the design first, where to look last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Act(Value);

impl Act {
    fn with(mut self, key: &str, value: Value) -> Self {
        if !self.0.is_object() {
            self.0 = Value::Object(Map::new());
        }
        self.0[key] = value;
        self
    }

    /// Puts the text of a design in the place of the one that is there, as one step of that name.
    pub(crate) fn design(self, text: &str, step: &str) -> Self {
        self.with("design", json!([text, step]))
    }

    /// The same, as the design of that id.
    pub(crate) fn design_as(self, text: &str, step: &str, id: &str) -> Self {
        self.with("design", json!([text, step, id]))
    }

    /// From here on the page's design is a copy of its own.
    pub(crate) fn part(self) -> Self {
        self.with("part", true.into())
    }

    /// Says something that stays until it was read.
    pub(crate) fn say(self, text: &str) -> Self {
        self.with("say", text.into())
    }

    /// Clicks what has that id.
    pub(crate) fn click(self, id: &str) -> Self {
        self.with("click", id.into())
    }

    /// Changes the design by a patch ([`crate::model::patch`]), as one step of that name.
    pub(crate) fn patch(self, patch: &str, step: &str) -> Self {
        self.with("patch", json!([patch, step]))
    }

    /// Puts a text on the clipboard; an order waits until that is done.
    pub(crate) fn copy(self, text: &str) -> Self {
        self.with("copy", text.into())
    }

    /// Hands a file to the person: its name, its type, its text.
    pub(crate) fn save(self, name: &str, mime: &str, text: &str) -> Self {
        self.with("save", json!([name, mime, text]))
    }

    /// Puts values into controls, by their names.
    pub(crate) fn fill(self, values: &[(&str, &str)]) -> Self {
        let values = values.iter();
        let values = values.map(|(name, value)| ((*name).to_owned(), (*value).into()));
        self.with("fill", Value::Object(values.collect()))
    }

    /// Turns keys of one letter off, or on again.
    pub(crate) fn letters(self) -> Self {
        self.with("letters", true.into())
    }

    /// Asks for the same sheet again, with this order to it.
    pub(crate) fn order(self, order: &str) -> Self {
        self.with("order", order.into())
    }

    /// Shows another sheet in the dialog.
    pub(crate) fn open(self, sheet: &str) -> Self {
        self.with("open", sheet.into())
    }

    /// The same, with a value for one of its controls.
    pub(crate) fn open_with(self, sheet: &str, name: &str, value: &str) -> Self {
        self.open(sheet).with("about", json!([name, value]))
    }

    /// Shows the file of that path.
    pub(crate) fn file(self, path: &str) -> Self {
        self.with("file", path.into())
    }

    /// Shows the field at a JSON Pointer.
    pub(crate) fn go(self, pointer: impl Display) -> Self {
        self.with("go", pointer.to_string().into())
    }

    /// Shows the first line of that file which the field at a JSON Pointer made.
    pub(crate) fn seek(self, path: &str, pointer: &str) -> Self {
        self.with("seek", json!([path, pointer]))
    }

    /// Hands the archive of all files to the person, `whole` or with `placeholders`, or to the script that writes it into
    /// a `folder`.
    pub(crate) fn archive(self, how: &str) -> Self {
        self.with("archive", how.into())
    }

    /// Closes the dialog.
    pub(crate) fn close(self) -> Self {
        self.with("close", true.into())
    }

    /// Its JSON; empty for nothing.
    pub(crate) fn text(&self) -> String {
        if self.0.is_null() {
            String::new()
        } else {
            self.0.to_string()
        }
    }
}

impl std::fmt::Display for Act {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text())
    }
}

/// A finding's sentence: values in backticks are code, and it begins like a sentence.
pub(crate) fn prose(sentence: &Sentence, t: Language) -> Piece {
    many(sentence.pieces(t).map(|(is_code, text)| {
        if is_code {
            el("code").child(text)
        } else {
            text.into()
        }
    }))
}
