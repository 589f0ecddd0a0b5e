//! The command palette: one input that finds actions, sections, fields, routes and files.

use gateway_studio::model::Design;
use gateway_studio::words::Language;
use web_sys::{Event, KeyboardEvent};

use crate::browser;
use crate::dom::{El, Node, button, el, live};
use crate::form;
use crate::keys;
use crate::place::{self, Output, Pane, Place, Section, place};
use crate::reactive::{RwSignal, StoredValue, effect, memo};
use crate::session::{Session, Theme, session, tongue, workspace};
use crate::sheet;
use crate::shell;
use crate::words::{self as w, Word};
use crate::workspace::Workspace;

/// The DOM ids of the dialog and of its input.
const ID: &str = "palette";
const INPUT: &str = "palette-input";
/// Lines that are offered.
const MOST: usize = 40;
/// What a line may at most lack of a perfect fit to be told apart from others.
const WORST: usize = 6;

/// What a line leads to.
#[derive(Clone, Copy)]
enum Goal {
    Act(fn(Desk)),
    Section(Section),
    Field(gateway_studio::diagnostic::Pointer),
    Route(usize),
    File(u32),
}

/// What an action works with.
#[derive(Clone, Copy)]
struct Desk {
    ws: Workspace,
    place: Place,
    session: Session,
}

/// A line that can be found.
#[derive(Clone)]
struct Line {
    text: String,
    /// What it is, or where.
    note: String,
    goal: Goal,
}

/// What stands beside an action.
#[derive(Clone, Copy)]
enum Note {
    None,
    /// Its keys, or what is the same in every language.
    Code(&'static str),
    /// Another word by which it is looked for.
    Word(Word),
}

impl Note {
    fn get(self, t: Language) -> &'static str {
        match self {
            Self::None => "",
            Self::Code(code) => code,
            Self::Word(word) => word.get(t),
        }
    }
}

/// Its words, what stands beside them, and what it does.
type Action = (Word, Note, fn(Desk));

const ACTS: [Action; 22] = [
    (w::wizard, Note::None, |d| {
        sheet::open(d.ws, d.session, "wizard")
    }),
    (w::start_from_preset, Note::None, |d| {
        sheet::open(d.ws, d.session, "presets")
    }),
    (w::guide, Note::None, |d| {
        sheet::open(d.ws, d.session, "guide")
    }),
    (w::open_file, Note::None, |_| shell::pick_file()),
    (w::import, Note::None, |d| {
        sheet::open(d.ws, d.session, "import")
    }),
    (w::download_zip, Note::Code("Ctrl/⌘ S"), |d| {
        shell::download_all(d.ws, d.session)
    }),
    (w::designs, Note::Word(w::designs_note), |d| {
        sheet::open(d.ws, d.session, "designs")
    }),
    (w::share, Note::Code("URL"), |d| {
        sheet::open(d.ws, d.session, "share")
    }),
    (w::undo, Note::Code("Ctrl/⌘ Z"), |d| {
        keys::undo(d.ws, d.session)
    }),
    (w::redo, Note::Code("Ctrl/⌘ Shift Z"), |d| {
        keys::redo(d.ws, d.session)
    }),
    (w::problems, Note::Code("p"), |d| d.output(Output::Problems)),
    (w::try_request, Note::None, |d| {
        d.output(Output::Sheet("try"))
    }),
    (w::matrix, Note::None, |d| d.output(Output::Sheet("matrix"))),
    (w::picture, Note::None, |d| {
        d.output(Output::Sheet("picture"))
    }),
    (w::compare, Note::None, |d| {
        d.output(Output::Sheet("compare"))
    }),
    (w::cost, Note::Code("USD"), |d| {
        d.output(Output::Sheet("cost"))
    }),
    (
        w::trouble,
        Note::Code("403 404 429 500 502 504 CORS DNS TLS"),
        |d| d.output(Output::Sheet("trouble")),
    ),
    (w::start_over, Note::None, |d| {
        shell::start_over(d.ws, d.session)
    }),
    (w::theme_light, Note::None, |d| {
        d.session.colour(Theme::Light)
    }),
    (w::theme_dark, Note::None, |d| d.session.colour(Theme::Dark)),
    (w::other_language, Note::None, |d| {
        let now = d.session.language.get_untracked();
        d.session.speak(if now == Language::En {
            Language::Ja
        } else {
            Language::En
        });
    }),
    (w::keys_hint, Note::Code("?"), |d| {
        sheet::open(d.ws, d.session, "keys")
    }),
];

