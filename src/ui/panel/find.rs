//! The way to a line: a text that is searched, and the lines that a field made.

use gateway_studio::engine::{PROSE, Seek};
use web_sys::KeyboardEvent;

use super::files::path_of;
use crate::browser;
use crate::dom::{El, button, el};
use crate::icon;
use crate::place::{Output, Pane, Place, place};
use crate::reactive::{Memo, effect, memo};
use crate::session::{Session, session, tongue, workspace};
use crate::words as w;
use crate::workspace::Workspace;

/// The DOM id of the search.
const SEARCH: &str = "search";

/// Where the way to a line begins.
fn from(ws: Workspace, place: Place, again: bool) -> Seek {
    let shown = ws.engine.shown.get_untracked();
    let row = place.row.get_untracked();
    Seek {
        file: shown.map_or(0, |shown| shown.file),
        from: again.then(|| u32::try_from(row).unwrap_or(u32::MAX)),
        ..Seek::default()
    }
}

/// Goes to the next line with the text in it.
fn search(ws: Workspace, place: Place, again: bool, back: bool) {
    let search = place.search.get_untracked();
    if !search.is_empty() {
        ws.tell();
        ws.engine.seek(Seek {
            back,
            search,
            ..from(ws, place, again)
        });
    }
}

/// Goes to the next line that the field with the focus made, through the files.
pub(crate) fn lines_of_field(ws: Workspace, place: Place, back: bool) {
    if let Some(at) = place.focused.get_untracked() {
        ws.tell();
        // From where the keyboard is, if that is one of its lines.
        let is_there = ws.engine.shown.with_untracked(|shown| {
            let shown = shown.as_ref()?;
            let row = place
                .row
                .get_untracked()
                .checked_sub(shown.first as usize)?;
            shown.lines.get(row).map(|line| line.marked)
        });
        ws.engine.seek(Seek {
            back,
            field: at.to_string(),
            ..from(ws, place, is_there == Some(true))
        });
    }
}

/// Shows the line that was found, wherever it is, and says which.
pub(super) fn follow(ws: Workspace) {
    let (place, session) = (place(), session());
    effect(move || {
        let Some(goal) = ws.engine.goal.get() else {
            return;
        };
        let t = session.language.get_untracked();
        let Some(file) = goal.file else {
            let searched = !place.search.get_untracked().is_empty() && browser::is_at(SEARCH);
            let word = if searched {
                w::nothing_found_here
            } else {
                w::no_line
            };
            return session.said.set(word.get(t).into());
        };
        // What is shown already stays as it is, and with it the focus.
        if place.output.get_untracked() != Output::Files {
            place.output.set(Output::Files);
        }
        if place.file.get_untracked() != file {
            place.file.set(file);
        }
        place.pane.set(Pane::Output);
        let catalogue = ws.engine.catalogue.get_untracked();
        let path = catalogue.get(file as usize).map(|file| file.path.clone());
        say(session, &path.unwrap_or_default(), goal.line);
    });
}

fn say(session: Session, path: &str, line: u32) {
    let t = session.language.get_untracked();
    session.said.set(w::at_line(t, path, line));
}

/// The keys of the browser's own search, inside of the pane.
pub(super) fn shortcut(event: &KeyboardEvent) {
    let key = event.key().to_ascii_lowercase();
    if (event.ctrl_key() || event.meta_key()) && key == "f" && browser::focus(SEARCH) {
        event.prevent_default();
        browser::select_text(SEARCH, 0);
    }
}

/// A search, the way to the lines of a field, and whether long lines go on in the next row.
pub(super) fn view(file: Memo<Option<u32>>) -> El {
    let (ws, place, t) = (workspace(), place(), tongue());
    let typed = move |text: String| {
        place.search.set(text);
        search(ws, place, false, false);
    };
    let key = move |event: &KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" => search(ws, place, true, event.shift_key()),
            "Escape" if !place.search.get_untracked().is_empty() => place.search.set(String::new()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let none = memo(move || file.get().is_none());
    let input = el("input.input")
        .id(SEARCH)
        .attr("type", "search")
        .attr("aria-label", w::search_file.get(t))
        .attr("placeholder", w::search_file.get(t))
        .live_flag("disabled", move || none.get())
        .live_value(move || place.search.get())
        .takes("input", typed)
        .on("keydown", key);
    let found = memo(move || {
        let found = |shown: &Option<std::sync::Arc<gateway_studio::engine::Shown>>| {
            shown.as_ref().map_or(0, |shown| shown.found as usize)
        };
        place
            .search
            .with(|search| !search.is_empty())
            .then(|| ws.engine.shown.with(found))
    });
    let count = el("span.found")
        .attr("role", "status")
        .live(move || found.get().map(|count| w::lines(t, count)));
    let step = move |back: bool| {
        let (name, icon) = if back {
            (w::line_before.get(t), icon::UP)
        } else {
            (w::line_behind.get(t), icon::UNFOLDED)
        };
        button("quiet.icon")
            .tip(name)
            .live_flag("disabled", move || {
                found.get().is_none_or(|count| count == 0)
            })
            .click(move || search(ws, place, true, back))
            .child(icon.draw())
    };
    let of_field = button("quiet")
        .attr("title", "Alt+L")
        .live_flag("disabled", move || place.focused.get().is_none())
        .click(move || lines_of_field(ws, place, false))
        .child(w::lines_of_field.get(t));
    let wraps = memo(move || {
        let is_prose = || {
            file.get()
                .is_some_and(|file| path_of(ws, file).ends_with(PROSE))
        };
        place.wrap.get().unwrap_or_else(is_prose)
    });
    let wrap = button("quiet")
        .live_state("aria-pressed", move || wraps.get())
        .click(move || place.choose_wrap(!wraps.get_untracked()))
        .child(w::wrap.get(t));
    el("div.finder")
        .child(input)
        .child(count)
        .child(step(true))
        .child(step(false))
        .child(of_field)
        .child(wrap)
}
