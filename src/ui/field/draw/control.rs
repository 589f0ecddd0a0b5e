//! One control for one value.

use gateway_studio::model::Design;
use leptos::prelude::*;
use serde_json::{Map, Value};
use web_sys::Event;

use super::super::About;
use super::super::frame::{described_by, foot, frame, is_wrong, legend, term, watched};
use super::super::input::Input;
use super::super::table::{Chip, Control, Field, Number, Options, Pick, Placeholder, Text, Title};
use super::super::value::{shown, texts, value};
use crate::browser::number_value;
use crate::dom::{El, Node, el, live, many};
use crate::reactive::{Memo, memo};
use crate::session::{tongue, workspace};
use crate::words::{self as w, Word};
use crate::workspace::{Step, Workspace};

/// Writes the value of a field as one step.
fn put(ws: Workspace, field: &Field, about: About, step: Step, value: &Value) {
    ws.edit(step, about.at, |design| {
        field.write(design, about.at, value)
    });
}

/// The same of the text that a control holds.
fn put_text(ws: Workspace, field: &Field, about: About, text: String) {
    let value = value(&ws.now(), about.at, text);
    put(ws, field, about, Step::new(about.label, ""), &value);
}

pub(super) fn text(field: &'static Field, about: About, text: Text) -> Node {
    let (ws, t) = (workspace(), tongue());
    let now = shown(about.at);
    let placeholder = match text.placeholder {
        Placeholder::None => constant(""),
        Placeholder::Fixed(text) => constant(text),
        Placeholder::Word(word) => constant(word.get(t)),
        Placeholder::Derived(derive) => ws.select(move |design| derive(design, about.at, t)),
    };
    let control = Input {
        described_by: described_by(&about),
        placeholder,
        code: text.code,
        lines: text.lines,
        ..input(about, now, write(field, about))
    };
    read(about, control, text.reading)
}

/// Code that is read and written by functions of its own.
pub(crate) fn typed(
    about: About,
    now: Memo<String>,
    take: impl Fn(String) + Send + Sync + 'static,
    reading: fn(&str) -> Node,
) -> Node {
    let commit = Callback::new(move |text| {
        take(text);
        None
    });
    let control = Input {
        described_by: described_by(&about),
        code: true,
        ..input(about, now, commit)
    };
    read(about, control, Some(reading))
}

/// A text with what it says below it.
fn read(about: About, control: Input, reading: Option<fn(&str) -> Node>) -> Node {
    let now = control.value;
    let reading =
        reading.map(|reading| el("div.reading").live(move || now.with(|text| reading(text))));
    frame(about, many([control.draw(), reading.into()]))
}

/// A text in a table, whose column or button names it.
pub(super) fn cell(field: &'static Field, about: About, name: String) -> Node {
    let input = Input {
        name: Some(name),
        code: matches!(field.control, Control::Text(Text { code: true, .. })),
        ..input(about, shown(about.at), write(field, about))
    };
    input.draw()
}

/// A text that follows nothing.
fn constant(text: &'static str) -> Memo<String> {
    memo(move || text.to_owned())
}

/// Takes every text.
fn write(field: &'static Field, about: About) -> Callback<String, Option<Word>> {
    let ws = workspace();
    Callback::new(move |text: String| {
        let step = Step::typing(about.label);
        put(ws, field, about, step, &Value::String(text));
        None
    })
}

fn input(about: About, now: Memo<String>, commit: Callback<String, Option<Word>>) -> Input {
    Input {
        at: about.at,
        name: None,
        described_by: format!("{}-messages", about.id()),
        wrong: is_wrong(about.at),
        value: now,
        commit,
        placeholder: constant(""),
        code: false,
        mode: "text",
        lines: 1,
    }
}

pub(super) fn number(field: &'static Field, about: About, number: Number) -> Node {
    let ws = workspace();
    let commit = Callback::new(move |text: String| {
        let value = match number_value(text.trim()) {
            _ if text.trim().is_empty() && number.optional => Value::Null,
            Some(value) if number.fraction => Value::from(value),
            Some(value) if value.fract() == 0.0 && value <= f64::from(u32::MAX) => {
                // Whole and in the range, so nothing is lost.
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a cast from a float saturates"
                )]
                let whole = value as u32;
                Value::from(whole)
            }
            _ if number.fraction => return Some(w::not_a_number as Word),
            _ => return Some(w::not_a_whole_number),
        };
        put(ws, field, about, Step::typing(about.label), &value);
        None
    });
    let input = Input {
        described_by: described_by(&about),
        code: true,
        mode: if number.fraction {
            "decimal"
        } else {
            "numeric"
        },
        ..input(about, shown(about.at), commit)
    };
    let control = el("div.measure")
        .child(input.draw())
        .child(el("span.unit").child(number.unit.get(tongue())));
    frame(about, control)
}

