//! The state behind the page: one design behind one door.
//!
//! [`Workspace::select`] reads a slice, [`Workspace::edit`] is the only writer,
//! so undo, saving and regeneration live here and nowhere else. What changed goes to the
//! [`Engine`] after the next frame; what can wait for a pause follows [`Workspace::rested`].

mod history;

use std::sync::Arc;

use gateway_studio::diagnostic::{Pointer, Segment};
use gateway_studio::model::Design;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::browser;
use crate::engine::{Engine, Findings};
use crate::reactive::{Lasting, LocalValue, Memo, RwSignal, StoredValue, memo};
use history::{History, Snapshot};

pub(crate) use history::Step;

/// A pause of this many milliseconds is a rest.
const REST_MS: u32 = 300;

/// The state; a handle that copies.
pub(crate) type Workspace = Lasting<WorkspaceState>;

/// What is behind the handle.
pub(crate) struct WorkspaceState {
    design: RwSignal<Arc<Design>>,
    /// Moves when routes may have changed.
    pub(crate) routes: RwSignal<u32>,
    /// Trails the design until the person pauses.
    pub(crate) rested: RwSignal<u32>,
    /// What undo and redo would take back.
    pub(crate) steps: RwSignal<(Option<Step>, Option<Step>)>,
    /// What is wrong.
    pub(crate) findings: RwSignal<Findings>,
    /// What prints the files.
    pub(crate) engine: Engine,
    history: StoredValue<History>,
    settling: StoredValue<bool>,
    /// Whether the engine is about to be told.
    telling: StoredValue<bool>,
    /// Whether the engine was not told yet that a step began.
    stepped: StoredValue<bool>,
    /// Nor that another design did, of which nothing is a change.
    begun: StoredValue<bool>,
    /// Whether routes changed and the tree was not told yet.
    rerouted: StoredValue<bool>,
    resting: LocalValue<Option<Timeout>>,
}

impl Workspace {
    /// A workspace with a design in it.
    pub(crate) fn new(design: Design) -> Self {
        let design = RwSignal::new(Arc::new(design));
        let engine = Engine::new();
        let this = Self::new_lasting(WorkspaceState {
            design,
            routes: RwSignal::new(0),
            rested: RwSignal::new(0),
            steps: RwSignal::new((None, None)),
            findings: engine.findings,
            engine,
            history: StoredValue::new(History::default()),
            settling: StoredValue::new(false),
            telling: StoredValue::new(false),
            stepped: StoredValue::new(false),
            begun: StoredValue::new(false),
            rerouted: StoredValue::new(false),
            resting: LocalValue::new_local(None),
        });
        // The first frame has the processors for itself.
        browser::after_paint(move || this.restart());
        this
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

    /// Which of the designs that are kept it is.
    pub(crate) fn id(self) -> Arc<str> {
        self.history.with_value(|history| history.id.clone())
    }

    /// From now on it is that one.
    pub(crate) fn becomes(self, id: &str) {
        self.history.update_value(|history| history.id = id.into());
    }

    /// Another design was just put in the place of one: nothing of it is a change.
    pub(crate) fn begins(self) {
        self.begun.set_value(true);
    }

    /// The only writer: changes the design around the field `at` and remembers the step.
    pub(crate) fn edit(self, step: Step, at: Pointer, change: impl FnOnce(&mut Design)) {
        let before = self.now();
        let joined = self
            .history
            .try_update_value(|history| history.remember(&before, step, at));
        drop(before);
        if joined == Some(false) {
            self.step();
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
        let (snapshot, is_other) = self.history.try_update_value(|history| {
            history.typed = None;
            let snapshot = ends(history).0.pop()?;
            let id = std::mem::replace(&mut history.id, snapshot.id.clone());
            let is_other = id != snapshot.id;
            ends(history).1.push(Snapshot {
                design: now.clone(),
                id,
                step: snapshot.step.clone(),
            });
            Some((snapshot, is_other))
        })??;
        drop(now);
        self.step();
        if is_other {
            self.begins();
        }
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
        self.settle_soon();
        let timeout = browser::later(REST_MS, move || {
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

    /// What comes next is a step of its own: the engine tells changes against the design as it is now.
    fn step(self) {
        self.tell();
        self.stepped.set_value(true);
    }

    /// Tells the engine at once what it does not know yet.
    pub(crate) fn tell(self) {
        let is_set = |flag: StoredValue<bool>| flag.try_update_value(std::mem::take) == Some(true);
        let (stepped, begun) = (is_set(self.stepped), is_set(self.begun));
        self.engine.send(&self.now(), stepped, begun);
    }

    /// The engine hears of it once the key is done with, and works while the page draws what the key itself
    /// changed; what else the page has to draw waits until it did.
    fn settle_soon(self) {
        if !self.telling.get_value() {
            self.telling.set_value(true);
            browser::spawn(async move {
                self.telling.set_value(false);
                self.tell();
            });
        }
        if !self.settling.get_value() {
            self.settling.set_value(true);
            browser::after_paint(move || {
                self.settling.set_value(false);
                self.reroute();
            });
        }
    }

    /// Loads the engine, again after it stopped.
    pub(crate) fn restart(self) {
        self.engine.start(move || self.now());
    }

    /// Whether the design is another one than at the start.
    pub(crate) fn is_touched(self) -> bool {
        self.steps
            .with_untracked(|(undo, redo)| undo.is_some() || redo.is_some())
    }
}
