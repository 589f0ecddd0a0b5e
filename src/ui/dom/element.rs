//! One type for every element.

use std::borrow::Cow;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use super::Node;
use crate::reactive::Run;

/// A text for an attribute; `None` leaves the attribute out.
pub(super) type Text = Option<Cow<'static, str>>;

/// What an attribute or a property of an element is set to.
pub(super) enum Value {
    Fixed(Text),
    Live(Live),
}

/// What follows signals.
pub(super) enum Live {
    Attribute(Box<dyn Run<(), Text>>),
    /// A property with a text, such as the `value` of an input.
    Property(Box<dyn Run<(), String>>),
    /// A property that is true or false, such as `checked`.
    Flag(Box<dyn Run<(), bool>>),
}

/// What an event calls.
pub(super) type Listener = Box<dyn for<'a> Run<&'a Event, ()>>;

/// An element that is not in the document yet.
pub(crate) struct El(pub(super) Box<Parts>);

pub(super) struct Parts {
    pub(super) tag: &'static str,
    pub(super) values: Vec<(&'static str, Value)>,
    pub(super) listeners: Vec<(&'static str, Listener)>,
    pub(super) children: Vec<Node>,
    pub(super) handle: Option<Handle>,
}

/// What an attribute can be given: a text, a number, or nothing. `true` is the bare attribute.
pub(crate) trait Attribute {
    fn text(self) -> Option<Cow<'static, str>>;
}

impl Attribute for &'static str {
    fn text(self) -> Text {
        Some(Cow::Borrowed(self))
    }
}

impl Attribute for String {
    fn text(self) -> Text {
        Some(Cow::Owned(self))
    }
}

impl Attribute for Cow<'static, str> {
    fn text(self) -> Text {
        Some(self)
    }
}

impl Attribute for usize {
    fn text(self) -> Text {
        Some(Cow::Owned(self.to_string()))
    }
}

impl Attribute for bool {
    fn text(self) -> Text {
        self.then_some(Cow::Borrowed(""))
    }
}

impl<A: Attribute> Attribute for Option<A> {
    fn text(self) -> Text {
        self.and_then(Attribute::text)
    }
}

/// An element, written as in CSS: `el("p.help")`, `el("div.tab-group")`.
pub(crate) fn el(name: &'static str) -> El {
    let (tag, classes) = name.split_once('.').unwrap_or((name, ""));
    let element = El::new(tag);
    if classes.is_empty() {
        element
    } else {
        element.class(classes.replace('.', " "))
    }
}

/// A button that sends no form: `button("quiet.icon")`; the text names its classes.
pub(crate) fn button(classes: &'static str) -> El {
    el("button")
        .attr("type", "button")
        .class(classes.replace('.', " "))
}

impl El {
    /// An element of that name, without classes.
    pub(super) fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts {
            tag,
            values: Vec::new(),
            listeners: Vec::new(),
            children: Vec::new(),
            handle: None,
        }))
    }

    fn value(mut self, name: &'static str, value: Value) -> Self {
        self.0.values.push((name, value));
        self
    }

    /// An attribute.
    pub(crate) fn attr(self, name: &'static str, value: impl Attribute) -> Self {
        self.value(name, Value::Fixed(value.text()))
    }

    /// The `class`, where it is not known beforehand.
    pub(crate) fn class(self, value: impl Attribute) -> Self {
        self.attr("class", value)
    }

    /// The `id`.
    pub(crate) fn id(self, value: impl Attribute) -> Self {
        self.attr("id", value)
    }

    /// `aria-label` and the tip under the pointer, for controls without a text.
    pub(crate) fn tip(self, text: &'static str) -> Self {
        self.attr("aria-label", text).attr("title", text)
    }

    /// An attribute that follows what the closure reads.
    pub(crate) fn live_attr<A: Attribute>(
        self,
        name: &'static str,
        mut value: impl FnMut() -> A + 'static,
    ) -> Self {
        self.value(
            name,
            Value::Live(Live::Attribute(Box::new(move |()| value().text()))),
        )
    }

    /// An attribute that is `true` or `false`, as most of ARIA's are.
    pub(crate) fn live_state(
        self,
        name: &'static str,
        mut value: impl FnMut() -> bool + 'static,
    ) -> Self {
        self.live_attr(name, move || if value() { "true" } else { "false" })
    }

    /// The `value` of an input; it follows the closure, and the person may change it meanwhile.
    pub(crate) fn live_value(self, mut value: impl FnMut() -> String + 'static) -> Self {
        self.value(
            "value",
            Value::Live(Live::Property(Box::new(move |()| value()))),
        )
    }

    /// A property such as `checked` or `selected`.
    pub(crate) fn live_flag(
        self,
        name: &'static str,
        mut value: impl FnMut() -> bool + 'static,
    ) -> Self {
        self.value(name, Value::Live(Live::Flag(Box::new(move |()| value()))))
    }

    /// A handler of an event of the type that the closure takes.
    pub(crate) fn on<E: JsCast>(
        mut self,
        event: &'static str,
        mut handle: impl FnMut(&E) + 'static,
    ) -> Self {
        let handle = move |event: &Event| handle(event.unchecked_ref());
        self.0.listeners.push((event, Box::new(handle)));
        self
    }

    /// What a click does.
    pub(crate) fn click(self, mut handle: impl FnMut() + 'static) -> Self {
        self.on("click", move |_: &Event| handle())
    }

    /// What to do with the new text of a control, at `input` or `change`.
    pub(crate) fn takes(
        self,
        event: &'static str,
        mut handle: impl FnMut(String) + 'static,
    ) -> Self {
        self.on(event, move |event: &Event| {
            handle(event_target_value(event))
        })
    }

    /// Something inside, after what is there already.
    pub(crate) fn child(mut self, child: impl Into<Node>) -> Self {
        self.0.children.push(child.into());
        self
    }

    /// A part inside that follows what the closure reads.
    pub(crate) fn live<N: Into<Node>>(self, draw: impl FnMut() -> N + 'static) -> Self {
        self.child(super::live(draw))
    }

    /// Tells the handle which element this became.
    pub(crate) fn handle(mut self, handle: Handle) -> Self {
        self.0.handle = Some(handle);
        self
    }
}

/// Where an element can be found once it is drawn; a handle that copies.
#[derive(Clone, Copy)]
pub(crate) struct Handle(leptos::prelude::RwSignal<Option<HtmlElement>, LocalStorage>);

impl Handle {
    /// A handle of nothing yet.
    pub(crate) fn new() -> Self {
        Self(leptos::prelude::RwSignal::new_local(None))
    }

    /// The element; what reads it follows it.
    pub(crate) fn get(self) -> Option<HtmlElement> {
        self.0.try_get().flatten()
    }

    /// The element, without following it.
    pub(crate) fn get_untracked(self) -> Option<HtmlElement> {
        self.0.try_get_untracked().flatten()
    }

    pub(super) fn set(self, element: &web_sys::Element) {
        self.0.set(element.dyn_ref().cloned());
    }
}
