//! Files as values: printed when they are looked at, compared with the design before the edit.

use std::sync::Arc;
use std::time::Duration;

use gateway_studio::generate::{GENERATORS, Generator};
use gateway_studio::model::Design;
use gateway_studio::text::Document;
use leptos::prelude::*;

use super::changes::{Change, changes};
use crate::place::Place;
use crate::reactive::{effect, memo};
use crate::workspace::{Workspace, files_of};

/// A file of a design; two are equal when they were printed at once.
#[derive(Clone)]
pub(super) struct Printed {
    /// Place of the generator.
    pub(super) file: usize,
    design: Arc<Design>,
    pub(super) document: Arc<Document>,
}

impl PartialEq for Printed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.document, &other.document)
    }
}

impl Printed {
    fn new(file: usize, design: Arc<Design>) -> Option<Self> {
        let generator = GENERATORS
            .get(file)
            .filter(|generator| (generator.applies)(&design))?;
        let document = Arc::new((generator.print)(&design));
        Some(Self {
            file,
            design,
            document,
        })
    }

    fn is(&self, file: usize, design: &Arc<Design>) -> bool {
        self.file == file && Arc::ptr_eq(&self.design, design)
    }
}

/// The generator at a place.
pub(super) fn generator(file: usize) -> Option<&'static Generator> {
    GENERATORS.get(file).copied()
}

/// The file that is looked at and what the last step changed in it.
#[derive(Clone, Copy)]
pub(super) struct Current {
    /// Places of the files that the design has.
    pub(super) files: Memo<Vec<usize>>,
    pub(super) now: Memo<Option<Printed>>,
    pub(super) changes: Memo<Arc<Vec<(usize, Change)>>>,
    /// Changed lines by place of the file; trails until a rest.
    pub(super) counts: RwSignal<Vec<usize>>,
}

/// Follows the design with one file; the others are only counted, in pauses.
pub(super) fn current(ws: Workspace, place: Place) -> Current {
    let files = memo(move || {
        ws.settled.track();
        files_of(&ws.now())
    });
    let file = memo(move || {
        let wanted = place.file.get();
        files.with(|files| {
            if files.contains(&wanted) {
                wanted
            } else {
                files.first().copied().unwrap_or_default()
            }
        })
    });
    let follow = move |design: Arc<Design>, before: Option<&Option<Printed>>| {
        let file = file.get();
        let kept = before
            .and_then(Option::as_ref)
            .filter(|kept| kept.is(file, &design));
        kept.cloned().or_else(|| Printed::new(file, design))
    };
    let now = Memo::new(move |before: Option<&Option<Printed>>| {
        ws.settled.track();
        follow(ws.now(), before)
    });
    let then = Memo::new(move |before: Option<&Option<Printed>>| {
        ws.settled.track();
        follow(ws.before.get_untracked(), before)
    });
    let changes = memo(move || {
        Arc::new(match (then.get(), now.get()) {
            (Some(then), Some(now)) => changes(&then.document, &now.document),
            _ => Vec::new(),
        })
    });
    let counts = RwSignal::new(Vec::new());
    effect(move || {
        let revision = ws.rested.get();
        if revision > 0 {
            count(ws, counts, revision, 0, Vec::new());
        }
    });
    Current {
        files,
        now,
        changes,
        counts,
    }
}

/// Counts one file a task, so that typing can come in between; a newer rest makes it stop.
fn count(
    ws: Workspace,
    counts: RwSignal<Vec<usize>>,
    revision: u32,
    file: usize,
    mut done: Vec<usize>,
) {
    if ws.rested.try_get_untracked() != Some(revision) {
        return;
    }
    if file == GENERATORS.len() {
        // The pane may be gone, as while the page changes its language.
        let _ = counts.try_set(done);
        return;
    }
    let pair = Printed::new(file, ws.before.get_untracked()).zip(Printed::new(file, ws.now()));
    done.push(pair.map_or(0, |(then, now)| {
        changes(&then.document, &now.document).len()
    }));
    set_timeout(
        move || count(ws, counts, revision, file + 1, done),
        Duration::ZERO,
    );
}
