//! YAML as CloudFormation, AWS SAM and Zappa read it: 1.1's truth values, merge keys, and short intrinsic functions.

mod cause;
mod common;
mod outdented;
mod refused;
mod scalar;
mod stand_in;

pub(super) use common::parse as common;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use smol_str::SmolStr;

use super::{MAX_DEPTH, MAX_NODES, Parsed};
use crate::import::node::{Entry, Kind, Node, Place};
use crate::sentence;
use outdented::{MOVES, Outdented, most_moved};
use refused::Texts;
use scalar::{FUNCTIONS, plain, with_function};
use stand_in::StandIns;

/// Reads all documents of a text.
pub(in crate::import) fn parse(text: &str, file: u32) -> Parsed {
    match common::parse(text, file) {
        Some(node) => Parsed {
            documents: vec![node],
            ..Parsed::default()
        },
        None => parse_all(text, file),
    }
}

/// The same with the parser of the whole language.
fn parse_all(text: &str, file: u32) -> Parsed {
    let mut parsed = match StandIns::put(text) {
        Some((stand_ins, put)) => parse_moved(&put, file, Some(stand_ins)),
        None => parse_moved(text, file, None),
    };
    refused::tell_characters(text, file, &mut parsed);
    parsed
}

/// The same, with lines moved in that stand too far left.
fn parse_moved(text: &str, file: u32, stand_ins: Option<StandIns>) -> Parsed {
    let mut moved: Option<String> = None;
    let mut lines = BTreeSet::new();
    let mut again = 0;
    for _ in 0..MOVES {
        let tried = moved.as_deref().unwrap_or(text);
        let (parsed, outdented) = parse_once(tried, file, &lines, stand_ins);
        let next = outdented.and_then(|outdented| outdented.moved_in(tried, &mut lines));
        again += next.as_ref().map_or(0, String::len);
        match next.filter(|_| again < most_moved(text)) {
            Some(next) => moved = Some(next),
            None => return parsed,
        }
    }
    parse_once(moved.as_deref().unwrap_or(text), file, &lines, stand_ins).0
}

/// The same, and where a text in quotes or brackets begins whose lines stand too far left.
fn parse_once<'m>(
    text: &'m str,
    file: u32,
    moved: &'m BTreeSet<usize>,
    stand_ins: Option<StandIns>,
) -> (Parsed, Option<Outdented>) {
    let mut builder = Builder::new(text, file, moved);
    builder.stand_ins = stand_ins;
    builder.has_tabs = text.contains('\t');
    if !text.ends_with(['\n', '\r']) {
        let bytes = text.as_bytes();
        let is_break = |at: &usize| {
            bytes[*at] == b'\n' || bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')
        };
        let number = (0..bytes.len()).filter(is_break).count() + 1;
        let last = text.rsplit(['\n', '\r']).next();
        builder.unended = last.map(|line| (number, line));
    }
    let mut parser = Parser::new_from_str(text);
    let mut outdented = None;
    while let Some(event) = parser.next_event() {
        match event {
            Ok((event, span)) => {
                if builder.take(event, span).is_none() {
                    break;
                }
            }
            Err(error) => {
                let marker = error.marker();
                outdented = match error.info() {
                    "invalid indentation in quoted scalar" => {
                        Some(Outdented::Quoted(marker.line(), marker.col()))
                    }
                    info if info.starts_with("invalid indentation") => {
                        Some(Outdented::Flow(marker.line()))
                    }
                    _ => None,
                };
                builder.malformed(text, &error);
                break;
            }
        }
    }
    if builder.has_tabs && builder.parsed.is_whole() {
        let texts = std::mem::take(&mut builder.texts);
        let mut parsed = std::mem::take(&mut builder.parsed);
        let place = |line, column| builder.place_of(line, column);
        refused::tell_tabs(&texts, text, place, &mut parsed);
        return (parsed, None);
    }
    (builder.parsed, outdented)
}

/// A mapping or list that is not closed yet.
struct Open {
    at: Place,
    anchor: usize,
    tag: Option<Cow<'static, str>>,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    /// Entries, and the key that waits for its value.
    Map(Vec<Entry>, Option<Node>),
}

struct Builder<'m> {
    text: &'m str,
    file: u32,
    /// Lines that were moved in by [`MAX_DEPTH`].
    moved: &'m BTreeSet<usize>,
    stand_ins: Option<StandIns>,
    /// The last line, where no line break ends it.
    unended: Option<(usize, &'m str)>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    /// Where what has an anchor begins.
    anchored: Vec<Place>,
    /// Where a `<<` stands between quotes, and brings nothing.
    quoted: Vec<Place>,
    has_tabs: bool,
    /// Where tabs are part of texts.
    texts: Texts,
    nodes: usize,
    parsed: Parsed,
}

