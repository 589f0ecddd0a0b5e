//! The lines of a file: coloured, numbered, marked where the last step changed them.
//!
//! A list of lines for the keyboard and for screen readers; only those in sight are drawn.

use gateway_studio::engine::{Change, Line, Look, Marks, Shown};
use gateway_studio::text::Class;
use leptos::prelude::*;
use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;
use web_sys::{Event, KeyboardEvent, MouseEvent};

use crate::browser;
use crate::dom::{El, Node, el, list};
use crate::place::{Place, place};
use crate::reactive::{Memo, RwSignal, StoredValue, effect, memo};
use crate::session::{Session, session, tongue, workspace};
use crate::window::Window;
use crate::words as w;
use crate::workspace::Workspace;

/// Height of a line, as in files.css.
const LINE: f64 = 20.0;
/// Lines asked for beyond the edges, so that most scrolling asks for nothing.
const SPARE: usize = 100;
/// The DOM id of what tells how wide a character is.
const GAUGE: &str = "gauge";
/// Width of the gutter and of the space at the end of a line, as in files.css.
const AROUND: i32 = 92;

#[derive(Clone, Copy)]
struct Lines {
    ws: Workspace,
    session: Session,
    place: Place,
    window: Window,
    /// The row that the keyboard is on.
    cursor: RwSignal<usize>,
    /// How many rows the file takes.
    count: Memo<usize>,
}

impl Lines {
    /// Leads to the field that made a line, or says why none did.
    fn follow(self, line: usize) {
        let Some(line) = self.line(line) else { return };
        let t = self.session.language.get_untracked();
        let why = match line.origin.as_str() {
            "" | "/schema_version" => w::no_field,
            origin if origin.starts_with("/kept/") => w::kept_line,
            origin => return self.place.reveal(&self.ws.now(), origin),
        };
        self.session.said.set(why.get(t).into());
    }

    /// A line, when it is here.
    fn line(self, number: usize) -> Option<Arc<Line>> {
        let shown = self.ws.engine.shown;
        shown.with(|shown| line_of(shown.as_deref(), number))
    }

    fn press(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let last = self.count.get_untracked().saturating_sub(1);
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

pub(super) fn view() -> El {
    let (ws, place, t) = (workspace(), place(), tongue());
    let shown = ws.engine.shown;
    let lines = Lines {
        ws,
        session: session(),
        place,
        window: Window::new(LINE),
        cursor: place.row,
        count: number(ws, |shown| shown.rows),
    };
    keep_place(&lines);
    let path = move || {
        let file = shown.with(|shown| shown.as_ref().map(|shown| shown.file as usize));
        let catalogue = ws.engine.catalogue.get();
        let file = file.and_then(|file| catalogue.get(file));
        file.map(|file| file.path.clone()).unwrap_or_default()
    };
    // The box is as wide as its longest line, so that its width does not jump while it scrolls.
    let width = number(ws, |shown| shown.columns);
    let count = lines.count;
    let range = memo(move || lines.window.rows(count.get()));
    look(&lines, range);
    // A line keeps its element while the box scrolls, so that a click hits what was seen.
    let items = move || {
        let (cursor, range) = (lines.cursor.get(), range.get());
        shown.with(|shown| {
            let row = |place| Row {
                place,
                // One that is not here yet is blank.
                line: line_of(shown.as_deref(), place).unwrap_or_default(),
                current: place == cursor,
            };
            range.map(row).collect()
        })
    };
    let drawn = el("div.lines")
        .attr("role", "none")
        .live_attr("style", move || format!("top:{}px", range.get().start * 20))
        .child(list(items, move |row| line(row, lines.count)));
    let style = move || {
        let (height, width) = (count.get() * 20, width.get());
        format!("height:{height}px;min-width:calc({width}ch + 5.5rem)")
    };
    let rows = el("div.listing-rows")
        .attr("role", "none")
        .live_attr("style", style)
        .child(drawn);
    let gauge = el("span.gauge").id(GAUGE).child(el("span"));
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
        .child(gauge)
        .child(rows)
}

/// A row of what is shown, when it is here.
fn line_of(shown: Option<&Shown>, number: usize) -> Option<Arc<Line>> {
    let shown = shown?;
    let place = number.checked_sub(shown.first as usize)?;
    shown.lines.get(place).cloned()
}

/// A number that the file in view has.
fn number(ws: Workspace, number: fn(&Shown) -> u32) -> Memo<usize> {
    let shown = ws.engine.shown;
    memo(move || shown.with(|shown| shown.as_deref().map_or(0, |shown| number(shown) as usize)))
}

/// Says which lines are in sight, and more than that, so that they are here when they come into sight.
fn look(lines: &Lines, range: Memo<Range<usize>>) {
    let (engine, place) = (lines.ws.engine, lines.place);
    let asked = StoredValue::new(None::<(Look, Range<usize>)>);
    let width = lines.window.width;
    effect(move || {
        let seen = range.get();
        let file = place.file.get();
        let field = place
            .focused
            .get()
            .map(|at| at.to_string())
            .unwrap_or_default();
        let wraps = place.wrap.get();
        let wrap = if wraps.unwrap_or(true) {
            let room = width.get() - AROUND;
            let columns = room * 1_000 / browser::gauge(GAUGE).max(1);
            u32::try_from(columns).unwrap_or_default().max(20)
        } else {
            0
        };
        let mut look = Look {
            file,
            field,
            wrap,
            prose_only: wraps.is_none(),
            search: place.search.get(),
            ..Look::default()
        };
        let is_here = asked.with_value(|asked| {
            asked.as_ref().is_some_and(|(of, asked)| {
                *of == look && asked.start <= seen.start && seen.end <= asked.end
            })
        });
        if is_here {
            return;
        }
        let wanted = seen.start.saturating_sub(SPARE)..seen.end.max(SPARE) + SPARE;
        asked.set_value(Some((look.clone(), wanted.clone())));
        let small = |number| u32::try_from(number).unwrap_or(u32::MAX);
        (look.first, look.count) = (small(wanted.start), small(wanted.len()));
        engine.look(look);
    });
    on_cleanup(move || engine.look_away());
}

/// Each file keeps its place; after an edit the first changed line comes into sight.
fn keep_place(lines: &Lines) {
    let lines = *lines;
    let places = StoredValue::new(Vec::<(u32, i32)>::new());
    let shown = lines.ws.engine.shown;
    // What scrolling brings is of the same revision.
    let state = memo(move || {
        shown.with(|shown| {
            shown
                .as_ref()
                .map(|shown| (shown.file, shown.revision, shown.first_change))
        })
    });
    let goal = lines.ws.engine.goal;
    Effect::new(move |before: Option<Option<(u32, u32, Option<u32>)>>| {
        let state = state.get();
        let (file, goal_now) = (state.map(|(file, _, _)| file), goal.get());
        let before = before.flatten();
        let left = before.map(|(file, _, _)| file);
        if left != file {
            if let Some(left) = left {
                let top = lines.window.top();
                places.update_value(|places| {
                    places.retain(|(file, _)| *file != left);
                    places.push((left, top));
                });
            }
            let top = places.with_value(|places| {
                let of = places.iter().find(|(of, _)| Some(*of) == file);
                of.map(|(_, top)| *top)
            });
            lines.cursor.set(0);
            lines.window.scroll_to(top.unwrap_or_default());
        } else if before != state
            && let Some((_, _, Some(first))) = state
        {
            lines.window.show(first as usize, 0.33);
        }
        if let Some(goal_now) = goal_now.filter(|goal| file.is_some() && goal.file == file) {
            lines.cursor.set(goal_now.row as usize);
            lines.window.show(goal_now.row as usize, 0.33);
            // It is reached; who comes back to the file is not led there again.
            goal.update_untracked(|goal| *goal = None);
        }
        state
    });
}

/// Leads from a line that was clicked; a text that was being selected stays.
fn clicked(lines: &Lines, event: &MouseEvent) {
    if browser::has_selection() {
        return;
    }
    let Some(number) = browser::line_of(event) else {
        return;
    };
    lines.cursor.set(number);
    lines.follow(number);
}

/// A line as it is drawn; equal ones look alike.
struct Row {
    place: usize,
    line: Arc<Line>,
    current: bool,
}

impl Hash for Row {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.place, self.current).hash(state);
        self.line.hash_seen(state);
    }
}

