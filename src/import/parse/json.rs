//! JSON with the place of every key, several documents one after another among them.
//!
//! Comments and commas too many are read, for they cannot mean anything else. What Zappa takes beyond that (Hjson: keys
//! and texts without quotes, a comma that a new line replaces) is read by [`parse_loose`] alone.

mod scalar;
mod text;

#[cfg(test)]
mod tests;

use super::{MAX_DEPTH, MAX_NODES, Parsed};
use crate::diagnostic::Sentence;
use crate::import::node::{Entry, Kind, Node, Place};
use crate::sentence;

/// Reads all documents of a text.
pub(in crate::import) fn parse(text: &str, file: u32) -> Parsed {
    Reader::new(text, file, false).documents().parsed
}

/// The same as Hjson (`hjson` 3, which Zappa 0.63 reads its settings with), and whether a text without quotes is in
/// it that YAML may take for something else.
pub(super) fn parse_loose(text: &str, file: u32) -> (Parsed, bool) {
    let reader = Reader::new(text, file, true).documents();
    (reader.parsed, reader.ambiguous)
}

/// A mapping or list that is not closed yet.
struct Open {
    at: Place,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<(String, Place)>),
}

impl Inside {
    const fn end(&self) -> u8 {
        match self {
            Self::List(_) => b']',
            Self::Map(..) => b'}',
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// The byte that is read next.
    at: usize,
    loose: bool,
    ambiguous: bool,
    /// The place of the byte `placed`, from which later ones are counted.
    place: Place,
    placed: usize,
    nodes: usize,
    open: Vec<Open>,
    /// Whether comments, and commas too many, were told.
    told: (bool, bool),
    parsed: Parsed,
}

/// An error was told.
struct Stop;

impl<'a> Reader<'a> {
    fn new(text: &'a str, file: u32, loose: bool) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            loose,
            ambiguous: false,
            place: crate::import::text::start(file),
            placed: 0,
            nodes: 0,
            open: Vec::new(),
            told: (false, false),
            parsed: Parsed::default(),
        }
    }

    fn documents(mut self) -> Self {
        while self.skip().is_ok() && self.at < self.bytes.len() {
            match self.document() {
                Ok(node) => self.parsed.documents.push(node),
                Err(Stop) => break,
            }
        }
        self
    }

    /// The place of the next byte; never one before that of the last call.
    fn here(&mut self) -> Place {
        for (offset, byte) in self.bytes[self.placed..self.at].iter().enumerate() {
            match byte {
                b'\n' => {
                    self.place.line += 1;
                    self.place.column = 1;
                }
                b'\r' if self.bytes.get(self.placed + offset + 1) != Some(&b'\n') => {
                    self.place.line += 1;
                    self.place.column = 1;
                }
                0x80..=0xBF => {}
                _ => self.place.column += 1,
            }
        }
        self.placed = self.at;
        self.place
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn error(&mut self, what: Sentence, mend: Sentence) -> Stop {
        let at = self.here();
        self.parsed.error("json-malformed", at, what, mend);
        Stop
    }

    /// Goes over white space and comments; `true` when a line ended.
    fn skip(&mut self) -> Result<bool, Stop> {
        let mut line_ended = false;
        loop {
            match self.peek() {
                Some(b' ' | b'\t') => self.at += 1,
                Some(b'\n' | b'\r') => {
                    line_ended = true;
                    self.at += 1;
                }
                Some(b'#' | b'/') if self.is_comment() => self.comment()?,
                _ => return Ok(line_ended),
            }
        }
    }

    fn is_comment(&self) -> bool {
        let rest = &self.bytes[self.at..];
        matches!(rest, [b'#', ..] | [b'/', b'/' | b'*', ..])
    }

    fn comment(&mut self) -> Result<(), Stop> {
        let start = self.here();
        let rest = &self.text[self.at..];
        let length = match rest.strip_prefix("/*") {
            Some(inside) => inside.find("*/").map(|end| end + 4),
            None => Some(rest.find(['\n', '\r']).unwrap_or(rest.len())),
        };
        let Some(length) = length else {
            return Err(self.error(
                sentence!(
                    "the comment is never closed",
                    "コメントが閉じられていません"
                ),
                sentence!("add `*/` behind it", "末尾に `*/` を付けてください"),
            ));
        };
        self.at += length;
        if !std::mem::replace(&mut self.told.0, true) {
            let what = sentence!(
                "there are comments, which JSON does not have",
                "JSON にはないコメントがあります"
            );
            self.tolerated("json-comment", start, what);
        }
        Ok(())
    }

    /// Tells of what JSON does not have and Zappa takes.
    fn tolerated(&mut self, code: &'static str, at: Place, what: Sentence) {
        let mend = sentence!(
            "it was read all the same, as Zappa does; other tools refuse the file",
            "Zappa と同じようにそのまま読み込みました。ほかのツールではエラーになります"
        );
        self.parsed.info(code, at, what, mend);
    }

    /// Reads a value with everything in it.
    fn document(&mut self) -> Result<Node, Stop> {
        self.open.clear();
        loop {
            let mut done = self.begin()?;
            while let Some(node) = done {
                if self.open.is_empty() {
                    return Ok(node);
                }
                self.add(node);
                done = self.next()?;
            }
        }
    }

    /// Reads a scalar, or opens what comes next; an empty mapping or list is read whole.
    fn begin(&mut self) -> Result<Option<Node>, Stop> {
        let at = self.here();
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.parsed.too_large(at);
            return Err(Stop);
        }
        let inside = match self.peek() {
            Some(b'{') => Inside::Map(Vec::new(), None),
            Some(b'[') => Inside::List(Vec::new()),
            Some(b'"') => {
                let kind = Kind::Text(self.quoted()?.into());
                return Ok(Some(Node { at, kind }));
            }
            _ => {
                let kind = self.bare()?;
                return Ok(Some(Node { at, kind }));
            }
        };
        if self.open.len() >= MAX_DEPTH {
            self.parsed.too_deep(at);
            return Err(Stop);
        }
        self.at += 1;
        self.skip()?;
        let is_empty = self.peek() == Some(inside.end());
        let is_map = matches!(inside, Inside::Map(..));
        self.open.push(Open { at, inside });
        if is_empty {
            return Ok(self.close());
        }
        if is_map {
            self.key()?;
        }
        Ok(None)
    }

    fn add(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.inside) {
            Some(Inside::List(items)) => items.push(node),
            Some(Inside::Map(entries, waiting)) => {
                if let Some((key, at)) = waiting.take() {
                    entries.push(Entry::new(key, at, node));
                }
            }
            None => {}
        }
    }

