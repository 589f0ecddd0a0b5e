//! What the page and its engine say to each other.

use std::borrow::Cow;
use std::hash::{Hash as _, Hasher};
use std::sync::Arc;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Fix, Sentence, Severity};
use crate::generate::Target;
use crate::model::part::{Part, Reader, View, fields, variants};
use crate::text::Class;
use crate::words::Language;

/// What the page asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Ask {
    /// The design changed.
    Change(Difference),
    /// Somebody looks at lines of a file.
    Look(Look),
    /// Nobody looks at files.
    #[default]
    LookAway,
    /// The text of the file at that place.
    Text(u32),
    /// All files in one archive.
    Archive(Contents),
    /// A sheet, now and whenever the design changes.
    Sheet(SheetAsk),
    /// The sheet at that place was closed.
    Close(u32),
    /// The design as it is now is to be kept.
    Keep(KeepAsk),
    /// The way to a line.
    Seek(Seek),
}

variants!(Ask: "change" = Change(Difference), "look" = Look(Look), "look_away" = LookAway, "text" = Text(u32), "archive" = Archive(Contents), "sheet" = Sheet(SheetAsk), "close" = Close(u32), "keep" = Keep(KeepAsk), "seek" = Seek(Seek));

/// What the archive of all files may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contents {
    /// No secrets: the answer is empty where the design has some, so that somebody is asked first.
    #[default]
    Harmless,
    /// The design as it is.
    Whole,
    /// The design with placeholders in the place of its secrets.
    Placeholders,
}

variants!(Contents: "harmless" = Harmless, "whole" = Whole, "placeholders" = Placeholders);

/// As what the design is to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeepAsk {
    /// What tells it from the others.
    pub id: String,
    /// The step that led to it.
    pub step: String,
    /// Whether another tab keeps it already.
    pub followed: bool,
    /// Language of the page.
    pub language: Language,
}

fields!(KeepAsk: id, step, followed, language);

/// Which sheet somebody looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetAsk {
    /// Where it is shown; the page's own numbering.
    pub place: u32,
    /// Its name, see [`crate::sheet`].
    pub name: String,
    /// Language of the page.
    pub language: Language,
    /// Names of controls.
    pub names: Vec<String>,
    /// Their values, in the same order.
    pub values: Vec<String>,
    /// What is to be done once; empty for nothing.
    pub order: String,
}

fields!(SheetAsk: place, name, language, names, values, order);

/// How the design changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Whether a new step begins: changes are told against the design as it was before.
    pub keep: bool,
    /// Whether it is another design from now on, of which nothing is a change.
    pub begins: bool,
    /// What [`crate::model::patch::difference`] found.
    pub patch: String,
}

fields!(Difference: keep, begins, patch);

/// What somebody looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Place of the file in what [`Tell::Ready`] listed.
    pub file: u32,
    /// First line, from zero.
    pub first: u32,
    /// How many lines.
    pub count: u32,
    /// JSON Pointer of the field with the focus, whose lines are marked; empty when none has it.
    pub field: String,
    /// The text whose places are marked; empty for none.
    pub search: String,
    /// Columns after which a line goes on in the next row; zero for lines of any length.
    pub wrap: u32,
    /// Whether only the lines of a text for people are cut there.
    pub prose_only: bool,
}

fields!(Look: file, first, count, field, search, wrap, prose_only);

impl Look {
    /// Where the lines of the file at `path` are cut.
    pub(super) fn wrap_of(&self, path: &str) -> u32 {
        if self.prose_only && !path.ends_with(PROSE) {
            0
        } else {
            self.wrap
        }
    }
}

/// How the path of a text for people ends.
pub const PROSE: &str = ".md";

/// Which line somebody wants to see next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seek {
    /// Place of the file where it is looked for first.
    pub file: u32,
    /// The row from which the way begins; `None` for the beginning of the file.
    pub from: Option<u32>,
    /// Whether the line before is meant.
    pub back: bool,
    /// JSON Pointer of the field that made it; other files are looked at, too.
    pub field: String,
    /// A text that is in it, when no field is given.
    pub search: String,
}

fields!(Seek: file, from, back, field, search);

/// The line that was looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goal {
    /// Place of its file; `None` when there is no such line.
    pub file: Option<u32>,
    /// Its first row.
    pub row: u32,
    /// Its number, from one.
    pub line: u32,
    /// Which of those in the file it is, from one.
    pub number: u32,
}

fields!(Goal: file, row, line, number);