/// The class of a change and its sign in the gutter.
const fn sign(change: Change) -> (&'static str, &'static str) {
    match change {
        Change::Added => ("added", "+"),
        Change::Changed => ("changed", "~"),
        Change::Removed => ("removed", "-"),
    }
}

fn line(row: Row, count: Memo<usize>) -> El {
    let Row {
        place,
        line,
        current,
    } = row;
    let (class, sign) = line.change.map(sign).unwrap_or_default();
    let class = format!(
        "line {class}{}{}",
        if line.marked { " from-field" } else { "" },
        if current { " current" } else { "" }
    );
    // A line without text still needs a name.
    let is_empty = line.pieces().all(|(_, _, text)| text.trim().is_empty());
    let pieces = line.pieces().map(|(class, marks, text)| {
        let class = class_name(class, marks);
        el("span").class(class).child(text.to_owned())
    });
    // Zero is a row with which a line goes on.
    let is_first = line.number > 0;
    let number = if is_first {
        line.number.to_string()
    } else {
        String::new()
    };
    let gutter = el("span.gutter")
        .attr("aria-hidden", "true")
        .child(el("span.sign").child(if is_first { sign } else { "" }))
        .child(number);
    el("div")
        .class(class)
        .attr("role", "option")
        .id(format!("line-{place}"))
        .attr("data-line", place)
        .attr("aria-posinset", place + 1)
        .live_attr("aria-setsize", move || count.get())
        .attr("aria-selected", if line.marked { "true" } else { "false" })
        .child(gutter)
        .child(el("span.text").child(pieces.collect::<Node>()))
        .child(is_empty.then(|| el("span.offscreen").child(w::empty_line.get(tongue()))))
}

fn class_name(class: Class, marks: Marks) -> Cow<'static, str> {
    let class = match class {
        Class::Plain => "t-plain",
        Class::Key => "t-key",
        Class::Text => "t-text",
        Class::Number => "t-number",
        Class::Comment => "t-comment",
        Class::Keyword => "t-keyword",
    };
    match (marks.new, marks.hit) {
        (false, false) => class.into(),
        (true, false) => format!("{class} new").into(),
        (false, true) => format!("{class} hit").into(),
        (true, true) => format!("{class} new hit").into(),
    }
}
