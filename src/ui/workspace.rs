//! The state behind the page: one design behind one door.
//!
//! [`Workspace::select`] reads a slice, [`Workspace::edit`] is the only writer,
//! so undo, saving and regeneration live here and nowhere else. What can wait
//! until after the next frame follows [`Workspace::settled`], what can wait for
//! a pause follows [`Workspace::rested`].

mod history;

use std::sync::Arc;
use std::time::Duration;

use gateway_studio::diagnostic::{Diagnostic, Pointer, Segment, Severity};
use gateway_studio::generate::{self, GENERATORS};
use gateway_studio::model::Design;
use gateway_studio::rules;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::browser;
use crate::reactive::memo;
use history::{History, Snapshot};

pub(crate) use history::Step;

/// Work that takes longer than this is felt while typing.
const FRAME_MS: f64 = 16.0;
/// Files and findings wait no longer than this for a break in the typing.
const LONGEST_PAUSE_MS: f64 = 250.0;
/// A pause of this many milliseconds is a rest.
const REST_MS: u32 = 300;

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
    /// Milliseconds that settling took last.
    cost: StoredValue<f64>,
    /// Whether routes changed and the tree was not told yet.
    rerouted: StoredValue<bool>,
    pausing: StoredValue<Option<Timeout>, LocalStorage>,
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
            cost: StoredValue::new(0.0),
            rerouted: StoredValue::new(false),
            pausing: StoredValue::new_local(None),
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
        let typing = self.history.with_value(|history| history.typed.is_some());
        if matches!(at.segments().first(), None | Some(Segment::Key("routes"))) {
            self.rerouted.set_value(true);
        }
        // Keys that move in the tree act on it as it is; text that is typed can wait a frame.
        if !typing {
            self.reroute();
        }
        self.steps.set(self.history.with_value(|history| {
            let last = |stack: &[Snapshot]| stack.last().map(|snapshot| snapshot.step.clone());
            (last(&history.undo), last(&history.redo))
        }));
        self.settle_soon(typing);
        let timeout = Timeout::new(REST_MS, move || {
            self.rested.update(|revision| *revision += 1);
        });
        // Dropping the timeout that waited cancels it.
        self.resting.set_value(Some(timeout));
    }

    fn reroute(self) {
        if self.rerouted.try_update_value(std::mem::take) == Some(true) {
            self.routes.update(|revision| *revision += 1);
        }
    }

    /// After the next frame; where settling takes longer than a frame, after a break in the typing.
    fn settle_soon(self, typing: bool) {
        let cost = self.cost.get_value();
        if typing && cost > FRAME_MS {
            // Twice and more of what it takes, so that the next key does not wait for it.
            let pause = (cost * 3.0).min(LONGEST_PAUSE_MS);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a cast from a float saturates"
            )]
            let timeout = Timeout::new(pause as u32, move || self.settle());
            self.pausing.set_value(Some(timeout));
        } else if !self.settling.get_value() {
            self.settling.set_value(true);
            browser::after_paint(move || {
                self.settling.set_value(false);
                self.pausing.set_value(None);
                self.settle();
            });
        }
    }

    fn settle(self) {
        let start = browser::now();
        self.reroute();
        self.settled.update(|revision| *revision += 1);
        // What follows runs before the next task, so that task knows what it took.
        set_timeout(
            move || self.cost.set_value(browser::now() - start),
            Duration::ZERO,
        );
    }
}

fn findings(design: &Design) -> Findings {
    let of = |severity| move |found: &Diagnostic| found.severity == severity;
    let (mut problems, rest): (Vec<_>, Vec<_>) = rules::check(design)
        .into_iter()
        .partition(of(Severity::Error));
    let (warnings, notes): (Vec<_>, Vec<_>) = rest.into_iter().partition(of(Severity::Warning));
    problems.extend(warnings);
    problems.extend(notes);
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
