//! What lasts beyond one design: language, theme, the copy in the browser, messages.

use std::sync::Arc;

use gateway_studio::diagnostic::{Diagnostic, Pointer};
use gateway_studio::engine::KeepAsk;
use gateway_studio::model::{self, Design, preset::FIRST};
use gateway_studio::words::Language;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::StorageEvent;

use crate::browser;
use crate::reactive::{Lasting, RwSignal, StoredValue, effect};
use crate::words as w;
use crate::workspace::{Step, Workspace};

const DESIGN: &str = "design";
/// Which of the kept designs it is, by whom it was written last, and after whom.
const MARK: &str = "design-mark";
const ASIDE: &str = "design-kept-aside";
const LANGUAGE: &str = "language";
const THEME: &str = "theme";
/// Hands the design to the scripts beside the program, since the browser did not keep it.
const UNKEPT: &str = "gateway-studio-unkept";
/// It is kept again.
const KEPT: &str = "gateway-studio-kept";

/// So many fields, each with so many routes, are written before a key is heard again.
const AT_ONCE: usize = 30;

/// Colours of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    /// What the style sheets and the storage call it; the system's has no name.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// Whether the design is safe in this browser.
#[derive(Clone, PartialEq)]
pub(crate) enum Saved {
    /// Nothing to save yet.
    Untouched,
    /// Since this time of day.
    At(String),
    /// The browser refused.
    Failed,
}

/// What a message says, in whatever language, about the thing of that name.
pub(crate) type Say = fn(Language, &str) -> String;

/// A message that stays until it is read.
#[derive(Clone)]
pub(crate) struct Banner {
    pub(crate) title: Say,
    pub(crate) name: String,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) bad: bool,
    /// The design of which alone it speaks: what becomes of it takes the message away.
    pub(crate) of: Option<Arc<Design>>,
}

/// What lasts; a handle that copies.
pub(crate) type Session = Lasting<SessionState>;

/// What is behind the handle.
pub(crate) struct SessionState {
    pub(crate) language: RwSignal<Language>,
    pub(crate) theme: RwSignal<Theme>,
    pub(crate) saved: RwSignal<Saved>,
    /// The step that was just made and can be taken back, and what it made.
    pub(crate) toast: RwSignal<Option<(Step, Arc<Design>)>>,
    /// Set when the copy in the browser must not be written over.
    frozen: RwSignal<bool>,
    /// Whether this tab keeps its design for itself, because another one has the common place.
    own: StoredValue<bool>,
    /// The mark of the common place as this tab saw it last.
    seen: StoredValue<Option<String>>,
    /// The design that was kept last.
    kept: StoredValue<Arc<Design>>,
    pub(crate) banner: RwSignal<Option<Banner>>,
    /// Whether the design is the sample of a first visit.
    pub(crate) sample: RwSignal<bool>,
    /// What a screen reader is told.
    pub(crate) said: RwSignal<String>,
}

impl Session {
    /// Reads the settings and the design that this browser keeps.
    pub(crate) fn begin() -> (Self, Design, String) {
        let theme = match browser::stored(THEME).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        let own = browser::stored_in(true, DESIGN).is_some();
        let kept = browser::stored_in(own, DESIGN);
        let mark = browser::stored_in(own, MARK);
        let id = mark.as_ref().filter(|_| kept.is_some());
        let id = id
            .and_then(|mark| mark.split(' ').next())
            .map_or_else(browser::fresh, Into::into);
        let session = Self::new_lasting(SessionState {
            language: RwSignal::new(first_language()),
            theme: RwSignal::new(theme),
            saved: RwSignal::new(Saved::Untouched),
            toast: RwSignal::new(None),
            frozen: RwSignal::new(false),
            own: StoredValue::new(own),
            seen: StoredValue::new(mark),
            kept: StoredValue::default(),
            banner: RwSignal::new(None),
            sample: RwSignal::new(kept.is_none()),
            said: RwSignal::new(String::new()),
        });
        let design = kept.and_then(|text| session.reopen(&text));
        (
            session,
            design.unwrap_or_else(|| session.speaking((FIRST.design)())),
            id,
        )
    }

