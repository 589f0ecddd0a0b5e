//! Lists: texts and names with values, one a row; objects below one another.

use gateway_studio::diagnostic::Pointer;
use serde_json::Value;

use super::super::About;
use super::super::frame::{foot, legend, messages, watched};
use super::super::table::{Field, Things, below, code, text};
use super::super::value::{self, length, shown};
use super::control::cell;
use super::draw;
use crate::browser;
use crate::dom::{El, Node, button, el, many};
use crate::icon;
use crate::session::{Session, session, tongue, workspace};
use crate::words::{self as w, Word};
use crate::workspace::{Step, Workspace};

static ROW: Field = code("", w::variable_name);
static NAME: Field = code("name", w::variable_name);
static VALUE: Field = text("value", w::variable_value);

/// A name that none of the others has: `new`, `new2`, `new3`.
pub(crate) fn free_name(stem: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut name = stem.to_owned();
    let mut number = 2;
    while taken(&name) {
        name = format!("{stem}{number}");
        number += 1;
    }
    name
}

/// Texts, or names with values, one a row.
pub(super) fn rows(field: &'static Field, about: About, add: Word, named: bool) -> Node {
    let (ws, t) = (workspace(), tongue());
    let count = ws.select(move |design| length(design, about.at));
    let row = move |index: usize| {
        let column = |field: &'static Field| {
            let about = About {
                at: field.at(about.at.join(index)),
                ..about
            };
            let label = if named { field.label } else { about.label };
            let name = format!("{} {}", label.get(t), index + 1);
            let input = cell(field, about, name);
            el("div.cell").child(input).child(messages(about.at))
        };
        let class = if named { "row two" } else { "row" };
        let cells = if named {
            vec![column(&NAME), column(&VALUE)]
        } else {
            vec![column(&ROW)]
        };
        el("li")
            .class(class)
            .child(cells)
            .child(remove_button(field.label, about.at.join(index)))
    };
    let append = move || {
        let mut new = None;
        ws.edit(Step::new(add, ""), about.at, |design| {
            new = design.append(about.at)
        });
        if let Some(new) = new {
            browser::focus_soon([new.to_string(), new.join("name").to_string()]);
        }
    };
    watched(el("fieldset.field"), about)
        .id(about.id())
        .child(legend(about))
        .child(el("ul.rows").live(move || (0..count.get()).map(row).collect::<Node>()))
        .child(add_button(add, append))
        .child(foot(about))
        .into()
}

/// The button for one more.
pub(crate) fn add_button(add: Word, append: impl Fn() + 'static) -> El {
    button("quiet.add")
        .click(append)
        .child(icon::PLUS.draw())
        .child(add.get(tongue()))
}

/// The cross that takes away a row of the list with that label.
pub(crate) fn remove_button(list: Word, row: Pointer) -> El {
    let (ws, session, t) = (workspace(), session(), tongue());
    let label = w::remove_row(t, value::item(row) + 1);
    button("quiet.icon")
        .attr("aria-label", label.clone())
        .attr("title", label)
        .click(move || remove(ws, session, Step::new(w::did_remove_from, list.get(t)), row))
        .child(icon::CROSS.draw())
}

/// Adds an object with a name that is free; its place.
pub(crate) fn append(ws: Workspace, kind: &'static Things, list: Pointer) -> Option<Pointer> {
    let now = ws.now();
    let items = 0..length(&now, list);
    let name = |item| value::text(&now, below(list.join(item), kind.name));
    let names: Vec<String> = items.map(name).collect();
    let stem = match kind.stem {
        "" if now.name.is_empty() => "app",
        "" => &now.name,
        stem => stem,
    };
    let is_taken = |name: &str| names.iter().any(|taken| taken == name);
    let known = kind.known.iter().find(|name| !is_taken(name));
    let name = known.map_or_else(|| free_name(stem, is_taken), |name| (*name).to_owned());
    let mut new = None;
    ws.edit(Step::new(w::did_add, name.clone()), list, |design| {
        new = design.append(list);
        if let Some(new) = new {
            design.put(below(new, kind.name), &Value::String(name));
            if let Some(start) = kind.start {
                start(design, new);
            }
        }
    });
    new
}

/// Takes an object away, says so, and offers to bring it back.
pub(crate) fn delete(ws: Workspace, session: Session, kind: &'static Things, thing: Pointer) {
    let name = value::text(&ws.now(), below(thing, kind.name));
    remove(ws, session, Step::new(w::did_delete, name), thing);
}

fn remove(ws: Workspace, session: Session, step: Step, thing: Pointer) {
    let (list, item) = (thing.parent(), value::item(thing));
    session.make(ws, step, list, |design| design.remove(list, item));
}

/// Objects of one kind below one another, and the button for one more.
pub(super) fn things(kind: &'static Things, list: Pointer) -> Node {
    let ws = workspace();
    let count = ws.select(move |design| length(design, list));
    let add = move || {
        if let Some(new) = append(ws, kind, list) {
            browser::name_soon(below(new, kind.name).to_string());
        }
    };
    let row = move |item| thing(kind, list.join(item));
    el("div")
        .id(list.to_string())
        .live(move || (0..count.get()).map(row).collect::<Node>())
        .child(add_button(kind.add, add))
        .into()
}

fn thing(kind: &'static Things, at: Pointer) -> El {
    let (ws, session, t) = (workspace(), session(), tongue());
    let name = shown(below(at, kind.name));
    let delete = button("quiet.danger")
        .click(move || delete(ws, session, kind, at))
        .child(icon::CROSS.draw())
        .live(move || w::delete_named(t, name.get()));
    let foot = el("div.thing-foot")
        .child(draw(kind.foot, at))
        .child(delete);
    el("div.thing")
        .id(at.to_string())
        .child(many([draw(kind.fields, at), foot.into()]))
}