impl Desk {
    fn output(self, output: Output) {
        self.place.output.set(output);
        self.place.pane.set(Pane::Output);
    }

    fn reach(self, goal: Goal) {
        close();
        match goal {
            Goal::Act(act) => act(self),
            Goal::Section(section) => {
                self.place.go(section);
                browser::focus_soon(["edit-title".into()]);
            }
            Goal::Field(at) => self.place.reveal(&self.ws.now(), &at.to_string()),
            Goal::Route(route) => {
                if let Some(node) = place::Node::of(&self.ws.now(), route) {
                    self.place.node.set(node);
                    self.place.go(Section::Routes);
                    browser::focus_soon(["edit-title".into()]);
                }
            }
            Goal::File(file) => {
                self.place.file.set(file);
                self.output(Output::Files);
                browser::focus_soon(["output".into()]);
            }
        }
    }

    /// Everything that can be found, in the order of usefulness.
    fn lines(self, d: &Design, t: Language) -> Vec<Line> {
        let mut lines = Vec::new();
        for (word, note, act) in ACTS {
            lines.push(Line {
                text: word.get(t).to_owned(),
                note: note.get(t).to_owned(),
                goal: Goal::Act(act),
            });
        }
        for section in Section::ALL {
            lines.push(Line {
                text: section.title().get(t).to_owned(),
                note: w::section.get(t).to_owned(),
                goal: Goal::Section(section),
            });
        }
        for found in form::index(d, self.place) {
            let at = found.at.to_string();
            lines.push(Line {
                text: found.label.get(t).to_owned(),
                note: format!("{} {at}", found.term).trim_start().to_owned(),
                goal: Goal::Field(found.at),
            });
        }
        let catalogue = self.ws.engine.catalogue.get_untracked();
        let shown = self.ws.engine.shown.get_untracked();
        for file in shown.iter().flat_map(|shown| &shown.files) {
            if let Some(known) = catalogue.get(*file as usize) {
                lines.push(Line {
                    text: known.path.clone(),
                    note: w::file_line.get(t).to_owned(),
                    goal: Goal::File(*file),
                });
            }
        }
        for (index, route) in d.routes.iter().enumerate() {
            lines.push(Line {
                text: route.path.clone(),
                note: w::route_line.get(t).to_owned(),
                goal: Goal::Route(index),
            });
        }
        lines
    }
}

/// How well a line fits what was typed; smaller is better, `None` for not at all.
fn rank(line: &Line, words: &[String]) -> Option<usize> {
    let text = line.text.to_ascii_lowercase();
    let note = line.note.to_ascii_lowercase();
    let mut rank = 0;
    for word in words {
        rank += match text.find(word.as_str()) {
            Some(0) => 0,
            Some(_) => 1,
            None if note.contains(word.as_str()) => 3,
            None => return None,
        };
    }
    Some(rank.min(WORST))
}

/// Opens the palette, for the design as it is now.
pub(crate) fn open(place: Place) {
    place.palette.update(|times| *times += 1);
    if let Some(dialog) = browser::element(ID) {
        browser::call(&dialog, "showModal");
        browser::select_text(INPUT, 0);
    }
}

fn close() {
    if let Some(dialog) = browser::element(ID) {
        browser::call(&dialog, "close");
    }
}