    /// What follows a value: a comma and the next key, or the end of what is open, which is given back.
    fn next(&mut self) -> Result<Option<Node>, Stop> {
        let line_ended = self.skip()?;
        let (end, is_map, opened) = match self.open.last() {
            Some(open) => {
                let is_map = matches!(open.inside, Inside::Map(..));
                (open.inside.end(), is_map, open.at.line)
            }
            None => return Ok(None),
        };
        match self.peek() {
            Some(b',') => {
                let comma = self.here();
                self.at += 1;
                self.skip()?;
                if self.peek() == Some(end) {
                    if !std::mem::replace(&mut self.told.1, true) {
                        let what = sentence!(
                            "there is a comma behind the last value, which JSON does not have",
                            "最後の値の後に、JSON にはないコンマがあります"
                        );
                        self.tolerated("json-comma", comma, what);
                    }
                    return Ok(self.close());
                }
            }
            Some(byte) if byte == end => return Ok(self.close()),
            None => {
                return Err(self.error(
                    sentence!(
                        "the text ends before what line {opened} opens is closed",
                        "{opened}行目で開いたかっこが閉じられないまま終わっています"
                    ),
                    sentence!(
                        "check that the whole text is there, and that each bracket has its pair",
                        "全体が揃っているか、かっこの対応が正しいか確かめてください"
                    ),
                ));
            }
            Some(_) if self.loose && line_ended => {
                let at = self.here();
                let what = sentence!(
                    "the comma before this line is missing",
                    "この行の前にコンマがありません"
                );
                self.tolerated("json-comma", at, what);
            }
            Some(_) => {
                let end = char::from(end);
                return Err(self.error(
                    sentence!(
                        "a comma or `{end}` is missing before this",
                        "この前にコンマまたは `{end}` がありません"
                    ),
                    sentence!(
                        "add it; a quote inside a text is written `\\\"`",
                        "追加してください。文字列中の引用符は `\\\"` と書きます"
                    ),
                ));
            }
        }
        if is_map {
            self.key()?;
        }
        Ok(None)
    }

    /// Closes what is open; its end comes next.
    fn close(&mut self) -> Option<Node> {
        let open = self.open.pop()?;
        self.at += 1;
        let kind = match open.inside {
            Inside::List(items) => Kind::List(items),
            Inside::Map(entries, _) => Kind::Map(self.parsed.unique(entries).into()),
        };
        Some(Node { at: open.at, kind })
    }

    /// Reads a key and its colon.
    fn key(&mut self) -> Result<(), Stop> {
        let at = self.here();
        let key = match self.peek() {
            Some(b'"') => self.quoted()?,
            Some(b'\'') if self.loose => self.quoted()?,
            _ if self.loose => self.bare_key()?,
            _ => return Err(self.no_key()),
        };
        self.skip()?;
        if self.peek() != Some(b':') {
            return Err(self.error(
                sentence!(
                    "the colon behind the key `{key}` is missing",
                    "キー `{key}` の後にコロンがありません"
                ),
                sentence!(
                    "write `\"{key}\": …`",
                    "`\"{key}\": …` の形で書いてください"
                ),
            ));
        }
        self.at += 1;
        self.skip()?;
        if let Some(Open {
            inside: Inside::Map(_, waiting),
            ..
        }) = self.open.last_mut()
        {
            *waiting = Some((key, at));
        }
        Ok(())
    }
}
