//! What works for the page in the background: it keeps a copy of the design, judges it and prints
//! its files, a piece of work at a time.
//!
//! The page runs it in a Web Worker, so that neither downloading it nor a large design ever stands
//! between a key and the next frame. Both talk in messages ([`Ask`], [`Tell`]) that are JSON texts.

mod changes;
mod marks;
mod message;
mod printed;
mod seek;
mod show;
mod view;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::generate::{self, GENERATORS};
use crate::keep::{Keep, Order, Shelf, Told};
use crate::model::Design;
use crate::model::patch;
use crate::rules;
use crate::rules::Signs;
use crate::sheet::{self, Incoming, Typed, archive};
use crate::simulate;
use crate::words::Language;

use changes::Changes;
pub use message::{
    Ask, Change, Contents, Difference, File, FileText, Goal, KeepAsk, Line, Look, Lost, Marks,
    PROSE, Problems, Ready, Seek, Sheet, SheetAsk, Shown, Tell,
};
use printed::Printed;
use seek::Way;
use view::View;

/// What both ends of the line must have in common: a digest of the sources they were built from.
pub const BUILD: &str = env!("GATEWAY_STUDIO_BUILD");

/// Findings of one severity that are told; the rest is counted.
pub const MOST_FINDINGS: usize = 2_000;

/// Things left out by one file that are told; the rest is counted.
pub const MOST_LOST: usize = 200;

/// With more routes than this a key does not wait for a whole file.
const LARGE: usize = 200;

/// With more routes than this a piece of what can wait takes longer than a key may.
const HUGE: usize = 2_000;

/// Milliseconds without a message after which what can wait is done, of any design and of a huge one: who comes back in
/// the middle of a piece waits for its end, so that long pieces are for longer pauses.
const SILENCE: [u32; 2] = [300, 1_200];

/// Of a design that is not large so many rules are asked before a message is heard again.
const RULES_AT_ONCE: usize = 120;

/// A piece of work; the most urgent kind first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Task {
    /// The lines that are looked at.
    Show,
    /// A line that somebody wants to see.
    Seek,
    /// The text of a file.
    Text(u32),
    /// The sheet at that place.
    Sheet(u32),
    /// What the collection of designs is to do.
    Collect,
    Archive(Contents),
    /// What the rules find.
    Judge,
    /// What the next file leaves out.
    Lose,
    /// The text that may be copied next.
    ReadyText,
    /// How many lines of the next file changed.
    Count,
}

/// What a piece of work brought.
pub enum Done {
    /// Something to tell the page.
    Tell(Tell),
    /// The archive of all files.
    Archive(Vec<u8>),
    /// A design that the collection is to keep.
    Keep(Keep),
    /// Something that the collection is to do.
    Order(Order),
    /// Everything in the collection is wanted.
    List,
    /// Nothing to tell yet.
    Quiet,
}

/// The copy of the design and what is known about it.
#[derive(Default)]
pub struct Engine {
    design: Arc<Design>,
    /// The design before the last step: what changed is told by comparing with it.
    before: Arc<Design>,
    /// The design as it was told first.
    first: Arc<Design>,
    revision: u32,
    look: Option<Look>,
    now: Option<Printed>,
    then: Option<Printed>,
    /// The beginning of a large file before the step, as far as it was needed.
    then_first: Option<(usize, Printed)>,
    changes: Changes,
    view: View,
    /// What of the file was told last, whole.
    told: Option<Shown>,
    /// Whether somebody may be typing, so that the beginning of a large file has to do.
    hurry: bool,
    /// Whether the beginning is all that was shown.
    glanced: bool,
    /// The line that is looked for.
    way: Option<Way>,
    todo: BTreeSet<Task>,
    /// What was told last, to tell only what is new.
    problems: Option<Vec<Diagnostic>>,
    lost: Option<Vec<Lost>>,
    /// What the rules find, as far as they were asked: how many, their findings, and by what the design says which rules concern it.
    judging: (usize, Vec<Diagnostic>, Option<Signs>),
    /// What the files leave out, as far as they were asked: how many, and their losses.
    losing: (usize, Vec<Lost>),
    /// Changed lines by file, as far as they are counted.
    counted: Vec<u32>,
    /// The revision whose changes were counted.
    count_told: u32,
    /// Revision and file of the text that was told last.
    text_told: Option<(u32, usize)>,
    /// Sheets that somebody looks at.
    sheets: Vec<SheetAsk>,
    /// What was typed into sheets.
    typed: Typed,
    /// The revision that all of them show.
    sheets_of: u32,
    /// What is known of the collection of designs.
    shelf: Shelf,
    /// What somebody brought.
    incoming: Incoming,
    /// Designs that it is to keep, as they were when the page said so.
    keeping: Vec<(Arc<Design>, KeepAsk)>,
    orders: Vec<Order>,
    /// Whether its list was asked for.
    listing: bool,
    /// The language that the page spoke last.
    language: Language,
}

