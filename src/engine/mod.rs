//! What works for the page in the background: it keeps a copy of the design, judges it and prints
//! its files, a piece of work at a time.
//!
//! The page runs it in a Web Worker, so that neither downloading it nor a large design ever stands
//! between a key and the next frame. Both talk in messages ([`Ask`], [`Tell`]) that are JSON texts.

mod changes;
mod message;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::generate::{self, GENERATORS};
use crate::model::Design;
use crate::model::patch;
use crate::rules;
use crate::text::Document;

use changes::changes;
pub use message::{
    Ask, Change, Difference, File, FileText, Line, Look, Lost, Problems, Shown, Tell,
};

/// More than a person reads, of one severity or one file; the rest is counted.
pub const MOST_FINDINGS: usize = 2_000;

/// Texts up to this many bytes are told before somebody asks for them, so that copying need not wait.
const READY_TEXT: usize = 512 * 1024;

/// A file as it was printed, and from which design.
#[derive(Clone)]
struct Printed {
    file: usize,
    design: Arc<Design>,
    document: Arc<Document>,
}

impl Printed {
    fn new(file: usize, design: &Arc<Design>) -> Option<Self> {
        let generator = GENERATORS.get(file)?;
        (generator.applies)(design).then(|| Self {
            file,
            design: design.clone(),
            document: Arc::new((generator.print)(design)),
        })
    }

    /// This one when it is of that file and design, else a new one.
    fn or_new(kept: Option<&Self>, file: usize, design: &Arc<Design>) -> Option<Self> {
        let kept = kept.filter(|kept| kept.file == file && Arc::ptr_eq(&kept.design, design));
        kept.cloned().or_else(|| Self::new(file, design))
    }
}

/// A piece of work; the most urgent kind first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Task {
    /// The lines that are looked at.
    Show,
    /// The text of a file.
    Text(u32),
    Archive,
    /// What the rules find.
    Judge,
    /// What the files leave out.
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
    /// Nothing to tell yet.
    Quiet,
}

/// The copy of the design and what is known about it.
#[derive(Default)]
pub struct Engine {
    design: Arc<Design>,
    /// The design before the last step: what changed is told by comparing with it.
    before: Arc<Design>,
    revision: u32,
    look: Option<Look>,
    now: Option<Printed>,
    then: Option<Printed>,
    changes: Vec<(usize, Change)>,
    problems: Vec<Diagnostic>,
    lost: Vec<Lost>,
    todo: BTreeSet<Task>,
    /// Changed lines by file, as far as they are counted.
    counted: Vec<u32>,
}

impl Engine {
    /// What is told first: every file there is.
    pub fn ready() -> Tell {
        let file = |generator: &&generate::Generator| File {
            path: generator.path.into(),
            target: generator.target,
        };
        Tell::Ready(GENERATORS.iter().map(file).collect())
    }

    /// Notes a message; the work it asks for is done by [`Engine::work`].
    pub fn hear(&mut self, ask: Ask) {
        match ask {
            Ask::Change(difference) => self.change(&difference),
            Ask::Look(look) => {
                self.look = Some(look);
                self.todo.insert(Task::Show);
            }
            Ask::LookAway => self.look = None,
            Ask::Text(file) => drop(self.todo.insert(Task::Text(file))),
            Ask::Archive => drop(self.todo.insert(Task::Archive)),
        }
    }

    fn change(&mut self, difference: &Difference) {
        let was = self.design.clone();
        // What the page sends is always a difference; another text changes what it can.
        let _ = patch::apply(Arc::make_mut(&mut self.design), &difference.patch);
        if difference.keep {
            self.then = self.now.clone();
            self.before = was;
        }
        if self.revision == 0 {
            self.before = self.design.clone();
        }
        self.revision += 1;
        self.todo.extend([Task::Show, Task::Judge, Task::Lose]);
        self.todo.remove(&Task::Count);
    }