    /// A new design, whose files begin in the language of the page.
    pub(crate) fn speaking(self, mut design: Design) -> Design {
        design.output.language = self.language.get_untracked();
        design
    }

    /// The kept design; one that cannot be read whole is put aside first, never overwritten.
    fn reopen(self, text: &str) -> Option<Design> {
        let opened = model::read(text);
        let findings = opened.diagnostics;
        if !findings.is_empty() {
            self.frozen.set(!keep_aside(text));
            let bad = opened.design.is_none();
            let title: Say = if bad {
                |t, _| w::kept_unreadable.get(t).into()
            } else {
                |t, _| w::kept_partly.get(t).into()
            };
            self.post(title, "", findings, bad);
        }
        opened.design
    }

    /// Saves the design whenever the person rests, and the settings when they change.
    pub(crate) fn keep(self, ws: Workspace) {
        effect(move || {
            // What came from another tab is kept there.
            if ws.rested.get() > 0 && !Arc::ptr_eq(&ws.now(), &self.kept.get_value()) {
                self.save_by_and_by(ws, model::Writing::new(ws.now()));
            }
        });
        self.kept.set_value(ws.now());
        if !self.sample.get_untracked() {
            self.keep_version(ws, false);
        }
        browser::always("storage", move |event| {
            if let Some(event) = event.dyn_ref() {
                self.hear(ws, event);
            }
        });
        // A page that goes away does not wait for the pause.
        browser::always("pagehide", move |_| {
            if ws.is_touched() {
                self.save(ws);
            }
        });
        let name = ws.select(|design| design.name.clone());
        effect(move || {
            let (language, theme) = (self.language.get(), self.theme.get());
            browser::describe_document(
                w::tag(language),
                &w::document_title(language, name.get()),
                theme.name(),
            );
        });
    }

    /// Chooses the language of the page.
    pub(crate) fn speak(self, language: Language) {
        if !w::is_loaded(language) {
            browser::spawn(async move {
                if w::load(language).await {
                    self.speak(language);
                } else {
                    self.warn(|t, _| w::language_missing.get(t).into(), "");
                }
            });
            return;
        }
        self.language.set(language);
        // A setting that cannot be kept is only asked again.
        let _ = browser::store(LANGUAGE, w::tag(language));
    }

    /// Chooses the colours.
    pub(crate) fn colour(self, theme: Theme) {
        self.theme.set(theme);
        match theme.name() {
            Some(name) => drop(browser::store(THEME, name)),
            None => browser::forget(THEME),
        }
    }

    /// Hides the strip of the sample and keeps the design, so that it stays hidden.
    pub(crate) fn dismiss_sample(self, ws: Workspace) {
        self.sample.set(false);
        self.save(ws);
    }

    /// Keeps the design in the browser now.
    pub(crate) fn save(self, ws: Workspace) {
        self.save_text(ws, &model::Writing::new(ws.now()).whole());
    }

    /// The same without holding up a key, however large the design is; given up when it changes meanwhile, for the
    /// next pause begins again.
    fn save_by_and_by(self, ws: Workspace, mut writing: model::Writing) {
        let mut text = None;
        for _ in 0..AT_ONCE {
            text = text.or_else(|| writing.go_on(AT_ONCE));
        }
        if !Arc::ptr_eq(&ws.now(), writing.design()) {
            return;
        }
        match text {
            Some(text) => self.save_text(ws, &text),
            None => drop(browser::later(0, move || self.save_by_and_by(ws, writing)).forget()),
        }
    }

