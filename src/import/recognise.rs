//! What a document is, by what stands in it: names of files say nothing.

use super::node::Node;
use super::{live, openapi, python, route53, zappa};
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
    /// Zappa's settings.
    Zappa,
    /// A change batch of Route 53.
    Route53,
    /// A Dash, Flask or `FastAPI` source.
    Python,
    /// A template of AWS SAM or CloudFormation.
    Template,
}

impl Format {
    /// What people call it.
    pub fn name(self) -> Sentence {
        match self {
            Self::Design => sentence!("design of the studio", "スタジオの設計"),
            Self::OpenApi => sentence!("OpenAPI definition", "OpenAPI 定義"),
            Self::Live => sentence!("answer of the AWS CLI", "AWS CLI の出力"),
            Self::Zappa => sentence!("Zappa settings file", "Zappa の設定"),
            Self::Route53 => sentence!("Route 53 change batch", "Route 53 の変更バッチ"),
            Self::Python => sentence!("Python source", "Python ソース"),
            Self::Template => sentence!(
                "SAM or CloudFormation template",
                "SAM または CloudFormation のテンプレート"
            ),
        }
    }
}

/// The format of a document.
pub(super) fn recognise(root: &Node) -> Option<Format> {
    let has = |key: &str| root.get(key).is_some();
    let design = has("schema_version") && has("api") && has("stages");
    let typed = |resources: &Node| {
        let mut resources = resources.entries().iter();
        resources.any(|entry| {
            let kind = entry.value.get("Type").and_then(Node::as_str);
            kind.is_some_and(|kind| kind.contains("::"))
        })
    };
    let resources = root.get("Resources");
    let template =
        has("AWSTemplateFormatVersion") || has("Transform") || resources.is_some_and(typed);
    let known = [
        (design, Format::Design),
        (template, Format::Template),
        (openapi::is_one(root), Format::OpenApi),
        (python::is(root), Format::Python),
        (route53::is(root), Format::Route53),
        (live::is_piece(root), Format::Live),
        // Last: its stages may have any name.
        (zappa::is(root), Format::Zappa),
    ];
    let found = known.into_iter().find(|(is, _)| *is);
    found.map(|(_, format)| format)
}
