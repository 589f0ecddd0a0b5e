//! The lines of a file: coloured, numbered, marked where the last step changed them.
//!
//! A list of lines for the keyboard and for screen readers; only those in sight are drawn.

use gateway_studio::generate::GENERATORS;
use gateway_studio::text::{Class, Document};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::changes::Change;
use super::print::{Current, generator};
use crate::boxed::{handler, live, memo};
use crate::place::{Place, place};
use crate::session::{tongue, workspace};
use crate::window::Window;
use crate::words as w;
use crate::workspace::Workspace;

/// Height of a line, as in files.css.
const LINE: f64 = 20.0;

#[derive(Clone, Copy)]
struct Lines {
    ws: Workspace,
    place: Place,
    current: Current,
    window: Window,
    cursor: RwSignal<usize>,
}

impl Lines {
    /// Leads to the field that made a line.
    fn follow(self, line: usize) {
        let origin = self.current.now.with_untracked(|now| {
            now.as_ref()
                .and_then(|now| now.document.origins(line).first().copied())
        });
        if let Some(origin) = origin {
            self.place.reveal(&self.ws.now(), &origin.to_string());
        }
    }

    fn press(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let count = self
            .current
            .now
            .with_untracked(|now| now.as_ref().map_or(0, |now| now.document.line_count()));
        let last = count.saturating_sub(1);
        let here = self.cursor.get_untracked().min(last);
        let there = match event.key().as_str() {
            "ArrowDown" => here + 1,
            "ArrowUp" => here.saturating_sub(1),
            "PageDown" => here + 20,
            "PageUp" => here.saturating_sub(20),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                self.follow(here);
                here
            }
            _ => return,
        };
        event.prevent_default();
        self.cursor.set(there.min(last));
        self.window.nudge(there.min(last));
    }
}

pub(super) fn view(current: Current) -> AnyView {
    let (ws, place, t) = (workspace(), place(), tongue());
    let lines = Lines {
        ws,
        place,
        current,
        window: Window::new(LINE),
        cursor: RwSignal::new(0),
    };
    keep_place(&lines);
    let path = move || {
        current.now.with(|now| {
            now.as_ref()
                .and_then(|now| generator(now.file))
                .map_or("", |generator| generator.path)
        })
    };
    let count = move || {
        current
            .now
            .with(|now| now.as_ref().map_or(0, |now| now.document.line_count()))
    };
    // The box is as wide as its longest line, so that its width does not jump while it scrolls.
    let width = memo(move || {
        current
            .now
            .with(|now| now.as_ref().map_or(0, |now| columns(&now.document)))
    });
    let marked = memo(move || {
        let focused = place.focused.get();
        current.now.with(|now| match (now, focused) {
            (Some(now), Some(at)) => now.document.lines_from(&at),
            _ => Vec::new(),
        })
    });
    let drawn = live(move || {
        let Some(now) = current.now.get() else {
            return ().into_any();
        };
        let rows = lines.window.rows(now.document.line_count());
        let (top, cursor) = (rows.start * 20, lines.cursor.get());
        let changes = current.changes.get();
        let rows = rows.map(|number| {
            let first = changes.partition_point(|(line, _)| *line < number);
            let change = changes
                .get(first)
                .filter(|(line, _)| *line == number)
                .map(|(_, change)| *change);
            let is_marked = marked.with(|marked| marked.binary_search(&number).is_ok());
            line(&now.document, number, change, is_marked, number == cursor)
        });
        view! { <div class="lines" role="none" style:top=format!("{top}px")>{rows.collect_view()}</div> }.into_any()
    });
    view! {
        <div class="listing" role="listbox" tabindex="0" aria-label=move || w::lines_label(t, path())
            aria-activedescendant=move || format!("line-{}", lines.cursor.get()) node_ref=lines.window.node
            on:scroll=handler(move |_| lines.window.measure()) on:keydown=handler(move |event| lines.press(&event))
            on:click=handler(move |event| clicked(&lines, &event))>
            <div class="listing-rows" role="none" style:height=move || format!("{}px", count() * 20)
                style:min-width=move || format!("calc({}ch + 5.5rem)", width.get())>{drawn}</div>
        </div>
    }
    .into_any()
}

/// Each file keeps its place; after an edit the first changed line comes into sight.
fn keep_place(lines: &Lines) {
    let lines = *lines;
    let places = StoredValue::new(vec![0; GENERATORS.len()]);
    Effect::new(move |before: Option<Option<usize>>| {
        let changes = lines.current.changes.get();
        let file = lines
            .current
            .now
            .with(|now| now.as_ref().map(|now| now.file));
        if before.flatten() == file {
            if let Some((first, _)) = changes.first() {
                lines.window.show(*first, 0.33);
            }
        } else {
            if let Some(Some(left)) = before {
                let top = lines.window.top();
                places.update_value(|places| places[left] = top);
            }
            let top = places.with_value(|places| file.map(|file| places[file]));
            lines.cursor.set(0);
            lines.window.scroll_to(top.unwrap_or_default());
        }
        file
    });
}

/// Leads from a line that was clicked; a text that was being selected stays.
fn clicked(lines: &Lines, event: &leptos::ev::MouseEvent) {
    if crate::browser::has_selection() {
        return;
    }
    let Some(number) = crate::browser::line_of(event) else {
        return;
    };
    lines.cursor.set(number);
    lines.follow(number);
}

fn line(
    document: &Document,
    number: usize,
    change: Option<Change>,
    marked: bool,
    current: bool,
) -> AnyView {
    let (class, sign) = change.map_or(("", ""), Change::sign);
    let class = format!(
        "line {class}{}{}",
        if marked { " from-field" } else { "" },
        if current { " current" } else { "" }
    );
    // A line without text still needs a name.
    let is_empty = document.line(number).trim().is_empty();
    let pieces = document.pieces(number).into_iter().map(|(class, text)| {
        view! { <span class=class_name(class)>{text.to_owned()}</span> }
    });
    view! {
        <div class=class role="option" id=format!("line-{number}") data-line=number aria-label=is_empty.then(|| w::empty_line(tongue())) aria-selected=if marked { "true" } else { "false" }>
            <span class="gutter" aria-hidden="true"><span class="sign">{sign}</span>{number + 1}</span>
            <span class="text">{pieces.collect_view()}</span>
        </div>
    }
    .into_any()
}

const fn class_name(class: Class) -> &'static str {
    match class {
        Class::Plain => "t-plain",
        Class::Key => "t-key",
        Class::Text => "t-text",
        Class::Number => "t-number",
        Class::Comment => "t-comment",
        Class::Keyword => "t-keyword",
    }
}

/// Columns of the longest line; a wide character takes two.
fn columns(document: &Document) -> usize {
    let width = |line: &str| line.len() - line.chars().filter(|c| !c.is_ascii()).count();
    document.text.lines().map(width).max().unwrap_or_default()
}