/// A switch with its label beside it.
pub(super) fn toggle(field: &'static Field, about: About) -> Node {
    let (ws, now) = (workspace(), shown(about.at));
    let is_object = matches!(field.control, Control::Optional(_));
    let flip = move |event: &Event| {
        let value = match (event_target_checked(event), is_object) {
            (on, false) => Value::Bool(on),
            (true, true) => Value::Object(Map::new()),
            (false, true) => Value::Null,
        };
        put(ws, field, about, Step::new(about.label, ""), &value);
    };
    let input = el("input")
        .attr("type", "checkbox")
        .attr("role", "switch")
        .id(about.id())
        .attr("aria-describedby", described_by(&about))
        .live_flag("checked", move || {
            now.with(|now| !now.is_empty() && now != "false")
        })
        .on("change", flip);
    let label = el("label.switch")
        .child(input)
        .child(el("span.track").attr("aria-hidden", "true"))
        .child(el("span.switch-label").child(about.label.get(tongue())))
        .child(term(about));
    watched(el("div.field.toggle"), about)
        .child(label)
        .child(foot(about))
        .into()
}

/// A segmented choice.
pub(super) fn choice(field: &'static Field, about: About, picks: &'static [Pick]) -> Node {
    let (ws, t) = (workspace(), tongue());
    let now = shown(about.at);
    let noted = picks.iter().any(|pick| pick.note.is_some());
    let options = picks.iter().map(|pick| {
        let choose = move |_: &Event| put_text(ws, field, about, pick.value.to_owned());
        let input = el("input")
            .attr("type", "radio")
            .attr("name", about.id())
            .live_flag("checked", move || now.with(|now| now == pick.value))
            .on("change", choose);
        let title = match pick.title {
            Title::Fixed(title) => title,
            Title::Word(word) => word.get(t),
        };
        el("label.pick")
            .child(input)
            .child(el("span.pick-title").child(title))
            .child(
                pick.note
                    .map(|note| el("span.pick-note").child(note.get(t))),
            )
    });
    let class = if noted { "picks noted" } else { "picks" };
    fieldset(
        about,
        el("div").class(class).child(options.collect::<Node>()),
    )
}

/// A group of controls with one label.
pub(super) fn fieldset(about: About, control: impl Into<Node>) -> Node {
    watched(el("fieldset.field"), about)
        .id(about.id())
        .child(legend(about))
        .child(control)
        .child(foot(about))
        .into()
}

/// A native select. A value that is not on offer stays visible as one that is not.
pub(super) fn select(field: &'static Field, about: About, options: Options) -> Node {
    let (ws, t) = (workspace(), tongue());
    let (now, wrong) = (shown(about.at), is_wrong(about.at));
    let offer = ws.select(move |design| options(design, t));
    let list = move || {
        let mut offer = offer.get();
        let chosen = now.get();
        if !offer.iter().any(|(value, _)| *value == chosen) {
            let text = if chosen.is_empty() {
                w::choose.get(t).to_owned()
            } else {
                w::not_offered(t, &chosen)
            };
            offer.insert(0, (chosen.clone(), text));
        }
        let rows = offer.into_iter().map(|(value, text)| {
            let selected = value == chosen;
            el("option")
                .attr("value", value)
                .live_flag("selected", move || selected)
                .child(text)
        });
        rows.collect::<Node>()
    };
    let control = el("select.input")
        .id(about.id())
        .attr("aria-describedby", described_by(&about))
        .live_attr("aria-invalid", move || wrong.get().then_some("true"))
        .takes("change", move |chosen| put_text(ws, field, about, chosen))
        .live(list);
    frame(about, control)
}

/// Some of few, in the order of the offer.
pub(super) fn chips(
    field: &'static Field,
    about: About,
    offer: fn(&Design) -> Vec<Chip>,
    empty: Word,
) -> Node {
    let (ws, t) = (workspace(), tongue());
    let offer = ws.select(offer);
    let chosen = ws.select(move |design| texts(design, about.at));
    let chips = move || {
        let mut offer = offer.get();
        // What is chosen and no longer on offer can still be taken off.
        let gone = chosen
            .get()
            .into_iter()
            .filter(|name| !offer.iter().any(|(value, _)| value == name));
        let gone: Vec<Chip> = gone.map(|name| (name, "gone".to_owned())).collect();
        offer.extend(gone);
        if offer.is_empty() {
            return el("p.help").child(empty.get(t));
        }
        let order: Vec<String> = offer.iter().map(|(value, _)| value.clone()).collect();
        let rows = offer.into_iter().map(|(name, class)| {
            let on = chosen.with(|chosen| chosen.contains(&name));
            chip(field, about, order.clone(), chosen, name, &class, on)
        });
        el("div.chips").child(rows.collect::<Node>())
    };
    fieldset(about, live(chips))
}

fn chip(
    field: &'static Field,
    about: About,
    order: Vec<String>,
    chosen: Memo<Vec<String>>,
    name: String,
    class: &str,
    on: bool,
) -> El {
    let ws = workspace();
    let label = el("span").child(name.clone());
    // What is chosen is an item of the list, by which findings and lines find it.
    let place = chosen.with(|chosen| chosen.iter().position(|item| *item == name));
    let id = place.map(|place| format!("{}/{place}", about.id()));
    let flip = move |event: &Event| {
        let checked = event_target_checked(event);
        let chosen = chosen.get_untracked();
        let list = order.iter().filter(|item| {
            if **item == name {
                checked
            } else {
                chosen.contains(item)
            }
        });
        let list = Value::Array(list.cloned().map(Value::String).collect());
        put(ws, field, about, Step::new(about.label, ""), &list);
    };
    let input = el("input")
        .attr("type", "checkbox")
        .attr("id", id)
        .live_flag("checked", move || on)
        .on("change", flip);
    el("label")
        .class(format!("chip {class}"))
        .child(input)
        .child(label)
}
