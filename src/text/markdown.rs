//! Markdown for the README beside the files.

use std::fmt::Write as _;

use super::{Class, Document, Sink, one_line};
use crate::diagnostic::Pointer;

/// Prints one document.
#[derive(Default)]
pub struct Markdown {
    sink: Sink,
}

/// User text as a code span: one line, the fence longer than any run of backticks inside.
pub fn code(text: &str) -> String {
    let line = one_line(text);
    let longest = longest_run(&line);
    let fence = "`".repeat(longest + 1);
    if line.trim().is_empty() {
        "–".into()
    } else if longest > 0 {
        format!("{fence} {line} {fence}")
    } else {
        format!("{fence}{line}{fence}")
    }
}

/// How many backticks stand side by side at most.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or_default()
}

/// A fenced block of user text, the fence longer than any run of backticks inside.
pub fn block(language: &str, text: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    format!("{fence}{language}\n{text}{fence}\n")
}

/// A code span for the inside of a table, where a bar would end the cell. A backslash before a bar escapes it to some
/// readers and is escaped itself to others: what has both is written in numbers of its letters, which all read alike.
pub fn cell(text: &str) -> String {
    if !text.contains("\\|") {
        return code(text).replace('|', "\\|");
    }
    let line = one_line(text);
    let mut out = String::with_capacity(line.len() + 32);
    for c in line.chars() {
        if c.is_ascii_punctuation() {
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// A finding as one line: what it has in backticks as code, the rest as plain text.
pub fn finding(text: &str) -> String {
    let mut out = String::new();
    for (place, piece) in text.split('`').enumerate() {
        if place % 2 == 1 {
            out.push_str(&code(piece));
            continue;
        }
        for c in one_line(piece).chars() {
            if matches!(c, '\\' | '[' | ']' | '<' | '*' | '_' | '#') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

impl Markdown {
    /// The document that `print` writes.
    pub fn document(print: impl FnOnce(&mut Self)) -> Document {
        let mut markdown = Self::default();
        print(&mut markdown);
        markdown.sink.finish()
    }

    /// A heading with an empty line after it, as after every block; user text in it comes through [`code`].
    pub fn heading(&mut self, level: usize, text: &str) {
        self.sink
            .put(Class::Key, &format!("{} {text}", "#".repeat(level)));
        self.sink.put(Class::Plain, "\n\n");
    }

    /// A paragraph; user text in it comes through [`code`].
    pub fn paragraph(&mut self, text: &str) {
        self.sink.put(Class::Plain, text);
        self.sink.put(Class::Plain, "\n\n");
    }

    /// One line: a list item or a table row.
    pub fn line(&mut self, text: &str) {
        self.sink.put(Class::Plain, text);
        self.sink.put(Class::Plain, "\n");
    }

    /// An indented or fenced block of commands, which must hold no line of three backticks.
    pub fn commands(&mut self, lines: &[String]) {
        self.fenced("sh", lines);
    }

    /// The same, where each command comes from a field of its own.
    pub fn commands_by(&mut self, print: impl FnOnce(&mut Self)) {
        self.fence("sh", print);
    }

    /// A line of [`Markdown::commands_by`]; with `None` it comes from where the block does.
    pub fn command(&mut self, at: impl Into<Option<Pointer>>, line: &str) {
        match at.into() {
            Some(at) => self.at(at, |md| md.fenced_line(line)),
            None => self.fenced_line(line),
        }
    }

    /// A fenced block of that language, under the same condition.
    pub fn fenced(&mut self, language: &'static str, lines: &[String]) {
        self.fence(language, |md| {
            for line in lines {
                md.fenced_line(line);
            }
        });
    }

    fn fence(&mut self, language: &'static str, print: impl FnOnce(&mut Self)) {
        self.sink.put(Class::Plain, "```");
        self.sink.put(Class::Plain, language);
        self.sink.put(Class::Plain, "\n");
        print(self);
        self.sink.put(Class::Plain, "```\n\n");
    }

    fn fenced_line(&mut self, line: &str) {
        self.sink.put(Class::Text, line);
        self.sink.put(Class::Plain, "\n");
    }

    /// The line that was written last comes from `at`, too.
    pub fn also(&mut self, at: Pointer) {
        self.sink.also(at);
    }

    /// Everything that `print` writes comes from `at`.
    pub fn at(&mut self, at: Pointer, print: impl FnOnce(&mut Self)) {
        self.sink.enter(at);
        print(self);
        self.sink.leave();
    }
}
