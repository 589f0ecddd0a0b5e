//! From the text of a file to [`Node`](super::node::Node)s: a reader for each syntax.
//!
//! Readers work in bounded time and memory whatever the text is: what is larger than [`MAX_BYTES`], deeper than
//! [`MAX_DEPTH`] or has more than [`MAX_NODES`] things in it is a finding.

pub(super) mod yaml;

use super::finding::Finding;
use super::node::{Node, Place};
use crate::diagnostic::{Sentence, Severity};
use crate::sentence;

/// The longest text that is read, in bytes: ten times CloudFormation's limit of a template in S3.
pub(super) const MAX_BYTES: usize = 10 * 1024 * 1024;
/// How deep mappings and lists may stand in each other.
pub(super) const MAX_DEPTH: usize = 100;
/// How many values a text may have, those that aliases repeat among them.
pub(super) const MAX_NODES: usize = 1_000_000;

/// The documents of a text, and what was wrong with it.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// What was read before the first error.
    pub(super) documents: Vec<Node>,
    /// Errors and warnings in the order of the text.
    pub(super) findings: Vec<Finding>,
}

impl Parsed {
    pub(super) fn error(&mut self, code: &'static str, at: Place, what: Sentence, mend: Sentence) {
        let finding = Finding::new(code, Severity::Error, at, what);
        self.findings.push(finding.help(mend));
    }

    pub(super) fn warn(&mut self, code: &'static str, at: Place, what: Sentence, mend: Sentence) {
        let finding = Finding::new(code, Severity::Warning, at, what);
        self.findings.push(finding.help(mend));
    }

    /// Notes a key that stands twice in a mapping.
    pub(super) fn twice(&mut self, key: &str, at: Place) {
        self.warn(
            "key-duplicate",
            at,
            sentence!(
                "the key `{key}` stands twice in this mapping, the last one counts",
                "このマッピングにはキー `{key}` が2回あり、最後の値が有効です",
            ),
            sentence!(
                "take one of them out of the file",
                "どちらか一方をファイルから取り除いてください",
            ),
        );
    }

    /// Notes that mappings and lists stand too deep in each other.
    pub(super) fn too_deep(&mut self, at: Place) {
        self.error(
            "text-too-deep",
            at,
            sentence!(
                "mappings and lists stand more than {MAX_DEPTH} deep in each other",
                "マッピングとリストの入れ子が {MAX_DEPTH} 段を超えています",
            ),
            sentence!(
                "no format that the studio reads needs that; check that the file is what you meant",
                "対応している形式でこの深さになることはありません。正しいファイルか確かめてください",
            ),
        );
    }

    /// Notes that there is too much in the text.
    pub(super) fn too_large(&mut self, at: Place) {
        self.error(
            "text-too-large",
            at,
            sentence!(
                "the file has more than {MAX_NODES} values, those that aliases repeat among them",
                "ファイルの値が(エイリアスによる繰り返しを含めて){MAX_NODES} 個を超えています",
            ),
            sentence!(
                "split the file, or take out aliases that repeat aliases",
                "ファイルを分けるか、エイリアスの重なりを取り除いてください",
            ),
        );
    }
}
