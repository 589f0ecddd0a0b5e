//! The lines of a file: coloured, numbered, marked where the last step changed them.
//!
//! A list of lines for the keyboard and for screen readers; only those in sight are drawn.

use gateway_studio::generate::GENERATORS;
use gateway_studio::text::{Class, Document};
use leptos::prelude::*;
use web_sys::{Event, KeyboardEvent, MouseEvent};

use super::changes::Change;
use super::print::{Current, generator};
use crate::dom::{El, Node, el, list};
use crate::place::{Place, place};
use crate::reactive::memo;
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

pub(super) fn view(current: Current) -> El {
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
    let range = memo(move || lines.window.rows(count()));
    // A line keeps its element while the box scrolls, so that a click hits what was seen.
    let items = move || {
        let Some(now) = current.now.get() else {
            return Vec::new();
        };
        let changes = current.changes.get();
        let cursor = lines.cursor.get();
        let row = |number: usize| {
            let first = changes.partition_point(|(line, _)| *line < number);
            let change = changes.get(first).filter(|(line, _)| *line == number);
            let marked = marked.with(|marked| marked.binary_search(&number).is_ok());
            Row::new(
                &now.document,
                number,
                change.map(|(_, change)| *change),
                marked,
                number == cursor,
            )
        };
        range.get().map(row).collect()
    };
    let drawn = el("div.lines")
        .attr("role", "none")
        .live_attr("style", move || format!("top:{}px", range.get().start * 20))
        .child(list(items, line));
    let style = move || {
        let (height, width) = (count() * 20, width.get());
        format!("height:{height}px;min-width:calc({width}ch + 5.5rem)")
    };
    let rows = el("div.listing-rows")
        .attr("role", "none")
        .live_attr("style", style)
        .child(drawn);
    el("div.listing")
        .attr("role", "listbox")
        .attr("tabindex", "0")
        .live_attr("aria-label", move || w::lines_label(t, path()))
        .live_attr("aria-activedescendant", move || {
            format!("line-{}", lines.cursor.get())
        })
        .handle(lines.window.node)
        .on("scroll", move |_: &Event| lines.window.measure())
        .on("keydown", move |event: &KeyboardEvent| lines.press(event))
        .on("click", move |event: &MouseEvent| clicked(&lines, event))
        .child(rows)
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
fn clicked(lines: &Lines, event: &MouseEvent) {
    if crate::browser::has_selection() {
        return;
    }
    let Some(number) = crate::browser::line_of(event) else {
        return;
    };
    lines.cursor.set(number);
    lines.follow(number);
}

/// A line as it is drawn; equal ones look alike.
#[derive(Hash)]
struct Row {
    number: usize,
    change: Option<(&'static str, &'static str)>,
    /// Whether the field with the focus made it.
    marked: bool,
    current: bool,
    pieces: Vec<(&'static str, String)>,
}

impl Row {
    fn new(
        document: &Document,
        number: usize,
        change: Option<Change>,
        marked: bool,
        current: bool,
    ) -> Self {
        let pieces = document.pieces(number).into_iter();
        Self {
            number,
            change: change.map(Change::sign),
            marked,
            current,
            pieces: pieces
                .map(|(class, text)| (class_name(class), text.to_owned()))
                .collect(),
        }
    }
}

fn line(row: Row) -> El {
    let (class, sign) = row.change.unwrap_or_default();
    let class = format!(
        "line {class}{}{}",
        if row.marked { " from-field" } else { "" },
        if row.current { " current" } else { "" }
    );
    // A line without text still needs a name.
    let is_empty = row.pieces.iter().all(|(_, text)| text.trim().is_empty());
    let pieces = row.pieces.into_iter();
    let pieces = pieces.map(|(class, text)| el("span").class(class).child(text));
    let gutter = el("span.gutter")
        .attr("aria-hidden", "true")
        .child(el("span.sign").child(sign))
        .child((row.number + 1).to_string());
    el("div")
        .class(class)
        .attr("role", "option")
        .id(format!("line-{}", row.number))
        .attr("data-line", row.number)
        .attr("aria-label", is_empty.then(|| w::empty_line(tongue())))
        .attr("aria-selected", if row.marked { "true" } else { "false" })
        .child(gutter)
        .child(el("span.text").child(pieces.collect::<Node>()))
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
