//! Python literals and the handler's text.

use std::fmt::Write as _;

use super::{Class, Document, Sink, one_line};
use crate::diagnostic::Pointer;

/// A Python string literal, ASCII only.
pub fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            ' '..='~' => out.push(c),
            // Writing to a string cannot fail.
            _ if u32::from(c) > 0xffff => drop(write!(out, "\\U{:08x}", u32::from(c))),
            _ => drop(write!(out, "\\u{:04x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// Prints one module or one list of requirements.
#[derive(Default)]
pub struct Python {
    sink: Sink,
}

impl Python {
    /// The document that `print` writes.
    pub fn document(print: impl FnOnce(&mut Self)) -> Document {
        let mut python = Self::default();
        print(&mut python);
        python.sink.finish()
    }

    /// Comment lines.
    pub fn comment(&mut self, text: &str) {
        for line in text.lines() {
            self.sink.put_comment("#", line);
            self.sink.put(Class::Plain, "\n");
        }
    }

    /// Program text of our own; comments and strings in it are coloured line by line.
    pub fn code(&mut self, text: &'static str) {
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim_start();
            if trimmed.starts_with('#') || trimmed.starts_with("\"\"\"") {
                self.sink.put(Class::Comment, line);
                continue;
            }
            let (indent, rest) = line.split_at(line.len() - trimmed.len());
            self.sink.put(Class::Plain, indent);
            let end = rest.find([' ', '(', ':', '\n']).unwrap_or(rest.len());
            let (word, rest) = rest.split_at(end);
            self.sink.put(
                if KEYWORDS.contains(&word) {
                    Class::Keyword
                } else {
                    Class::Plain
                },
                word,
            );
            self.sink.put(Class::Plain, rest);
        }
    }

    /// A string literal.
    pub fn text(&mut self, text: &str) {
        self.sink.put(Class::Text, &string(text));
    }

    /// A dotted name, if it is one; anything else becomes a harmless `_`.
    pub fn name(&mut self, name: &str) {
        let safe = !name.is_empty()
            && name.split('.').all(|part| {
                !part.is_empty()
                    && !part.starts_with(|c: char| c.is_ascii_digit())
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            });
        self.sink.put(Class::Plain, if safe { name } else { "_" });
    }

    /// One line of a list of requirements.
    pub fn requirement(&mut self, text: &str) {
        self.sink.put(Class::Plain, &one_line(text));
        self.sink.put(Class::Plain, "\n");
    }

    /// Everything that `print` writes comes from `at`.
    pub fn at(&mut self, at: Pointer, print: impl FnOnce(&mut Self)) {
        self.sink.enter(at);
        print(self);
        self.sink.leave();
    }
}

const KEYWORDS: &[&str] = &[
    "import", "from", "def", "class", "return", "if", "elif", "else", "for", "while", "raise",
    "try", "except", "with",
];
