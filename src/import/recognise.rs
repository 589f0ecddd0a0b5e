//! What a document is, by what stands in it: names of files say nothing.

use super::node::Node;
use crate::diagnostic::Sentence;
use crate::sentence;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The studio's own `design.json`.
    Design,
}

impl Format {
    /// What people call it.
    pub fn name(self) -> Sentence {
        match self {
            Self::Design => sentence!("design of the studio", "スタジオの設計"),
        }
    }
}

/// The format of a document.
pub(super) fn recognise(root: &Node) -> Option<Format> {
    let has = |key: &str| root.get(key).is_some();
    (has("schema_version") && has("api") && has("stages")).then_some(Format::Design)
}
