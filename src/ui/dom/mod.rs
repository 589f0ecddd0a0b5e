//! What the page is made of, as data: elements, texts, and parts that follow signals.
//!
//! Leptos' own views are a type per element, and each type is compiled into its own code to
//! build, compare and mount it. Here there is one type for all, so an element costs the calls
//! that describe it. Signals, owners and effects are Leptos', and so are their rules: a part
//! that follows signals runs under its own owner, and what it made before is disposed of first.

mod built;
mod described;
mod element;
mod list;

use std::borrow::Cow;

use crate::reactive::Run;

pub(crate) use described::described;
pub(crate) use element::{El, Handle, button, el};
pub(crate) use list::list;

/// A piece of the page that is not in the document yet.
pub(crate) enum Node {
    /// Text; the browser escapes it.
    Text(Cow<'static, str>),
    Element(El),
    /// One after the other, without an element around them.
    Many(Vec<Node>),
    /// Drawn anew when a signal that it read changes. What is equal stays in the document.
    Live(Box<dyn Run<(), Node>>),
    /// Rows with keys; see [`list`].
    List(list::Rows),
}

/// A part of the page that is drawn anew when a signal that it reads changes.
///
/// Elements of the same name at the same place stay in the document, with focus and scroll
/// position; only what differs is written.
pub(crate) fn live<N: Into<Node>>(mut draw: impl FnMut() -> N + 'static) -> Node {
    Node::Live(Box::new(move |()| draw().into()))
}

/// Several pieces, one after the other.
pub(crate) fn many<const N: usize>(pieces: [Node; N]) -> Node {
    Node::Many(pieces.into())
}

/// Puts a piece at the end of an element, for as long as the current owner lives.
pub(crate) fn append(parent: &web_sys::Element, piece: impl Into<Node>) {
    let built = built::Built::new(piece.into(), parent);
    // Its effects would end with it; the page is never taken down.
    std::mem::forget(built);
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<El> for Node {
    fn from(element: El) -> Self {
        Self::Element(element)
    }
}

impl<N: Into<Self>> From<Option<N>> for Node {
    fn from(piece: Option<N>) -> Self {
        piece.map_or_else(|| Self::Many(Vec::new()), Into::into)
    }
}

impl<N: Into<Self>> From<Vec<N>> for Node {
    fn from(pieces: Vec<N>) -> Self {
        Self::Many(pieces.into_iter().map(Into::into).collect())
    }
}

impl<N: Into<Self>> FromIterator<N> for Node {
    fn from_iter<I: IntoIterator<Item = N>>(pieces: I) -> Self {
        Self::Many(pieces.into_iter().map(Into::into).collect())
    }
}