    /// Keeps what was written of the design as it is now.
    fn save_text(self, ws: Workspace, text: &str) {
        let done = !self.frozen.get_untracked() && self.store(ws, text);
        if !done {
            browser::hand(UNKEPT, text.as_bytes());
        } else if self.saved.get_untracked() == Saved::Failed {
            browser::announce(KEPT);
        }
        self.saved.set(if done {
            Saved::At(browser::clock())
        } else {
            Saved::Failed
        });
        self.keep_version(ws, false);
    }

    /// Writes the design where the page begins with it, unless another tab wrote there.
    fn store(self, ws: Workspace, text: &str) -> bool {
        let common = browser::stored(MARK);
        let seen = self.seen.get_value();
        if !self.own.get_value() && common.is_some() && common != seen {
            self.part(ws);
        }
        let own = self.own.get_value();
        let after = seen.as_deref().and_then(|mark| mark.split(' ').nth(1));
        let mark = [&ws.id(), &*browser::fresh(), after.unwrap_or_default()].join(" ");
        let design = ws.now();
        let done = browser::store_in(own, DESIGN, text).is_ok()
            && browser::store_in(own, MARK, &mark).is_ok();
        if done {
            self.kept.set_value(design);
            if !own {
                self.seen.set_value(Some(mark));
            }
        }
        done
    }

    /// Has a version kept beside the other designs; `followed` when another tab does that.
    fn keep_version(self, ws: Workspace, followed: bool) {
        let language = self.language.get_untracked();
        let step = ws.steps.with_untracked(|(undo, _)| undo.clone());
        ws.tell();
        ws.engine.keep(KeepAsk {
            id: (*ws.id()).into(),
            step: step
                .map(|step| described(&step, language))
                .unwrap_or_default(),
            followed,
            language,
        });
    }

    /// From here on the design is another one than that of the same id, and this tab keeps it for itself.
    pub(crate) fn part(self, ws: Workspace) {
        self.own.set_value(true);
        ws.becomes(&browser::fresh());
        self.say(|t, _| w::parted.get(t).into(), "");
    }

    /// Another tab wrote to the common place. Who has nothing of its own to lose goes along.
    fn hear(self, ws: Workspace, event: &StorageEvent) {
        let mark = event
            .new_value()
            .filter(|_| event.key() == Some(browser::kept_as(MARK)));
        let Some(mark) = mark.filter(|_| !self.own.get_value()) else {
            return;
        };
        let mut words = mark.split(' ');
        if words.next() != Some(&*ws.id()) {
            // It went on to another design; this one stays here.
            self.own.set_value(true);
            if !self.sample.get_untracked() || ws.is_touched() {
                self.save(ws);
            }
            return;
        }
        let seen = self.seen.get_value();
        let is_next = seen.as_deref().and_then(|seen| seen.split(' ').nth(1)) == words.nth(1);
        let is_calm = Arc::ptr_eq(&ws.now(), &self.kept.get_value());
        let text = browser::stored(DESIGN).filter(|_| is_next && is_calm);
        if let Some(design) = text.and_then(|text| model::read(&text).design) {
            self.seen.set_value(Some(mark));
            let step = Step::typing(w::did_follow);
            ws.edit(step, Pointer::root(), move |now| *now = design);
            self.kept.set_value(ws.now());
            self.keep_version(ws, true);
        } else {
            self.part(ws);
            self.save(ws);
        }
    }

    /// Opens the text of a design file as one step; a text that is none changes nothing.
    pub(crate) fn open(self, ws: Workspace, name: &str, text: &str) {
        let opened = model::read(text);
        let findings = opened.diagnostics;
        let bad = opened.design.is_none();
        if let Some(design) = opened.design {
            self.begin_with(ws, Step::new(w::did_open, name), design, None);
        }
        let title: Say = if bad {
            |t, name| w::not_opened(t, name)
        } else {
            |t, name| w::opened_partly(t, name)
        };
        let name = name.to_owned();
        self.banner.set((!findings.is_empty()).then_some(Banner {
            title,
            name,
            findings,
            bad,
            of: None,
        }));
    }

