//! The texts themselves, which are not in the program: a file for each language, of which one is loaded
//! before the page stands. `cargo xtask words` writes them from the `words!` blocks of this folder.

use std::fmt::{Display, Write as _};
use std::sync::OnceLock;

use gateway_studio::words::Language;

use crate::browser;

/// Names the sources of this folder; it is the first line of their tables.
const STAMP: &str = env!("GATEWAY_STUDIO_WORDS");

/// The files of messages with the number of messages in each, in the order of the tables.
const FILES: &[(&str, usize)] = &[
    ("access", super::access::COUNT),
    ("backend", super::backend::COUNT),
    ("domain", super::domain::COUNT),
    ("message", super::message::COUNT),
    ("monitoring", super::monitoring::COUNT),
    ("project", super::project::COUNT),
    ("request", super::request::COUNT),
    ("route", super::route::COUNT),
    ("shell", super::shell::COUNT),
    ("stage", super::stage::COUNT),
];

/// The tables take the files by name.
const _: () = {
    let mut place = 1;
    while place < FILES.len() {
        assert!(
            is_before(FILES[place - 1].0, FILES[place].0),
            "sort the files"
        );
        place += 1;
    }
};

const fn is_before(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut place = 0;
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place < other.len() && (place == one.len() || one[place] < other[place])
}

const fn ends_with(text: &str, end: &str) -> bool {
    let (text, end) = (text.as_bytes(), end.as_bytes());
    let mut back = 1;
    while back <= end.len() && back <= text.len() {
        if text[text.len() - back] != end[end.len() - back] {
            return false;
        }
        back += 1;
    }
    back > end.len()
}

/// How many messages stand before those of a file, which is named by the path of its module.
pub(super) const fn start(module: &str) -> usize {
    let (mut place, mut sum) = (0, 0);
    while !ends_with(module, FILES[place].0) {
        sum += FILES[place].1;
        place += 1;
    }
    sum
}

const COUNT: usize = start(FILES[FILES.len() - 1].0) + FILES[FILES.len() - 1].1;

static TABLES: [OnceLock<Vec<&'static str>>; 2] = [OnceLock::new(), OnceLock::new()];

/// A message without arguments, in whatever language. It is its place in the tables, because the program has
/// hundreds of them, and a function would be ten times as large.
#[derive(Clone, Copy)]
pub(crate) struct Word(u16);

impl Word {
    /// Says nothing.
    pub(crate) const NONE: Self = Self(u16::MAX);

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the tables have hundreds of lines"
    )]
    pub(super) const fn at(place: usize) -> Self {
        Self(place as u16)
    }

    /// The message in a language.
    pub(crate) fn get(self, language: Language) -> &'static str {
        text(language, self.0.into())
    }
}

/// The text at that place, none where there is none; nothing is drawn before its table is there.
fn text(language: Language, place: usize) -> &'static str {
    let table = TABLES[language as usize].get();
    let text = table.and_then(|table| table.get(place));
    text.copied().unwrap_or_default()
}

/// The text at that place with `{0}`, `{1}` and so on replaced.
pub(crate) fn filled(language: Language, place: usize, values: &[&dyn Display]) -> String {
    let mut parts = text(language, place).split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('}').unwrap_or_default();
        let value = number
            .parse()
            .ok()
            .and_then(|place: usize| values.get(place));
        if let Some(value) = value {
            // A text takes everything.
            let _ = write!(filled, "{value}");
        }
        filled.push_str(rest);
    }
    filled
}

/// What documents, the storage and the files call a language.
pub(crate) const fn tag(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Ja => "ja",
    }
}

/// Whether the texts of a language are there.
pub(crate) fn is_loaded(language: Language) -> bool {
    TABLES[language as usize].get().is_some()
}

/// Loads the texts of a language; whether they came and belong to this very program.
pub(crate) async fn load(language: Language) -> bool {
    let Some(texts) = browser::text(tag(language)).await else {
        return false;
    };
    // They live as long as the page.
    let mut lines = Box::leak(texts.into_boxed_str()).lines();
    let is_ours = lines.next() == Some(STAMP);
    let lines: Vec<&'static str> = lines.collect();
    let fits = is_ours && lines.len() == COUNT;
    if fits {
        TABLES[language as usize].get_or_init(|| lines);
    }
    fits
}
