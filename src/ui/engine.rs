//! The page's end of the engine that works in the background.
//!
//! The page sends what changed and what is looked at; the answers stand here as signals. Until the
//! engine runs, messages wait; should it stop, it can be started again from the design.

mod orders;

use std::sync::Arc;

use gateway_studio::diagnostic::{Diagnostic, Severity};
use gateway_studio::engine::{
    Ask, BUILD, Contents, Difference, File, Goal, KeepAsk, Look, Lost, Problems, Seek, Sheet,
    SheetAsk, Shown, Tell,
};
use gateway_studio::model::{Design, patch};
use js_sys::Uint8Array;
use leptos::prelude::*;

use crate::browser::{self, Posted, Worker};
use crate::reactive::{Lasting, LocalValue, RwSignal, StoredValue};
use orders::Orders;

/// Tells the scripts beside the program that nothing is on its way any more: the engine is whole, or does not come.
const SETTLED: &str = "gateway-studio-settled";
/// Where the document says what the worker begins with, once the page is published.
const SCRIPT_MARK: &str = "data-engine";
/// What it is called where it is checked.
const ENGINE: &str = "engine";
/// What it begins with otherwise.
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
#[derive(Clone, Default)]
pub(crate) struct Findings {
    /// Of the rules, worst first; of very many only the first of each severity.
    pub(crate) problems: Arc<Vec<Diagnostic>>,
    /// How many errors, warnings and notes there are; empty before anything was judged.
    counts: Vec<u32>,
    /// By file, the files without losses left out.
    pub(crate) lost: Arc<Vec<Lost>>,
}

impl Findings {
    fn judge(&mut self, problems: Problems) {
        self.problems = Arc::new(problems.found);
        self.counts = problems.counts;
    }

    /// Whether the rules said anything yet.
    pub(crate) fn is_judged(&self) -> bool {
        !self.counts.is_empty()
    }

    /// How many of that severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        let count = self.counts.get(severity as usize);
        count.map_or(0, |count| *count as usize)
    }

    /// How many are more than notes.
    pub(crate) fn grave(&self) -> usize {
        self.count(Severity::Error) + self.count(Severity::Warning)
    }

    /// How many in all.
    pub(crate) fn total(&self) -> usize {
        self.counts.iter().map(|count| *count as usize).sum()
    }
}

/// The engine; a handle that copies.
pub(crate) type Engine = Lasting<EngineState>;

/// What is behind the handle.
pub(crate) struct EngineState {
    pub(crate) health: RwSignal<Health>,
    /// Every file there is, by place.
    pub(crate) catalogue: RwSignal<Arc<Vec<File>>>,
    /// What is looked at.
    pub(crate) shown: RwSignal<Option<Arc<Shown>>>,
    pub(crate) findings: RwSignal<Findings>,
    /// Lines that the last step changed, by place of the file.
    pub(crate) counts: RwSignal<Vec<u32>>,
    /// The line that was looked for, until it is in sight.
    pub(crate) goal: RwSignal<Option<Goal>>,
    worker: LocalValue<Option<Worker>>,
    /// The design as the engine knows it, and how many changes it heard.
    known: StoredValue<(Arc<Design>, u32)>,
    looked: StoredValue<Option<Look>>,
    /// What is shown at each place for sheets.
    pub(crate) sheets: [RwSignal<Option<Arc<Sheet>>>; 2],
    /// Which sheets were asked for.
    asked: StoredValue<Vec<SheetAsk>>,
    orders: LocalValue<Orders>,
    /// As what the design is to be kept.
    kept: StoredValue<Option<KeepAsk>>,
    /// What the page is to do, as an act of a sheet.
    pub(crate) act: RwSignal<String>,
    /// Files that somebody brought last.
    brought: StoredValue<Vec<(String, Uint8Array)>>,
}

impl Engine {
    pub(crate) fn new() -> Self {
        Self::new_lasting(EngineState {
            health: RwSignal::new(Health::Coming),
            catalogue: RwSignal::default(),
            shown: RwSignal::new(None),
            findings: RwSignal::default(),
            counts: RwSignal::default(),
            goal: RwSignal::new(None),
            worker: LocalValue::new_local(None),
            known: StoredValue::default(),
            looked: StoredValue::new(None),
            sheets: [RwSignal::new(None), RwSignal::new(None)],
            asked: StoredValue::default(),
            orders: LocalValue::new_local(Orders::default()),
            kept: StoredValue::new(None),
            act: RwSignal::default(),
            brought: StoredValue::new(Vec::new()),
        })
    }