impl<'m> Builder<'m> {
    fn new(text: &'m str, file: u32, moved: &'m BTreeSet<usize>) -> Self {
        Self {
            text,
            file,
            moved,
            stand_ins: None,
            unended: None,
            open: Vec::new(),
            anchors: HashMap::new(),
            anchored: Vec::new(),
            quoted: Vec::new(),
            has_tabs: false,
            texts: Texts::default(),
            nodes: 0,
            parsed: Parsed::default(),
        }
    }

    fn place(&self, span: Span) -> Place {
        self.place_of(span.start.line(), span.start.col())
    }

    fn place_of(&self, line: usize, column: usize) -> Place {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let is_moved = !self.moved.is_empty() && self.moved.contains(&(line.max(1) - 1));
        let column = column - if is_moved { MAX_DEPTH.min(column) } else { 0 };
        Place {
            file: self.file,
            line: small(line),
            column: small(column + 1),
        }
    }

    /// Takes over one event; `None` when nothing more is to be read.
    fn take(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        let at = self.place(span);
        match event {
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {
                if self.moved.is_empty() {
                    refused::tell_anchors(&self.anchored, self.text, &mut self.parsed);
                }
                self.anchored.clear();
                self.anchors.clear();
                Some(())
            }
            Event::Scalar(mut text, style, anchor, tag) => {
                // A block at the end of a file without a line break has none: so PyYAML reads it.
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                if style != ScalarStyle::Plain && text == "<<" {
                    self.quoted.push(at);
                }
                if self.has_tabs && style != ScalarStyle::Plain {
                    self.texts.add(span);
                }
                if let Some((number, last)) = self.unended.filter(|_| is_block) {
                    let told = text.trim_end_matches('\n');
                    if span.end.line() >= number && last.trim_start() == last_of(told) {
                        text = Cow::Owned(told.to_owned());
                    }
                }
                if let Some(stand_ins) = self.stand_ins {
                    text = stand_ins.back(text);
                }
                let is_plain = style == ScalarStyle::Plain && tag.is_none();
                if is_plain && self.is_key() && scalar::is_odd_truth(&text) {
                    refused::tell_key(&text, at, &mut self.parsed);
                }
                let kind = self.scalar(text, style, tag.as_deref(), at);
                let node = with_function(Node { at, kind }, self.function(tag.as_deref(), at));
                self.add(node, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                self.begin(at, anchor, tag.as_deref(), Inside::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                let inside = Inside::Map(Vec::new(), None);
                self.begin(at, anchor, tag.as_deref(), inside)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => self.alias(anchor, at),
        }
    }

    fn begin(&mut self, at: Place, anchor: usize, tag: Option<&Tag>, inside: Inside) -> Option<()> {
        if self.open.len() >= MAX_DEPTH {
            self.parsed.too_deep(at);
            return None;
        }
        let tag = self.function(tag, at);
        self.open.push(Open {
            at,
            anchor,
            tag,
            inside,
        });
        Some(())
    }

    fn end(&mut self) -> Option<()> {
        let open = self.open.pop()?;
        let kind = match open.inside {
            Inside::List(items) => Kind::List(items),
            Inside::Map(entries, _) => Kind::Map(self.merged(entries).into()),
        };
        let node = with_function(Node { at: open.at, kind }, open.tag);
        self.add(node, open.anchor)
    }

    fn alias(&mut self, anchor: usize, at: Place) -> Option<()> {
        let Some(node) = self.anchors.get(&anchor) else {
            self.parsed.error(
                "yaml-recursive-alias",
                at,
                sentence!(
                    "the alias stands inside the value that it repeats",
                    "エイリアスが、それ自身の値の中にあります",
                ),
                sentence!(
                    "write the value out here",
                    "ここに値そのものを書いてください",
                ),
            );
            return None;
        };
        let mut node = node.clone();
        node.at = at;
        self.nodes += count(&node);
        self.add(node, 0)
    }

    /// Whether what comes next is the key of a mapping.
    fn is_key(&self) -> bool {
        let innermost = self.open.last().map(|open| &open.inside);
        matches!(innermost, Some(Inside::Map(_, None)))
    }

    /// Adds a value to the innermost open mapping or list.
    fn add(&mut self, node: Node, anchor: usize) -> Option<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.parsed.too_large(node.at);
            return None;
        }
        if anchor > 0 {
            self.anchored.push(node.at);
            self.anchors.insert(anchor, node.clone());
            self.nodes += count(&node);
        }
        match self.open.last_mut().map(|open| &mut open.inside) {
            None => self.parsed.documents.push(node),
            Some(Inside::List(items)) => items.push(node),
            Some(Inside::Map(entries, waiting)) => match waiting.take() {
                None => *waiting = Some(node),
                Some(key) => {
                    let Some(name) = scalar::name(&key) else {
                        self.parsed.error(
                            "yaml-key-not-text",
                            key.at,
                            sentence!(
                                "the key is a mapping or a list",
                                "キーがマッピングまたはリストになっています",
                            ),
                            sentence!(
                                "quote it; a `{{{{…}}}}` or `[…]` without quotes is YAML of its own",
                                "引用符で囲んでください。引用符のない `{{{{…}}}}` や `[…]` は YAML の構文と解釈されます",
                            ),
                        );
                        return None;
                    };
                    entries.push(Entry::new(name, key.at, node));
                }
            },
        }
        Some(())
    }

    /// The entries with what `<<` brings, and without those that stand twice.
    fn merged(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut own: Vec<Entry> = Vec::with_capacity(entries.len());
        let mut brought: Vec<Entry> = Vec::new();
        let many = entries.len() > 8;
        let mut places: HashMap<SmolStr, usize> = HashMap::new();
        for entry in entries {
            if entry.key == "<<" && !self.quoted.contains(&entry.at) {
                match entry.value.kind {
                    Kind::Map(inside) => brought.extend(inside),
                    Kind::List(items) => {
                        for item in items {
                            match item.kind {
                                Kind::Map(inside) => brought.extend(inside),
                                _ => refused::tell_merge(item.at, &mut self.parsed),
                            }
                        }
                    }
                    _ => {
                        refused::tell_merge(entry.at, &mut self.parsed);
                        own.push(entry);
                    }
                }
                continue;
            }
            let there = if many {
                places.get(&entry.key).copied()
            } else {
                own.iter().position(|other| other.key == entry.key)
            };
            if let Some(there) = there {
                self.parsed.replace(&mut own[there], entry);
            } else {
                if many {
                    places.insert(entry.key.clone(), own.len());
                }
                own.push(entry);
            }
        }
        let mut known: HashSet<SmolStr> = HashSet::new();
        if !brought.is_empty() {
            known.extend(own.iter().map(|entry| entry.key.clone()));
        }
        own.extend(
            brought
                .into_iter()
                .filter(|entry| known.insert(entry.key.clone())),
        );
        own
    }

    /// The long name of the intrinsic function that a tag stands for; of any other it is what AWS's tools make of it.
    fn function(&mut self, tag: Option<&Tag>, at: Place) -> Option<Cow<'static, str>> {
        let tag = tag?;
        if tag.is_yaml_core_schema() {
            return None;
        }
        let found = FUNCTIONS.iter().find(|(short, _)| *short == tag.suffix);
        if let Some((_, long)) = found.filter(|_| tag.handle == "!") {
            return Some(Cow::Borrowed(*long));
        }
        let name = format!("{}{}", tag.handle, tag.suffix);
        let own = (tag.handle == "!" && !tag.suffix.is_empty())
            .then(|| Cow::Owned(format!("Fn::{}", tag.suffix)));
        self.parsed.warn(
            "yaml-tag-unknown",
            at,
            sentence!(
                "the tag `{name}` is no intrinsic function of CloudFormation",
                "タグ `{name}` は CloudFormation の組み込み関数ではありません",
            ),
            sentence!(
                "it is kept as a function of that name, which only the tool that knows it can work out",
                "その名前の関数としてそのまま残します。解釈できるのは対応するツールだけです",
            ),
        );
        own
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        at: Place,
    ) -> Kind {
        let core = tag.filter(|tag| tag.is_yaml_core_schema());
        match core.map(|tag| tag.suffix.as_str()) {
            Some("str") => return Kind::Text(text.into()),
            Some("null") => return Kind::Null,
            Some("binary") => {
                self.parsed.warn(
                    "yaml-binary",
                    at,
                    sentence!(
                        "a `!!binary` value is read as the text that stands there",
                        "`!!binary` の値は、書かれている文字列のまま読み込みます"
                    ),
                    sentence!(
                        "no setting of a gateway is binary",
                        "ゲートウェイの設定にバイナリ値はありません"
                    ),
                );
                return Kind::Text(text.into());
            }
            _ => {}
        }
        // A function's argument is a string, whatever it looks like.
        if style != ScalarStyle::Plain || (tag.is_some() && core.is_none()) {
            return Kind::Text(text.into());
        }
        let is_key = matches!(
            self.open.last(),
            Some(Open {
                inside: Inside::Map(_, None),
                ..
            })
        );
        if !is_key && matches!(&*text, "=" | "<<") {
            refused::tell_word(&text, at, &mut self.parsed);
        } else if text.starts_with(['|', '>']) {
            refused::tell_begin(&text[..1], at, &mut self.parsed);
        }
        plain(&text)
    }
}

/// The last line of a text, without the space before it.
fn last_of(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or(text).trim_start()
}

/// How many values stand inside a node.
fn count(node: &Node) -> usize {
    match &node.kind {
        Kind::Map(entries) => entries.iter().map(|entry| 1 + count(&entry.value)).sum(),
        Kind::List(items) => items.iter().map(|item| 1 + count(item)).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
