//! The file that is looked at, and how many lines of each changed.

use std::sync::Arc;

use super::changes::{self, AHEAD, Changes, Digest, changes};
use super::message::{FileText, Look, Shown, Tell};
use super::printed::Printed;
use super::view::View;
use super::{Done, Engine, Task, small};
use crate::generate::GENERATORS;

/// Texts up to this many bytes are told before somebody asks for them, so that copying need not wait.
const READY_TEXT: usize = 512 * 1024;

/// Up to this row of a file its beginning is shown before the rest of it is printed.
const BEGINNING: u32 = 1_500;

impl Engine {
    fn print(&mut self, file: usize) {
        let kept = |kept: Option<Printed>, design| kept.filter(|kept| kept.is(file, design));
        let then = kept(self.then.take(), &self.before);
        let mut then = then.or_else(|| kept(self.now.clone(), &self.before));
        // What is out of date makes room for what comes in its place.
        let now = kept(self.now.take(), &self.design);
        self.view = View::default();
        if !Arc::ptr_eq(&self.before, &self.design) {
            then = then.or_else(|| Printed::new(file, &self.before));
            if let Some(then) = &mut then {
                then.forget_origins();
            }
        }
        self.now = now.or_else(|| Printed::new(file, &self.design));
        self.then = then.or_else(|| kept(self.now.clone(), &self.before));
        self.changes = match (&self.then, &self.now) {
            (Some(then), Some(now)) => changes(&then.document, &now.document),
            _ => Changes::default(),
        };
    }

    pub(super) fn show(&mut self, look: &Look) -> Done {
        let all = (0..).zip(GENERATORS);
        let has = all.filter(|(_, file)| (file.applies)(&self.design));
        let files: Vec<u32> = has.map(|(place, _)| place).collect();
        let file = if files.contains(&look.file) {
            look.file
        } else {
            files.first().copied().unwrap_or_default()
        };
        let path = GENERATORS.get(file as usize).map_or("", |file| file.path);
        let look = &Look {
            wrap: look.wrap_of(path),
            ..look.clone()
        };
        let is_here = |now: &Printed| now.is(file as usize, &self.design);
        if !self.now.as_ref().is_some_and(is_here) {
            let shown = self.glance(look, file as usize);
            if let Some(shown) = shown {
                self.glanced = true;
                return self.tell_shown(Shown { files, ..shown });
            }
            self.print(file as usize);
        }
        self.glanced = false;
        let Some(now) = &self.now else {
            return Done::Quiet;
        };
        self.view.follow(&now.document, look);
        let first_change = self.changes.first();
        let before = self.then.as_ref().map(|then| &*then.document);
        let shown = Shown {
            revision: self.revision,
            file,
            count: small(now.document.line_count()),
            rows: small(self.view.count()),
            columns: if look.wrap == 0 {
                small(now.columns)
            } else {
                0
            },
            first_change: first_change.map(|line| small(self.view.row(line))),
            found: small(self.view.found.len()),
            first: look.first,
            lines: self.view.lines(look, &self.changes, before),
            files,
            ..Shown::default()
        };
        self.tell_shown(shown)
    }

    fn tell_shown(&mut self, whole: Shown) -> Done {
        let before = self.told.replace(whole.clone());
        Done::Tell(Tell::Shown(match before {
            Some(before) => whole.since(&before),
            None => whole,
        }))
    }

    /// What is looked at near the beginning of a large file, while somebody types. How long the file is, and what
    /// changed further on, is told in the next pause.
    fn glance(&mut self, look: &Look, file: usize) -> Option<Shown> {
        let end = look.first.saturating_add(look.count);
        if !self.hurry || end > BEGINNING || !look.search.is_empty() {
            return None;
        }
        let whole = self.now.as_ref().filter(|now| now.file == file)?;
        // Some lines more, because lines are told apart by those that follow.
        let lines = end as usize + 2 * AHEAD;
        let now = Printed::first_lines(whole, lines, &self.design)?;
        let is_it = |(had, then): &(usize, Printed)| *had == lines && then.is(file, &self.before);
        if !self.then_first.as_ref().is_some_and(is_it) {
            let then = Printed::first_lines(whole, lines, &self.before);
            self.then_first = then.map(|then| (lines, then));
        }
        let before = self.then_first.as_ref().map(|(_, then)| &*then.document);
        let changes = before.map_or_else(Changes::default, |before| changes(before, &now.document));
        let changes = changes.before(lines - AHEAD);
        let view = View::new(&now.document, look);
        let first_change = changes.first();
        Some(Shown {
            revision: self.revision,
            file: small(file),
            count: small(whole.document.line_count()),
            rows: small(self.view.count()),
            columns: if look.wrap == 0 {
                small(whole.columns)
            } else {
                0
            },
            first_change: first_change.map(|line| small(view.row(line))),
            first: look.first,
            lines: view.lines(look, &changes, before),
            ..Shown::default()
        })
    }

    pub(super) fn text(&mut self, file: u32) -> FileText {
        self.text_told = Some((self.revision, file as usize));
        let printed = Printed::or_new(self.now.as_ref(), file as usize, &self.design);
        FileText {
            revision: self.revision,
            file,
            text: printed.map(|printed| printed.document.text()),
        }
    }

    pub(super) fn text_to_be_copied(&mut self) -> Done {
        let is_small = |now: &&Printed| now.document.length() <= READY_TEXT;
        let now = self.now.as_ref().filter(is_small).map(|now| now.file);
        match now.filter(|file| self.text_told != Some((self.revision, *file))) {
            Some(file) if self.look.is_some() => Done::Tell(Tell::Text(self.text(small(file)))),
            _ => Done::Quiet,
        }
    }

    /// Counts the next file.
    pub(super) fn count(&mut self) -> Done {
        let file = self.counted.len();
        if file == 0 && Arc::ptr_eq(&self.before, &self.design) {
            self.counted = vec![0; GENERATORS.len()];
            return self.count();
        }
        if file == GENERATORS.len() {
            self.count_told = self.revision;
            return Done::Tell(Tell::Counts(std::mem::take(&mut self.counted)));
        }
        let kept = [&self.then, &self.now];
        let digests = |design| {
            let mut kept = kept.into_iter().flatten();
            let kept = kept.find(|kept| kept.is(file, design));
            let printed = Printed::or_new(kept, file, design)?;
            Some(Digest::of_lines(&printed.document))
        };
        let pair = digests(&self.before).zip(digests(&self.design));
        let count = pair.map_or(0, |(then, now)| changes::count(&then, &now));
        self.counted.push(small(count));
        self.todo.insert(Task::Count);
        Done::Quiet
    }
}