    /// What can wait for a pause: how many lines of each file changed, and the text that may be copied next.
    pub fn rest(&mut self) {
        self.todo.insert(Task::ReadyText);
        if self.revision > 1 {
            self.counted.clear();
            self.todo.insert(Task::Count);
        }
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
            Task::Text(file) => Done::Tell(Tell::Text(self.text(file))),
            Task::Archive => Done::Archive(generate::archive(&self.design)),
            Task::Judge => self.judge(),
            Task::Lose => self.lose(),
            Task::ReadyText => self.text_to_be_copied(),
            Task::Count => self.count(),
        })
    }

    fn print(&mut self, file: usize) {
        self.now = Printed::or_new(self.now.as_ref(), file, &self.design);
        self.then = Printed::or_new(self.then.as_ref().or(self.now.as_ref()), file, &self.before);
        self.changes = match (&self.then, &self.now) {
            (Some(then), Some(now)) => changes(&then.document, &now.document),
            _ => Vec::new(),
        };
    }

    fn show(&mut self, look: &Look) -> Done {
        let files: Vec<u32> = (0..)
            .zip(GENERATORS)
            .filter(|(_, file)| (file.applies)(&self.design))
            .map(|(place, _)| place)
            .collect();
        let file = if files.contains(&look.file) {
            look.file
        } else {
            files.first().copied().unwrap_or_default()
        };
        let is_new = self
            .now
            .as_ref()
            .is_none_or(|now| now.file != file as usize || !Arc::ptr_eq(&now.design, &self.design));
        if is_new {
            self.print(file as usize);
        }
        let Some(now) = &self.now else {
            return Done::Quiet;
        };
        let document = &now.document;
        let marked = match look.field.as_str() {
            "" => Vec::new(),
            field => document.lines_from(field),
        };
        let last = (look.first as usize + look.count as usize).min(document.line_count());
        let line = |number: usize| {
            let first = self.changes.partition_point(|(line, _)| *line < number);
            let change = self.changes.get(first).filter(|(line, _)| *line == number);
            Line::new(
                document,
                number,
                change.map(|(_, change)| *change),
                marked.binary_search(&number).is_ok(),
            )
        };
        Done::Tell(Tell::Shown(Shown {
            revision: self.revision,
            file,
            count: small(document.line_count()),
            columns: small(columns(document)),
            first_change: self.changes.first().map(|(line, _)| small(*line)),
            first: look.first,
            lines: (look.first as usize..last).map(line).collect(),
            files,
        }))
    }

    fn text(&self, file: u32) -> FileText {
        let printed = Printed::or_new(self.now.as_ref(), file as usize, &self.design);
        FileText {
            revision: self.revision,
            file,
            text: printed
                .map(|printed| printed.document.text.clone())
                .unwrap_or_default(),
        }
    }

    fn text_to_be_copied(&self) -> Done {
        match &self.now {
            Some(now) if self.look.is_some() && now.document.text.len() <= READY_TEXT => {
                Done::Tell(Tell::Text(self.text(small(now.file))))
            }
            _ => Done::Quiet,
        }
    }

    fn judge(&mut self) -> Done {
        let mut problems = rules::check(&self.design);
        // Stable: within a severity they stay sorted by place.
        problems.sort_by_key(|found| found.severity);
        if problems == self.problems && self.revision > 1 {
            return Done::Quiet;
        }
        let count = |severity| {
            small(
                problems
                    .iter()
                    .filter(|found| found.severity == severity)
                    .count(),
            )
        };
        let counts = [Severity::Error, Severity::Warning, Severity::Info]
            .map(count)
            .to_vec();
        self.problems.clone_from(&problems);
        problems.truncate(MOST_FINDINGS);
        Done::Tell(Tell::Problems(Problems {
            counts,
            found: problems,
        }))
    }

    fn lose(&mut self) -> Done {
        let lost = generate::lost(&self.design).into_iter();
        let lost = lost
            .filter(|(_, lost)| !lost.is_empty())
            .map(|(file, mut found)| {
                let count = small(found.len());
                found.truncate(MOST_FINDINGS);
                Lost {
                    file: file.path.into(),
                    count,
                    found,
                }
            });
        let lost: Vec<Lost> = lost.collect();
        if lost == self.lost && self.revision > 1 {
            return Done::Quiet;
        }
        self.lost.clone_from(&lost);
        Done::Tell(Tell::Lost(lost))
    }

    /// Counts the next file.
    fn count(&mut self) -> Done {
        let file = self.counted.len();
        if file == GENERATORS.len() {
            return Done::Tell(Tell::Counts(std::mem::take(&mut self.counted)));
        }
        let of = |kept: &Option<Printed>, design| Printed::or_new(kept.as_ref(), file, design);
        let pair = of(&self.then, &self.before).zip(of(&self.now, &self.design));
        let count = pair.map_or(0, |(then, now)| {
            changes(&then.document, &now.document).len()
        });
        self.counted.push(small(count));
        self.todo.insert(Task::Count);
        Done::Quiet
    }
}

/// Columns of the longest line; a wide character takes two.
fn columns(document: &Document) -> usize {
    let width = |line: &str| line.len() - line.chars().filter(|c| !c.is_ascii()).count();
    document.text.lines().map(width).max().unwrap_or_default()
}

/// No file has 2^32 lines.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
