//! The state behind the page: one design behind one door.
//!
//! [`Workspace::select`] reads a slice, [`Workspace::edit`] is the only writer,
//! so undo, saving and regeneration live here and nowhere else. What can wait
//! until after the next frame follows [`Workspace::settled`], what can wait for
//! a pause follows [`Workspace::rested`].

use std::sync::Arc;

use gateway_studio::diagnostic::{Diagnostic, Pointer, Segment, Severity};
use gateway_studio::generate::{self, GENERATORS};
use gateway_studio::model::Design;
use gateway_studio::rules;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::boxed::memo;
use crate::browser;
use crate::words::Word;

/// Typing in one field within this many milliseconds is one step.
const ONE_STEP_MS: f64 = 800.0;
/// How many steps can be undone.
const STEPS: usize = 200;
/// A pause of this many milliseconds is a rest.
const REST_MS: u32 = 300;

/// What one step of the history did, for the person who undoes it.
#[derive(Clone)]
pub(crate) struct Step {
    /// The verb or the label of the field.
    pub(crate) what: Word,
    /// The thing it happened to, when the label does not say it.
    pub(crate) subject: String,
    typing: bool,
}

impl Step {
    /// A step of its own.
    pub(crate) fn new(what: Word, subject: impl Into<String>) -> Self {
        Self {
            what,
            subject: subject.into(),
            typing: false,
        }
    }

    /// A keystroke: joins the keystrokes before it in the same field.
    pub(crate) fn typing(label: Word) -> Self {
        Self {
            what: label,
            subject: String::new(),
            typing: true,
        }
    }
}

struct Snapshot {
    design: Arc<Design>,
    step: Step,
}

#[derive(Default)]
struct History {
    undo: Vec<Snapshot>,
    redo: Vec<Snapshot>,
    typed: Option<(Pointer, f64)>,
}

/// Findings of the rules and what the targets cannot express, worst first.
#[derive(PartialEq, Default)]
pub(crate) struct Findings {
    /// Of the rules.
    pub(crate) problems: Vec<Diagnostic>,
    /// By file, the files without losses left out.
    pub(crate) lost: Vec<(&'static str, Vec<Diagnostic>)>,
}

impl Findings {
    /// How many of that severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.problems
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    }
}

/// The state; a handle that copies.
#[derive(Clone, Copy)]
pub(crate) struct Workspace {
    design: RwSignal<Arc<Design>>,
    /// The design before the last step: what changed is told by comparing with it.
    pub(crate) before: RwSignal<Arc<Design>>,
    /// Moves when routes may have changed.
    pub(crate) routes: RwSignal<u32>,
    /// Trails the design by one painted frame.
    pub(crate) settled: RwSignal<u32>,
    /// Trails the design until the person pauses.
    pub(crate) rested: RwSignal<u32>,
    /// What undo and redo would take back.
    pub(crate) steps: RwSignal<(Option<Step>, Option<Step>)>,
    /// What is wrong.
    pub(crate) findings: Memo<Arc<Findings>>,
    history: StoredValue<History>,
    settling: StoredValue<bool>,
    resting: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Workspace {
    /// A workspace with a design in it.
    pub(crate) fn new(design: Design) -> Self {
        let design = RwSignal::new(Arc::new(design));
        let settled = RwSignal::new(0);
        Self {
            design,
            before: RwSignal::new(design.get_untracked()),
            routes: RwSignal::new(0),
            settled,
            rested: RwSignal::new(0),
            steps: RwSignal::new((None, None)),
            findings: memo(move || {
                settled.track();
                Arc::new(findings(&design.get_untracked()))
            }),
            history: StoredValue::new(History::default()),
            settling: StoredValue::new(false),
            resting: StoredValue::new_local(None),
        }
    }

    /// A slice of the design that tells when it changes.
    pub(crate) fn select<T>(self, slice: impl Fn(&Design) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let design = self.design;
        memo(move || design.with(|design| slice(design)))
    }

    /// The design as it is now, without following it.
    pub(crate) fn now(self) -> Arc<Design> {
        self.design.get_untracked()
    }

    /// The only writer: changes the design around the field `at` and remembers the step.
    pub(crate) fn edit(self, step: Step, at: Pointer, change: impl FnOnce(&mut Design)) {
        let before = self.now();
        let joined = self
            .history
            .try_update_value(|history| history.remember(&before, step, at));
        drop(before);
        if joined == Some(false) {
            self.before.set(self.now());
        }
        self.design.update(|design| change(Arc::make_mut(design)));
        self.changed(at);
    }

    /// Takes the last step back and tells which it was.
    pub(crate) fn undo(self) -> Option<Step> {
        self.travel(|history| (&mut history.undo, &mut history.redo))
    }

    /// Does again what was taken back last.
    pub(crate) fn redo(self) -> Option<Step> {
        self.travel(|history| (&mut history.redo, &mut history.undo))
    }

    fn travel(
        self,
        ends: fn(&mut History) -> (&mut Vec<Snapshot>, &mut Vec<Snapshot>),
    ) -> Option<Step> {
        let now = self.now();
        let snapshot = self.history.try_update_value(|history| {
            history.typed = None;
            let (from, to) = ends(history);
            let snapshot = from.pop()?;
            to.push(Snapshot {
                design: now.clone(),
                step: snapshot.step.clone(),
            });
            Some(snapshot)
        })??;
        self.before.set(now);
        self.design.set(snapshot.design);
        self.changed(Pointer::root());
        Some(snapshot.step)
    }

    fn changed(self, at: Pointer) {
        if matches!(at.segments().first(), None | Some(Segment::Key("routes"))) {
            self.routes.update(|revision| *revision += 1);
        }
        self.steps.set(self.history.with_value(|history| {
            let last = |stack: &[Snapshot]| stack.last().map(|snapshot| snapshot.step.clone());
            (last(&history.undo), last(&history.redo))
        }));
        if !self.settling.get_value() {
            self.settling.set_value(true);
            browser::after_paint(move || {
                self.settling.set_value(false);
                self.settled.update(|revision| *revision += 1);
            });
        }
        let timeout = Timeout::new(REST_MS, move || {
            self.rested.update(|revision| *revision += 1);
        });
        // Dropping the timeout that waited cancels it.
        self.resting.set_value(Some(timeout));
    }
}

impl History {
    /// Keeps the design as it was; whether the step joined the one before it.
    fn remember(&mut self, before: &Arc<Design>, step: Step, at: Pointer) -> bool {
        let now = browser::now();
        let joins = step.typing
            && self
                .typed
                .is_some_and(|(field, when)| field == at && now - when < ONE_STEP_MS);
        self.typed = step.typing.then_some((at, now));
        self.redo.clear();
        if !joins {
            if self.undo.len() == STEPS {
                self.undo.remove(0);
            }
            self.undo.push(Snapshot {
                design: before.clone(),
                step,
            });
        }
        joins
    }
}

fn findings(design: &Design) -> Findings {
    let mut problems = rules::check(design);
    problems.sort_by_key(|found| found.severity);
    let lost = generate::lost(design).into_iter();
    Findings {
        problems,
        lost: lost
            .filter(|(_, lost)| !lost.is_empty())
            .map(|(file, lost)| (file.path, lost))
            .collect(),
    }
}

/// Places in [`GENERATORS`] of the files that a design has.
pub(crate) fn files_of(design: &Design) -> Vec<usize> {
    let all = GENERATORS.iter().enumerate();
    all.filter(|(_, file)| (file.applies)(design))
        .map(|(place, _)| place)
        .collect()
}
