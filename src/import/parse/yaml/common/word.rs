//! Single words of YAML as most people write it: keys, texts, and the names of functions.

use smol_str::SmolStr;

use super::{Indent, Reader, among, is_first_of_plain, name, without_spaces};
use crate::import::node::{Kind, Node};
use crate::import::parse::yaml::scalar::FUNCTIONS;

/// The longest text that is looked for a colon behind it: YAML allows 1,024 characters before one.
const MAX_KEY: usize = 512;

/// The bytes of a text in quotes that may not be what they are.
static SPECIAL: [bool; 256] = among(b"\n\r\t\\'\"");

impl<'a> Reader<'a> {
    /// The long name of the function whose short one stands here.
    pub(super) fn function(&mut self) -> Option<&'static str> {
        let rest = &self.bytes[self.at + 1..];
        let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
        let length = length.unwrap_or(rest.len());
        let name = &rest[..length];
        let (_, long) = FUNCTIONS
            .iter()
            .find(|(short, _)| short.as_bytes() == name)?;
        self.at += 1 + length;
        if !self.is_end(self.at) {
            return None;
        }
        self.spaces();
        Some(long)
    }

    /// Whether a key stands here, with a colon behind it.
    pub(super) fn is_key(&self) -> bool {
        let rest = &self.bytes[self.at..];
        let line = &rest[..rest.len().min(MAX_KEY)];
        match line.first() {
            Some(quote @ (b'"' | b'\'')) => self.is_quoted_key(line, *quote),
            Some(first) if is_first_of_plain(*first) => {
                let mut before = b' ';
                for (at, byte) in line.iter().enumerate() {
                    match byte {
                        b':' if self.is_end(self.at + at + 1) => return true,
                        b'\n' | b'\r' => return false,
                        b'#' if before == b' ' => return false,
                        _ => before = *byte,
                    }
                }
                false
            }
            _ => false,
        }
    }

    fn is_quoted_key(&self, line: &[u8], quote: u8) -> bool {
        let mut at = 1;
        while let Some(byte) = line.get(at) {
            at += 1;
            if *byte == quote {
                break;
            }
            if matches!(byte, b'\n' | b'\r') {
                return false;
            }
            // What is escaped is for the reader of the text.
            at += usize::from(*byte == b'\\' && quote == b'"');
        }
        while line.get(at) == Some(&b' ') {
            at += 1;
        }
        line.get(at) == Some(&b':') && self.is_end(self.at + at + 1)
    }

    /// A key of a mapping of lines, and the colon behind it.
    pub(super) fn key(&mut self) -> Option<SmolStr> {
        let key = if matches!(self.peek()?, b'"' | b'\'') {
            self.quoted()?
        } else {
            let start = self.at;
            loop {
                match self.peek()? {
                    b':' if self.is_end(self.at + 1) => break,
                    b'\t' => return None,
                    _ => self.at += 1,
                }
            }
            name(without_spaces(&self.text[start..self.at]))?
        };
        self.spaces();
        if self.peek()? != b':' || key == "<<" {
            return None;
        }
        self.at += 1;
        Some(key)
    }

    /// A text without quotes to the end of the line.
    pub(super) fn plain(&mut self) -> Option<&'a str> {
        let start = self.at;
        let first = self.peek()?;
        let is_first = is_first_of_plain(first) || first == b'-' && !self.is_end(self.at + 1);
        if !is_first {
            return None;
        }
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' | b'\r' => break,
                b'\t' => return None,
                b':' if self.is_end(self.at + 1) => return None,
                b'#' if self.bytes[self.at - 1] == b' ' => {
                    // The space belongs to the comment.
                    self.at -= 1;
                    break;
                }
                _ => self.at += 1,
            }
        }
        Some(without_spaces(&self.text[start..self.at]))
    }

    /// A text in quotes, on one line.
    pub(super) fn quoted(&mut self) -> Option<SmolStr> {
        let quote = self.peek()?;
        self.at += 1;
        // What stands before the last escape.
        let mut text = String::new();
        let mut start = self.at;
        loop {
            let rest = &self.bytes[self.at..];
            let is_special = |byte: &u8| SPECIAL[usize::from(*byte)];
            self.at += rest.iter().position(is_special)?;
            match self.bytes[self.at] {
                b'\n' | b'\r' | b'\t' => return None,
                b'\\' if quote == b'"' => {
                    text.push_str(&self.text[start..self.at]);
                    text.push(match self.bytes.get(self.at + 1)? {
                        b'"' => '"',
                        b'\\' => '\\',
                        b'/' => '/',
                        b'n' => '\n',
                        b't' => '\t',
                        _ => return None,
                    });
                    self.at += 2;
                    start = self.at;
                }
                byte if byte == quote => {
                    let rest = &self.text[start..self.at];
                    self.at += 1;
                    // Doubled, it stands for itself.
                    if quote != b'\'' || self.peek() != Some(quote) {
                        if text.is_empty() {
                            return Some(rest.into());
                        }
                        text.push_str(rest);
                        return Some(text.into());
                    }
                    text.push_str(rest);
                    text.push('\'');
                    self.at += 1;
                    start = self.at;
                }
                _ => self.at += 1,
            }
        }
    }

    /// A block of lines as they stand, behind `|` or `|-`.
    pub(super) fn literal(&mut self, outside: Indent) -> Option<Node> {
        let mut at = None;
        self.at += 1;
        let is_stripped = self.peek() == Some(b'-');
        self.at += usize::from(is_stripped);
        self.spaces();
        if !self.line_break()? {
            return None;
        }
        let mut text = String::new();
        let mut indent = None;
        loop {
            let start = self.at;
            self.spaces();
            let spaces = self.at - start;
            match self.peek() {
                None if spaces == 0 => break,
                // Without a last line break: others know what AWS's tools make of it.
                None | Some(b'\t') => return None,
                Some(b'\n' | b'\r') => {
                    // Spaces of a line that has nothing else may belong to the text.
                    if indent.is_none_or(|indent| spaces > indent) && spaces > 0 {
                        return None;
                    }
                    text.push('\n');
                    self.line_break()?;
                    continue;
                }
                Some(_) => {}
            }
            let indent = *indent.get_or_insert(spaces);
            if indent.cast_signed() <= outside.max(0) {
                return None;
            }
            // It stands where its first line does.
            at.get_or_insert_with(|| self.place());
            if spaces < indent {
                self.at = start;
                break;
            }
            let rest = &self.bytes[self.at..];
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
            text.push_str(&self.text[start + indent..self.at + end]);
            text.push('\n');
            self.at += end;
            self.line_break()?;
        }
        let at = at?;
        let length = text.trim_end_matches('\n').len();
        text.truncate(length + usize::from(!is_stripped));
        self.node(at, Kind::Text(text.into()))
    }
}