/// What the engine tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Tell {
    /// It runs.
    Ready(Ready),
    /// What is looked at.
    Shown(Shown),
    /// What the rules found.
    Problems(Problems),
    /// What files leave out; files without losses are not listed.
    Lost(Vec<Lost>),
    /// How many lines of each file the last step changed.
    Counts(Vec<u32>),
    /// The text of a file.
    Text(FileText),
    /// A sheet.
    Sheet(Sheet),
    /// What the page is to do, as an act of a sheet says it.
    Act(String),
    /// The way to a line.
    Goal(Goal),
}

variants!(
    Tell: "ready" = Ready(Ready), "shown" = Shown(Shown), "problems" = Problems(Problems),
    "lost" = Lost(Vec<Lost>), "counts" = Counts(Vec<u32>), "text" = Text(FileText), "sheet" = Sheet(Sheet),
    "act" = Act(String), "goal" = Goal(Goal)
);

/// A sheet that was drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// How many changes of the design are in it.
    pub revision: u32,
    /// Where it is shown.
    pub place: u32,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it consists of, see [`crate::sheet`].
    pub body: String,
    /// What is to be done at once; empty for nothing.
    pub act: String,
}

fields!(Sheet: revision, place, name, title, body, act);

/// Which engine runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ready {
    /// Of which build it is, see [`super::BUILD`].
    pub build: String,
    /// The files it can make.
    pub files: Vec<File>,
}

fields!(Ready: build, files);

/// A file that the engine can make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its path in the archive.
    pub path: String,
    /// The tool that it is for.
    pub target: Target,
}

fields!(File: path, target);

variants!(
    Target: "readme" = Readme, "zappa" = Zappa, "sam" = Sam, "cli" = Cli, "openapi" = OpenApi,
    "route53" = Route53, "monitoring" = Monitoring, "iam" = Iam, "dns" = Dns, "app" = App,
    "design" = Design
);

/// Lines of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// How many changes of the design are in it.
    pub revision: u32,
    /// Places of the files that the design has.
    pub files: Vec<u32>,
    /// Place of the file.
    pub file: u32,
    /// How many lines it has.
    pub count: u32,
    /// How many rows they take.
    pub rows: u32,
    /// Columns of its longest row.
    pub columns: u32,
    /// The first row that the last step changed.
    pub first_change: Option<u32>,
    /// How many lines have what is searched in them.
    pub found: u32,
    /// Number of the first row that was looked at.
    pub first: u32,
    /// So many of the rows, from the first, are those of the message before and not told again.
    pub above: u32,
    /// So many at their end are.
    pub below: u32,
    /// The rows that were looked at, less those.
    pub lines: Vec<Arc<Line>>,
}

fields!(Shown: revision, files, file, count, rows, columns, first_change, found, first, above, below, lines);

impl Shown {
    /// Leaves out the rows that `before`, a whole message, told already: most of them, when somebody types.
    pub(super) fn since(mut self, before: &Self) -> Self {
        if self.first != before.first {
            return self;
        }
        let same = |(one, other): &(&Arc<Line>, &Arc<Line>)| one == other;
        let both = self.lines.iter().zip(&before.lines);
        let above = both.take_while(same).count();
        let (own, told) = (&self.lines[above..], &before.lines[above..]);
        let both = own.iter().rev().zip(told.iter().rev());
        let below = both.take_while(same).count();
        self.lines.truncate(self.lines.len() - below);
        self.lines.drain(..above);
        (self.above, self.below) = (super::small(above), super::small(below));
        self
    }

    /// With the rows that were left out, which the message `before` has once it is whole itself.
    #[must_use]
    pub fn whole(mut self, before: Option<&Self>) -> Self {
        let rows = before.map_or(&[][..], |before| &before.lines);
        let (above, below) = (self.above as usize, self.below as usize);
        if let Some(rest) = rows.len().checked_sub(above + below) {
            let own = std::mem::take(&mut self.lines);
            let ends = (&rows[..above], &rows[above + rest..]);
            let ends = (ends.0.iter().cloned(), ends.1.iter().cloned());
            self.lines = ends.0.chain(own).chain(ends.1).collect();
        }
        (self.above, self.below) = (0, 0);
        self
    }
}

/// What an edit did to a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Change {
    /// It is new.
    #[default]
    Added,
    /// It stands where another one stood.
    Changed,
    /// Lines that stood before this one are gone.
    Removed,
}

variants!(Change: "added" = Added, "changed" = Changed, "removed" = Removed);

/// A line of a file, or a row of one that is long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number, from one; zero for a row with which a line goes on.
    pub number: u32,
    /// What the last step did to it.
    pub change: Option<Change>,
    /// Whether the field with the focus made it.
    pub marked: bool,
    /// JSON Pointer of the field that made it; empty for a line that no field made.
    pub origin: String,
    /// Its pieces: a letter for the class, a digit for the marks, then the text.
    pub(super) pieces: Vec<String>,
}

fields!(Line: number, change, marked, origin, pieces);

