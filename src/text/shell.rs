//! Bash, as old as macOS' 3.2.
//!
//! A word of user text is single-quoted, an id found at run time is a
//! double-quoted variable, JSON is encoded first and quoted then. So nothing a
//! user typed is ever read by the shell. Where a person would not see all of a
//! text (control characters, marks of direction), it is written in escapes: what
//! somebody reads is what runs.

use std::fmt::Write as _;

use super::json::Scalar;
use super::{Class, Document, Sink, is_hidden, visible};
use crate::diagnostic::Pointer;

/// One word of a command, already quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    class: Class,
    text: String,
    /// A field that the line of the word comes from beside its own; rare, so it takes no room where there is none.
    at: Option<Box<Pointer>>,
    /// The fields of its single lines, by their numbers from 0.
    lines: Vec<(usize, Pointer)>,
}

impl Word {
    /// A word of our own that needs no quoting: a command, an option, a literal.
    pub fn bare(text: &'static str) -> Self {
        let class = if text.starts_with("--") {
            Class::Key
        } else {
            Class::Plain
        };
        Self {
            class,
            text: text.into(),
            at: None,
            lines: Vec::new(),
        }
    }

    /// Any text, quoted where the shell would read it.
    pub fn text(text: &str) -> Self {
        Self {
            class: Class::Text,
            text: quote(text),
            at: None,
            lines: Vec::new(),
        }
    }

    /// Any text, quoted even where the shell would take it as it stands.
    pub fn quoted(text: &str) -> Self {
        Self {
            class: Class::Text,
            text: single_quoted(text),
            at: None,
            lines: Vec::new(),
        }
    }

    /// A text for a person at a terminal: what a terminal would act on is printed as an escape.
    pub fn message(text: &str) -> Self {
        Self::text(&visible(text))
    }

    /// The value of a variable: `"$NAME"`.
    pub fn variable(name: &str) -> Self {
        Self {
            class: Class::Keyword,
            text: format!("\"${name}\""),
            at: None,
            lines: Vec::new(),
        }
    }

    /// The values of several variables with spaces between them: `"$A $B"`.
    pub fn variables(names: &[String]) -> Self {
        let names: Vec<String> = names.iter().map(|name| format!("${name}")).collect();
        Self {
            class: Class::Keyword,
            text: format!("\"{}\"", names.join(" ")),
            at: None,
            lines: Vec::new(),
        }
    }

    /// A JSON object on one line.
    pub fn json(members: impl FnOnce(&mut Object)) -> Self {
        let mut object = Object::default();
        object.braces(members);
        object.into_word()
    }

    /// A JSON list, one item a line.
    pub fn json_list(items: impl FnOnce(&mut List)) -> Self {
        let mut list = List {
            by_line: true,
            ..List::default()
        };
        list.object.text.push('[');
        items(&mut list);
        list.object.text.push_str("\n  ]");
        Self {
            lines: list.lines,
            ..list.object.into_word()
        }
    }

    /// A JSON list on one line.
    pub fn json_compact_list(items: impl FnOnce(&mut List)) -> Self {
        let mut list = List::default();
        list.object.text.push('[');
        items(&mut list);
        list.object.text.push(']');
        list.object.into_word()
    }

    /// The same word, whose line comes from `at`, too.
    #[must_use]
    pub fn of_field(mut self, at: Pointer) -> Self {
        self.at = Some(Box::new(at));
        self
    }

