//! What stands in the document, and how it becomes something else.

use std::borrow::Cow;

use gloo::events::EventListener;
use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event, HtmlElement};

use super::element::{Listener, Live, Parts, Text, Value};
use super::list::{self, Rows, Shown};
use super::{El, Node};
use crate::browser;
use crate::reactive::Run;

/// Names of elements that need SVG's namespace.
const DRAWN: [&str; 8] = [
    "svg", "path", "g", "rect", "circle", "line", "text", "tspan",
];

/// A piece of the page in the document.
pub(super) enum Built {
    Text(web_sys::Text, Cow<'static, str>),
    Element(Box<BuiltElement>),
    /// Pieces, and the empty text that marks their end.
    Many(Vec<Built>, web_sys::Node),
    /// A part that follows signals, and the empty text that marks its end.
    Live(Following, web_sys::Node),
    /// What a list holds now.
    Rows(Vec<Shown>),
}

/// What draws a part anew. An effect that is let go keeps its value until its turn comes again, and effects inside
/// that value would run once more for signals that have gone; so they go with it.
pub(super) struct Following(RenderEffect<Built>);

impl Drop for Following {
    fn drop(&mut self) {
        drop(self.0.take_value());
    }
}

/// An element with what must live as long as it.
pub(super) struct BuiltElement {
    tag: &'static str,
    element: Element,
    /// Attributes as they were written, to write only what differs; `None` for one that follows signals.
    attributes: Vec<(&'static str, Option<Text>)>,
    children: Vec<Built>,
    effects: Vec<RenderEffect<Text>>,
    listeners: Vec<EventListener>,
}

/// Where new nodes go.
#[derive(Clone, Copy)]
struct Spot<'a> {
    parent: &'a web_sys::Node,
    before: Option<&'a web_sys::Node>,
}

impl Spot<'_> {
    fn put(self, node: &web_sys::Node) {
        // A node that was just made can be inserted anywhere.
        let _ = self.parent.insert_before(node, self.before);
    }
}

/// Puts something right before a node of the document.
fn before<T>(node: &web_sys::Node, put: impl FnOnce(Spot) -> T) -> Option<T> {
    let parent = node.parent_node()?;
    Some(put(Spot {
        parent: &parent,
        before: Some(node),
    }))
}

fn mark(spot: Spot) -> web_sys::Node {
    let mark = document().create_text_node("");
    spot.put(&mark);
    mark.into()
}

impl Built {
    /// Puts a piece at the end of a node.
    pub(super) fn new(piece: Node, parent: &web_sys::Node) -> Self {
        let spot = Spot {
            parent,
            before: None,
        };
        Self::put(piece, spot)
    }

    /// An element that is not in the document yet.
    pub(super) fn detached(element: El) -> Self {
        Self::Element(Box::new(BuiltElement::new(*element.0)))
    }

    fn put(piece: Node, spot: Spot) -> Self {
        match piece {
            Node::Text(text) => {
                let node = document().create_text_node(&text);
                spot.put(&node);
                Self::Text(node, text)
            }
            Node::Element(element) => {
                let built = Self::detached(element);
                if let Self::Element(built) = &built {
                    spot.put(&built.element);
                }
                built
            }
            Node::Many(pieces) => {
                let built = pieces.into_iter().map(|piece| Self::put(piece, spot));
                let built = built.collect();
                Self::Many(built, mark(spot))
            }
            Node::Live(draw) => {
                let end = mark(spot);
                Self::Live(follow(draw, end.clone(), None), end)
            }
            Node::List(rows) => {
                let end = mark(spot);
                Self::Live(follow_rows(rows, end.clone()), end)
            }
        }
    }

