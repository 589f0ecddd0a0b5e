//! Brackets of YAML as most people write it.

use super::{Indent, Reader, among, is_first_of_plain, name, once, without_spaces};
use crate::import::node::{Entry, Kind, Node};

impl<'a> Reader<'a> {
    /// Brackets, which end on a line further in than `outside`.
    pub(super) fn flow(&mut self, outside: Indent) -> Option<Node> {
        self.enter()?;
        let at = self.place();
        let is_map = self.peek()? == b'{';
        let close = if is_map { b'}' } else { b']' };
        self.at += 1;
        // Most mappings between brackets are small.
        let mut entries = Vec::with_capacity(if is_map { 2 } else { 0 });
        let mut items = Vec::new();
        loop {
            self.flow_space(outside)?;
            if self.peek()? == close {
                break;
            }
            if is_map {
                let at = self.place();
                let key = match self.peek()? {
                    b'"' | b'\'' => {
                        let key = self.quoted()?;
                        self.spaces();
                        key
                    }
                    _ => name(self.flow_plain()?)?,
                };
                let has_colon = self.peek()? == b':' && self.is_end(self.at + 1);
                if !has_colon || key == "<<" {
                    return None;
                }
                self.at += 1;
                self.flow_space(outside)?;
                let value = self.flow_value(outside)?;
                entries.push(Entry::new(key, at, value));
            } else {
                items.push(self.flow_value(outside)?);
            }
            self.flow_space(outside)?;
            match self.peek()? {
                b',' => self.at += 1,
                byte if byte == close => break,
                _ => return None,
            }
        }
        self.at += 1;
        self.depth -= 1;
        let kind = if is_map {
            once(entries)?
        } else {
            Kind::List(items)
        };
        self.node(at, kind)
    }

    fn flow_value(&mut self, outside: Indent) -> Option<Node> {
        let at = self.place();
        let function = match self.peek()? {
            b'!' => Some(self.function()?),
            _ => None,
        };
        let node = match self.peek()? {
            b'{' | b'[' => self.flow(outside)?,
            b'"' | b'\'' => {
                let text_at = if function.is_some() { self.place() } else { at };
                let text = self.quoted()?;
                self.node(text_at, Kind::Text(text))?
            }
            _ => {
                let text_at = if function.is_some() { self.place() } else { at };
                let text = self.flow_plain()?;
                self.node(text_at, Self::kind(text, function.is_some())?)?
            }
        };
        Some(Self::under(function, at, node))
    }

    /// Goes over space between brackets.
    #[inline]
    fn flow_space(&mut self, outside: Indent) -> Option<()> {
        self.spaces();
        match self.peek() {
            Some(b'\n' | b'\r' | b'\t') => self.flow_break(outside),
            _ => Some(()),
        }
    }

    /// Goes to a later line of what stands between brackets.
    fn flow_break(&mut self, outside: Indent) -> Option<()> {
        let line = self.line;
        loop {
            self.spaces();
            if !self.line_break()? {
                break;
            }
        }
        let is_in = line == self.line || self.column() > outside && !self.is_marker();
        is_in.then_some(())
    }

    /// A text without quotes between brackets, on one line.
    fn flow_plain(&mut self) -> Option<&'a str> {
        let start = self.at;
        let first = self.peek()?;
        let after = self.bytes.get(self.at + 1).copied();
        let is_first = is_first_of_plain(first)
            || first == b'-' && after.is_some_and(|byte| byte.is_ascii_alphanumeric());
        if !is_first {
            return None;
        }
        loop {
            let rest = &self.bytes[self.at..];
            self.at += rest
                .iter()
                .position(|byte| ENDS_PLAIN[usize::from(*byte)])?;
            match self.bytes[self.at] {
                b',' | b']' | b'}' => break,
                b':' if self.is_end(self.at + 1) => break,
                b':' if matches!(self.bytes[self.at + 1], b',' | b'[' | b']' | b'{' | b'}') => {
                    return None;
                }
                b'#' if self.bytes[self.at - 1] == b' ' => return None,
                b':' | b'#' => self.at += 1,
                _ => return None,
            }
        }
        Some(without_spaces(&self.text[start..self.at]))
    }
}

/// The bytes at which a text without quotes between brackets may end, and those that have no business there.
static ENDS_PLAIN: [bool; 256] = among(b",:#[]{}\n\r\t");
