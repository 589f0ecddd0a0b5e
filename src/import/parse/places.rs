//! From a byte of a text to its line and column.

use crate::import::node::Place;

/// Counts on from the last place that was asked for, so that a long line costs its length once.
pub(in crate::import) struct Places<'a> {
    text: &'a str,
    file: u32,
    /// Where each line begins.
    lines: Vec<usize>,
    /// The line (from 0), the byte and the column of the last answer.
    last: (usize, usize, usize),
}

impl<'a> Places<'a> {
    /// Places in a text.
    pub(in crate::import) fn new(text: &'a str, file: u32) -> Self {
        let bytes = text.as_bytes();
        let is_end = |&(at, byte): &(usize, &u8)| {
            *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        };
        let ends = bytes.iter().enumerate().filter(is_end);
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1));
        Self {
            text,
            file,
            lines: lines.collect(),
            last: (0, 0, 0),
        }
    }

    /// The place of a byte.
    pub(in crate::import) fn at(&mut self, byte: usize) -> Place {
        let byte = byte.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= byte) - 1;
        if self.last.0 != line || self.last.1 > byte {
            self.last = (line, self.lines[line], 0);
        }
        let between = &self.text.as_bytes()[self.last.1..byte];
        let characters = between.iter().filter(|b| !matches!(b, 0x80..=0xBF)).count();
        self.last = (line, byte, self.last.2 + characters);
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Place {
            file: self.file,
            line: small(line + 1),
            column: small(self.last.2 + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_place_in_any_order() {
        let text = "a\r\n日b\n\rc";
        let mut places = Places::new(text, 0);
        for (byte, line, column) in [
            (9, 4, 1),
            (1, 1, 2),
            (3, 2, 1),
            (6, 2, 2),
            (7, 2, 3),
            (8, 3, 1),
            (99, 4, 2),
            (0, 1, 1),
        ] {
            let at = places.at(byte);
            assert_eq!((at.line, at.column), (line, column), "{byte}");
        }
    }
}