impl Engine {
    /// What is told first: every file there is.
    pub fn ready() -> Tell {
        let file = |generator: &&generate::Generator| File {
            path: generator.path.into(),
            target: generator.target,
        };
        Tell::Ready(Ready {
            build: BUILD.into(),
            files: GENERATORS.iter().map(file).collect(),
        })
    }

    /// Notes a message; the work it asks for is done by [`Engine::work`].
    ///
    /// `false` for a difference that this engine does not understand, as one from a page of
    /// another version: what it tells from then on would not be of the page's design.
    #[must_use]
    pub fn hear(&mut self, ask: Ask) -> bool {
        match ask {
            Ask::Change(difference) => return self.change(&difference),
            Ask::Look(look) => {
                self.look = Some(look);
                self.todo.insert(Task::Show);
            }
            Ask::LookAway => self.look = None,
            Ask::Text(file) => drop(self.todo.insert(Task::Text(file))),
            Ask::Archive(contents) => drop(self.todo.insert(Task::Archive(contents))),
            Ask::Sheet(mut sheet) => {
                self.language = sheet.language;
                if sheet.name == sheet::DESIGNS {
                    self.listing |= self.shelf.entries.is_none();
                    self.orders.extend(Order::read(&sheet.order));
                    self.todo.insert(Task::Collect);
                }
                if sheet.name == sheet::IMPORT && sheet.order == "clear" {
                    self.incoming.clear();
                }
                let mut others = self.sheets.iter();
                let is_at =
                    |other: &&SheetAsk| other.place == sheet.place && other.name != sheet.name;
                if let Some(other) = others.find(is_at) {
                    self.typed.close(&other.name);
                }
                self.typed
                    .complete(&sheet.name, &mut sheet.names, &mut sheet.values);
                if sheet.name == sheet::COMPARE {
                    self.listing |= self.shelf.entries.is_none();
                    let version = sheet::wanted_version(&sheet.values, &self.shelf);
                    let version = version.filter(|order| !self.orders.contains(order));
                    self.orders.extend(version);
                    self.todo.insert(Task::Collect);
                }
                self.close(sheet.place);
                self.todo.insert(Task::Sheet(sheet.place));
                self.sheets.push(sheet);
            }
            Ask::Close(place) => {
                let mut sheets = self.sheets.iter();
                if let Some(sheet) = sheets.find(|sheet| sheet.place == place) {
                    self.typed.close(&sheet.name);
                    if sheet.name == sheet::IMPORT {
                        self.incoming.forget();
                    }
                }
                self.close(place);
            }
            Ask::Keep(ask) => {
                self.language = ask.language;
                self.shelf.open.clone_from(&ask.id);
                // The last of several in a row is enough.
                self.keeping.retain(|(_, other)| other.id != ask.id);
                self.keeping.push((self.design.clone(), ask));
                self.todo.insert(Task::Collect);
            }
            Ask::Seek(seek) => {
                self.way = Some(Way::new(seek));
                self.todo.insert(Task::Seek);
            }
        }
        true
    }

    /// Takes a file that somebody brought; the first of several takes the place of earlier ones.
    pub fn receive(&mut self, name: String, bytes: Vec<u8>, is_first: bool) {
        self.incoming.receive(name, bytes, is_first);
    }

    /// With this clock times of the collection are told.
    pub fn set_clock(&mut self, clock: fn(f64) -> String) {
        self.shelf.clock = clock;
    }

