//! Elements that the engine describes as data (`gateway_studio::sheet`).

use std::borrow::Cow;

use serde_json::Value;

use super::{El, Node};

/// What may be described; anything else is a `span`.
const TAGS: &[&str] = &[
    "a", "button", "circle", "code", "dd", "del", "details", "div", "dl", "dt", "fieldset", "g",
    "h3", "h4", "input", "ins", "kbd", "label", "legend", "li", "line", "ol", "option", "p",
    "path", "pre", "rect", "select", "span", "strong", "summary", "svg", "table", "tbody", "td",
    "text", "textarea", "th", "thead", "tr", "tspan", "ul",
];

/// Their attributes; others are left out.
const ATTRIBUTES: &[&str] = &[
    "aria-checked",
    "aria-current",
    "aria-hidden",
    "aria-label",
    "aria-live",
    "aria-pressed",
    "aria-selected",
    "checked",
    "class",
    "cols",
    "colspan",
    "cx",
    "cy",
    "d",
    "data-act",
    "data-png",
    "data-svg",
    "disabled",
    "dominant-baseline",
    "fill",
    "for",
    "height",
    "id",
    "inputmode",
    "lang",
    "max",
    "maxlength",
    "min",
    "name",
    "open",
    "placeholder",
    "r",
    "readonly",
    "role",
    "rows",
    "rx",
    "scope",
    "selected",
    "spellcheck",
    "stroke",
    "stroke-dasharray",
    "style",
    "tabindex",
    "text-anchor",
    "title",
    "transform",
    "type",
    "value",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

fn known(name: &str, names: &[&'static str]) -> Option<&'static str> {
    names.iter().copied().find(|other| *other == name)
}

/// The piece that a JSON value describes: a text, or a list of name, attributes and what is inside.
pub(crate) fn described(value: &Value) -> Node {
    let list = match value {
        Value::String(text) => return text.clone().into(),
        Value::Array(list) => list,
        _ => return Node::Many(Vec::new()),
    };
    let name = list.first().and_then(Value::as_str).unwrap_or_default();
    let inside = list.iter().skip(2).map(described);
    if name.is_empty() {
        return inside.collect();
    }
    let (tag, classes) = name.split_once('.').unwrap_or((name, ""));
    let mut element = El::new(known(tag, TAGS).unwrap_or("span"));
    if !classes.is_empty() {
        element = element.class(classes.replace('.', " "));
    }
    let attributes = list.get(1).and_then(Value::as_object);
    for (name, value) in attributes.into_iter().flatten() {
        if let (Some(name), Some(value)) = (known(name, ATTRIBUTES), value.as_str()) {
            element = element.attr(name, Cow::Owned(value.to_owned()));
        }
    }
    inside.fold(element, El::child).into()
}
