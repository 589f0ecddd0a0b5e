//! From the text of a file to [`Node`](super::node::Node)s: a reader for each syntax.
//!
//! Readers work in bounded time and memory whatever the text is: what is larger than [`MAX_BYTES`], deeper than
//! [`MAX_DEPTH`] or has more than [`MAX_NODES`] things in it is a finding.

mod json;
pub(super) mod places;
mod toml;
mod yaml;

use std::collections::{HashMap, HashSet};

use smol_str::SmolStr;

use super::comments::Comment;
use super::finding::Finding;
use super::node::{Entry, Node, Place};
use crate::diagnostic::{Sentence, Severity};
use crate::sentence;

/// The longest text that is read, in bytes: ten times CloudFormation's limit of a template in S3.
pub(super) const MAX_BYTES: usize = 10 * 1024 * 1024;
/// How deep mappings and lists may stand in each other.
pub(super) const MAX_DEPTH: usize = 100;
/// How many values a text may have, those that aliases repeat among them.
pub(super) const MAX_NODES: usize = 1_000_000;

/// Reads a text in the syntax that its content shows.
pub(super) fn parse(text: &str, file: u32) -> Parsed {
    match syntax(text) {
        Syntax::Json => json_or_like(text, file),
        // A list of JSON looks like the head of a table.
        Syntax::TomlOrJson => {
            let read = json::parse(text, file);
            if read.is_whole() {
                read
            } else {
                toml::parse(text, file)
            }
        }
        Syntax::Toml => toml::parse(text, file),
        Syntax::Yaml => yaml::parse(text, file),
    }
}

/// The one document of a text in YAML as most people write it; `None` of any other.
pub(super) fn common(text: &str, file: u32) -> Option<Node> {
    match syntax(text) {
        Syntax::Yaml => yaml::common(text, file),
        _ => None,
    }
}

/// What begins like JSON: when it is none, it may be YAML in brackets, or what Zappa takes for JSON.
fn json_or_like(text: &str, file: u32) -> Parsed {
    let strict = json::parse(text, file);
    if strict.is_whole() {
        return strict;
    }
    let (loose, ambiguous) = json::parse_loose(text, file);
    if loose.is_whole() && !ambiguous {
        return loose;
    }
    let yaml = yaml::parse(text, file);
    if yaml.is_whole() {
        yaml
    } else if loose.is_whole() {
        loose
    } else {
        strict
    }
}

enum Syntax {
    Json,
    Toml,
    TomlOrJson,
    Yaml,
}

/// What the first line that says something looks like.
fn syntax(text: &str) -> Syntax {
    let lines = text.split(['\n', '\r']).map(str::trim);
    let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let line = lines.next().unwrap_or_default();
    let is_key = |c: char| c.is_ascii_alphanumeric() || "_-.\"' ".contains(c);
    if line.starts_with("{%") || line.starts_with("{{") {
        // A template of a template, which YAML's reader names.
        Syntax::Yaml
    } else if line.starts_with(['{', '/']) {
        Syntax::Json
    } else if line.starts_with('[') {
        let head = line.trim_start_matches('[');
        let name = head.split(']').next().unwrap_or_default();
        if !name.is_empty() && name.chars().all(is_key) && head.len() > name.len() {
            Syntax::TomlOrJson
        } else {
            Syntax::Json
        }
    } else if let Some((key, value)) = line.split_once('=')
        && !key.is_empty()
        && key.chars().all(is_key)
        && !value.starts_with('=')
    {
        Syntax::Toml
    } else {
        Syntax::Yaml
    }
}

/// The documents of a text, and what was wrong with it.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// What was read before the first error.
    pub(super) documents: Vec<Node>,
    /// Errors and warnings in the order of the text.
    pub(super) findings: Vec<Finding>,
    /// How many keys another one of the same name took the place of, those below them among these.
    pub(super) replaced: usize,
    /// Lines that are comments, where they are to be told of.
    pub(super) comments: Vec<Comment>,
}

impl Parsed {
    pub(super) fn error(&mut self, code: &'static str, at: Place, what: Sentence, mend: Sentence) {
        let finding = Finding::new(code, Severity::Error, at, what);
        self.findings.push(finding.help(mend));
    }

    /// Adds what another piece of the same text says.
    pub(super) fn append(&mut self, other: Self) {
        self.documents.extend(other.documents);
        self.findings.extend(other.findings);
        self.replaced += other.replaced;
    }