    /// Becomes another piece; what is equal stays in the document.
    fn become_piece(&mut self, piece: Node) {
        match (self, piece) {
            (Self::Text(node, old), Node::Text(new)) => {
                if *old != new {
                    node.set_data(&new);
                    *old = new;
                }
            }
            (Self::Element(built), Node::Element(new)) if built.is_same(&new.0) => {
                built.become_element(*new.0);
            }
            (Self::Many(built, end), Node::Many(pieces)) => {
                let rest = become_pieces(built, pieces);
                let rest = rest.map(|piece| before(end, |spot| Self::put(piece, spot)));
                built.extend(rest.flatten());
            }
            (Self::Live(effect, end), Node::Live(draw)) => {
                // The rows of a list have owners that end here; anything else goes on.
                let old = effect.0.take_value();
                let old = match old {
                    Some(Self::Rows(_)) => {
                        if let Some(old) = old {
                            old.remove();
                        }
                        None
                    }
                    old => old,
                };
                *effect = follow(draw, end.clone(), old);
            }
            (this, piece) => {
                let new = this
                    .first()
                    .and_then(|first| before(&first, |spot| Self::put(piece, spot)));
                if let Some(new) = new {
                    this.remove();
                    *this = new;
                }
            }
        }
    }

    /// The first of its nodes.
    pub(super) fn first(&self) -> Option<web_sys::Node> {
        match self {
            Self::Text(node, _) => Some(node.clone().into()),
            Self::Element(built) => Some(built.element.clone().into()),
            Self::Many(built, end) => {
                let first = built.first().and_then(Self::first);
                Some(first.unwrap_or_else(|| end.clone()))
            }
            Self::Live(effect, end) => {
                let first = effect.0.with_value_mut(|built| built.first()).flatten();
                Some(first.unwrap_or_else(|| end.clone()))
            }
            Self::Rows(rows) => rows.first().and_then(|row| row.built.first()),
        }
    }

    /// Takes its nodes out of the document.
    pub(super) fn remove(&self) {
        match self {
            Self::Text(node, _) => node.remove(),
            Self::Element(built) => built.element.remove(),
            Self::Many(built, end) => {
                built.iter().for_each(Self::remove);
                take_out(end);
            }
            Self::Live(effect, end) => {
                effect.0.with_value_mut(|built| built.remove());
                take_out(end);
            }
            Self::Rows(rows) => rows.iter().for_each(|row| row.built.remove()),
        }
    }
}

