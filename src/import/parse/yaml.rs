//! YAML as CloudFormation, AWS SAM and Zappa read it: 1.1's truth values, merge keys, and short intrinsic functions.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};

use super::{MAX_DEPTH, MAX_NODES, Parsed};
use crate::import::node::{Entry, Kind, Node, Place};
use crate::sentence;

/// How often lines of quoted texts, and closing brackets, are moved in before a text is none.
const MOVES: usize = 64;

/// So many bytes are read anew for that, all in all.
const MOST_MOVED: usize = 24 * 1024 * 1024;

/// Reads all documents of a text.
pub(in crate::import) fn parse(text: &str, file: u32) -> Parsed {
    let mut moved: Option<String> = None;
    let mut lines = BTreeSet::new();
    let mut again = 0;
    for _ in 0..MOVES {
        let tried = moved.as_deref().unwrap_or(text);
        let (parsed, outdented) = parse_once(tried, file, &lines);
        let next = outdented.and_then(|outdented| match outdented {
            Outdented::Quoted(line, column) => moved_in(tried, (line, column)),
            Outdented::Flow(line) => flow_further_in(tried, line, &mut lines),
        });
        again += next.as_ref().map_or(0, String::len);
        match next.filter(|_| again < MOST_MOVED) {
            Some(next) => moved = Some(next),
            None => return parsed,
        }
    }
    parse_once(moved.as_deref().unwrap_or(text), file, &lines).0
}

/// What stands too far left.
enum Outdented {
    /// Lines of a quoted text, which begins at this line and column.
    Quoted(usize, usize),
    /// This line between brackets.
    Flow(usize),
}

