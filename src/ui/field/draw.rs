//! Draws a form that is a table.

mod control;
mod things;

use gateway_studio::diagnostic::Pointer;

pub(crate) use control::typed;
pub(crate) use things::{add_button, append, delete, free_name, remove_button};

use super::About;
use super::frame::group;
use super::table::{Control, Field, Pick};
use super::value::shown;
use crate::dom::{El, Node, el, live};
use crate::session::workspace;

/// The fields of a table, for the part of the design at `base`.
pub(crate) fn draw(fields: &'static [Field], base: Pointer) -> Node {
    fields.iter().map(|field| one(field, base)).collect()
}

fn one(field: &'static Field, base: Pointer) -> Node {
    let at = field.at(base);
    match field.shown {
        None => body(field, at),
        Some(test) => {
            let shown = workspace().select(move |design| test(design, at));
            live(move || shown.get().then(|| body(field, at)))
        }
    }
}

fn body(field: &'static Field, at: Pointer) -> Node {
    let about = About {
        label: field.label,
        help: field.help,
        term: field.term,
        at,
    };
    match field.control {
        Control::Group(fields) => around(group(field.label, field.help), fields, at).into(),
        Control::Pair(fields) => around(el("div.pair"), fields, at).into(),
        Control::Nested(fields) => around(el("div.nested"), fields, at).into(),
        Control::Part(fields) => draw(fields, at),
        Control::Text(text) => control::text(field, about, text),
        Control::Number(number) => control::number(field, about, number),
        Control::Toggle | Control::Optional([]) => control::toggle(field, about),
        Control::Optional(fields) => {
            let now = shown(at);
            let inside =
                move || (!now.get().is_empty()).then(|| around(el("div.nested"), fields, at));
            Node::Many(vec![control::toggle(field, about), live(inside)])
        }
        Control::Choice(picks) => {
            let choice = control::choice(field, about, picks);
            Node::Many(vec![choice, variant(picks, at)])
        }
        Control::Select(options) => control::select(field, about, options),
        Control::Chips(offer, empty) => control::chips(field, about, offer, empty),
        Control::Texts(add) => things::rows(field, about, add, false),
        Control::Pairs(add) => things::rows(field, about, add, true),
        Control::Things(kind) => things::things(kind, at),
        Control::Own(draw) => draw(at),
    }
}

fn around(element: El, fields: &'static [Field], at: Pointer) -> El {
    element.child(draw(fields, at))
}

/// What there is to say of the variant that was chosen.
fn variant(picks: &'static [Pick], at: Pointer) -> Node {
    if picks.iter().all(|pick| pick.fields.is_empty()) {
        return Node::Many(Vec::new());
    }
    let now = shown(at);
    live(move || {
        let now = now.get();
        let pick = picks.iter().find(|pick| pick.value == now);
        pick.map(|pick| draw(pick.fields, at.join(pick.value)))
    })
}
