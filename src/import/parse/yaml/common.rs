//! YAML as most people write it, read in one pass: mappings and lists of lines, brackets, texts of one line, blocks, and
//! the short functions.
//!
//! Whatever is rarer, wrong, or worth a finding is left to the parser of the whole language: this reader then says `None`, and
//! where it says something, that is what the other one says, place by place (`common_yaml_is_read_as_all_yaml_is` in `tests.rs`).

mod flow;
mod word;

use std::collections::HashSet;

use smol_str::SmolStr;

use super::scalar;
use crate::generate::are_different;
use crate::import::node::{Entry, Kind, Node, Place};
use crate::import::parse::{MAX_DEPTH, MAX_NODES};

/// The one document of a text.
pub(in crate::import::parse) fn parse(text: &str, file: u32) -> Option<Node> {
    if has_controls(text.as_bytes()) {
        return None;
    }
    let is_ascii = text.is_ascii();
    // Line breaks and marks of Unicode, which versions of YAML take for different things.
    let is_odd = |c: char| {
        matches!(
            c,
            '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
        )
    };
    if !is_ascii && text.contains(is_odd) {
        return None;
    }
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
        line_start: 0,
        is_ascii,
        file,
        depth: 0,
        nodes: 0,
    };
    reader.document()
}

/// Whether there is a character of control, but for those between words and lines; eight bytes are looked at together.
fn has_controls(bytes: &[u8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let is_control =
        |byte: &u8| *byte == 0x7F || *byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t');
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut suspects = eights.iter().filter(|eight| {
        let word = u64::from_le_bytes(**eight);
        // The high bit of each byte below a space, and of each that is 0x7F: of others, too, behind such a one.
        let low = word.wrapping_sub(0x20 * EACH) & !word;
        let deleted = word ^ (0x7F * EACH);
        (low | deleted.wrapping_sub(EACH) & !deleted) & HIGH != 0
    });
    suspects.any(|eight| eight.iter().any(is_control)) || rest.iter().any(is_control)
}

/// What a line can have besides its own place: where things of it are, counted from the beginning of the text.
struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// The next byte.
    at: usize,
    /// The line of it, from 1.
    line: u32,
    /// Where that begins.
    line_start: usize,
    is_ascii: bool,
    file: u32,
    depth: usize,
    nodes: usize,
}

/// How far in something stands; -1 is further out than any line.
type Indent = isize;

