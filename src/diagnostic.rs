//! The one vocabulary of findings: where ([`Pointer`]), how bad ([`Severity`]), what and what to do ([`Diagnostic`]).

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::Value;

use crate::words::Language;

/// One step of a [`Pointer`]: a field of a struct or a place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A field, by its JSON name.
    Key(&'static str),
    /// A zero-based place in a list.
    Index(u32),
}

impl Segment {
    /// Whether it is this step of a JSON Pointer.
    pub fn is(&self, step: &str) -> bool {
        match self {
            Self::Key(key) => *key == step,
            Self::Index(index) => step.parse() == Ok(*index),
        }
    }
}

impl From<&'static str> for Segment {
    fn from(key: &'static str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// The longest path from the root of a design to a leaf, with one step to spare.
pub const MAX_DEPTH: usize = 15;

/// A key as a step of a JSON Pointer (RFC 6901).
pub fn step(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The key that a step of a JSON Pointer stands for.
pub fn key_of(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// The address of a field of a design: an RFC 6901 JSON Pointer.
///
/// Fields, tree nodes, findings and lines of generated files all use it. A
/// pointer is a plain copyable value because generators make one per line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    len: u8,
    segments: [Segment; MAX_DEPTH],
}

impl Pointer {
    /// The whole design.
    pub const fn root() -> Self {
        Self {
            len: 0,
            segments: [Segment::Index(0); MAX_DEPTH],
        }
    }

    /// The field or list item `segment` below this one.
    ///
    /// # Panics
    /// When the pointer is deeper than any field of a design; the depth is
    /// fixed by the types of the model, never by what a user typed.
    #[must_use]
    pub fn join(mut self, segment: impl Into<Segment>) -> Self {
        self.segments[usize::from(self.len)] = segment.into();
        self.len += 1;
        self
    }

    /// What this one is a field or an item of; the root is its own.
    #[must_use]
    pub const fn parent(mut self) -> Self {
        self.len = self.len.saturating_sub(1);
        self.segments[self.len as usize] = Segment::Index(0);
        self
    }

    /// The steps from the root.
    pub fn segments(&self) -> &[Segment] {
        &self.segments[..usize::from(self.len)]
    }

    /// Whether this field is the one at a JSON Pointer, or lies below it.
    pub fn is_within(&self, at: &str) -> bool {
        let mut segments = self.segments().iter();
        let mut steps = at.split('/').skip(1);
        steps.all(|step| segments.next().is_some_and(|segment| segment.is(step)))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.segments()
            .iter()
            .try_for_each(|segment| match segment {
                Segment::Key(key) => write!(f, "/{key}"),
                Segment::Index(index) => write!(f, "/{index}"),
            })
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// A sentence in every language the studio speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Sentence {
    /// English.
    pub en: Cow<'static, str>,
    /// Japanese.
    pub ja: Cow<'static, str>,
}

impl Sentence {
    /// The sentence in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Ja => &self.ja,
        }
    }

    /// Its pieces for a page, where it begins with a capital: whether one is code (it stands in
    /// backticks), and its text.
    pub fn pieces(&self, language: Language) -> impl Iterator<Item = (bool, String)> {
        let pieces = self.get(language).split('`').enumerate();
        pieces.map(|(place, piece)| {
            let mut piece = piece.to_owned();
            if let (0, Some(first)) = (place, piece.get_mut(..1)) {
                first.make_ascii_uppercase();
            }
            (place % 2 == 1, piece)
        })
    }
}

/// What a format string says: without a copy where nothing stands in it.
pub fn said(text: fmt::Arguments<'_>) -> Cow<'static, str> {
    match text.as_str() {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(text.to_string()),
    }
}

/// Builds a [`Sentence`] from two format strings, English first.
#[macro_export]
macro_rules! sentence {
    ($en:literal, $ja:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::diagnostic::Sentence {
            en: $crate::diagnostic::said(::std::format_args!($en $(, $name = $value)*)),
            ja: $crate::diagnostic::said(::std::format_args!($ja $(, $name = $value)*)),
        }
    };
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A deployment fails or data is exposed.
    #[default]
    Error,
    /// It works and will hurt.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word that tools print.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// One finding about a design or about what a target cannot express of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The rule that speaks, for instance `stage-name-malformed`.
    pub code: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// The field it is about, as a JSON Pointer into the design.
    pub at: String,
    /// What is, in one line, lower case, values in backticks.
    pub message: Sentence,
    /// What to do about it.
    pub help: Option<Sentence>,
    /// A change of the design that mends it, where a safe one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// A change of a design that mends what a finding is about, and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What it does, as a button says it: lower case, no full stop, values in backticks.
    pub title: Sentence,
    /// The changes, in order.
    pub edits: Vec<Edit>,
}

/// One change of a [`Fix`]; in JSON an operation of a JSON Patch (RFC 6902).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The field, or the item of a list, gets that value; `null` leaves out what may be left out.
    Set(Pointer, Value),
    /// The list gets one more item, at its end.
    Append(Pointer, Value),
    /// The item of a list goes.
    Remove(Pointer),
}

impl Serialize for Edit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (op, path, value) = match self {
            // A key that a file leaves out is added, an item of a list is replaced.
            Self::Set(at, value) => match at.segments().last() {
                Some(Segment::Key(_)) => ("add", at.to_string(), Some(value)),
                _ => ("replace", at.to_string(), Some(value)),
            },
            Self::Append(list, value) => ("add", format!("{list}/-"), Some(value)),
            Self::Remove(item) => ("remove", item.to_string(), None),
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("op", op)?;
        map.serialize_entry("path", &path)?;
        if let Some(value) = value {
            map.serialize_entry("value", value)?;
        }
        map.end()
    }
}

