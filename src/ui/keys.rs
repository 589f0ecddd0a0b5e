//! Keys that work everywhere. Single letters only outside of fields, nothing during composition.

use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

use crate::browser;
use crate::palette;
use crate::panel;
use crate::place::{Output, Pane, Place, Section};
use crate::reactive::StoredValue;
use crate::session::{Session, described};
use crate::sheet;
use crate::shell::{self, structure};
use crate::tree;
use crate::words as w;
use crate::workspace::Workspace;

/// Where the browser keeps that keys of one letter do nothing.
pub(crate) const LETTERS: &str = "letters";

/// Listens until the page goes.
pub(crate) fn listen(ws: Workspace, place: Place, session: Session) {
    let problem = StoredValue::new(0);
    browser::always("keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if !event.is_composing()
            && may_act(event)
            && !browser::dialog_is_open()
            && press(ws, place, session, problem, event)
        {
            event.prevent_default();
        }
    });
}

/// Whether a key can be one of these: most are text for a field, and must cost nothing.
fn may_act(event: &KeyboardEvent) -> bool {
    let is_held = event.ctrl_key() || event.meta_key() || event.alt_key();
    is_held || !browser::is_typing() || matches!(event.key().as_str(), "F8" | "Escape")
}

fn press(
    ws: Workspace,
    place: Place,
    session: Session,
    problem: StoredValue<usize>,
    event: &KeyboardEvent,
) -> bool {
    let key = event.key();
    // Some keyboards write `[` so, which tells Ctrl and Alt, too.
    let is_written = event.alt_key() && event.get_modifier_state("AltGraph");
    if (event.ctrl_key() || event.meta_key()) && !is_written {
        match (key.to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => in_tree(place, || undo(ws, session)),
            ("z", true) | ("y", false) => in_tree(place, || redo(ws, session)),
            ("k", false) => palette::open(place),
            ("s", false) => shell::download_all(ws, session),
            _ => return false,
        }
        return true;
    }
    match key.as_str() {
        _ if event.alt_key() && !is_written && event.code() == "KeyL" => {
            panel::lines_of_field(ws, place, event.shift_key());
        }
        "F8" => panel::walk(ws, place, problem, !event.shift_key()),
        "Escape" if place.drawer.get_untracked() => {
            place.drawer.set(false);
            browser::focus_soon([structure::OPENER.to_owned()]);
        }
        "Escape" if session.banner.get_untracked().is_some() => session.banner.set(None),
        _ if event.alt_key() && !is_written || browser::is_typing() => return false,
        _ if !place.letters.get_untracked() => return false,
        "/" => {
            place.pane.set(Pane::Structure);
            place.drawer.set(true);
            browser::focus_soon([tree::FILTER.to_owned()]);
        }
        "[" => panel::next_file(ws, place, false),
        "]" => panel::next_file(ws, place, true),
        "n" => {
            place.section.set(Section::Routes);
            tree::acts::add_child(ws, place, &place.node.get_untracked());
        }
        "p" => place.output.update(|output| {
            *output = if *output == Output::Files {
                Output::Problems
            } else {
                Output::Files
            }
        }),
        "?" => sheet::open(ws, session, "keys"),
        _ => return false,
    }
    true
}

/// Lets keys of one letter do something, or no longer, as who dictates or hits keys by mistake may want (WCAG 2.1.4).
pub(crate) fn toggle_letters(place: Place, session: Session) {
    let letters = !place.letters.get_untracked();
    place.letters.set(letters);
    // A setting that cannot be kept is only asked again.
    if letters {
        browser::forget(LETTERS);
        session.say(|t, _| w::letters_on.get(t).into(), "");
    } else {
        drop(browser::store(LETTERS, "off"));
        session.say(|t, _| w::letters_off.get(t).into(), "");
    }
}

/// Does something that may take the row away which has the focus: another row of the tree has it then.
fn in_tree(place: Place, act: impl FnOnce()) {
    let is_there = tree::has_focus();
    act();
    if is_there {
        tree::focus_chosen(place);
    }
}

/// Takes the last step back and says which.
pub(crate) fn undo(ws: Workspace, session: Session) {
    let t = session.language.get_untracked();
    session.toast.set(None);
    let said = ws.undo().map(|step| w::undone(t, described(&step, t)));
    session
        .said
        .set(said.unwrap_or_else(|| w::nothing_to_undo.get(t).into()));
}

/// Does the step again that was taken back.
pub(crate) fn redo(ws: Workspace, session: Session) {
    let t = session.language.get_untracked();
    session.toast.set(None);
    let said = ws.redo().map(|step| w::redone(t, described(&step, t)));
    session
        .said
        .set(said.unwrap_or_else(|| w::nothing_to_redo.get(t).into()));
}