/// A button that opens it.
pub(crate) fn opener() -> El {
    let place = place();
    button("quiet.icon")
        .tip(w::palette.get(tongue()))
        .attr("aria-haspopup", "dialog")
        .attr("aria-keyshortcuts", "Control+K")
        .click(move || open(place))
        .child(crate::icon::SEARCH.draw())
}

/// The dialog.
pub(crate) fn dialog() -> El {
    let t = tongue();
    let desk = Desk {
        ws: workspace(),
        place: place(),
        session: session(),
    };
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let all = StoredValue::new(Vec::<Line>::new());
    // How often the lines were collected.
    let collected = RwSignal::new(0_u32);
    // Files are known once the engine is there, which may be while somebody looks.
    let engine = desk.ws.engine;
    let files = memo(move || {
        engine
            .shown
            .with(|shown| shown.as_ref().map(|shown| shown.files.clone()))
    });
    effect(move || {
        files.with(|_| ());
        if desk.place.palette.get() > 0 {
            at.set(0);
            all.set_value(desk.lines(&desk.ws.now(), t));
            collected.update(|times| *times += 1);
        }
    });
    let found = memo(move || {
        collected.track();
        let words = typed.with(|typed| {
            let words = typed.split(' ').map(str::to_ascii_lowercase);
            words.collect::<Vec<_>>()
        });
        all.with_value(|all| {
            let ranks: Vec<_> = all.iter().map(|line| rank(line, &words)).collect();
            let mut found = Vec::new();
            // The best first, each rank in the order of the lines.
            for wanted in 0..=WORST {
                let of = ranks.iter().enumerate();
                let of = of.filter(|(_, rank)| **rank == Some(wanted));
                found.extend(of.map(|(place, _)| place).take(MOST - found.len()));
            }
            found
        })
    });
    let go = move |place: usize| {
        let goal = found.with_untracked(|found| {
            let line = *found.get(place)?;
            all.with_value(|all| all.get(line).map(|line| line.goal))
        });
        if let Some(goal) = goal {
            desk.reach(goal);
        }
    };
    let press = move |event: &KeyboardEvent| {
        let count = found.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" if !event.is_composing() => go(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
        let id = format!("palette-{}", at.get_untracked());
        browser::after_frame(move || browser::show(&id));
    };
    let input = field(typed, at, press);
    let row = move |(place, line): (usize, usize)| {
        let line = all.with_value(|all| all.get(line).cloned());
        let line = line.map(|line| (line.text, line.note));
        let (text, note) = line.unwrap_or_default();
        el("li.palette-row")
            .id(format!("palette-{place}"))
            .attr("role", "option")
            .live_state("aria-selected", move || at.get() == place)
            .on("click", move |_: &Event| go(place))
            .child(el("span.palette-text").child(text))
            .child(el("span.palette-note").child(note))
    };
    let rows = live(move || {
        let found = found.get();
        if found.is_empty() {
            return el("li.empty").child(w::not_found.get(t)).into();
        }
        found.into_iter().enumerate().map(row).collect::<Node>()
    });
    el("dialog.palette")
        .id(ID)
        .attr("aria-label", w::palette.get(t))
        .child(input)
        .child(
            el("ul.palette-list")
                .id("palette-list")
                .attr("role", "listbox")
                .attr("aria-label", w::palette.get(t))
                .child(rows),
        )
}

/// What is typed into.
fn field(
    typed: RwSignal<String>,
    at: RwSignal<usize>,
    press: impl FnMut(&KeyboardEvent) + 'static,
) -> El {
    let t = tongue();
    el("input.input")
        .id(INPUT)
        .attr("role", "combobox")
        .attr("aria-expanded", "true")
        .attr("aria-controls", "palette-list")
        .attr("aria-label", w::palette.get(t))
        .attr("placeholder", w::palette.get(t))
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .live_attr("aria-activedescendant", move || {
            format!("palette-{}", at.get())
        })
        .takes("input", move |text| {
            at.set(0);
            typed.set(text);
        })
        .on("keydown", press)
}