impl Diagnostic {
    /// A finding without help.
    pub fn new(code: &'static str, severity: Severity, at: Pointer, message: Sentence) -> Self {
        Self {
            code: Cow::Borrowed(code),
            severity,
            at: at.to_string(),
            message,
            help: None,
            fix: None,
        }
    }

    /// The same finding with a sentence that says what to do.
    #[must_use]
    pub fn help(mut self, help: Sentence) -> Self {
        self.help = Some(help);
        self
    }

    /// One line for a terminal: `error /stages/0/name stage-name-malformed: ...`.
    ///
    /// Control characters of user text are escaped, so it stays one line.
    pub fn line(&self, language: Language) -> String {
        let mut line = format!(
            "{} {} {}: ",
            self.severity.as_str(),
            if self.at.is_empty() { "/" } else { &self.at },
            self.code
        );
        line.push_str(self.message.get(language));
        if let Some(help) = &self.help {
            line.push_str(language.joint());
            line.push_str(help.get(language));
        }
        escaped(&line)
    }
}

/// A text with its control characters escaped, so that whatever a user typed stays one line.
pub fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        // Unicode's own line ends and marks of direction count as control characters here.
        let moves = matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || moves {
            line.extend(c.escape_default())
        } else {
            line.push(c)
        }
    }
    line
}

/// The order in which findings are shown: by place, then by rule.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (&a.at, &a.code).cmp(&(&b.at, &b.code)));
}

/// Keeps the first of what says the same of the same place, as two files may of one field.
pub fn once<T>(found: &mut Vec<T>, diagnostic: impl Fn(&T) -> &Diagnostic) {
    let mut seen = BTreeSet::new();
    found.retain(|one| {
        let Diagnostic {
            code, at, message, ..
        } = diagnostic(one);
        seen.insert((code.clone(), at.clone(), message.clone()))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_is_told_once_wherever_it_stands() {
        let say = |code: &'static str, at: &str, en: &'static str| Diagnostic {
            code: code.into(),
            at: at.to_owned(),
            message: Sentence {
                en: en.into(),
                ja: "".into(),
            },
            ..Diagnostic::default()
        };
        let all = [
            ("a", "/x", "one"),
            ("b", "/x", "one"),
            ("a", "/y", "one"),
            ("a", "/x", "two"),
        ];
        let all = all.map(|(code, at, en)| say(code, at, en));
        let mut found = [&all[..], &all[..]].concat();
        once(&mut found, |one| one);
        assert_eq!(found, all);
    }

    #[test]
    fn a_pointer_prints_as_rfc_6901() {
        let at = Pointer::root().join("stages").join(1).join("name");
        assert_eq!(at.to_string(), "/stages/1/name");
        assert_eq!(Pointer::root().to_string(), "");
        assert_eq!(at.parent(), Pointer::root().join("stages").join(1));
        assert_eq!(Pointer::root().parent(), Pointer::root());
        assert!(at.is_within("/stages/1") && at.is_within("/stages/1/name") && at.is_within(""));
        assert!(!at.is_within("/stages/10") && !at.is_within("/stages/1/name/x"));
    }

    #[test]
    fn a_line_stays_one_line_whatever_the_user_typed() {
        let name = "a\nb\u{1b}[31m";
        let finding = Diagnostic::new(
            "x",
            Severity::Error,
            Pointer::root(),
            sentence!("name `{name}`", "名前 `{name}`"),
        );
        assert_eq!(
            finding.line(Language::En),
            r"error / x: name `a\nb\u{1b}[31m`"
        );
    }
}