impl Reader<'_> {
    fn document(&mut self) -> Option<Node> {
        self.next_content()?;
        if self.bytes[self.at..].starts_with(b"---") && self.at == self.line_start {
            self.at += 3;
            self.end_of_line()?;
            self.next_content()?;
        }
        let is_whole = self.is_dash() || self.is_key() || matches!(self.peek()?, b'{' | b'[');
        if !is_whole || self.is_marker() {
            return None;
        }
        let node = self.block(-1)?;
        self.next_content()?;
        self.is_over().then_some(node)
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn is_over(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Characters before the next byte on its line.
    #[inline]
    fn column(&self) -> Indent {
        let before = &self.bytes[self.line_start..self.at];
        let count = if self.is_ascii {
            before.len()
        } else {
            let is_first = |b: &&u8| !matches!(b, 0x80..=0xBF);
            before.iter().filter(is_first).count()
        };
        count.cast_signed()
    }

    #[inline]
    fn place(&self) -> Place {
        Place {
            file: self.file,
            line: self.line,
            column: u32::try_from(self.column() + 1).unwrap_or(u32::MAX),
        }
    }

    #[inline]
    fn node(&mut self, at: Place, kind: Kind) -> Option<Node> {
        self.nodes += 1;
        (self.nodes < MAX_NODES).then_some(Node { at, kind })
    }

    /// Whether the byte at a place ends a word: a space, a line break or nothing.
    #[inline]
    fn is_end(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), None | Some(b' ' | b'\n' | b'\r'))
    }

    fn is_dash(&self) -> bool {
        self.peek() == Some(b'-') && self.is_end(self.at + 1)
    }

    /// Whether a line begins or ends a document.
    fn is_marker(&self) -> bool {
        let rest = &self.bytes[self.at..];
        self.at == self.line_start && (rest.starts_with(b"---") || rest.starts_with(b"..."))
    }

    #[inline]
    fn spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    /// Goes behind a line break, where there is one.
    fn line_break(&mut self) -> Option<bool> {
        let length = match self.peek() {
            Some(b'\n') => 1,
            Some(b'\r') if self.bytes.get(self.at + 1) == Some(&b'\n') => 2,
            Some(b'\r' | b'\t') => return None,
            _ => return Some(false),
        };
        self.at += length;
        self.line += 1;
        self.line_start = self.at;
        Some(true)
    }

    /// Goes to the end of the line, on which nothing but a comment is left.
    fn end_of_line(&mut self) -> Option<()> {
        let before = self.at;
        self.spaces();
        match self.peek() {
            Some(b'#') if self.at > before || self.at == self.line_start => {
                let rest = &self.bytes[self.at..];
                let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                self.at += end.unwrap_or(rest.len());
                Some(())
            }
            None | Some(b'\n' | b'\r') => Some(()),
            _ => None,
        }
    }

    /// Goes to what stands next on this line or a later one.
    fn next_content(&mut self) -> Option<()> {
        loop {
            self.spaces();
            match self.peek() {
                Some(b'#') => self.end_of_line()?,
                Some(b'\n' | b'\r') => {}
                Some(b'\t') => return None,
                _ => return Some(()),
            }
            self.line_break()?;
        }
    }

    /// What begins at the next byte, with nothing before it on its line, inside of something at `outside`.
    fn block(&mut self, outside: Indent) -> Option<Node> {
        let column = self.column();
        if column <= outside || self.is_marker() {
            None
        } else if self.is_dash() {
            self.list(column, false)
        } else if self.is_key() {
            self.mapping(column)
        } else {
            let node = self.value(outside)?;
            self.ends_at(outside + 1)?;
            Some(node)
        }
    }

    fn enter(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH).then_some(())
    }

    /// Makes sure that the next thing stands no further in than `column`: a text would go on there.
    fn ends_at(&mut self, column: Indent) -> Option<()> {
        self.next_content()?;
        (self.is_over() || self.column() < column && !self.is_marker()).then_some(())
    }

    /// A list whose dashes stand at `column`; one that stands no further in than what it belongs to has the place of its first
    /// item.
    fn list(&mut self, column: Indent, is_out: bool) -> Option<Node> {
        let mut at = self.place();
        self.enter()?;
        let mut items = Vec::new();
        loop {
            self.at += 1;
            self.spaces();
            if matches!(self.peek(), None | Some(b'#' | b'\n' | b'\r')) {
                self.end_of_line()?;
                self.next_content()?;
                if self.is_over() {
                    return None;
                }
                items.push(self.block(column)?);
            } else if self.is_dash() {
                items.push(self.list(self.column(), false)?);
            } else if self.is_key() {
                items.push(self.mapping(self.column())?);
            } else {
                items.push(self.value(column)?);
            }
            self.ends_at(column + 1)?;
            if self.is_over() || self.column() != column || !self.is_dash() {
                break;
            }
        }
        self.depth -= 1;
        if is_out {
            at = items.first()?.at;
        }
        self.node(at, Kind::List(items))
    }

    fn mapping(&mut self, column: Indent) -> Option<Node> {
        self.enter()?;
        let at = self.place();
        let mut entries = Vec::new();
        loop {
            let at = self.place();
            let key = self.key()?;
            let value = self.value_of_key(column)?;
            entries.push(Entry::new(key, at, value));
            self.ends_at(column + 1)?;
            if self.is_over() || self.column() != column {
                break;
            }
            if !self.is_key() {
                return None;
            }
        }
        self.depth -= 1;
        self.node(at, once(entries)?)
    }

    /// What stands behind the colon of a key whose mapping begins at `column`.
    fn value_of_key(&mut self, column: Indent) -> Option<Node> {
        let after = self.at;
        self.spaces();
        if !matches!(self.peek(), None | Some(b'#' | b'\n' | b'\r')) {
            return (self.at > after).then(|| self.value(column))?;
        }
        self.end_of_line()?;
        self.below(column)
    }

    /// What stands on the next lines, below a key at `column`; a list may stand at the same.
    fn below(&mut self, column: Indent) -> Option<Node> {
        self.next_content()?;
        if self.is_over() {
            return None;
        }
        match self.column() {
            own if own == column && self.is_dash() => self.list(column, true),
            own if own > column => self.block(column),
            // Nothing: where that stands is for others to say.
            _ => None,
        }
    }

    /// A value that begins on this line, inside of something at `outside`.
    fn value(&mut self, outside: Indent) -> Option<Node> {
        let at = self.place();
        let function = match self.peek()? {
            b'!' => Some(self.function()?),
            _ => None,
        };
        let node = match self.peek() {
            Some(b'|') => self.literal(outside)?,
            Some(b'{' | b'[') => {
                let node = self.flow(outside)?;
                self.end_of_line()?;
                node
            }
            Some(b'"' | b'\'') => {
                let text_at = self.place();
                let text = self.quoted()?;
                self.end_of_line()?;
                self.node(text_at, Kind::Text(text))?
            }
            None | Some(b'\n' | b'\r' | b'#') => {
                function?;
                self.end_of_line()?;
                self.below_function(outside)?
            }
            Some(_) => {
                let text_at = self.place();
                let text = self.plain()?;
                self.end_of_line()?;
                let kind = Self::kind(text, function.is_some())?;
                self.node(text_at, kind)?
            }
        };
        Some(Self::under(function, at, node))
    }

    /// What a function takes that stands below it.
    fn below_function(&mut self, outside: Indent) -> Option<Node> {
        self.next_content()?;
        if self.is_over() || self.column() <= outside || !(self.is_dash() || self.is_key()) {
            return None;
        }
        self.block(outside)
    }

    #[inline]
    fn kind(text: &str, is_argument: bool) -> Option<Kind> {
        if is_argument {
            Some(Kind::Text(text.into()))
        } else {
            // These are worth a finding.
            (!matches!(text, "=" | "<<")).then(|| scalar::plain(text))
        }
    }

    #[inline]
    fn under(function: Option<&'static str>, at: Place, node: Node) -> Node {
        match function {
            Some(_) => scalar::with_function(Node { at, ..node }, function.map(Into::into)),
            None => node,
        }
    }
}

