//! The page's end of the engine that works in the background.
//!
//! The page sends what changed and what is looked at; the answers stand here as signals. Until the
//! engine runs, messages wait; should it stop, it can be started again from the design.

use std::sync::Arc;

use gateway_studio::diagnostic::{Diagnostic, Severity};
use gateway_studio::engine::{Ask, Difference, File, FileText, Look, Shown, Tell};
use gateway_studio::model::{Design, patch};
use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// What the worker begins with, see `assets/engine-loader.js`.
const SCRIPT: &str = "./engine-loader.js";

/// How the engine is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Health {
    /// It is being loaded.
    Coming,
    Working,
    /// It could not be loaded, or it stopped.
    Stopped,
}

/// What is wrong with the design, and what the targets cannot express.
#[derive(Default)]
pub(crate) struct Findings {
    /// Of the rules, worst first; of very many only the first.
    pub(crate) problems: Vec<Diagnostic>,
    /// How many errors, warnings and notes there are.
    counts: Vec<u32>,
    /// By path of the file, the files without losses left out: how many, and the first of them.
    pub(crate) lost: Vec<(String, usize, Vec<Diagnostic>)>,
}

impl Findings {
    /// How many of that severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.counts
            .get(severity as usize)
            .map_or(0, |count| *count as usize)
    }

    /// How many in all.
    pub(crate) fn total(&self) -> usize {
        self.counts.iter().map(|count| *count as usize).sum()
    }
}

type TextWaiter = Box<dyn FnOnce(FileText)>;
type ArchiveWaiter = Box<dyn FnOnce(&[u8])>;

/// Who waits for what only comes on request.
#[derive(Default)]
struct Waiting {
    texts: Vec<(u32, TextWaiter)>,
    archives: Vec<ArchiveWaiter>,
}

/// The engine; a handle that copies.
#[derive(Clone, Copy)]
pub(crate) struct Engine {
    pub(crate) health: RwSignal<Health>,
    /// Every file there is, by place.
    pub(crate) catalogue: RwSignal<Arc<Vec<File>>>,
    /// What is looked at.
    pub(crate) shown: RwSignal<Option<Arc<Shown>>>,
    pub(crate) findings: RwSignal<Arc<Findings>>,
    /// Lines that the last step changed, by place of the file.
    pub(crate) counts: RwSignal<Vec<u32>>,
    worker: StoredValue<Option<Worker>, LocalStorage>,
    /// The design as the engine knows it, and how many changes it heard.
    known: StoredValue<(Arc<Design>, u32)>,
    looked: StoredValue<Option<Look>>,
    text: StoredValue<Option<FileText>>,
    waiting: StoredValue<Waiting, LocalStorage>,
}

impl Engine {
    pub(crate) fn new() -> Self {
        Self {
            health: RwSignal::new(Health::Coming),
            catalogue: RwSignal::default(),
            shown: RwSignal::new(None),
            findings: RwSignal::default(),
            counts: RwSignal::default(),
            worker: StoredValue::new_local(None),
            known: StoredValue::default(),
            looked: StoredValue::new(None),
            text: StoredValue::new(None),
            waiting: StoredValue::new_local(Waiting::default()),
        }
    }