    /// The language that the page spoke last.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Hears an answer of the collection; what the page is to do about it.
    pub fn told(&mut self, told: Told) -> Option<Tell> {
        let act = sheet::designs::act(&told, &self.shelf, self.language);
        match told {
            Told::Entries(entries) => self.shelf.entries = Some(entries),
            Told::Kept => self.shelf.trouble = None,
            Told::Trouble(trouble) => {
                // It is said once; the sheet goes on saying it.
                if self.shelf.trouble.replace(trouble) == Some(trouble) {
                    return None;
                }
            }
            Told::Text(Order::Compare(id, number), _, text) => {
                self.shelf.compared = Some((id, number, text));
            }
            Told::Text(..) | Told::Behind(..) | Told::Parted => {}
        }
        let concerned = [sheet::DESIGNS, sheet::COMPARE];
        let shown = self
            .sheets
            .iter()
            .filter(|ask| concerned.contains(&&*ask.name));
        let shown: Vec<_> = shown.map(|ask| Task::Sheet(ask.place)).collect();
        self.todo.extend(shown);
        act.map(|act| Tell::Act(act.text()))
    }

    /// The next thing for the collection.
    fn collect(&mut self) -> Done {
        let done = if !self.keeping.is_empty() {
            let (design, ask) = self.keeping.remove(0);
            let followed = ask.followed;
            let keep = Keep::of(&design, &ask.id, &ask.step);
            Done::Keep(Keep { followed, ..keep })
        } else if std::mem::take(&mut self.listing) {
            Done::List
        } else if !self.orders.is_empty() {
            Done::Order(self.orders.remove(0))
        } else {
            return Done::Quiet;
        };
        self.todo.insert(Task::Collect);
        done
    }

    fn close(&mut self, place: u32) {
        self.sheets.retain(|sheet| sheet.place != place);
        self.todo.remove(&Task::Sheet(place));
    }

    fn change(&mut self, difference: &Difference) -> bool {
        let was = self.design.clone();
        let is_same = difference.patch == patch::NOTHING;
        if !is_same && !patch::apply(Arc::make_mut(&mut self.design), &difference.patch) {
            return false;
        }
        if difference.keep {
            self.then = self.now.clone();
            self.before = was;
        }
        if self.revision == 0 {
            self.first = self.design.clone();
        }
        if difference.begins {
            self.typed.clear();
        }
        if self.revision == 0 || difference.begins {
            self.before = self.design.clone();
        }
        if Arc::ptr_eq(&self.before, &self.design) {
            self.changes = Changes::default();
        }
        self.revision += 1;
        self.hurry = self.design.routes.len() > LARGE;
        self.judging = (0, Vec::new(), None);
        self.losing = (0, Vec::new());
        self.todo.extend([Task::Show, Task::Judge]);
        self.todo.remove(&Task::Count);
        // What a large file leaves out may be a question of its size, for which it is printed.
        if self.hurry {
            self.todo.remove(&Task::Lose);
        } else {
            self.todo.insert(Task::Lose);
        }
        true
    }

    /// Milliseconds without a message that count as a pause, for [`Engine::rest`].
    pub fn silence(&self) -> u32 {
        SILENCE[usize::from(self.design.routes.len() > HUGE)]
    }

    /// What can wait for a pause: the rest of a large file, what files of a large design leave out, sheets of the design as it was, how many lines of
    /// each file changed, and the text that may be copied next.
    pub fn rest(&mut self) {
        if std::mem::take(&mut self.hurry) {
            self.todo.insert(Task::Lose);
        }
        if std::mem::take(&mut self.glanced) {
            self.todo.insert(Task::Show);
        }
        if self.sheets_of != self.revision {
            self.sheets_of = self.revision;
            let sheets = self.sheets.iter().map(|sheet| Task::Sheet(sheet.place));
            self.todo.extend(sheets);
        }
        self.todo.insert(Task::ReadyText);
        if self.revision > 1 && self.count_told != self.revision {
            self.counted.clear();
            self.todo.insert(Task::Count);
        }
    }

    /// Whether the most urgent piece of work is to show the file that is looked at, and one is.
    pub fn shows_next(&self) -> bool {
        self.look.is_some() && self.todo.first() == Some(&Task::Show)
    }

