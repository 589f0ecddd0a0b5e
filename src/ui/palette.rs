//! The command palette: one input that finds actions, sections, fields, routes and files.

use gateway_studio::diagnostic::{Pointer, Segment};
use gateway_studio::model::Design;
use gateway_studio::text::half_width;
use gateway_studio::words::Language;
use web_sys::{Event, KeyboardEvent};

use crate::browser;
use crate::dom::{El, Node, button, el, live};
use crate::field;
use crate::form;
use crate::keys;
use crate::place::{self, Output, Pane, Place, Section, place};
use crate::reactive::{RwSignal, StoredValue, effect, memo};
use crate::session::{Session, Theme, session, tongue, workspace};
use crate::sheet;
use crate::shell;
use crate::tree::acts;
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
    Field(Pointer),
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
struct Line {
    text: String,
    /// What it is, or where.
    note: String,
    /// The text and what else it is found by, as [`folded`].
    keys: (String, String),
    goal: Goal,
}

impl Line {
    /// A line that is found by its text, what stands beside it, and words that are not seen.
    fn new(text: &str, note: &str, also: &str, goal: Goal) -> Self {
        Self {
            text: text.to_owned(),
            note: note.to_owned(),
            keys: (folded(text), folded(note) + &folded(also)),
            goal,
        }
    }
}