    /// Loads the engine; `design` tells what it is to begin with once it runs.
    pub(crate) fn start(self, design: impl Fn() -> Arc<Design> + 'static) {
        self.health.set(Health::Coming);
        self.known.set_value((Arc::default(), 0));
        let Ok(worker) = Worker::new(SCRIPT) else {
            return self.stop();
        };
        let told = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
                self.deliver_archive(&bytes.to_vec());
            } else if let Some(tell) = data.as_string().and_then(|text| Tell::read(&text)) {
                self.hear(tell, &design);
            } else {
                // Page and engine are of two versions.
                self.stop();
            }
        });
        let failed = Closure::<dyn Fn(ErrorEvent)>::new(move |_: ErrorEvent| self.stop());
        worker.set_onmessage(Some(told.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        // They listen as long as the worker lives, which is as long as the page lives.
        told.forget();
        failed.forget();
        self.worker.set_value(Some(worker));
    }

    fn stop(self) {
        if let Some(Some(worker)) = self.worker.try_update_value(Option::take) {
            worker.terminate();
        }
        self.waiting.set_value(Waiting::default());
        self.health.set(Health::Stopped);
    }

    fn hear(self, tell: Tell, design: &impl Fn() -> Arc<Design>) {
        match tell {
            Tell::Ready(files) => {
                self.catalogue.set(Arc::new(files));
                self.health.set(Health::Working);
                self.send(&design(), false);
                if let Some(look) = self.looked.get_value() {
                    self.post(&Ask::Look(look));
                }
                self.waiting.with_value(|waiting| {
                    let texts = waiting.texts.iter().map(|(file, _)| Ask::Text(*file));
                    let archives = waiting.archives.iter().map(|_| Ask::Archive);
                    texts.chain(archives).for_each(|ask| self.post(&ask));
                });
            }
            Tell::Shown(shown) => self.shown.set(Some(Arc::new(shown))),
            Tell::Problems(problems) => self.found(|findings| {
                findings.problems = problems.found;
                findings.counts = problems.counts;
            }),
            Tell::Lost(lost) => self.found(|findings| {
                let lost = lost.into_iter();
                let lost = lost.map(|lost| (lost.file, lost.count as usize, lost.found));
                findings.lost = lost.collect();
            }),
            Tell::Counts(counts) => self.counts.set(counts),
            Tell::Text(text) => self.deliver_text(text),
        }
    }

    fn found(self, change: impl FnOnce(&mut Findings)) {
        self.findings.update(|findings| {
            let mut new = Findings {
                problems: findings.problems.clone(),
                counts: findings.counts.clone(),
                lost: findings.lost.clone(),
            };
            change(&mut new);
            *findings = Arc::new(new);
        });
    }

    fn post(self, ask: &Ask) {
        if self.health.get_untracked() == Health::Working {
            self.worker.with_value(|worker| {
                if let Some(worker) = worker {
                    // A text can always be posted.
                    let _ = worker.post_message(&JsValue::from_str(&ask.write()));
                }
            });
        }
    }

    /// Tells how the design is now; `keep` begins a step. What is not loaded yet hears it later.
    pub(crate) fn send(self, design: &Arc<Design>, keep: bool) {
        if self.health.get_untracked() != Health::Working {
            return;
        }
        let patch = self.known.try_update_value(|(known, revision)| {
            let patch = patch::difference(known, design);
            // An empty design equals the one that the engine begins with; it is to be told all the same.
            let patch = patch.or_else(|| (keep || *revision == 0).then(|| "{}".to_owned()))?;
            *known = design.clone();
            *revision += 1;
            Some(patch)
        });
        if let Some(Some(patch)) = patch {
            self.post(&Ask::Change(Difference { keep, patch }));
        }
    }

    /// Tells what is looked at, unless the answer is on its way or here.
    pub(crate) fn look(self, look: Look) {
        if self
            .looked
            .with_value(|looked| looked.as_ref() != Some(&look))
        {
            self.post(&Ask::Look(look.clone()));
            self.looked.set_value(Some(look));
        }
    }

    /// Tells that nobody looks at files any more.
    pub(crate) fn look_away(self) {
        self.looked.set_value(None);
        self.post(&Ask::LookAway);
    }

    /// Gives the text of a file of the design, at once when it is here already.
    pub(crate) fn text(self, file: u32, take: impl FnOnce(FileText) + 'static) {
        let revision = self.known.with_value(|(_, revision)| *revision);
        let here = self.text.with_value(|text| {
            let here = text.as_ref();
            here.filter(|text| (text.file, text.revision) == (file, revision))
                .cloned()
        });
        if let Some(text) = here {
            return take(text);
        }
        self.waiting
            .update_value(|waiting| waiting.texts.push((file, Box::new(take))));
        self.post(&Ask::Text(file));
    }

    fn deliver_text(self, text: FileText) {
        let waiting = self.waiting.try_update_value(|waiting| {
            let (here, others) = std::mem::take(&mut waiting.texts)
                .into_iter()
                .partition(|(file, _)| *file == text.file);
            waiting.texts = others;
            here
        });
        let here: Vec<(u32, TextWaiter)> = waiting.unwrap_or_default();
        for (_, take) in here {
            take(text.clone());
        }
        self.text.set_value(Some(text));
    }

    /// Gives the archive of all files; whether it will.
    pub(crate) fn archive(self, take: impl FnOnce(&[u8]) + 'static) -> bool {
        self.waiting
            .update_value(|waiting| waiting.archives.push(Box::new(take)));
        self.post(&Ask::Archive);
        self.health.get_untracked() != Health::Stopped
    }

    fn deliver_archive(self, bytes: &[u8]) {
        let first = self.waiting.try_update_value(|waiting| {
            let archives = &mut waiting.archives;
            (!archives.is_empty()).then(|| archives.remove(0))
        });
        if let Some(Some(take)) = first {
            take(bytes);
        }
    }
}