    /// Does the most urgent piece of work; `None` when there is none.
    pub fn work(&mut self) -> Option<Done> {
        if self.revision == 0 {
            return None;
        }
        Some(match self.todo.pop_first()? {
            Task::Show => match self.look.clone() {
                Some(look) => self.show(&look),
                None => Done::Quiet,
            },
            Task::Seek => self.seek(),
            Task::Text(file) => Done::Tell(Tell::Text(self.text(file))),
            Task::Sheet(place) => self.draw(place),
            Task::Collect => self.collect(),
            Task::Archive(contents) => Done::Archive(self.archive(contents)),
            Task::Judge => self.judge(),
            Task::Lose => self.lose(),
            Task::ReadyText => self.text_to_be_copied(),
            Task::Count => self.count(),
        })
    }

    fn archive(&self, contents: Contents) -> Vec<u8> {
        match contents {
            Contents::Harmless if !archive::secrets(&self.design).is_empty() => Vec::new(),
            Contents::Harmless | Contents::Whole => generate::archive(&self.design),
            Contents::Placeholders => generate::archive(&archive::without_secrets(&self.design)),
        }
    }

    /// Draws a sheet; its order is carried out once.
    fn draw(&mut self, place: u32) -> Done {
        let Some(sheet) = self.sheets.iter_mut().find(|sheet| sheet.place == place) else {
            return Done::Quiet;
        };
        let file = self.now.as_ref().and_then(|now| GENERATORS.get(now.file));
        let file = file.map(|file| ("file".to_owned(), file.path.to_owned()));
        let args = sheet
            .names
            .iter()
            .cloned()
            .zip(sheet.values.iter().cloned())
            .chain(file);
        let order = std::mem::take(&mut sheet.order);
        let drawn = sheet::draw(
            &sheet.name,
            [&self.first, &self.design],
            (&self.shelf, &self.incoming),
            sheet.language,
            &args.collect(),
            &order,
        );
        let Some((title, body, act)) = drawn else {
            return Done::Quiet;
        };
        Done::Tell(Tell::Sheet(Sheet {
            revision: self.revision,
            place,
            name: sheet.name.clone(),
            title: title.into(),
            body,
            act,
        }))
    }

    /// Asks some rules, as long as that is a moment's work.
    fn judge(&mut self) -> Done {
        let (next, judging, signs) = &mut self.judging;
        let signs = *signs.get_or_insert_with(|| Signs::of(&self.design));
        let least = RULES_AT_ONCE * LARGE / self.design.routes.len().max(LARGE);
        for _ in 0..least.max(1) {
            let Some(found) = rules::check_one(*next, &self.design, signs) else {
                return self.judged();
            };
            judging.extend(found);
            *next += 1;
        }
        self.todo.insert(Task::Judge);
        Done::Quiet
    }

    fn judged(&mut self) -> Done {
        let mut found = std::mem::take(&mut self.judging).1;
        found.extend(simulate::failed(&self.design));
        sort(&mut found);
        // What files leave out is told by itself.
        let found = rules::silence(&self.design, found, |code| !code.contains('/')).open;
        if self.problems.as_ref() == Some(&found) {
            return Done::Quiet;
        }
        let mut problems = Problems::default();
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let of = found.iter().filter(|found| found.severity == severity);
            problems.counts.push(small(of.clone().count()));
            problems.found.extend(of.take(MOST_FINDINGS).map(brief));
        }
        self.problems = Some(found);
        Done::Tell(Tell::Problems(problems))
    }

    /// Asks the next file.
    fn lose(&mut self) -> Done {
        let (next, losing) = &mut self.losing;
        let Some(generator) = GENERATORS.get(*next) else {
            let losing = std::mem::take(losing);
            if self.lost.as_ref() == Some(&losing) {
                return Done::Quiet;
            }
            self.lost = Some(losing.clone());
            return Done::Tell(Tell::Lost(losing));
        };
        *next += 1;
        self.todo.insert(Task::Lose);
        if (generator.applies)(&self.design) {
            let mut found = (generator.lost)(&self.design);
            sort(&mut found);
            found = rules::silence(&self.design, found, |_| false).open;
            let (file, count) = (generator.path.into(), small(found.len()));
            found.truncate(MOST_LOST);
            found.shrink_to_fit();
            if count > 0 {
                losing.push(Lost { file, count, found });
            }
        }
        Done::Quiet
    }
}

/// A finding as it is told: of its fix the title alone.
fn brief(found: &Diagnostic) -> Diagnostic {
    let mut found = found.clone();
    if let Some(fix) = &mut found.fix {
        fix.edits = Vec::new();
    }
    found
}

/// No file has 2^32 lines.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