/// The same, and where a text in quotes or brackets begins whose lines stand too far left.
fn parse_once<'m>(
    text: &'m str,
    file: u32,
    moved: &'m BTreeSet<usize>,
) -> (Parsed, Option<Outdented>) {
    let mut builder = Builder::new(file, moved);
    if !text.ends_with(['\n', '\r']) {
        let last = text.lines().enumerate().last();
        builder.unended = last.map(|(number, line)| (number + 1, line));
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
    (builder.parsed, outdented)
}

/// Moves the lines of a quoted text in. YAML wants them further in than what they belong to; `PyYAML`, by which AWS's tools
/// read templates, and js-yaml do not care, and the space before a line of such a text is no part of it.
fn moved_in(text: &str, (line, column): (usize, usize)) -> Option<String> {
    let mut starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let start = match line.checked_sub(1)? {
        0 => 0,
        before => starts.nth(before - 1)?,
    };
    let open = text[start..]
        .char_indices()
        .nth(column)
        .map(|(at, _)| start + at)?;
    let open = open + text[open..].find(['"', '\''])?;
    let (inside, quote) = (open + 1, text[open..].chars().next()?);
    // A quote in it is escaped, or stands doubled.
    let mut letters = text[inside..].char_indices().peekable();
    let mut end = None;
    while let Some((at, c)) = letters.next() {
        let doubled =
            c == quote && quote == '\'' && letters.peek().is_some_and(|(_, c)| *c == '\'');
        if doubled || (quote == '"' && c == '\\') {
            letters.next();
        } else if c == quote {
            end = Some(inside + at);
            break;
        }
    }
    let end = end?;
    let quoted = &text[inside..end];
    // A blank line is a line break of the text.
    let lines: Vec<String> = quoted
        .split('\n')
        .enumerate()
        .map(|(index, line)| match index {
            0 => line.to_owned(),
            _ if line.trim().is_empty() => line.to_owned(),
            _ => format!("{:1$}{line}", "", MAX_DEPTH),
        })
        .collect();
    let moved = lines.join("\n");
    (moved != quoted).then(|| [&text[..inside], &moved, &text[end..]].concat())
}

/// Moves lines between brackets in, from one that stands further out than YAML allows to the one that closes what is open
/// there.
fn flow_further_in(text: &str, line: usize, moved: &mut BTreeSet<usize>) -> Option<String> {
    let line = line.checked_sub(1)?;
    // Once is enough: further in nothing of a template stands.
    if moved.contains(&line) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 1024);
    let mut depth = 0_i32;
    let mut quote = None;
    for (number, one) in text.split_inclusive('\n').enumerate() {
        if number < line || depth < 0 {
            out.push_str(one);
            continue;
        }
        if out.len() > MOST_MOVED {
            return None;
        }
        if !one.trim().is_empty() && moved.insert(number) {
            out.extend(std::iter::repeat_n(' ', MAX_DEPTH));
        }
        out.push_str(one);
        let mut before = ' ';
        let mut escaped = false;
        for c in one.chars() {
            match quote {
                Some(_) if escaped => escaped = false,
                Some('"') if c == '\\' => escaped = true,
                Some(open) if c == open => quote = None,
                Some(_) => {}
                None => match c {
                    '#' if before.is_whitespace() => break,
                    '"' | '\'' => quote = Some(c),
                    '[' | '{' => depth += 1,
                    ']' | '}' => depth -= 1,
                    _ => {}
                },
            }
            before = c;
        }
    }
    Some(out)
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
    file: u32,
    /// Lines that were moved in by [`MAX_DEPTH`].
    moved: &'m BTreeSet<usize>,
    /// The last line, where no line break ends it.
    unended: Option<(usize, &'m str)>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    parsed: Parsed,
}

/// The intrinsic functions that have a short form, and their long one
/// (AWS: CloudFormation Template Reference, "Intrinsic function reference").
const FUNCTIONS: &[(&str, &str)] = &[
    ("Ref", "Ref"),
    ("Condition", "Condition"),
    ("GetAtt", "Fn::GetAtt"),
    ("Sub", "Fn::Sub"),
    ("Join", "Fn::Join"),
    ("If", "Fn::If"),
    ("Equals", "Fn::Equals"),
    ("And", "Fn::And"),
    ("Or", "Fn::Or"),
    ("Not", "Fn::Not"),
    ("FindInMap", "Fn::FindInMap"),
    ("ImportValue", "Fn::ImportValue"),
    ("Select", "Fn::Select"),
    ("Split", "Fn::Split"),
    ("Base64", "Fn::Base64"),
    ("Cidr", "Fn::Cidr"),
    ("GetAZs", "Fn::GetAZs"),
    ("Transform", "Fn::Transform"),
    ("ToJsonString", "Fn::ToJsonString"),
    ("Length", "Fn::Length"),
    ("ForEach", "Fn::ForEach"),
    ("Contains", "Fn::Contains"),
    ("EachMemberEquals", "Fn::EachMemberEquals"),
    ("EachMemberIn", "Fn::EachMemberIn"),
    ("RefAll", "Fn::RefAll"),
    ("ValueOf", "Fn::ValueOf"),
    ("ValueOfAll", "Fn::ValueOfAll"),
];

impl<'m> Builder<'m> {
    fn new(file: u32, moved: &'m BTreeSet<usize>) -> Self {
        Self {
            file,
            moved,
            unended: None,
            open: Vec::new(),
            anchors: HashMap::new(),
            nodes: 0,
            parsed: Parsed::default(),
        }
    }

    fn place(&self, span: Span) -> Place {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (line, column) = (span.start.line(), span.start.col());
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
                self.anchors.clear();
                Some(())
            }
            Event::Scalar(mut text, style, anchor, tag) => {
                // A block at the end of a file without a line break has none: so PyYAML reads it.
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                if let Some((number, last)) = self.unended.filter(|_| is_block) {
                    let told = text.trim_end_matches('\n');
                    if span.end.line() >= number && last.trim_start() == last_of(told) {
                        text = Cow::Owned(told.to_owned());
                    }
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
            Inside::Map(entries, _) => Kind::Map(self.merged(entries)),
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

    /// Adds a value to the innermost open mapping or list.
    fn add(&mut self, node: Node, anchor: usize) -> Option<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.parsed.too_large(node.at);
            return None;
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
            self.nodes += count(&node);
        }
        match self.open.last_mut().map(|open| &mut open.inside) {
            None => self.parsed.documents.push(node),
            Some(Inside::List(items)) => items.push(node),
            Some(Inside::Map(entries, waiting)) => match waiting.take() {
                None => *waiting = Some(node),
                Some(key) => {
                    let name = match key.kind {
                        Kind::Null => Some(Cow::Borrowed("null")),
                        _ => key.scalar(),
                    };
                    let Some(name) = name else {
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
                    entries.push(Entry::new(name.into_owned(), key.at, node));
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
        let mut places: HashMap<String, usize> = HashMap::new();
        for entry in entries {
            if entry.key == "<<" {
                match entry.value.kind {
                    Kind::Map(inside) => brought.extend(inside),
                    Kind::List(items) => {
                        let maps = items.into_iter().filter_map(|item| match item.kind {
                            Kind::Map(inside) => Some(inside),
                            _ => None,
                        });
                        brought.extend(maps.flatten());
                    }
                    _ => own.push(entry),
                }
                continue;
            }
            let there = if many {
                places.get(&entry.key).copied()
            } else {
                own.iter().position(|other| other.key == entry.key)
            };
            if let Some(there) = there {
                self.parsed.twice(&entry.key, entry.at);
                own[there] = entry;
            } else {
                if many {
                    places.insert(entry.key.clone(), own.len());
                }
                own.push(entry);
            }
        }
        for entry in brought {
            if own.iter().all(|other| other.key != entry.key) {
                own.push(entry);
            }
        }
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
            Some("str") => return Kind::Text(text.into_owned()),
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
                return Kind::Text(text.into_owned());
            }
            _ => {}
        }
        // A function's argument is a string, whatever it looks like.
        if style != ScalarStyle::Plain || (tag.is_some() && core.is_none()) {
            return Kind::Text(text.into_owned());
        }
        plain(text)
    }

    fn malformed(&mut self, text: &str, error: &ScanError) {
        let marker = error.marker();
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let at = Place {
            file: self.file,
            line: small(marker.line()).max(1),
            column: small(marker.col() + 1),
        };
        let cause = error.info();
        // The scanner counts brackets ahead of the parser.
        if cause.contains("recursion limit") {
            return self.parsed.too_deep(at);
        }
        let line = text.lines().nth(at.line as usize - 1).unwrap_or_default();
        let spaces = line.trim_start_matches(' ');
        let help = if spaces.starts_with("{%") || text.contains("{% ") {
            sentence!(
                "this is a template of Jinja: open the file that is made of it",
                "これは Jinja のテンプレートです。展開後のファイルを開いてください",
            )
        } else if spaces.starts_with('\t') || cause.contains("tab") {
            sentence!(
                "indent with spaces: YAML allows no tabs there",
                "インデントには空白を使ってください。YAML ではここにタブを書けません",
            )
        } else {
            sentence!(
                "mend the line, or the one before it: often a quote, a bracket or the indentation is what is wrong",
                "この行か前の行を直してください。引用符、かっこ、インデントの誤りがよくある原因です",
            )
        };
        self.parsed.error(
            "yaml-malformed",
            at,
            sentence!(
                "this is not YAML: {cause}",
                "YAML として読めません: {cause}"
            ),
            help,
        );
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

/// What a scalar without quotes is: YAML 1.1 as `PyYAML` resolves it.
fn plain(text: Cow<'_, str>) -> Kind {
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
            return Kind::Bool(true);
        }
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            return Kind::Bool(false);
        }
        _ => {}
    }
    if is_number(&text) {
        Kind::Number(text.into_owned())
    } else {
        Kind::Text(text.into_owned())
    }
}

/// Whether a text is a decimal number.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().any(|b| b.is_ascii_digit())
        && digits
            .bytes()
            .all(|b| b.is_ascii_digit() || b".eE+-".contains(&b))
        && text.parse::<f64>().is_ok()
}

/// A value under the function that its tag stands for.
fn with_function(node: Node, function: Option<Cow<'static, str>>) -> Node {
    let Some(function) = function else {
        return node;
    };
    let at = node.at;
    let argument = match (&*function, node.kind) {
        // `!GetAtt a.b` is the list of both; the attribute may hold dots.
        ("Fn::GetAtt", Kind::Text(text)) if text.contains('.') => {
            let (name, attribute) = text.split_once('.').unwrap_or((&text, ""));
            Kind::List(vec![Node::text(at, name), Node::text(at, attribute)])
        }
        (_, kind) => kind,
    };
    let argument = Node { at, kind: argument };
    let entry = Entry::new(function.into_owned(), at, argument);
    Node {
        at,
        kind: Kind::Map(vec![entry]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn value(text: &str) -> serde_json::Value {
        let parsed = parse(text, 0);
        assert_eq!(parsed.findings, [], "{text}");
        parsed.documents[0].to_json()
    }

    fn found(text: &str) -> Vec<(String, u32, u32)> {
        let findings = parse(text, 0).findings.into_iter();
        findings
            .map(|finding| {
                (
                    finding.code.into_owned(),
                    finding.at.line,
                    finding.at.column,
                )
            })
            .collect()
    }

    #[test]
    fn lines_of_a_quoted_text_may_stand_too_far_left() {
        let text = "a:\n  b: {\"c\": \"one \\\n  two\n\nthree \\\" four\", d: 'it''s\n x'}\n  e: 1";
        assert_eq!(
            value(text),
            json!({"a": {"b": {"c": "one two\nthree \" four", "d": "it's x"}, "e": 1}})
        );
        assert_eq!(found("a:\n  b: {c: \"one\n\n")[0].0, "yaml-malformed");
    }

    #[test]
    fn short_functions_stand_in_their_long_form() {
        assert_eq!(
            value("a: !GetAtt F.Arn\nb: !Sub '${A}/x'\nc: !If [X, !Ref Y, 1]\nd: !Ref 012"),
            json!({"a": {"Fn::GetAtt": ["F", "Arn"]}, "b": {"Fn::Sub": "${A}/x"},
                "c": {"Fn::If": ["X", {"Ref": "Y"}, 1]}, "d": {"Ref": "012"}})
        );
    }

    #[test]
    fn truth_values_numbers_and_merge_keys_are_those_of_yaml_1_1() {
        assert_eq!(
            value("a: &a {x: yes, y: 'yes'}\nb:\n  <<: *a\n  y: 1.0\nc: 2010-09-09\nd: !!str 7"),
            json!({"a": {"x": true, "y": "yes"}, "b": {"y": 1.0, "x": true}, "c": "2010-09-09", "d": "7"})
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        assert_eq!(found("a: 1\na: 2"), [("key-duplicate".into(), 2, 1)]);
        assert_eq!(found("a: !Foo 1"), [("yaml-tag-unknown".into(), 1, 4)]);
        let told = parse("a: !Rain::S3 {b: 1}", 0).documents[0].to_json();
        assert_eq!(told, json!({"a": {"Fn::Rain::S3": {"b": 1}}}));
        assert_eq!(found("a: &a [*a]"), [("yaml-recursive-alias".into(), 1, 8)]);
        assert_eq!(found("a: {b}: 1")[0].0, "yaml-malformed");
        assert_eq!(found("a:\n\t- b")[0].0, "yaml-malformed");
        assert_eq!(found("? [a]\n: b"), [("yaml-key-not-text".into(), 1, 3)]);
        assert_eq!(found(&"[".repeat(5000))[0].0, "text-too-deep");
    }

    #[test]
    fn brackets_close_where_pyyaml_lets_them() {
        let text = "a:\n  b: [\n    {c: 1},\n  ]\nd: {\n  e: 2\n}\n";
        let parsed = parse(text, 0);
        assert_eq!(parsed.findings, [], "{text}");
        let root = &parsed.documents[0];
        assert_eq!(root.find(&["d", "e"]).and_then(Node::as_u32), Some(2));
        let text = "a:\n  b:\n    c: {\"d\": [\n    \"]\", # }\n    {e: !Ref f},\n  2\n  ],\n  \"g\": 3}\n    h: 4\n";
        let parsed = parse(text, 0);
        assert_eq!(parsed.findings, [], "{text}");
        assert_eq!(
            parsed.documents[0].to_json(),
            json!({"a": {"b": {"c": {"d": ["]", {"e": {"Ref": "f"}}, 2], "g": 3}, "h": 4}}})
        );
        let g = parsed.documents[0].find(&["a", "b", "c"]);
        let g = g.and_then(|node| node.entry("g")).map(|entry| entry.at);
        assert_eq!(g.map(|at| (at.line, at.column)), Some((8, 3)));
    }

    #[test]
    fn lines_that_are_moved_in_cost_bounded_time_and_memory() {
        let lines = "x,\n".repeat(800_000);
        assert_eq!(
            found(&format!("a:\n  b: [\n{lines}"))[0].0,
            "yaml-malformed"
        );
        let lists = "a:\n  b: [\nx\n]\n".repeat(300);
        assert!(found(&lists).len() <= 300);
    }

    #[test]
    fn what_no_line_break_ends_has_none() {
        assert_eq!(value("a: |\n  b\n  c"), json!({"a": "b\nc"}));
        assert_eq!(value("a: |\n  b\n  c\n"), json!({"a": "b\nc\n"}));
        assert_eq!(value("a: |\n  b\nc: d"), json!({"a": "b\n", "c": "d"}));
    }

    #[test]
    fn aliases_that_repeat_aliases_end_in_bounded_memory() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let items = vec![format!("*a{}", level - 1); 10].join(", ");
            text.extend([format!("a{level}: &a{level} [{items}]\n")]);
        }
        assert_eq!(found(&text)[0].0, "text-too-large");
    }
}