    /// Whether everything was read.
    fn is_whole(&self) -> bool {
        let mut findings = self.findings.iter();
        !self.documents.is_empty() && findings.all(|finding| finding.severity != Severity::Error)
    }

    pub(super) fn info(&mut self, code: &'static str, at: Place, what: Sentence, mend: Sentence) {
        let finding = Finding::new(code, Severity::Info, at, what);
        self.findings.push(finding.help(mend));
    }

    /// The entries of a mapping, each key once.
    fn unique(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let is_once = if entries.len() > 8 {
            let mut keys = HashSet::with_capacity(entries.len());
            entries.iter().all(|entry| keys.insert(entry.key.as_str()))
        } else {
            let before = |(at, entry): (usize, &Entry)| {
                entries[..at].iter().all(|other| other.key != entry.key)
            };
            entries.iter().enumerate().all(before)
        };
        if is_once {
            return entries;
        }
        let mut own: Vec<Entry> = Vec::with_capacity(entries.len());
        let mut places: HashMap<SmolStr, usize> = HashMap::with_capacity(entries.len());
        for entry in entries {
            if let Some(there) = places.get(&entry.key) {
                self.replace(&mut own[*there], entry);
            } else {
                places.insert(entry.key.clone(), own.len());
                own.push(entry);
            }
        }
        own
    }

    pub(super) fn warn(&mut self, code: &'static str, at: Place, what: Sentence, mend: Sentence) {
        let finding = Finding::new(code, Severity::Warning, at, what);
        self.findings.push(finding.help(mend));
    }

    /// Puts a key in the place of another one of the same name in its mapping, and notes that it stands twice.
    pub(super) fn replace(&mut self, there: &mut Entry, entry: Entry) {
        let key = &entry.key;
        self.replaced += 1 + there.value.keys();
        self.warn(
            "key-duplicate",
            entry.at,
            sentence!(
                "the key `{key}` stands twice in this mapping, the last one counts",
                "このマッピングにはキー `{key}` が2回あり、最後の値が有効です",
            ),
            sentence!(
                "take one of them out of the file",
                "どちらか一方をファイルから取り除いてください",
            ),
        );
        *there = entry;
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
                "ファイルの値が(エイリアスによる繰り返しを含めて){MAX_NODES}個を超えています",
            ),
            sentence!(
                "split the file, or take out aliases that repeat aliases",
                "ファイルを分けるか、エイリアスの重なりを取り除いてください",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(text: &str) -> Vec<Value> {
        let parsed = parse(text, 0);
        assert!(parsed.is_whole(), "{text}: {:?}", parsed.findings);
        parsed.documents.iter().map(Node::to_json).collect()
    }

    #[test]
    fn the_syntax_shows_in_the_text() {
        let dev = json!({"dev": {"a": 1}});
        for text in [
            "{\"dev\": {\"a\": 1}}",
            "// x\n{dev: {a: 1}}",
            "# x\r\n{\"dev\": {\"a\": 1,},}",
            "{dev: {a: 1}}",
            "dev:\n  a: 1\n",
            "--- # x\ndev: {\"a\": 1}\n",
            "# x\n[dev]\na = 1\n",
            "[ \"dev\" ]\na = 1\n",
            "dev.a = 1\n",
            "\"dev\": {a: 1}\n",
        ] {
            assert_eq!(read(text), std::slice::from_ref(&dev), "{text}");
        }
        assert_eq!(read("[\"a\"]"), [json!(["a"])]);
        assert_eq!(
            read("{\"a\": 1}\n{\"b\": 2}"),
            [json!({"a": 1}), json!({"b": 2})]
        );
        // YAML's tags are no texts of Hjson.
        assert_eq!(
            read("{\n A: !Ref b,\n C: d\n}"),
            [json!({"A": {"Ref": "b"}, "C": "d"})]
        );
        // What YAML takes for a truth value is a text to Zappa.
        assert_eq!(read("{\"debug\": False,\n}"), [json!({"debug": "False,"})]);
    }

    #[test]
    fn what_is_told_is_told_of_the_syntax_that_was_meant() {
        for (text, code) in [
            ("{\"a\": 1 \"b\": 2}", "json-malformed"),
            ("[dev]\na = \n", "toml-malformed"),
            ("dev:\n\ta: 1\n", "yaml-malformed"),
            ("{% for x in y %}\n{{ x }}:\n", "yaml-malformed"),
        ] {
            let parsed = parse(text, 0);
            assert!(!parsed.is_whole());
            assert_eq!(parsed.findings[0].code, code, "{text}");
        }
    }
}
