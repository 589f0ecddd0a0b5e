//! What lasts beyond one design: language, theme, the copy in the browser, messages.

use gateway_studio::diagnostic::{Diagnostic, Pointer};
use gateway_studio::model::{self, Design, preset::FIRST};
use gateway_studio::words::Language;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser;
use crate::reactive::{Lasting, effect};
use crate::words as w;
use crate::workspace::{Step, Workspace};

const DESIGN: &str = "gateway-studio/design";
const ASIDE: &str = "gateway-studio/design-kept-aside";
const LANGUAGE: &str = "gateway-studio/language";
const THEME: &str = "gateway-studio/theme";

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
}

/// What lasts; a handle that copies.
pub(crate) type Session = Lasting<SessionState>;

/// What is behind the handle.
pub(crate) struct SessionState {
    pub(crate) language: RwSignal<Language>,
    pub(crate) theme: RwSignal<Theme>,
    pub(crate) saved: RwSignal<Saved>,
    /// The step that was just made and can be taken back.
    pub(crate) toast: RwSignal<Option<Step>>,
    /// Set when the copy in the browser must not be written over.
    frozen: RwSignal<bool>,
    pub(crate) banner: RwSignal<Option<Banner>>,
    /// Whether the design is the sample of a first visit.
    pub(crate) sample: RwSignal<bool>,
    /// What a screen reader is told.
    pub(crate) said: RwSignal<String>,
}

impl Session {
    /// Reads the settings and the design that this browser keeps.
    pub(crate) fn begin() -> (Self, Design) {
        let theme = match browser::stored(THEME).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        let kept = browser::stored(DESIGN);
        let session = Self::new_lasting(SessionState {
            language: RwSignal::new(first_language()),
            theme: RwSignal::new(theme),
            saved: RwSignal::new(Saved::Untouched),
            toast: RwSignal::new(None),
            frozen: RwSignal::new(false),
            banner: RwSignal::new(None),
            sample: RwSignal::new(kept.is_none()),
            said: RwSignal::new(String::new()),
        });
        let design = kept.and_then(|text| session.reopen(&text));
        (
            session,
            design.unwrap_or_else(|| session.speaking((FIRST.design)())),
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
                |t, _| w::kept_unreadable(t).into()
            } else {
                |t, _| w::kept_partly(t).into()
            };
            let name = String::new();
            self.banner.set(Some(Banner {
                title,
                name,
                findings,
                bad,
            }));
        }
        opened.design
    }

    /// Saves the design whenever the person rests, and the settings when they change.
    pub(crate) fn keep(self, ws: Workspace) {
        effect(move || {
            if ws.rested.get() > 0 {
                self.save(ws);
            }
        });
        // A page that goes away does not wait for the pause.
        window_event_listener_untyped("pagehide", move |_| {
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
            spawn_local(async move {
                if w::load(language).await {
                    self.speak(language);
                } else {
                    self.warn(|t, _| w::language_missing(t).into(), "");
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
        let done = !self.frozen.get_untracked()
            && browser::store(DESIGN, &model::write(&ws.now())).is_ok();
        self.saved.set(if done {
            Saved::At(browser::clock())
        } else {
            Saved::Failed
        });
    }

    /// Opens the text of a design file as one step; a text that is none changes nothing.
    pub(crate) fn open(self, ws: Workspace, name: &str, text: &str) {
        let opened = model::read(text);
        let findings = opened.diagnostics;
        let bad = opened.design.is_none();
        if let Some(design) = opened.design {
            self.replace(ws, Step::new(w::did_open, name), design);
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
        }));
    }

    /// Says what could not be done.
    pub(crate) fn warn(self, title: Say, name: &str) {
        let (name, findings) = (name.to_owned(), Vec::new());
        self.banner.set(Some(Banner {
            title,
            name,
            findings,
            bad: true,
        }));
    }

    /// Puts another design in the place of this one, as one step.
    pub(crate) fn replace(self, ws: Workspace, step: Step, design: Design) {
        self.sample.set(false);
        self.did(&step);
        ws.edit(step, Pointer::root(), move |now| *now = design);
    }

    /// Says what was done and offers to take it back.
    pub(crate) fn did(self, step: &Step) {
        self.toast.set(Some(step.clone()));
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
    let what = (step.what)(language);
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
