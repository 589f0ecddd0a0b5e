//! A file as it is looked at: in rows of a width, with the places of a text that is searched.

use std::ops::Range;
use std::sync::Arc;

use super::changes::Changes;
use super::marks::{cut, hits, new_parts};
use super::message::{Change, Line, Look, Marks};
use super::small;
use crate::text::{Class, Document};

/// What follows from a document and from how somebody looks at it.
#[derive(Default)]
pub(super) struct View {
    document: Arc<Document>,
    wrap: usize,
    search: String,
    /// The first row of each line; empty where every line is one row.
    rows: Vec<u32>,
    /// Lines with the text that is searched.
    pub(super) found: Vec<u32>,
}

impl View {
    /// A view of a document.
    pub(super) fn new(document: &Arc<Document>, look: &Look) -> Self {
        let mut view = Self::default();
        view.follow(document, look);
        view
    }

    /// Brings it up to date.
    pub(super) fn follow(&mut self, document: &Arc<Document>, look: &Look) {
        let is_same = Arc::ptr_eq(&self.document, document);
        let wrap = look.wrap as usize;
        if !is_same || self.wrap != wrap {
            self.wrap = wrap;
            self.rows.clear();
            if wrap > 0 {
                self.rows = document.map_lines(|line| small(breaks(line, wrap).len() + 1));
                let mut row = 0;
                for first in &mut self.rows {
                    row += std::mem::replace(first, row);
                }
                self.rows.push(row);
            }
        }
        if !is_same || self.search != look.search {
            self.search.clone_from(&look.search);
            self.found = lines_with(document, &look.search);
        }
        self.document = document.clone();
    }

    /// How many rows there are.
    pub(super) fn count(&self) -> usize {
        self.rows
            .last()
            .map_or(self.document.line_count(), |rows| *rows as usize)
    }

    /// The first row of a line.
    pub(super) fn row(&self, line: usize) -> usize {
        self.rows.get(line).map_or(line, |row| *row as usize)
    }

    /// The line of a row.
    pub(super) fn line(&self, row: usize) -> usize {
        if self.rows.is_empty() {
            return row;
        }
        let behind = self.rows.partition_point(|first| (*first as usize) <= row);
        behind.saturating_sub(1)
    }

    /// The rows that are looked at.
    pub(super) fn lines(
        &self,
        look: &Look,
        edits: &Changes,
        before: Option<&Document>,
    ) -> Vec<Arc<Line>> {
        let document = &*self.document;
        let marked = match look.field.as_str() {
            "" => Vec::new(),
            field => document.lines_about(field),
        };
        let first = look.first as usize;
        let wanted = first..first.saturating_add(look.count as usize).min(self.count());
        let mut lines = Vec::new();
        let mut number = self.line(first);
        while !wanted.is_empty() && self.row(number) < wanted.end && number < document.line_count()
        {
            let edit = edits.at(number);
            let text = document.line(number);
            let new = match (edit, before) {
                (Some((Change::Changed, old)), Some(before)) => new_parts(before.line(old), text),
                _ => Vec::new(),
            };
            let pieces = document.pieces(number);
            let pieces = cut(&pieces, &new, &hits(text, &self.search));
            let origin = document.origins(number).first().map(ToString::to_string);
            let whole = Line {
                number: small(number + 1),
                change: edit.map(|(change, _)| change),
                marked: marked.binary_search(&number).is_ok(),
                origin: origin.unwrap_or_default(),
                ..Line::default()
            };
            for (part, range) in parts(text, self.wrap).into_iter().enumerate() {
                if wanted.contains(&(self.row(number) + part)) {
                    let mut line = whole.clone();
                    line.number = if part == 0 { whole.number } else { 0 };
                    line.put(within(&pieces, &range, range.end == text.len()));
                    lines.push(Arc::new(line));
                }
            }
            number += 1;
        }
        lines
    }
}

/// The lines of a document with a text in them.
pub(super) fn lines_with(document: &Document, text: &str) -> Vec<u32> {
    if text.is_empty() {
        return Vec::new();
    }
    let is_hit = document.map_lines(|line| !hits(line, text).is_empty());
    let lines = (0..).zip(is_hit).filter(|(_, is_hit)| *is_hit);
    lines.map(|(line, _)| line).collect()
}

