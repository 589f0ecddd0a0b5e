//! A value of the design as the text that a control shows, and back.

use gateway_studio::diagnostic::{Pointer, Segment};
use gateway_studio::model::{Design, View};
use serde_json::Value;

use super::table::{Field, Write};
use crate::browser::number_text;
use crate::reactive::Memo;
use crate::session::workspace;

/// What a control shows of the value at a place; nothing for what is not there.
pub(super) fn shown(at: Pointer) -> Memo<String> {
    workspace().select(move |design| text(design, at))
}

/// A value as text: the name of a variant, the digits of a number, `true`, `false`; `{}` for an
/// object that is there.
pub(crate) fn text(design: &Design, at: Pointer) -> String {
    match design.view(at) {
        Some(View::Text(text)) => text.to_owned(),
        Some(View::Variant(variant)) => variant.name.to_owned(),
        Some(View::Bool(on)) => on.to_string(),
        Some(View::Int(number)) => number_text(f64::from(number)),
        Some(View::Number(number)) => number_text(number),
        Some(View::Fields(_)) => "{}".to_owned(),
        Some(View::List(_) | View::Json(_) | View::Null) | None => String::new(),
    }
}

/// The value that such a text stands for at a place.
pub(super) fn value(design: &Design, at: Pointer, text: String) -> Value {
    match design.view(at) {
        Some(View::Int(_)) => text.parse::<u32>().map_or(Value::Null, Value::from),
        Some(View::Text(_)) => Value::String(text),
        _ => match text.as_str() {
            "" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => Value::String(text),
        },
    }
}

/// How many items the list at a place has.
pub(crate) fn length(design: &Design, at: Pointer) -> usize {
    match design.view(at) {
        Some(View::List(length)) => length,
        _ => 0,
    }
}

/// The texts of a list.
pub(super) fn texts(design: &Design, at: Pointer) -> Vec<String> {
    let places = 0..length(design, at);
    places.map(|place| text(design, at.join(place))).collect()
}

/// Whether the value at a place says something: a switch that is on, a text that is not empty.
pub(crate) fn is_set(design: &Design, at: Pointer) -> bool {
    match design.view(at) {
        Some(View::Bool(on)) => on,
        Some(View::Int(number)) => number != 0,
        Some(View::Number(number)) => number != 0.0,
        Some(View::Text(text)) => !text.is_empty(),
        Some(View::List(length)) => length > 0,
        Some(View::Variant(variant)) => {
            !variant.name.eq_ignore_ascii_case("none") && variant.name != "OFF"
        }
        Some(View::Fields(_) | View::Json(_)) => true,
        Some(View::Null) | None => false,
    }
}

impl Field {
    /// Writes a value at its place.
    pub(super) fn write(&self, design: &mut Design, at: Pointer, value: &Value) {
        match self.set {
            Write::Plain => design.put(at, value),
            Write::Own(set) => set(design, at, value),
            Write::Rename(rename) => {
                rename(design, item(at), value.as_str().unwrap_or_default());
            }
        }
    }
}

/// The place in the innermost list on the way to a field.
pub(crate) fn item(at: Pointer) -> usize {
    let mut steps = at.segments().iter().rev();
    let index = steps.find_map(|step| match step {
        Segment::Index(index) => usize::try_from(*index).ok(),
        Segment::Key(_) => None,
    });
    index.unwrap_or_default()
}
