//! JSON, ASCII only: no reader's locale can spoil it (Zappa opens its settings with the locale's codec).

mod overlay;

pub use overlay::Overlay;

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::Write as _;

use overlay::{Members, Over};

use super::{Class, Document, Sink, is_hidden};
use crate::diagnostic::Pointer;

/// A JSON string literal with every character outside printable ASCII escaped.
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            _ => escape(c, &mut out),
        }
    }
    out.push('"');
    out
}

/// JSON that was written by another printer, with escapes for what is not seen: only texts can hold it.
pub fn seen(json: &str) -> Cow<'_, str> {
    if !json.contains(is_hidden) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) {
            escape(c, &mut out);
        } else {
            out.push(c);
        }
    }
    out.into()
}

fn escape(c: char, out: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing to a string cannot fail.
        let _ = write!(out, "\\u{unit:04x}");
    }
}

/// Adds a text to JSON that no person reads, where any character but those that must not stand there stays.
pub fn quote(text: &str, out: &mut Vec<u8>) {
    if has_special(text.as_bytes()) {
        // Memory takes everything.
        let written = serde_json::to_writer(out, text);
        debug_assert!(written.is_ok());
        return;
    }
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// The same of what a value shows.
pub fn quote_shown(value: impl Display, out: &mut Vec<u8>) {
    out.push(b'"');
    let start = out.len();
    // Memory takes everything.
    let written = write!(out, "{value}");
    debug_assert!(written.is_ok());
    if has_special(&out[start..]) {
        let shown = out.split_off(start);
        out.pop();
        quote(&String::from_utf8(shown).unwrap_or_default(), out);
    } else {
        out.push(b'"');
    }
}

/// Whether a byte stands there that must not stand in a text of JSON as it is.
fn has_special(bytes: &[u8]) -> bool {
    for byte in bytes {
        if SPECIAL[usize::from(*byte)] {
            return true;
        }
    }
    false
}

/// Which bytes these are: looking one up is quicker than comparing it with each.
static SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < b' ' {
        table[byte as usize] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

/// A number as JSON writes it: without a fraction where it has none.
pub fn number(value: f64) -> String {
    let text = serde_json::Number::from_f64(value).map_or("0".into(), |number| number.to_string());
    match text.strip_suffix(".0") {
        Some(whole) => whole.into(),
        None => text,
    }
}

/// A scalar value.
#[derive(Clone, Debug)]
pub enum Scalar<'a> {
    /// A string.
    Text(&'a str),
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(u32),
    /// Any other number.
    Number(f64),
}

impl<'a> From<&'a str> for Scalar<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Scalar<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Scalar<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u32> for Scalar<'_> {
    fn from(value: u32) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Scalar<'_> {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl Scalar<'_> {
    /// Its class and its JSON text.
    pub fn encode(&self) -> (Class, String) {
        match self {
            Self::Text(text) => (Class::Text, string(text)),
            Self::Bool(value) => (Class::Number, value.to_string()),
            Self::Int(value) => (Class::Number, value.to_string()),
            Self::Number(value) => (Class::Number, number(*value)),
        }
    }
}

/// Prints one pretty document, two spaces a level, keys in the order of the calls.
#[derive(Default)]
pub struct Json {
    sink: Sink,
    depth: usize,
    /// Whether the open object or list has no member yet.
    fresh: bool,
    /// What is laid over the object that opens next, and over each open one.
    next_over: Members,
    over: Vec<Members>,
}

impl Json {
    /// A document that is an object.
    pub fn document(members: impl FnOnce(&mut Self)) -> Document {
        let mut json = Self::default();
        json.body('{', '}', members);
        json.sink.finish()
    }

    /// The same, with what is laid over it.
    pub fn document_under(overlay: Overlay, members: impl FnOnce(&mut Self)) -> Document {
        let mut json = Self {
            next_over: overlay.0,
            ..Self::default()
        };
        json.body('{', '}', members);
        json.sink.finish()
    }

    /// `"key": value`
    pub fn field<'a>(&mut self, key: &str, value: impl Into<Scalar<'a>>) {
        if let Some(over) = self.laid_over(key) {
            return self.member_over(key, over);
        }
        self.key(key);
        let (class, text) = value.into().encode();
        self.sink.put(class, &text);
    }

    /// `"key": value` that comes from a field of the design.
    pub fn field_at<'a>(&mut self, at: Pointer, key: &str, value: impl Into<Scalar<'a>>) {
        self.at(at, |json| json.field(key, value));
    }

    /// `"key": { ... }`
    pub fn object(&mut self, key: &str, members: impl FnOnce(&mut Self)) {
        match self.laid_over(key) {
            Some(over @ Over::Value(..)) => return self.member_over(key, over),
            Some(Over::Members(inside, _)) => self.next_over = inside,
            None => {}
        }
        self.key(key);
        self.body('{', '}', members);
    }

    /// `"key": [ ... ]`
    pub fn list(&mut self, key: &str, items: impl FnOnce(&mut Self)) {
        if let Some(over) = self.laid_over(key) {
            return self.member_over(key, over);
        }
        self.key(key);
        self.body('[', ']', items);
    }

    /// A scalar in a list.
    pub fn item<'a>(&mut self, value: impl Into<Scalar<'a>>) {
        self.next();
        let (class, text) = value.into().encode();
        self.sink.put(class, &text);
    }

    /// An object in a list.
    pub fn item_object(&mut self, members: impl FnOnce(&mut Self)) {
        self.next();
        self.body('{', '}', members);
    }

    /// A list in a list.
    pub fn item_list(&mut self, items: impl FnOnce(&mut Self)) {
        self.next();
        self.body('[', ']', items);
    }

    /// Everything that `print` writes comes from `at`.
    pub fn at(&mut self, at: Pointer, print: impl FnOnce(&mut Self)) {
        self.sink.enter(at);
        print(self);
        self.sink.leave();
    }

    fn key(&mut self, key: &str) {
        self.next();
        self.sink.put(Class::Key, &string(key));
        self.sink.put(Class::Plain, ": ");
    }

    fn next(&mut self) {
        if !std::mem::take(&mut self.fresh) {
            self.sink.put_bare(",");
        }
        self.sink.put_bare("\n");
        self.indent();
    }

    fn indent(&mut self) {
        const SPACES: &str = "                                ";
        self.sink
            .put(Class::Plain, &SPACES[..(self.depth * 2).min(SPACES.len())]);
    }

    fn body(&mut self, open: char, close: char, members: impl FnOnce(&mut Self)) {
        self.sink.put(Class::Plain, open.encode_utf8(&mut [0; 4]));
        self.depth += 1;
        self.fresh = true;
        self.over.push(std::mem::take(&mut self.next_over));
        members(self);
        // What nothing was printed for stands behind what was.
        let rest = self.over.last_mut().map(std::mem::take);
        for (key, over) in rest.into_iter().flatten() {
            self.member_over(&key, over);
        }
        self.over.pop();
        self.depth -= 1;
        if !std::mem::take(&mut self.fresh) {
            self.sink.put_bare("\n");
            self.indent();
        }
        self.sink.put(Class::Plain, close.encode_utf8(&mut [0; 4]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_document_is_pretty_and_knows_its_origins() {
        let name = Pointer::root().join("name");
        let document = Json::document(|json| {
            json.object("dev", |json| {
                json.field_at(name, "project_name", "é\"");
                json.list("types", |json| json.item("REGIONAL"));
                json.object("none", |_| {});
            });
            json.field("rate", 0.5);
        });
        insta::assert_snapshot!(document.text(), @r#"
        {
          "dev": {
            "project_name": "\u00e9\"",
            "types": [
              "REGIONAL"
            ],
            "none": {}
          },
          "rate": 0.5
        }
        "#);
        assert_eq!(document.lines_from(&name.to_string()), [2]);
    }

    proptest! {
        #[test]
        fn any_string_reads_back(text in ".*") {
            let literal = string(&text);
            prop_assert!(literal.is_ascii());
            prop_assert_eq!(serde_json::from_str::<String>(&literal).ok(), Some(text));
        }
    }
}