    /// Says something that stays until it was read.
    pub(crate) fn say(self, title: Say, name: &str) {
        self.post(title, name, Vec::new(), false);
    }

    /// Says what could not be done.
    pub(crate) fn warn(self, title: Say, name: &str) {
        self.post(title, name, Vec::new(), true);
    }

    /// Says what could not be done with the design as it is; the next step takes the message away.
    pub(crate) fn refuse(self, ws: Workspace, title: Say, name: &str) {
        self.warn(title, name);
        self.banner.update(|banner| {
            if let Some(banner) = banner {
                banner.of = Some(ws.now());
            }
        });
    }

    fn post(self, title: Say, name: &str, findings: Vec<Diagnostic>, bad: bool) {
        let name = name.to_owned();
        self.banner.set(Some(Banner {
            title,
            name,
            findings,
            bad,
            of: None,
        }));
    }

    /// Goes on with another one of the designs that are kept, or with a new one, as one step.
    pub(crate) fn begin_with(self, ws: Workspace, step: Step, design: Design, id: Option<&str>) {
        if ws.is_touched() || !self.sample.get_untracked() {
            // The last keys belong to the design that goes.
            self.save(ws);
        }
        self.replace(ws, step, design);
        ws.begins();
        ws.becomes(&id.map_or_else(browser::fresh, Into::into));
    }

    /// Puts another design in the place of this one, as one step.
    pub(crate) fn replace(self, ws: Workspace, step: Step, design: Design) {
        self.sample.set(false);
        self.make(ws, step, Pointer::root(), move |now| *now = design);
    }

    /// Makes a step, says so and offers to take it back.
    pub(crate) fn make(
        self,
        ws: Workspace,
        step: Step,
        at: Pointer,
        change: impl FnOnce(&mut Design),
    ) {
        let made = step.clone();
        ws.edit(step, at, change);
        self.toast.set(Some((made, ws.now())));
    }

    /// Takes away what was said of the design before the last step: its "Undo" would take back another one.
    pub(crate) fn forget_the_past(self, ws: Workspace) {
        let now = ws.now();
        let is_past = |made: &Arc<Design>| !Arc::ptr_eq(made, &now);
        let toast = |(_, made): &(Step, Arc<Design>)| is_past(made);
        if self
            .toast
            .with_untracked(|it| it.as_ref().is_some_and(toast))
        {
            self.toast.set(None);
        }
        let banner = |banner: &Banner| banner.of.as_ref().is_some_and(is_past);
        if self
            .banner
            .with_untracked(|it| it.as_ref().is_some_and(banner))
        {
            self.banner.set(None);
        }
    }
}

/// The language in which the page begins. `assets/boot.js` has decided it, to load its words at once.
pub(crate) fn first_language() -> Language {
    match browser::mark("data-language").as_deref() {
        Some("ja") => Language::Ja,
        _ => Language::En,
    }
}

/// A step in words.
pub(crate) fn described(step: &Step, language: Language) -> String {
    let what = step.what.get(language);
    format!("{what} {}", step.subject).trim().to_owned()
}

/// Keeps a text under the first key whose text is not another one; whether that was possible.
fn keep_aside(text: &str) -> bool {
    let keys = (1..100).map(|number| format!("{ASIDE}-{number}"));
    let mut free = keys.filter(|key| browser::stored(key).is_none_or(|kept| kept == text));
    free.next()
        .is_some_and(|key| browser::store(&key, text).is_ok())
}

/// The session of the page.
pub(crate) fn session() -> Session {
    expect_context()
}

/// The workspace of the page.
pub(crate) fn workspace() -> Workspace {
    expect_context()
}

/// The language of the page; it is drawn anew when that changes, so this need not be followed.
pub(crate) fn tongue() -> Language {
    session().language.get_untracked()
}
