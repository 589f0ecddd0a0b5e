//! YAML 1.1 as CloudFormation and its tools read it, in block style.
//!
//! Keys keep the order of the calls, comments stand above what they explain,
//! intrinsic functions are written in their short form.

pub mod tree;

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::Write as _;

use self::tree::{Growth, Node, Tree};
use super::json::Scalar;
use super::{Class, Document, Sink, is_hidden, one_line};
use crate::diagnostic::Pointer;

thread_local! {
    /// How many lines of a document are wanted, while only its beginning is.
    static ENOUGH: Cell<Option<usize>> = const { Cell::new(None) };
}

/// What `print` gives when only the first lines of documents are wanted: these are as ever, what follows them is
/// left out, and with it most of the work.
pub fn beginning<T>(lines: usize, print: impl FnOnce() -> T) -> T {
    let before = ENOUGH.replace(Some(lines));
    let printed = print();
    ENOUGH.set(before);
    printed
}

/// Prints one document.
#[derive(Default)]
pub struct Yaml {
    sink: Sink,
    depth: usize,
    /// So many list items start on the next line.
    dashes: usize,
    /// Nothing was written since the open mapping or list began.
    fresh: bool,
    /// Where a tree is wanted instead of a text: the nodes that are open, the outermost first.
    growing: Vec<Node>,
    /// Of the tree that is wanted.
    growth: Growth,
    /// What is known of the next node: comment and blank line.
    coming: Node,
}

/// The value of an entry.
pub enum Value<'a> {
    /// A scalar, quoted where a YAML 1.1 reader would not read a string.
    Scalar(Scalar<'a>),
    /// A short intrinsic function with a scalar, for instance `!Ref Api`.
    Tag(&'static str, &'a str),
}

impl<'a, T: Into<Scalar<'a>>> From<T> for Value<'a> {
    fn from(value: T) -> Self {
        Self::Scalar(value.into())
    }
}

/// `!Ref name`
pub fn reference(name: &str) -> Value<'_> {
    Value::Tag("!Ref", name)
}

/// `!GetAtt name.attribute`
pub fn get_att(path: &str) -> Value<'_> {
    Value::Tag("!GetAtt", path)
}

/// `!Sub text`; user text in it goes through [`literal`] first.
pub fn sub(text: &str) -> Value<'_> {
    Value::Tag("!Sub", text)
}

/// User text for the inside of a `!Sub`: `${` is not a reference there.
pub fn literal(text: &str) -> String {
    text.replace("${", "${!")
}

impl Yaml {
    /// The document that `print` writes.
    pub fn document(print: impl FnOnce(&mut Self)) -> Document {
        let mut yaml = Self {
            sink: Sink::of_lines(ENOUGH.get()),
            ..Self::default()
        };
        print(&mut yaml);
        yaml.sink.finish()
    }

    /// How many bytes the document has that `print` writes.
    pub fn length(print: impl FnOnce(&mut Self)) -> usize {
        let mut yaml = Self {
            sink: Sink::bare(),
            ..Self::default()
        };
        print(&mut yaml);
        yaml.sink.counted().1
    }

    /// A comment above the next entry; line ends in it start further comment lines.
    pub fn comment(&mut self, text: &str) {
        if self.is_growing() {
            return self.grow_comment(text);
        }
        if self.sink.is_full() {
            return;
        }
        for line in text.lines() {
            // A dash waiting for its item stays waiting: a comment may stand before it.
            let dashes = std::mem::take(&mut self.dashes);
            self.depth -= dashes;
            self.start_line();
            self.depth += dashes;
            self.dashes = dashes;
            self.sink.put(Class::Comment, "# ");
            self.sink.put(Class::Comment, &printable(line));
        }
    }

    /// An empty line, to set sections apart.
    pub fn blank(&mut self) {
        if self.is_growing() {
            return self.grow_blank();
        }
        // It ends the line before it, which is somebody else's.
        self.sink.put_bare("\n");
    }