/// The entries of a mapping, where each key stands once.
fn once(entries: Vec<Entry>) -> Option<Kind> {
    is_once(&entries).then(|| Kind::Map(entries.into()))
}

fn is_once(entries: &[Entry]) -> bool {
    const FEW: usize = 8;
    if entries.len() <= FEW {
        let mut rest = entries;
        while let Some((one, behind)) = rest.split_first() {
            if behind.iter().any(|other| other.key == one.key) {
                return false;
            }
            rest = behind;
        }
        return true;
    }
    // Of a file that was made so that hashes do not differ, the keys are looked at.
    if are_different(entries.iter().map(|entry| entry.key.as_str())) {
        return true;
    }
    let mut keys: HashSet<&str> = HashSet::with_capacity(entries.len());
    entries.iter().all(|entry| keys.insert(&entry.key))
}

/// A table of which bytes are some of these: most bytes are looked at to find one of them.
const fn among(some: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut place = 0;
    while place < some.len() {
        table[some[place] as usize] = true;
        place += 1;
    }
    table
}

/// Whether a text without quotes may begin so. A dash may, too, with something behind it.
#[inline]
fn is_first_of_plain(byte: u8) -> bool {
    !NEVER_FIRST[usize::from(byte)]
}

/// The bytes with which no text without quotes begins.
static NEVER_FIRST: [bool; 256] = among(b" \t\r\n-?:,[]{}#&*!|>'\"%@`");

/// A text without the spaces behind it.
#[inline]
fn without_spaces(text: &str) -> &str {
    if text.as_bytes().last() == Some(&b' ') {
        text.trim_end_matches(' ')
    } else {
        text
    }
}

/// The name of a key without quotes, in which no tab stands.
#[inline]
fn name(text: &str) -> Option<SmolStr> {
    let at = Place::default();
    match scalar::plain(text) {
        Kind::Text(text) => Some(text),
        // Worth a finding.
        Kind::Bool(_) if scalar::is_odd_truth(text) => None,
        kind => scalar::name(&Node { at, kind }).map(SmolStr::from),
    }
}