const CLASSES: [(&str, Class); 6] = [
    ("p", Class::Plain),
    ("k", Class::Key),
    ("t", Class::Text),
    ("n", Class::Number),
    ("c", Class::Comment),
    ("w", Class::Keyword),
];

/// What is marked in a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    /// The last step wrote it; without text: it took something away here.
    pub new: bool,
    /// It is what is searched.
    pub hit: bool,
}

impl Line {
    /// Sets what it consists of.
    pub(super) fn put<'a>(&mut self, pieces: impl IntoIterator<Item = (Class, Marks, &'a str)>) {
        let letter = |class| {
            CLASSES
                .iter()
                .find(|(_, other)| *other == class)
                .map_or("p", |(letter, _)| letter)
        };
        let pieces = pieces.into_iter();
        let pieces = pieces.map(|(class, marks, text)| {
            let marks = u8::from(marks.new) + 2 * u8::from(marks.hit);
            format!("{}{marks}{text}", letter(class))
        });
        self.pieces = pieces.collect();
    }

    /// Hashes what of it is seen.
    pub fn hash_seen(&self, state: &mut impl Hasher) {
        (self.number, self.change, self.marked, &self.pieces).hash(state);
    }

    /// Its pieces in order.
    pub fn pieces(&self) -> impl Iterator<Item = (Class, Marks, &str)> {
        self.pieces.iter().filter_map(|piece| {
            let (letter, rest) = piece.split_at_checked(1)?;
            let (marks, text) = rest.split_at_checked(1)?;
            let (_, class) = CLASSES.iter().find(|(other, _)| *other == letter)?;
            let marks = Marks {
                new: matches!(marks, "1" | "3"),
                hit: matches!(marks, "2" | "3"),
            };
            Some((*class, marks, text))
        })
    }
}

/// What the rules found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// How many errors, warnings and notes there are.
    pub counts: Vec<u32>,
    /// Up to [`super::MOST_FINDINGS`] of each, worst first.
    pub found: Vec<Diagnostic>,
}

fields!(Problems: counts, found);

/// What a file leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// Its path.
    pub file: String,
    /// How many things.
    pub count: u32,
    /// The first [`super::MOST_LOST`] of them.
    pub found: Vec<Diagnostic>,
}

fields!(Lost: file, count, found);
fields!(Diagnostic: code, severity, at, message, help, fix);
fields!(Sentence: en, ja);
variants!(Severity: "error" = Error, "warning" = Warning, "info" = Info);

/// Of a fix its title is told: the engine makes the changes.
impl Part for Fix {
    fn view(&self) -> View<'_> {
        self.title.view()
    }

    fn part(&self, place: usize) -> Option<&dyn Part> {
        self.title.part(place)
    }

    fn part_mut(&mut self, place: usize) -> Option<&mut dyn Part> {
        self.title.part_mut(place)
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        self.title.read(value, reader);
    }
}

impl Part for Cow<'static, str> {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        let mut text = String::new();
        text.read(value, reader);
        *self = Cow::Owned(text);
    }
}

/// The text of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileText {
    /// How many changes of the design are in it.
    pub revision: u32,
    /// Place of the file.
    pub file: u32,
    /// Its text; `None` for a file that the design has not.
    pub text: Option<String>,
}

fields!(FileText: revision, file, text);

impl Default for Tell {
    fn default() -> Self {
        Self::Counts(Vec::new())
    }
}

/// Both ends write and read their own messages and those of the other.
macro_rules! posted {
    ($($message:ident with $room:expr),+) => {$(
        impl $message {
            /// The message as it is posted.
            pub fn write(&self) -> String {
                encode(self, $room(self))
            }

            /// A message that was posted; `None` when it is none, as one of another version.
            pub fn read(text: &str) -> Option<Self> {
                let mut message = Self::default();
                decode(&mut message, text).then_some(message)
            }
        }
    )+};
}

posted!(Ask with room, Tell with |_: &Tell| 0);

/// Bytes to begin with, so that a whole design is not copied while its message grows: a third more than it has, for
/// the quotation marks.
const fn room(ask: &Ask) -> usize {
    match ask {
        Ask::Change(difference) => difference.patch.len() / 3 * 4,
        _ => 0,
    }
}

fn encode(message: &dyn Part, room: usize) -> String {
    let mut text = Vec::with_capacity(room);
    let written = serde_json::to_writer(&mut text, message);
    written.expect("messages have string keys and finite numbers only");
    String::from_utf8(text).unwrap_or_default()
}

fn decode(message: &mut dyn Part, text: &str) -> bool {
    let Ok(value) = serde_json::from_str(text) else {
        return false;
    };
    let mut reader = Reader::new();
    message.read(&value, &mut reader);
    reader.found.is_empty()
}