    /// Loads the engine; `design` tells what it is to begin with once it runs.
    pub(crate) fn start(self, design: impl Fn() -> Arc<Design> + 'static) {
        self.known.set_value((Arc::default(), 0));
        self.orders.set_value(Orders::default());
        self.counts.set(Vec::new());
        self.health.set(Health::Coming);
        let hear = move |posted: Posted| match posted {
            Posted::Text(text) => match Tell::read(&text) {
                Some(tell) => self.hear(tell, &design),
                None => self.stop(),
            },
            Posted::Bytes(bytes) => {
                let takers = self.take_orders(Orders::archives);
                if let Some(next) = self.orders.with_value(Orders::next_archive) {
                    self.post(&next);
                }
                for take in takers {
                    take(Some(&bytes));
                }
            }
            // It failed, or page and engine are of two versions.
            Posted::Trouble => self.stop(),
        };
        browser::spawn(async move {
            let script = browser::mark(SCRIPT_MARK);
            // A worker's script is checked by nobody, so it is looked at first; it comes once, from the cache then.
            let fits = script.is_none() || browser::text(ENGINE).await.is_some();
            let script = script.unwrap_or_else(|| format!("{SCRIPT}?{BUILD}"));
            let begin = || browser::worker(&script, hear);
            match fits.then(begin).flatten() {
                Some(worker) => self.worker.set_value(Some(worker)),
                None => self.stop(),
            }
        });
    }

    fn stop(self) {
        self.worker.set_value(None);
        self.health.set(Health::Stopped);
        browser::announce(SETTLED);
        if let Some(orders) = self.orders.try_update_value(std::mem::take) {
            orders.refuse();
        }
    }

    fn hear(self, tell: Tell, design: &impl Fn() -> Arc<Design>) {
        match tell {
            Tell::Ready(ready) if ready.build == BUILD => {
                self.catalogue.set(Arc::new(ready.files));
                self.health.set(Health::Working);
                self.send(&design(), false, false);
                if let Some(look) = self.looked.get_value() {
                    self.post(&Ask::Look(look));
                }
                if let Some(keep) = self.kept.get_value() {
                    self.post(&Ask::Keep(keep));
                }
                self.post_brought();
                for sheet in self.asked.get_value() {
                    self.post(&Ask::Sheet(sheet));
                }
                let open = self.orders.with_value(Orders::open);
                for ask in open {
                    self.post(&ask);
                }
            }
            Tell::Ready(_) => self.stop(),
            Tell::Shown(shown) => {
                let before = self.shown.get_untracked();
                self.shown
                    .set(Some(Arc::new(shown.whole(before.as_deref()))));
            }
            Tell::Problems(problems) => {
                if !self.findings.with_untracked(Findings::is_judged) {
                    browser::announce(SETTLED);
                }
                self.findings.update(|findings| findings.judge(problems));
            }
            Tell::Lost(lost) => self
                .findings
                .update(|findings| findings.lost = Arc::new(lost)),
            Tell::Counts(counts) => self.counts.set(counts),
            Tell::Goal(goal) => self.goal.set(Some(goal)),
            Tell::Sheet(sheet) => {
                let is_open = self.asked.with_value(|asked| {
                    let is_it =
                        |ask: &SheetAsk| (ask.place, &ask.name) == (sheet.place, &sheet.name);
                    asked.iter().any(is_it)
                });
                if let (true, Some(shown)) = (is_open, self.sheets.get(sheet.place as usize)) {
                    shown.set(Some(Arc::new(sheet)));
                }
            }
            Tell::Act(act) => self.act.set(act),
            Tell::Text(text) => {
                let takers = self.take_orders(|orders| orders.texts(&text));
                for take in takers {
                    take(text.text.clone());
                }
            }
        }
    }

    /// Takes orders out before they are served, so that one who is served may order again.
    fn take_orders<T>(self, take: impl FnOnce(&mut Orders) -> Vec<T>) -> Vec<T> {
        self.orders.try_update_value(take).unwrap_or_default()
    }

    fn post(self, ask: &Ask) {
        if self.health.get_untracked() == Health::Working {
            self.worker.with_value(|worker| {
                if let Some(worker) = worker {
                    worker.post(&ask.write());
                }
            });
        }
    }

    /// Hands it files, to be read and shown.
    pub(crate) fn bring(self, files: Vec<(String, Uint8Array)>) {
        self.brought.set_value(files);
        if self.health.get_untracked() == Health::Working {
            self.post_brought();
        }
    }