    /// `key: value`
    pub fn entry<'a>(&mut self, key: &str, value: impl Into<Value<'a>>) {
        self.put_entry(key, &value.into());
    }

    /// `key: value` that comes from a field of the design.
    pub fn entry_at<'a>(&mut self, at: Pointer, key: &str, value: impl Into<Value<'a>>) {
        self.sink.enter(at);
        self.put_entry(key, &value.into());
        self.sink.leave();
    }

    /// `key:` with a mapping below.
    pub fn map(&mut self, key: &str, entries: impl FnOnce(&mut Self)) {
        if self.sink.is_full() {
            return;
        }
        self.open(Some(key), Tree::Map(Vec::new()));
        entries(self);
        self.close("{}");
    }

    /// `key:` with a mapping below, which is the same in all trees that are grown for one document.
    pub fn shared_map(&mut self, key: &str, entries: impl FnOnce(&mut Self)) {
        if self.is_growing() {
            self.grow_shared(key, entries);
        } else {
            self.map(key, entries);
        }
    }

    /// `key:` with a list below.
    pub fn list(&mut self, key: &str, items: impl FnOnce(&mut Self)) {
        self.tagged_list(key, "", items);
    }

    /// `key: !Tag` with a list below.
    pub fn tagged_list(&mut self, key: &str, tag: &'static str, items: impl FnOnce(&mut Self)) {
        if self.sink.is_full() {
            return;
        }
        self.open(Some(key), Tree::List(tag, Vec::new()));
        items(self);
        self.close("[]");
    }

    /// `key: !Sub |` with a text below, line by line: printable ASCII such as JSON, which a block takes as it is.
    pub fn sub_block(&mut self, key: &str, document: &Document) {
        if self.is_growing() {
            return self.grow(Some(key), Tree::Block(document.text()));
        }
        self.key(key);
        self.start_block();
        for number in 0..document.line_count() {
            self.start_line();
            for (class, text) in document.pieces(number) {
                self.sink.put(class, text);
            }
        }
        self.depth -= 1;
    }

    /// `key:` with the texts of a list of the design below.
    pub fn list_at(&mut self, at: Pointer, key: &str, texts: &[String]) {
        self.at(at, |yaml| {
            yaml.list(key, |yaml| {
                for (place, text) in texts.iter().enumerate() {
                    yaml.at(at.join(place), |yaml| yaml.item(text));
                }
            });
        });
    }

    /// `- value`
    pub fn item<'a>(&mut self, value: impl Into<Value<'a>>) {
        self.put_item(&value.into());
    }

    /// `- key: value ...`
    pub fn item_map(&mut self, entries: impl FnOnce(&mut Self)) {
        if self.sink.is_full() {
            return;
        }
        self.open(None, Tree::Map(Vec::new()));
        entries(self);
        self.close("{}");
    }

    /// `key:` with any JSON below or behind it.
    pub fn json(&mut self, key: &str, value: &serde_json::Value) {
        use serde_json::Value as Json;
        match value {
            Json::Object(object) => self.map(key, |yaml| yaml.members(object)),
            Json::Array(items) => self.list(key, |yaml| yaml.items(items)),
            Json::String(text) => self.entry(key, &**text),
            scalar if self.is_growing() => {
                self.grow(Some(key), Tree::Other(Class::Number, json_scalar(scalar)));
            }
            scalar => {
                self.key(key);
                self.sink.put(Class::Plain, " ");
                self.sink.put(Class::Number, &json_scalar(scalar));
            }
        }
    }

    fn members(&mut self, object: &serde_json::Map<String, serde_json::Value>) {
        for (key, value) in object {
            self.json(key, value);
        }
    }

    fn items(&mut self, items: &[serde_json::Value]) {
        use serde_json::Value as Json;
        for item in items {
            match item {
                Json::Object(object) => self.item_map(|yaml| yaml.members(object)),
                Json::Array(inner) => {
                    self.open(None, Tree::List("", Vec::new()));
                    self.items(inner);
                    self.close("[]");
                }
                Json::String(text) => self.item(&**text),
                scalar if self.is_growing() => {
                    self.grow(None, Tree::Other(Class::Number, json_scalar(scalar)));
                }
                scalar => {
                    self.start_line();
                    self.sink.put(Class::Plain, "- ");
                    self.sink.put(Class::Number, &json_scalar(scalar));
                }
            }
        }
    }

    /// Everything that `print` writes comes from `at`.
    pub fn at(&mut self, at: Pointer, print: impl FnOnce(&mut Self)) {
        if self.sink.is_full() {
            return;
        }
        self.sink.enter(at);
        print(self);
        self.sink.leave();
    }

    /// The line that was written last comes from `at`, too.
    pub fn also(&mut self, at: Pointer) {
        if self.is_growing() {
            return self.grow_also(at);
        }
        self.sink.also(at);
    }

    fn put_entry(&mut self, key: &str, value: &Value<'_>) {
        if self.sink.is_full() {
            return;
        }
        if self.is_growing() {
            return self.grow(Some(key), value.into());
        }
        self.key(key);
        self.sink.put(Class::Plain, " ");
        self.value(value);
    }

    fn put_item(&mut self, value: &Value<'_>) {
        if self.sink.is_full() {
            return;
        }
        if self.is_growing() {
            return self.grow(None, value.into());
        }
        self.start_line();
        self.sink.put(Class::Plain, "- ");
        self.value(value);
    }

    /// Begins a mapping or a list, under a key or as an item.
    fn open(&mut self, key: Option<&str>, tree: Tree) {
        if self.is_growing() {
            return self.grow_open(key, tree);
        }
        let tag = match tree {
            Tree::List(tag, _) => tag,
            _ => "",
        };
        match key {
            Some(key) => self.key(key),
            // The dash stands on the line of the first thing inside.
            None if tag.is_empty() => self.dashes += 1,
            None => {
                self.start_line();
                self.sink.put(Class::Plain, "-");
            }
        }
        if !tag.is_empty() {
            self.sink.put(Class::Plain, " ");
            self.sink.put(Class::Keyword, tag);
        }
        self.depth += 1;
        self.fresh = true;
    }

    /// Ends what [`Yaml::open`] began.
    fn close(&mut self, empty: &str) {
        if self.is_growing() {
            return self.grow_close();
        }
        self.depth -= 1;
        if std::mem::take(&mut self.fresh) {
            if self.dashes > 0 {
                self.dashes -= 1;
                self.start_line();
                self.sink.put(Class::Plain, "-");
            }
            self.sink.put(Class::Plain, " ");
            self.sink.put(Class::Plain, empty);
        }
    }

    /// What begins a text of several lines.
    fn start_block(&mut self) {
        self.sink.put(Class::Keyword, " !Sub");
        self.sink.put(Class::Plain, " |");
        self.depth += 1;
    }

    fn key(&mut self, key: &str) {
        self.start_line();
        let quoted = if is_plain(key) {
            Cow::Borrowed(key)
        } else {
            Cow::Owned(quote(key))
        };
        if quoted.len() > LONGEST_KEY {
            self.sink.put(Class::Plain, "? ");
            self.sink.put(Class::Key, &quoted);
            self.start_line();
        } else {
            self.sink.put(Class::Key, &quoted);
        }
        self.sink.put(Class::Plain, ":");
    }

    fn start_line(&mut self) {
        const SPACES: &str = "                                        ";
        self.fresh = false;
        if !self.sink.is_empty() {
            self.sink.put_bare("\n");
        }
        let dashes = std::mem::take(&mut self.dashes);
        let mut width = (self.depth - dashes) * 2;
        while width > SPACES.len() {
            self.sink.put(Class::Plain, SPACES);
            width -= SPACES.len();
        }
        self.sink.put(Class::Plain, &SPACES[..width]);
        for _ in 0..dashes {
            self.sink.put(Class::Plain, "- ");
        }
    }

    fn value(&mut self, value: &Value<'_>) {
        match value {
            Value::Scalar(Scalar::Text(text)) => self.text(text),
            Value::Scalar(scalar) => {
                let (class, text) = scalar.encode();
                self.sink.put(class, &text);
            }
            Value::Tag(tag, text) => {
                self.sink.put(Class::Keyword, tag);
                self.sink.put(Class::Plain, " ");
                self.text(text);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if is_plain(text) {
            self.sink.put(Class::Text, text);
        } else {
            self.sink.put(Class::Text, &quote(text));
        }
    }
}

/// `null`, a truth value or a number, as YAML spells it.
fn json_scalar(value: &serde_json::Value) -> String {
    match value.as_f64() {
        Some(number) if !value.is_u64() && !value.is_i64() => super::json::number(number),
        _ => value.to_string(),
    }
}

/// YAML allows 1,024 characters before the colon; longer keys take the explicit form.
const LONGEST_KEY: usize = 1000;

/// Whether YAML 1.1 and 1.2 readers alike read the bare text as that string.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts_safely = match bytes {
        [b'/' | b'$' | b'_', ..] | [b'.', b'.', b'/', ..] => true,
        [first, ..] => first.is_ascii_alphabetic(),
        [] => false,
    };
    let stays_safe = |(at, byte): (usize, &u8)| match byte {
        b':' => !matches!(bytes.get(at + 1), None | Some(b' ')),
        b' ' => at + 1 < bytes.len(),
        byte => byte.is_ascii_alphanumeric() || b"_-./+{}$@()*^!;,'".contains(byte),
    };
    starts_safely
        && bytes.iter().enumerate().all(stays_safe)
        && !(bytes.len() <= 5 && is_word(text))
}