fn take_out(node: &web_sys::Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

/// Makes the pieces in the document those that are wanted, takes out what is too much, and
/// gives back what is still to be put behind them.
fn become_pieces(built: &mut Vec<Built>, pieces: Vec<Node>) -> std::vec::IntoIter<Node> {
    for old in built.drain(pieces.len().min(built.len())..) {
        old.remove();
    }
    let mut pieces = pieces.into_iter();
    for (built, piece) in built.iter_mut().zip(pieces.by_ref()) {
        built.become_piece(piece);
    }
    pieces
}

/// Draws before the mark, now and whenever what was read changes.
fn follow(mut draw: Box<dyn Run<(), Node>>, end: web_sys::Node, old: Option<Built>) -> Following {
    let run = move |old: Option<Built>| {
        let piece = draw.run(());
        if let Some(mut built) = old {
            built.become_piece(piece);
            return built;
        }
        let put = before(&end, |spot| Built::put(piece, spot));
        put.unwrap_or_else(|| Built::Rows(Vec::new()))
    };
    Following(RenderEffect::new_with_value(run, old))
}

fn follow_rows(rows: Rows, end: web_sys::Node) -> Following {
    let Rows { mut rows, owner } = rows;
    Following(RenderEffect::new(move |old: Option<Built>| {
        let old = match old {
            Some(Built::Rows(old)) => old,
            _ => Vec::new(),
        };
        let wanted = rows.run(());
        Built::Rows(list::update(old, wanted, &owner, &end))
    }))
}

impl BuiltElement {
    fn new(parts: Parts) -> Self {
        let document = document();
        let element = if DRAWN.contains(&parts.tag) {
            document.create_element_ns(Some("http://www.w3.org/2000/svg"), parts.tag)
        } else {
            document.create_element(parts.tag)
        };
        let mut this = Self {
            tag: parts.tag,
            element: element.expect("the page makes elements of names that HTML knows"),
            attributes: Vec::new(),
            children: Vec::new(),
            effects: Vec::new(),
            listeners: Vec::new(),
        };
        this.become_element(parts);
        this
    }

    /// Whether the piece is this element, with other attributes perhaps. A control is another one under another name, and
    /// so is a radio button of another value: what a person chose or typed belongs to neither.
    fn is_same(&self, parts: &Parts) -> bool {
        let was = |name| {
            let found = self.attributes.iter().find(|(own, _)| *own == name);
            found.and_then(|(_, text)| text.as_ref())
        };
        let is = |name| {
            let found = parts.values.iter().find(|(own, _)| *own == name);
            found.and_then(|(_, value)| match value {
                Value::Fixed(text) => Some(text),
                Value::Live(_) => None,
            })
        };
        let is_radio = matches!(is("type"), Some(Some(kind)) if kind == "radio");
        let is_control = matches!(self.tag, "input" | "select" | "textarea");
        self.tag == parts.tag
            && (!is_control || (was("name") == is("name") && was("type") == is("type")))
            && (!is_radio || was("value") == is("value"))
    }

    fn become_element(&mut self, parts: Parts) {
        self.effects.clear();
        self.listeners.clear();
        let gone = std::mem::take(&mut self.attributes);
        for (name, _) in &gone {
            if !parts.values.iter().any(|(kept, _)| kept == name) {
                write(&self.element, name, None);
            }
        }
        for (name, value) in parts.values {
            match value {
                Value::Live(live) => {
                    self.attributes.push((name, None));
                    self.effects.push(keep(self.element.clone(), name, live));
                }
                Value::Fixed(text) => {
                    let is_there = |(old, was): &(_, Option<Text>)| {
                        *old == name && was.as_ref() == Some(&text)
                    };
                    if !gone.iter().any(is_there) {
                        write(&self.element, name, text.as_deref());
                    }
                    self.attributes.push((name, Some(text)));
                }
            }
        }
        for (event, listener) in parts.listeners {
            self.listeners.push(listen(&self.element, event, listener));
        }
        let rest = become_pieces(&mut self.children, parts.children);
        let rest = rest.map(|piece| Built::new(piece, &self.element));
        self.children.extend(rest);
        if let Some(handle) = parts.handle {
            handle.set(&self.element);
        }
    }
}

/// Calls a handler under the owner of the part that it stands in.
fn listen(element: &Element, event: &'static str, mut listener: Listener) -> EventListener {
    let owner = Owner::current().unwrap_or_default();
    let listener = move |event: &Event| owner.with(|| listener.run(event));
    browser::listen(element, event, Box::new(listener))
}

fn write(element: &Element, name: &str, text: Option<&str>) {
    // A strict Content-Security-Policy refuses the attribute, but not what scripts set.
    if let (true, Some(styled)) = (name == "style", element.dyn_ref::<HtmlElement>()) {
        styled.style().set_css_text(text.unwrap_or_default());
        return;
    }
    // Once a person chose something, the attribute says nothing any more.
    if matches!(name, "checked" | "selected") {
        let _ = Reflect::set(element, &name.into(), &text.is_some().into());
    }
    // Names are ours, so that none is refused.
    let _ = match text {
        Some(text) => element.set_attribute(name, text),
        None => element.remove_attribute(name),
    };
}

/// Keeps an attribute or a property at what the closure says.
fn keep(element: Element, name: &'static str, live: Live) -> RenderEffect<Text> {
    let key = JsValue::from_str(name);
    let set = move |element: &Element, value: &JsValue| {
        // Writing the text that is there already would move the caret.
        if Reflect::get(element, &key).as_ref() != Ok(value) {
            let _ = Reflect::set(element, &key, value);
        }
    };
    let mut run: Box<dyn Run<Option<Text>, Text>> = match live {
        Live::Attribute(mut text) => Box::new(move |was: Option<Text>| {
            let text = text.run(());
            if was.as_ref() != Some(&text) {
                write(&element, name, text.as_deref());
            }
            text
        }),
        Live::Property(mut text) => Box::new(move |_: Option<Text>| {
            set(&element, &JsValue::from_str(&text.run(())));
            None
        }),
        Live::Flag(mut flag) => Box::new(move |_: Option<Text>| {
            set(&element, &JsValue::from_bool(flag.run(())));
            None
        }),
    };
    RenderEffect::new(move |was| run.run(was))
}