    fn post_brought(self) {
        self.worker.with_value(|worker| {
            let files = self.brought.get_value();
            for (place, (name, bytes)) in files.iter().enumerate() {
                if let Some(worker) = worker {
                    worker.post_file(name, bytes, place == 0);
                }
            }
        });
    }

    /// Tells how the design is now; `keep` begins a step, and nothing is a change of a design that `begins`. What is
    /// not loaded yet hears it later.
    pub(crate) fn send(self, design: &Arc<Design>, keep: bool, begins: bool) {
        if self.health.get_untracked() != Health::Working {
            return;
        }
        let patch = self.known.try_update_value(|(known, revision)| {
            // It was told already: nothing is to be compared.
            let is_owed = keep || begins || *revision == 0;
            if !is_owed && Arc::ptr_eq(known, design) {
                return None;
            }
            let patch = patch::difference(known, design);
            // An empty design equals the one that the engine begins with; it is to be told all the same.
            let patch = patch.or_else(|| is_owed.then(|| patch::NOTHING.to_owned()))?;
            *known = design.clone();
            *revision += 1;
            Some(patch)
        });
        if let Some(Some(patch)) = patch {
            self.post(&Ask::Change(Difference {
                keep,
                begins,
                patch,
            }));
        }
    }

    /// Tells what is looked at, unless the answer is on its way or here.
    pub(crate) fn look(self, look: Look) {
        let known = |looked: &Option<Look>| looked.as_ref() == Some(&look);
        if !self.looked.with_value(known) {
            self.post(&Ask::Look(look.clone()));
            self.looked.set_value(Some(look));
        }
    }

    /// Tells that nobody looks at files any more.
    pub(crate) fn look_away(self) {
        self.looked.set_value(None);
        self.post(&Ask::LookAway);
    }

    /// Has the design kept as the engine knows it.
    pub(crate) fn keep(self, ask: KeepAsk) {
        self.post(&Ask::Keep(ask.clone()));
        self.kept.set_value(Some(ask));
    }

    /// Asks for the way to a line.
    pub(crate) fn seek(self, seek: Seek) {
        self.post(&Ask::Seek(seek));
    }

    /// Asks for a sheet, which comes now and whenever the design changes.
    pub(crate) fn ask_sheet(self, ask: SheetAsk) {
        self.post(&Ask::Sheet(ask.clone()));
        self.asked.update_value(|asked| {
            asked.retain(|other| other.place != ask.place);
            // An order is carried out once, also when the engine is started again.
            let order = String::new();
            asked.push(SheetAsk { order, ..ask });
        });
    }

    /// Tells that nobody looks at the sheet at that place any more.
    pub(crate) fn close_sheet(self, place: u32) {
        self.asked
            .update_value(|asked| asked.retain(|ask| ask.place != place));
        if let Some(shown) = self.sheets.get(place as usize) {
            shown.set(None);
        }
        self.post(&Ask::Close(place));
    }

    /// Place of the file with that path.
    pub(crate) fn file(self, path: &str) -> Option<u32> {
        let catalogue = self.catalogue.get_untracked();
        let mut files = (0..).zip(catalogue.iter());
        files
            .find(|(_, file)| file.path == path)
            .map(|(place, _)| place)
    }

    /// How many changes of the design the engine heard of.
    pub(crate) fn revision(self) -> u32 {
        self.known.with_value(|(_, revision)| *revision)
    }

    /// Gives the text of a file of the design, at once when it is here already; `None` when there is none to
    /// be had.
    pub(crate) fn text(self, file: u32, take: impl FnOnce(Option<String>) + 'static) {
        if self.health.get_untracked() == Health::Stopped {
            return take(None);
        }
        let revision = self.known.with_value(|(_, revision)| *revision);
        let here = self
            .orders
            .with_value(|orders| orders.text_here(file, revision));
        if let Some(text) = here {
            return take(text.text);
        }
        self.orders
            .update_value(|orders| orders.want_text(file, revision, Box::new(take)));
        self.post(&Ask::Text(file));
    }

    /// Gives the archive of all files; `None` when there is none to be had.
    pub(crate) fn archive(self, contents: Contents, take: impl FnOnce(Option<&[u8]>) + 'static) {
        if self.health.get_untracked() == Health::Stopped {
            return take(None);
        }
        let is_first = self
            .orders
            .try_update_value(|orders| orders.want_archive(contents, Box::new(take)));
        if is_first == Some(true) {
            self.post(&Ask::Archive(contents));
        }
    }
}