/// A text without what people write in more than one way: width, case, blanks, the dash that ends Japanese words.
fn folded(text: &str) -> String {
    let text = half_width(text);
    let kept = text.chars().filter(|c| !matches!(c, ' ' | 'ー'));
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// Its words, what stands beside them, by what else it is found, and what it does.
type Action = (Word, &'static str, Word, fn(Desk));

const ACTS: [Action; 26] = [
    (w::wizard, "", w::also_wizard, |d| {
        sheet::open(d.ws, d.session, "wizard")
    }),
    (w::start_from_preset, "", w::also_wizard, |d| {
        sheet::open(d.ws, d.session, "presets")
    }),
    (w::guide, "REST HTTP WebSocket", Word::NONE, |d| {
        sheet::open(d.ws, d.session, "guide")
    }),
    (w::add_route, "n", w::also_route, |d| {
        acts::add_child(d.ws, d.place, &d.place.node.get_untracked())
    }),
    (w::add_stage, "", w::also_stage, |d| {
        form::add_one(d.ws, d.place, Section::Stages)
    }),
    (w::add_function, "Lambda", Word::NONE, |d| {
        form::add_one(d.ws, d.place, Section::Functions)
    }),
    (w::open_file, "", Word::NONE, |_| shell::pick_file()),
    (w::import, "", w::also_import, |d| {
        sheet::open(d.ws, d.session, "import")
    }),
    (w::download_zip, "Ctrl/⌘ S", w::also_download, |d| {
        shell::download_all(d.ws, d.session)
    }),
    (w::designs, "", w::designs_note, |d| {
        sheet::open(d.ws, d.session, "designs")
    }),
    (w::share, "URL", Word::NONE, |d| {
        sheet::open(d.ws, d.session, "share")
    }),
    (w::undo, "Ctrl/⌘ Z", Word::NONE, |d| {
        keys::undo(d.ws, d.session)
    }),
    (w::redo, "Ctrl/⌘ Shift Z", Word::NONE, |d| {
        keys::redo(d.ws, d.session)
    }),
    (w::problems, "p", w::also_problems, |d| {
        d.output(Output::Problems)
    }),
    (w::try_request, "", w::also_try, |d| {
        d.output(Output::Sheet("try"))
    }),
    (w::matrix, "", Word::NONE, |d| {
        d.output(Output::Sheet("matrix"))
    }),
    (w::picture, "", Word::NONE, |d| {
        d.output(Output::Sheet("picture"))
    }),
    (w::compare, "", Word::NONE, |d| {
        d.output(Output::Sheet("compare"))
    }),
    (w::cost, "USD", w::also_cost, |d| {
        d.output(Output::Sheet("cost"))
    }),
    (
        w::trouble,
        "403 404 429 500 502 504 CORS DNS TLS",
        w::also_trouble,
        |d| d.output(Output::Sheet("trouble")),
    ),
    (w::start_over, "", w::also_wizard, |d| {
        shell::start_over(d.ws, d.session)
    }),
    (w::theme_system, "", w::theme, |d| {
        d.session.colour(Theme::System)
    }),
    (w::theme_light, "", w::theme, |d| {
        d.session.colour(Theme::Light)
    }),
    (w::theme_dark, "", w::theme, |d| {
        d.session.colour(Theme::Dark)
    }),
    (w::other_language, "", w::language, |d| {
        let now = d.session.language.get_untracked();
        d.session.speak(if now == Language::En {
            Language::Ja
        } else {
            Language::En
        });
    }),
    (w::keys_hint, "?", w::also_keys, |d| {
        sheet::open(d.ws, d.session, "keys")
    }),
];

/// By what a section is found beside its title.
const fn also(section: Section) -> Word {
    match section {
        Section::App => w::also_app,
        Section::Api => w::also_api,
        Section::Functions => w::also_functions,
        Section::Routes => w::also_route,
        Section::Stages => w::also_stage,
        Section::Domain => w::also_domain,
        Section::Access => w::also_access,
        Section::Cors => w::also_cors,
        Section::Monitoring => w::also_monitoring,
    }
}

impl Desk {
    fn output(self, output: Output) {
        self.place.output.set(output);
        self.place.pane.set(Pane::Output);
        browser::focus_soon(["output".into()]);
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
            }
        }
    }

    /// Everything that can be found, in the order of usefulness.
    fn lines(self, d: &Design, t: Language) -> Vec<Line> {
        let mut lines = Vec::new();
        for (word, note, also, act) in ACTS {
            let also = also.get(t);
            lines.push(Line::new(word.get(t), note, also, Goal::Act(act)));
        }
        for section in Section::ALL {
            // Its English name finds it in either language.
            let also = format!("{} {}", also(section).get(t), section.hash());
            let note = w::section.get(t);
            let goal = Goal::Section(section);
            lines.push(Line::new(section.title().get(t), note, &also, goal));
        }
        for found in form::index(d, self.place) {
            let at = spoken(d, found.at);
            let note = format!("{} {} {at}", found.around.get(t), found.term);
            let also: String = found.picks(t).collect();
            let goal = Goal::Field(found.at);
            lines.push(Line::new(
                found.label.get(t),
                note.trim_start(),
                &also,
                goal,
            ));
        }
        let catalogue = self.ws.engine.catalogue.get_untracked();
        let shown = self.ws.engine.shown.get_untracked();
        for file in shown.iter().flat_map(|shown| &shown.files) {
            if let Some(known) = catalogue.get(*file as usize) {
                let note = w::file_line.get(t);
                lines.push(Line::new(&known.path, note, "", Goal::File(*file)));
            }
        }
        for (index, route) in d.routes.iter().enumerate() {
            let note = w::route_line.get(t);
            lines.push(Line::new(&route.path, note, "", Goal::Route(index)));
        }
        lines
    }
}

/// Where a field is, by the names of the things around it; those without one have their number.
fn spoken(d: &Design, at: Pointer) -> String {
    const NAMES: [&str; 4] = ["name", "path", "verb", "base_path"];
    let mut here = Pointer::root();
    let steps = at.segments().iter().map(|step| {
        here = here.join(*step);
        match step {
            Segment::Key(key) => (*key).to_owned(),
            Segment::Index(index) => {
                let mut names = NAMES.iter().map(|name| field::text(d, here.join(*name)));
                let name = names.find(|name| !name.is_empty());
                name.unwrap_or_else(|| (index + 1).to_string())
            }
        }
    });
    steps.collect::<Vec<_>>().join(" › ")
}

/// How well a line fits what was typed; smaller is better, `None` for not at all.
fn rank(line: &Line, words: &[String]) -> Option<usize> {
    let (text, aside) = &line.keys;
    let mut rank = 0;
    for word in words {
        rank += match text.find(word.as_str()) {
            Some(0) => 0,
            Some(_) => 1,
            None if aside.contains(word.as_str()) => 3,
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
            let words = typed.split([' ', '\u{3000}']).map(folded);
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
        let line = all.with_value(|all| {
            let line = all.get(line)?;
            Some((line.text.clone(), line.note.clone()))
        });
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