/// The rows of a line.
fn parts(line: &str, wrap: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut parts = Vec::new();
    for end in breaks(line, wrap) {
        parts.push(start..end);
        start = end;
    }
    parts.push(start..line.len());
    parts
}

/// What begins no row of a text that is broken between any two characters
/// (W3C, "Requirements for Japanese Text Layout", 3.1.7).
const fn begins_none(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '・'
            | 'ー'
            | '々'
            | '，'
            | '．'
            | '：'
            | '；'
            | '？'
            | '！'
            | '」'
            | '』'
            | '）'
            | '】'
            | '〉'
            | '》'
            | '〕'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | ','
            | '.'
            | ':'
            | ';'
            | '?'
            | '!'
            | ')'
            | ']'
            | '}'
            | '\''
            | '"'
    )
}

/// What ends none (the same, 3.1.8).
const fn ends_none(c: char) -> bool {
    matches!(
        c,
        '「' | '『' | '（' | '【' | '〈' | '《' | '〔' | '(' | '[' | '{' | '\'' | '"'
    )
}

/// Whether a row may go on between two characters where nothing stands between their words.
fn between(before: char, c: char) -> bool {
    // From the radicals on, every character is a word of its own.
    let is_own = |c: char| c >= '\u{2e80}';
    (is_own(before) || is_own(c)) && !begins_none(c) && !ends_none(before)
}

/// Where a line goes on in the next row: behind a space or a comma or between words that nothing parts, where that is
/// near, else anywhere. Code in a text stays together.
fn breaks(line: &str, wrap: usize) -> Vec<usize> {
    let mut breaks = Vec::new();
    if wrap == 0 || line.len() <= wrap {
        return breaks;
    }
    let (mut start, mut column, mut good) = (0, 0, None);
    let (mut before, mut is_code) = (None, false);
    for (at, c) in line.char_indices() {
        let near = |before| matches!(before, ' ' | ',') || (!is_code && between(before, c));
        if column * 2 > wrap && before.is_some_and(near) {
            good = Some((at, column));
        }
        is_code ^= c == '`';
        before = Some(c);
        let width = if c.is_ascii() && c != '\t' { 1 } else { 2 };
        if column + width > wrap && at > start {
            let (end, used) = good.unwrap_or((at, column));
            breaks.push(end);
            (start, column, good) = (end, column - used, None);
        }
        column += width;
    }
    breaks
}

/// The pieces in a part of a line; the mark of something that is gone stands before what follows it.
fn within<'a>(
    pieces: &[(Class, Marks, &'a str)],
    part: &Range<usize>,
    is_last: bool,
) -> Vec<(Class, Marks, &'a str)> {
    let mut at = 0;
    let mut out = Vec::new();
    for (class, marks, text) in pieces {
        let (start, end) = (at.max(part.start), (at + text.len()).min(part.end));
        let is_here = if text.is_empty() {
            part.contains(&at) || (is_last && at == part.end)
        } else {
            start < end
        };
        if is_here {
            out.push((*class, *marks, &text[start - at..end - at]));
        }
        at += text.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(line: &str, wrap: usize) -> Vec<&str> {
        let parts = parts(line, wrap);
        parts.into_iter().map(|part| &line[part]).collect()
    }

    #[test]
    fn long_lines_go_on_in_rows_and_lose_nothing() {
        assert_eq!(rows("", 8), [""]);
        assert_eq!(rows("short", 8), ["short"]);
        assert_eq!(rows("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(rows("one two three", 8), ["one two ", "three"]);
        assert_eq!(rows("ステージ名", 4), ["ステ", "ージ", "名"]);
        assert_eq!(rows("a, bcdef", 4), ["a, ", "bcde", "f"]);
        assert_eq!(rows("名前は、長い。", 8), ["名前は、", "長い。"]);
        assert_eq!(rows("名前を長くする。", 14), ["名前を長くす", "る。"]);
        assert_eq!(rows("先に`abcd`を", 7), ["先に", "`abcd`", "を"]);
        assert_eq!(rows("先に`a`を(後)で", 11), ["先に`a`を", "(後)で"]);
        for wrap in 1..12 {
            for line in ["a, b, ccccccc dd", "名前 は, x", "\tx\ty zzz"] {
                assert_eq!(rows(line, wrap).concat(), line, "{wrap}");
            }
        }
    }
}