/// Words that YAML 1.1 reads as booleans or as nothing.
fn is_word(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A quoted scalar: single quotes, or double ones where something needs an escape or reads better.
fn quote(text: &str) -> String {
    if text
        .chars()
        .all(|c| c == ' ' || !(c.is_control() || c.is_whitespace() || is_unsafe(c)))
    {
        if text.contains('\'') && !text.contains(['"', '\\']) && text.is_ascii() {
            format!("\"{text}\"")
        } else {
            format!("'{}'", text.replace('\'', "''"))
        }
    } else {
        // A JSON string is a YAML double-quoted scalar, but for characters beyond
        // the basic plane: YAML has no surrogate pairs.
        let mut out = String::from("\"");
        for c in text.chars() {
            if u32::from(c) > 0xffff {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            } else {
                let literal = super::json::string(c.encode_utf8(&mut [0; 4]));
                out.push_str(&literal[1..literal.len() - 1]);
            }
        }
        out.push('"');
        out
    }
}

/// Characters that YAML 1.1 refuses or that are not seen.
fn is_unsafe(c: char) -> bool {
    is_hidden(c) || matches!(u32::from(c), 0xfff0..=0xffff | 0x1_0000..)
}

/// Comment text without characters that would end the line or the document, and with none that is not seen.
fn printable(text: &str) -> String {
    let plain = |c: char| if is_unsafe(c) { ' ' } else { c };
    one_line(text).chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_comments_tags_and_empty_collections() {
        let at = Pointer::root().join("stages").join(0);
        let document = Yaml::document(|yaml| {
            yaml.comment("why\nand how");
            yaml.entry("Type", "AWS::Serverless::Api");
            yaml.map("Properties", |yaml| {
                yaml.at(at, |yaml| yaml.entry("StageName", "dev"));
                yaml.list("Tags", |yaml| {
                    yaml.item("*/*");
                    yaml.item_map(|yaml| {
                        yaml.comment("first");
                        yaml.entry("Key", "on");
                        yaml.entry("Value", reference("Api"));
                        yaml.map("Deep", |_| {});
                    });
                    yaml.item_map(|_| {});
                });
                yaml.list("None", |_| {});
            });
        });
        insta::assert_snapshot!(document.text(), @r"
        # why
        # and how
        Type: AWS::Serverless::Api
        Properties:
          StageName: dev
          Tags:
            - '*/*'
            # first
            - Key: 'on'
              Value: !Ref Api
              Deep: {}
            - {}
          None: []
        ");
        assert_eq!(document.lines_from(&at.to_string()), [4]);
    }

    #[test]
    fn what_yaml_1_1_would_misread_is_quoted() {
        for text in [
            "on",
            "NO",
            "~",
            "",
            "012",
            "12:30",
            "1_0",
            "0x1F",
            "2010-09-09",
            "*",
            "a: b",
            "a #b",
            "a:",
            " a",
            "- a",
            "=",
            "<<",
            ".5",
            "!x",
            "@a",
            "%a",
            "a\u{85}b",
        ] {
            assert!(!is_plain(text), "{text}");
        }
        for text in [
            "/{proxy+}",
            "$default",
            "arn:aws:x::1:y",
            "AWS::Serverless::Api",
            "python3.13",
            "example.com.",
        ] {
            assert!(is_plain(text), "{text}");
        }
    }

    #[test]
    fn an_empty_line_is_nobody_s_and_a_list_knows_its_items() {
        let list = Pointer::root().join("app").join("requirements");
        let texts = ["a".to_owned(), "b".to_owned()];
        let document = Yaml::document(|yaml| {
            yaml.entry("Before", true);
            yaml.at(list, |yaml| {
                yaml.blank();
                yaml.list_at(list, "Texts", &texts);
                yaml.entry("After", true);
            });
            yaml.also(Pointer::root().join("name"));
        });
        let nobody: Vec<Pointer> = Vec::new();
        assert_eq!(document.origins(0), nobody);
        assert_eq!(document.origins(1), nobody);
        assert_eq!(document.origins(4), [list.join(1)]);
        assert_eq!(document.lines_from("/app/requirements"), [2, 3, 4, 5]);
        assert_eq!(document.lines_from("/name"), [5]);
        let nodes = tree::grow_whole(|yaml| {
            yaml.entry_at(list, "After", true);
            yaml.also(Pointer::root().join("name"));
        });
        let grown = Yaml::document(|yaml| yaml.tree(&nodes));
        assert_eq!(grown.lines_from("/name"), [0]);
        assert_eq!(grown.lines_from("/app"), [0]);
    }

    proptest! {
        #[test]
        fn any_text_reads_back_as_key_and_as_value(key in "\\PC{0,12}|.{0,12}", value in ".*|[-:#{}\\[\\],&*!|>'\"%@` ]{0,6}") {
            let document = Yaml::document(|yaml| {
                yaml.comment(&value);
                yaml.entry(&key, &value);
                yaml.list("list", |yaml| yaml.item(&value));
            });
            let text = document.text();
            let read: serde_yaml::Value = serde_yaml::from_str(&text).expect(&text);
            if key != "list" {
                prop_assert_eq!(read.get(key.as_str()).and_then(|v| v.as_str()), Some(value.as_str()), "{}", text);
            }
            prop_assert_eq!(read["list"][0].as_str(), Some(value.as_str()));
        }
    }
}
