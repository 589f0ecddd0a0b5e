//! What a document is, by what stands in it: names of files say nothing.

use super::node::Node;
use crate::diagnostic::Sentence;
use crate::sentence;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The studio's own `design.json`.
    Design,
    /// A template of AWS SAM or CloudFormation.
    Template,
    /// A definition in OpenAPI 2.0, 3.0 or 3.1.
    OpenApi,
}

impl Format {
    /// What people call it.
    pub fn name(self) -> Sentence {
        match self {
            Self::Design => sentence!("design of the studio", "スタジオの設計"),
            Self::Template => sentence!(
                "SAM or CloudFormation template",
                "SAM または CloudFormation のテンプレート"
            ),
            Self::OpenApi => sentence!("OpenAPI definition", "OpenAPI 定義"),
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
    let typed = |resources: &Node| {
        let mut resources = resources.entries().iter();
        resources.any(|entry| {
            let kind = entry.value.get("Type").and_then(Node::as_str);
            kind.is_some_and(|kind| kind.contains("::"))
        })
    };
    let resources = root.get("Resources");
    (has("AWSTemplateFormatVersion") || has("Transform") || resources.is_some_and(typed))
        .then_some(Format::Template)
}
