//! What a document is, by what stands in it: names of files say nothing.

use super::node::Node;
use crate::diagnostic::Sentence;
use crate::sentence;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The studio's own `design.json`.
    Design,
    /// A definition in OpenAPI 2.0, 3.0 or 3.1.
    OpenApi,
    /// An answer of the AWS CLI about a live API.
    Live,
}

impl Format {
    /// What people call it.
    pub fn name(self) -> Sentence {
        match self {
            Self::Design => sentence!("design of the studio", "スタジオの設計"),
            Self::OpenApi => sentence!("OpenAPI definition", "OpenAPI 定義"),
            Self::Live => sentence!("answer of the AWS CLI", "AWS CLI の出力"),
        }
    }
}

/// The format of a document.
pub(super) fn recognise(root: &Node) -> Option<Format> {
    let has = |key: &str| root.get(key).is_some();
    if has("schema_version") && has("api") && has("stages") {
        return Some(Format::Design);
    }
    if super::openapi::is_one(root) {
        return Some(Format::OpenApi);
    }
    super::live::is_piece(root).then_some(Format::Live)
}
