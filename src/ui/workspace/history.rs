//! Steps that can be taken back, each with the whole design as it was.

use std::sync::Arc;

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::Design;

use crate::browser;
use crate::words::Word;

/// Typing in one field within this many milliseconds is one step.
const ONE_STEP_MS: f64 = 800.0;
/// How many steps can be undone.
const STEPS: usize = 200;

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

    /// A step of its own that the engine gave its name.
    pub(crate) fn named(subject: &str) -> Self {
        Self::new(Word::NONE, subject)
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

/// A design as it was, and the step that changed it.
pub(super) struct Snapshot {
    pub(super) design: Arc<Design>,
    /// As which of the designs that are kept.
    pub(super) id: Arc<str>,
    pub(super) step: Step,
}

/// What can be taken back and what can be done again.
#[derive(Default)]
pub(super) struct History {
    /// Which of the designs that are kept this one is.
    pub(super) id: Arc<str>,
    pub(super) undo: Vec<Snapshot>,
    pub(super) redo: Vec<Snapshot>,
    /// The field that is being typed in, and since when it was left alone.
    pub(super) typed: Option<(Pointer, f64)>,
}

impl History {
    /// Keeps the design as it was; whether the step joined the one before it.
    pub(super) fn remember(&mut self, before: &Arc<Design>, step: Step, at: Pointer) -> bool {
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
                id: self.id.clone(),
                step,
            });
        }
        joins
    }
}
