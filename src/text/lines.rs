//! The lines of a text in little room: a large file says most of its lines again and again, and each of these is kept
//! once, with the classes of its pieces.

use std::hash::Hasher as _;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::chunks::Chunks;
use super::document::{Class, count, place_of};

/// A piece of a line: where it ends in the line, and its class in the lowest bits. No line has 512 MB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece(u32);

const CLASSES: [Class; 6] = [
    Class::Plain,
    Class::Key,
    Class::Text,
    Class::Number,
    Class::Comment,
    Class::Keyword,
];
const CLASS_BITS: u32 = 3;

impl Piece {
    fn new(class: Class, end: usize) -> Self {
        Self((count(end) << CLASS_BITS) | class as u32)
    }

    fn class(self) -> Class {
        CLASSES[(self.0 % (1 << CLASS_BITS)) as usize]
    }

    const fn end(self) -> usize {
        (self.0 >> CLASS_BITS) as usize
    }
}

/// A line that is being written.
#[derive(Clone, Debug, Default)]
pub(super) struct Writing {
    pub(super) text: String,
    pieces: Vec<Piece>,
}

impl Writing {
    /// Goes on with some text; what is plain joins what is plain before it.
    pub(super) fn push(&mut self, class: Class, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let is_plain = |piece: &Piece| piece.class() == Class::Plain;
        if class == Class::Plain && self.pieces.last().is_some_and(is_plain) {
            self.pieces.pop();
        }
        self.pieces.push(Piece::new(class, self.text.len()));
    }
}

/// So many lines are remembered, by what their hash says: who is forgotten for another one is only kept again.
const REMEMBERED: usize = 1 << 12;

/// Lines by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lines {
    /// The different lines, one behind the other, and their pieces.
    text: String,
    pieces: Chunks<Piece>,
    /// Where each of the different lines ends in both.
    ends: Chunks<(u32, u32)>,
    /// Which of the different lines stands there.
    order: Chunks<u32>,
    /// Lines that may come again; empty once nothing more will come.
    remembered: Vec<u32>,
}

impl Lines {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.order.len()
    }

    /// A line; empty past the last one.
    pub(super) fn get(&self, number: usize) -> &str {
        let kept = self.order.get(number);
        kept.map_or("", |kept| self.kept(kept).0)
    }

    /// The pieces of a line in order, without gaps.
    pub(super) fn pieces(&self, number: usize) -> Vec<(Class, &str)> {
        let Some(kept) = self.order.get(number) else {
            return Vec::new();
        };
        let (text, pieces) = self.kept(kept);
        let mut start = 0;
        let mut found = Vec::with_capacity(pieces.len());
        for piece in pieces.filter_map(|place| self.pieces.get(place)) {
            found.push((piece.class(), &text[start..piece.end()]));
            start = piece.end();
        }
        if start < text.len() {
            found.push((Class::Plain, &text[start..]));
        }
        found
    }

    /// Something of every line, found out once of each that differs.
    pub(super) fn map<T: Copy>(&self, what: impl Fn(&str) -> T) -> Vec<T> {
        let different = 0..count(self.ends.len());
        let known: Vec<T> = different.map(|kept| what(self.kept(kept).0)).collect();
        let mut all = Vec::with_capacity(self.count());
        all.extend(self.order.iter().map(|kept| known[kept as usize]));
        all
    }

    /// Adds a line, of which nothing is left.
    pub(super) fn push(&mut self, line: &mut Writing) {
        let mut hasher = FxHasher::default();
        hasher.write(line.text.as_bytes());
        self.remembered.resize(REMEMBERED, u32::MAX);
        // One of two places, so that two common lines that share them do not drive each other out.
        let place = place_of(&hasher, REMEMBERED) & !1;
        if !self.is(self.remembered[place], line) {
            self.remembered.swap(place, place + 1);
        }
        if !self.is(self.remembered[place], line) {
            self.remembered[place] = count(self.ends.len());
            self.text.push_str(&line.text);
            let pieces = line.pieces.iter();
            pieces.for_each(|piece| self.pieces.push(*piece));
            let end = (count(self.text.len()), count(self.pieces.len()));
            self.ends.push(end);
        }
        self.order.push(self.remembered[place]);
        line.text.clear();
        line.pieces.clear();
    }

    /// Takes the last line away.
    pub(super) fn pop(&mut self) {
        self.order.pop();
    }

    /// Nothing more will come.
    pub(super) fn close(&mut self) {
        self.remembered = Vec::new();
        self.text.shrink_to_fit();
        self.pieces.close();
        self.ends.close();
        self.order.close();
    }

    /// Forgets the classes.
    pub(super) fn forget_pieces(&mut self) {
        self.pieces = Chunks::default();
    }

    /// Whether the line that is kept under a number is that one.
    fn is(&self, number: u32, line: &Writing) -> bool {
        let (text, pieces) = self.kept(number);
        number != u32::MAX
            && text == line.text
            && pieces.len() == line.pieces.len()
            && pieces
                .zip(&line.pieces)
                .all(|(place, piece)| self.pieces.get(place) == Some(*piece))
    }

    /// A line that is kept, and where its pieces are.
    fn kept(&self, number: u32) -> (&str, Range<usize>) {
        let number = number as usize;
        let before = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let (start, first) = before.unwrap_or_default();
        let (end, last) = self.ends.get(number).unwrap_or_default();
        let text = self.text.get(start as usize..end as usize);
        (text.unwrap_or_default(), first as usize..last as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_comes_again_is_kept_once_and_every_line_comes_back() {
        let mut lines = Lines::default();
        let mut line = Writing::default();
        let all = (0..50_000).map(|number| format!("{}: {}", number % 7, number % 1_000 / 10));
        let all: Vec<String> = all.collect();
        for text in &all {
            let (key, value) = text.split_once(' ').unwrap();
            line.push(Class::Key, key);
            line.push(Class::Plain, " ");
            line.push(Class::Number, value);
            lines.push(&mut line);
        }
        lines.close();
        assert_eq!(lines.count(), all.len());
        for (number, text) in all.iter().enumerate() {
            assert_eq!(lines.get(number), text);
            let pieces = lines.pieces(number);
            let classes: Vec<Class> = pieces.iter().map(|(class, _)| *class).collect();
            assert_eq!(classes, [Class::Key, Class::Plain, Class::Number]);
            let whole: String = pieces.iter().map(|(_, text)| *text).collect();
            assert_eq!(whole, *text);
        }
        let different = lines.ends.len();
        assert!(different < 5_000, "{different}");
    }

    #[test]
    fn the_same_text_in_other_colours_is_another_line() {
        let mut lines = Lines::default();
        let mut line = Writing::default();
        for class in [Class::Key, Class::Text, Class::Key] {
            line.push(class, "on");
            lines.push(&mut line);
        }
        lines.close();
        assert_eq!(lines.ends.len(), 2);
        assert_eq!(lines.pieces(1), [(Class::Text, "on")]);
        lines.forget_pieces();
        assert_eq!(lines.pieces(1), [(Class::Plain, "on")]);
        assert_eq!((lines.get(2), lines.get(3)), ("on", ""));
    }
}