    /// The quoted text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Single quotes unless the text is plainly harmless.
pub fn quote(text: &str) -> String {
    let harmless = |c: char| c.is_ascii_alphanumeric() || "_./:@%+,-".contains(c);
    if !text.is_empty() && text.chars().all(harmless) {
        text.into()
    } else if text.contains('\'')
        && text
            .chars()
            .all(|c| harmless(c) || "' *[]{}()=<>;&|#~\t".contains(c))
    {
        format!("\"{text}\"")
    } else {
        single_quoted(text)
    }
}

/// Complete for everything but NUL, which cannot be passed to a command at all.
fn single_quoted(text: &str) -> String {
    let text = text.replace('\0', "");
    if text.contains(is_hidden) {
        return escaped(&text);
    }
    format!("'{}'", text.replace('\'', r#"'"'"'"#))
}

/// The same text with escapes for what is not seen. Bash 3.2 knows bytes alone (`\xe2`), not characters (`\u202e`).
fn escaped(text: &str) -> String {
    let mut out = String::from("$'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            c if is_hidden(c) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "\\x{byte:02x}");
                }
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// Builds a JSON object inside a shell word; variables may stand in its strings.
#[derive(Default)]
pub struct Object {
    /// JSON with variables between [`MARK`]s; JSON text itself has no control characters.
    text: String,
}

/// A piece of a JSON string inside a shell word.
pub enum Part<'a> {
    /// Any text; it is encoded.
    Text(&'a str),
    /// The value of a variable, which must hold an id: nothing that JSON escapes.
    Variable(&'a str),
}

/// Frames the name of a variable inside JSON text.
const MARK: char = '\u{1}';

impl Object {
    /// `"key":value`
    pub fn field<'a>(&mut self, key: &str, value: impl Into<Scalar<'a>>) {
        self.key(key);
        self.text.push_str(&value.into().encode().1);
    }

    /// `"key":"..."` put together from text and from variables.
    pub fn parts(&mut self, key: &str, parts: &[Part<'_>]) {
        self.key(key);
        self.text.push('"');
        for part in parts {
            match part {
                Part::Text(text) => {
                    let literal = super::json::string(text);
                    self.text.push_str(&literal[1..literal.len() - 1]);
                }
                Part::Variable(name) => {
                    self.text.push(MARK);
                    self.text.push_str(name);
                    self.text.push(MARK);
                }
            }
        }
        self.text.push('"');
    }

    /// `"key":{...}`
    pub fn object(&mut self, key: &str, members: impl FnOnce(&mut Self)) {
        self.key(key);
        self.braces(members);
    }

    /// `"key":"{...}"`: an object as the text that a parameter wants; it holds no variables.
    pub fn encoded(&mut self, key: &str, members: impl FnOnce(&mut Self)) {
        let mut inside = Self::default();
        inside.braces(members);
        debug_assert!(!inside.text.contains(MARK), "{key}");
        self.field(key, &inside.text);
    }

    /// `"key":[...]`
    pub fn list(&mut self, key: &str, items: impl FnOnce(&mut List)) {
        self.key(key);
        self.text.push('[');
        let mut list = List::default();
        list.object.text = std::mem::take(&mut self.text);
        items(&mut list);
        self.text = list.object.text;
        self.text.push(']');
    }

    fn key(&mut self, key: &str) {
        self.comma();
        self.text.push_str(&super::json::string(key));
        self.text.push(':');
    }

    fn comma(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }

    fn braces(&mut self, members: impl FnOnce(&mut Self)) {
        self.text.push('{');
        members(self);
        self.text.push('}');
    }

    fn into_word(self) -> Word {
        let mut text = String::new();
        for (number, part) in self.text.split(MARK).enumerate() {
            if number % 2 == 1 {
                text.extend(["\"${", part, "}\""]);
            } else {
                text.push_str(&single_quoted(part));
            }
        }
        Word {
            class: Class::Text,
            text,
            at: None,
            lines: Vec::new(),
        }
    }
}

/// Builds a JSON list inside a shell word.
#[derive(Default)]
pub struct List {
    object: Object,
    /// One item a line.
    by_line: bool,
    /// The field of the items that come.
    at: Option<Pointer>,
    /// How many items there are, and the fields of their lines.
    count: usize,
    lines: Vec<(usize, Pointer)>,
}

impl List {
    /// The items that come next are of a field, where each stands on its own line.
    pub fn of_field(&mut self, at: impl Into<Option<Pointer>>) {
        self.at = at.into();
    }

    /// A scalar.
    pub fn item<'a>(&mut self, value: impl Into<Scalar<'a>>) {
        self.next();
        self.object.text.push_str(&value.into().encode().1);
    }

    /// An object.
    pub fn object(&mut self, members: impl FnOnce(&mut Object)) {
        self.next();
        self.object.braces(members);
    }

    fn next(&mut self) {
        self.object.comma();
        if self.by_line {
            self.count += 1;
            self.lines.extend(self.at.map(|at| (self.count, at)));
            self.object.text.push_str("\n    ");
        }
    }
}

/// Prints one script.
#[derive(Default)]
pub struct Shell {
    sink: Sink,
    depth: usize,
}

/// Where long commands break.
const WIDTH: usize = 100;

impl Shell {
    /// The script that `print` writes.
    pub fn document(print: impl FnOnce(&mut Self)) -> Document {
        let mut shell = Self::default();
        print(&mut shell);
        shell.sink.finish()
    }

    /// Comment lines; line ends in the text start further comment lines.
    pub fn comment(&mut self, text: &str) {
        for line in text.lines() {
            self.indent();
            self.sink.put_comment("#", line);
            self.end_line();
        }
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.sink.put(Class::Plain, "\n");
    }

    /// Program text of our own, whole lines.
    pub fn code(&mut self, text: &'static str) {
        for line in text.split_inclusive('\n') {
            let comment = line.trim_start().starts_with('#');
            self.sink.put(
                if comment {
                    Class::Comment
                } else {
                    Class::Plain
                },
                line,
            );
        }
    }

    /// `NAME=word`
    pub fn assign(&mut self, name: &str, word: &Word) {
        self.indent();
        self.sink.put(Class::Key, name);
        self.sink.put(Class::Plain, "=");
        self.sink.put(word.class, &word.text);
        self.end_line();
    }

    /// A command, broken before options where it is long.
    fn command(&mut self, words: &[Word]) {
        self.indent();
        // Fields of the line's words, which are noted once it has ended.
        let mut further: Vec<&Pointer> = Vec::new();
        for (number, word) in words.iter().enumerate() {
            let first_line = word.text.find('\n').unwrap_or(word.text.len());
            let breaks = word.class == Class::Key || first_line > 40;
            if number > 0 && breaks && self.sink.column() + first_line > WIDTH {
                self.sink.put(Class::Plain, " \\\n");
                further.drain(..).for_each(|at| self.sink.also(*at));
                self.depth += 1;
                self.indent();
                self.depth -= 1;
            } else if number > 0 && !word.text.starts_with(';') {
                self.sink.put(Class::Plain, " ");
            }
            let class = if number == 0 {
                Class::Keyword
            } else {
                word.class
            };
            self.put_word(class, word);
            further.extend(word.at.as_deref());
        }
        self.end_line();
        further.drain(..).for_each(|at| self.sink.also(*at));
    }

    /// A word, of which lines may be of fields of their own.
    fn put_word(&mut self, class: Class, word: &Word) {
        let mut fields = word.lines.iter().peekable();
        for (number, line) in word.text.split_inclusive('\n').enumerate() {
            match fields.next_if(|(of, _)| *of == number) {
                Some((_, at)) => {
                    self.sink.enter(*at);
                    self.sink.put(class, line);
                    self.sink.leave();
                }
                None => self.sink.put(class, line),
            }
        }
    }

    /// A command from a template of our own: words between single spaces, of
    /// which `$NAME` is the value of a variable and `{}` the next of `words`.
    pub fn line<const N: usize>(&mut self, template: &'static str, words: [Word; N]) {
        let mut words = words.into_iter();
        let fill = |word: &'static str| match word {
            "{}" => words.next().unwrap_or_else(|| Word::quoted("")),
            word => word
                .strip_prefix('$')
                .map_or_else(|| Word::bare(word), Word::variable),
        };
        let command: Vec<Word> = template.split(' ').map(fill).collect();
        debug_assert!(words.next().is_none(), "{template}");
        self.command(&command);
    }

    /// A command with as many words as there are.
    pub fn call(&mut self, name: &'static str, words: impl Iterator<Item = Word>) {
        let command: Vec<Word> = std::iter::once(Word::bare(name)).chain(words).collect();
        self.command(&command);
    }

    /// A block whose body is indented, from its first line ([`Shell::line`]) to `tail`.
    pub fn block<const N: usize>(
        &mut self,
        template: &'static str,
        words: [Word; N],
        tail: &'static str,
        body: impl FnOnce(&mut Self),
    ) {
        self.line(template, words);
        self.depth += 1;
        body(self);
        self.depth -= 1;
        self.indent();
        self.sink.put(Class::Keyword, tail);
        self.end_line();
    }

    /// `else` or `elif` inside a block.
    pub fn otherwise(&mut self, template: &'static str) {
        self.depth -= 1;
        self.line(template, []);
        self.depth += 1;
    }

    /// Everything that `print` writes comes from `at`.
    pub fn at(&mut self, at: Pointer, print: impl FnOnce(&mut Self)) {
        self.sink.enter(at);
        print(self);
        self.sink.leave();
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.sink.put(Class::Plain, "  ");
        }
    }

    fn end_line(&mut self) {
        self.sink.put(Class::Plain, "\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_written_in_escapes_that_bash_reads_back() {
        let cases = [
            ("safe\u{202e}x", r"$'safe\xe2\x80\xaex'"),
            ("it's\u{1b}[2J\\", r"$'it\'s\x1b[2J\\'"),
            ("two\nlines\tand \u{7f}a", "$'two\nlines\tand \\x7fa'"),
            ("\u{85}\r", r"$'\xc2\x85\x0d'"),
            ("日本語 🙂", "'日本語 🙂'"),
        ];
        for (text, expected) in cases {
            assert_eq!(Word::quoted(text).as_str(), expected);
        }
        assert_eq!(
            Word::message("a\u{1b}b\u{202e}").as_str(),
            r"'a\x1bb\u202e'"
        );
    }

    #[test]
    fn a_line_leads_to_the_fields_of_its_words_too() {
        let method = Pointer::root().join("methods").join(0);
        let word = Word::variable("FUNCTION_1").of_field(method.join("function"));
        let document = Shell::document(|shell| {
            shell.at(method, |shell| {
                shell.line("method GET {}", [word]);
                shell.line("other", []);
            });
        });
        assert_eq!(document.origins(0), [method, method.join("function")]);
        assert_eq!(document.origins(1), [method]);
    }

    #[test]
    fn words_are_quoted_and_variables_stay_variables() {
        let cases = [
            (Word::text("plain-1.0"), "plain-1.0"),
            (Word::text(""), "''"),
            (Word::text("it's $HOME `id`"), r#"'it'"'"'s $HOME `id`'"#),
            (Word::variable("API"), "\"$API\""),
            (Word::variables(&["A".into(), "B".into()]), "\"$A $B\""),
            (
                Word::json(|json| {
                    json.field("name", "it's é");
                    json.parts(
                        "value",
                        &[
                            Part::Variable("API"),
                            Part::Text(":'"),
                            Part::Variable("STAGE"),
                        ],
                    );
                    json.list("patch", |list| list.object(|json| json.field("op", true)));
                }),
                r#"'{"name":"it'"'"'s \u00e9","value":"'"${API}"':'"'"''"${STAGE}"'","patch":[{"op":true}]}'"#,
            ),
        ];
        for (word, expected) in cases {
            assert_eq!(word.as_str(), expected);
        }
    }
}
