//! A generated text that knows where each line came from.

use super::origins::Origins;
use crate::diagnostic::Pointer;

/// What a piece of text is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Punctuation and everything without a colour.
    Plain,
    /// A key, an option, a heading.
    Key,
    /// A string.
    Text,
    /// A number, a boolean, null.
    Number,
    /// A comment.
    Comment,
    /// A tag, a keyword, a command.
    Keyword,
}

/// A coloured piece of one line: byte range in [`Document::text`] and class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What it is.
    pub class: Class,
}

/// A finished text with its tokens and origins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The text, LF line ends, final newline.
    pub text: String,
    tokens: Vec<Token>,
    /// Byte offset of the start of each line.
    lines: Vec<u32>,
    /// Line and number of a pointer, by line.
    origins: Vec<(u32, u32)>,
    pointers: Origins,
}

impl Document {
    /// How many lines the text has.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// A line without its end; empty past the last one.
    pub fn line(&self, number: usize) -> &str {
        let range = self.line_range(number);
        self.text
            .get(range)
            .unwrap_or_default()
            .trim_end_matches('\n')
    }

    /// The pieces of a line in order, without gaps.
    pub fn pieces(&self, number: usize) -> Vec<(Class, &str)> {
        let range = self.line_range(number);
        let end = range.start + self.line(number).len();
        let first = self
            .tokens
            .partition_point(|token| (token.end as usize) <= range.start);
        let mut pieces = Vec::new();
        let mut at = range.start;
        let tokens = self.tokens[first..]
            .iter()
            .take_while(|token| (token.start as usize) < end);
        for token in tokens {
            let (start, stop) = (token.start as usize, token.end as usize);
            if at < start {
                pieces.push((Class::Plain, &self.text[at..start]));
            }
            pieces.push((token.class, &self.text[start..stop]));
            at = stop;
        }
        if at < end {
            pieces.push((Class::Plain, &self.text[at..end]));
        }
        pieces
    }

    /// The fields of the design that made a line, the nearest first.
    pub fn origins(&self, number: usize) -> Vec<Pointer> {
        let first = self
            .origins
            .partition_point(|(line, _)| (*line as usize) < number);
        let of_line = self.origins[first..]
            .iter()
            .take_while(|(line, _)| *line as usize == number);
        let mut found: Vec<Pointer> = of_line
            .map(|(_, pointer)| self.pointers.get(*pointer))
            .collect();
        found.sort_by_key(|pointer| std::cmp::Reverse(pointer.segments().len()));
        found
    }

    /// The lines that came from the field at a JSON Pointer or from something inside it, in order.
    pub fn lines_from(&self, at: &str) -> Vec<usize> {
        let is_within = self.pointers.within(at);
        let mut lines: Vec<usize> = self
            .origins
            .iter()
            .filter(|(_, pointer)| is_within(*pointer))
            .map(|(line, _)| *line as usize)
            .collect();
        lines.dedup();
        lines
    }

    /// Lets every origin be another one.
    pub fn move_origins(&mut self, to: &impl Fn(Pointer) -> Pointer) {
        let mut moved = Origins::default();
        for (_, pointer) in &mut self.origins {
            *pointer = moved.put(to(self.pointers.get(*pointer)));
        }
        moved.close();
        self.pointers = moved;
    }

    /// Forgets all but the lines, for who compares these alone.
    pub fn forget_origins(&mut self) {
        self.tokens = Vec::new();
        self.origins = Vec::new();
        self.pointers = Origins::default();
    }

    fn line_range(&self, number: usize) -> std::ops::Range<usize> {
        let offset = |line: usize| {
            self.lines
                .get(line)
                .map_or(self.text.len(), |at| *at as usize)
        };
        offset(number)..offset(number + 1)
    }
}

/// A text with spaces for its control characters, so that it stays one line in every format.
pub fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).collect()
}

/// Where printers write.
#[derive(Debug, Default)]
pub struct Sink {
    document: Document,
    scopes: Vec<u32>,
    /// Nothing but the text is kept.
    bare: bool,
    /// So many lines are enough, when only the beginning is wanted.
    enough: Option<usize>,
}

impl Sink {
    /// One that takes nothing more once it has that many lines.
    pub fn of_lines(enough: Option<usize>) -> Self {
        Self {
            enough,
            ..Self::default()
        }
    }

    /// Whether it takes nothing more.
    pub fn is_full(&self) -> bool {
        self.enough
            .is_some_and(|enough| self.document.lines.len() > enough)
    }

    /// One that keeps the text alone, for who only wants to know how long it is.
    pub fn bare() -> Self {
        Self {
            bare: true,
            ..Self::default()
        }
    }

    /// Whether nothing but the text is kept.
    pub const fn is_bare(&self) -> bool {
        self.bare
    }

    /// Appends text of one class. Line ends in it start new lines.
    pub fn put(&mut self, class: Class, text: &str) {
        if self.is_full() {
            return;
        }
        match text.find('\n') {
            None if text.is_empty() => {}
            None => self.put_piece(class, text),
            Some(_) => text
                .split_inclusive('\n')
                .for_each(|piece| self.put_piece(class, piece)),
        }
    }

    /// Appends one comment line without its end; control characters become spaces.
    pub fn put_comment(&mut self, mark: &str, line: &str) {
        let line = format!("{mark} {}", one_line(line));
        self.put(Class::Comment, line.trim_end());
    }

    /// Appends punctuation that belongs to what stands before it, whatever the scope.
    pub fn put_bare(&mut self, text: &str) {
        if self.is_full() {
            return;
        }
        self.begin_line();
        self.document.text.push_str(text);
    }

    /// What is written until [`Sink::leave`] comes from `at`.
    pub fn enter(&mut self, at: Pointer) {
        if self.bare {
            return;
        }
        self.scopes.push(self.document.pointers.put(at));
    }

    /// Ends the innermost [`Sink::enter`].
    pub fn leave(&mut self) {
        self.scopes.pop();
    }

    /// What is being written comes from here.
    pub fn scope(&self) -> Option<Pointer> {
        let scope = self.scopes.last()?;
        Some(self.document.pointers.get(*scope))
    }

    /// Notes a further origin of the line being written.
    pub fn also(&mut self, at: Pointer) {
        if self.bare || self.is_full() {
            return;
        }
        let line = count(self.document.lines.len().saturating_sub(1));
        let origin = (line, self.document.pointers.put(at));
        self.document.origins.push(origin);
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.document.text.is_empty()
    }

    /// Bytes on the line being written.
    pub fn column(&self) -> usize {
        let start = self.document.lines.last().copied().unwrap_or_default();
        self.document.text.len() - start as usize
    }

    /// The finished document, with exactly one final newline.
    pub fn finish(mut self) -> Document {
        let document = &mut self.document;
        let end = document.text.trim_end_matches('\n').len();
        document.text.truncate(end);
        document
            .lines
            .retain(|start| (*start as usize) < end.max(1));
        if end > 0 {
            document.text.push('\n');
        }
        document.pointers.close();
        document.text.shrink_to_fit();
        document.tokens.shrink_to_fit();
        self.document
    }

    /// Appends the lines of a document after `indent`, each from where it came; what is being written ends before them.
    pub fn put_lines(&mut self, indent: usize, lines: &Document) {
        let mut tokens = lines.tokens.iter().peekable();
        let mut origins = lines.origins.iter().peekable();
        let mut end = 0;
        for (number, line) in lines.text.lines().enumerate() {
            self.put_bare("\n");
            self.begin_line();
            let document = &mut self.document;
            document.text.extend(std::iter::repeat_n(' ', indent));
            let (start, place) = (count(end), count(document.text.len()));
            document.text.push_str(line);
            end += line.len() + 1;
            if self.bare {
                continue;
            }
            while let Some(token) = tokens.next_if(|token| (token.start as usize) < end) {
                document.tokens.push(Token {
                    start: token.start - start + place,
                    end: token.end - start + place,
                    class: token.class,
                });
            }
            let here = count(document.lines.len() - 1);
            while let Some((_, pointer)) = origins.next_if(|(line, _)| *line as usize == number) {
                let at = document.pointers.put(lines.pointers.get(*pointer));
                document.origins.push((here, at));
            }
        }
    }

    /// Notes where a line starts.
    fn begin_line(&mut self) {
        if self.bare {
            return;
        }
        let document = &mut self.document;
        if document.text.is_empty() || document.text.ends_with('\n') {
            document.lines.push(count(document.text.len()));
        }
    }

    fn put_piece(&mut self, class: Class, piece: &str) {
        self.begin_line();
        let document = &mut self.document;
        let start = document.text.len();
        document.text.push_str(piece);
        if self.bare {
            return;
        }
        let end = start + piece.strip_suffix('\n').unwrap_or(piece).len();
        if class != Class::Plain && end > start {
            document.tokens.push(Token {
                start: count(start),
                end: count(end),
                class,
            });
        }
        if let Some(&scope) = self.scopes.last() {
            let origin = (count(document.lines.len() - 1), scope);
            if document.origins.last() != Some(&origin) {
                document.origins.push(origin);
            }
        }
    }
}

/// Offsets are 32 bits: a generated text never reaches 4 GiB.
pub(super) fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_text_their_pieces_and_their_origins() {
        let (name, stages) = (Pointer::root().join("name"), Pointer::root().join("stages"));
        let mut sink = Sink::default();
        sink.put(Class::Comment, "# one\n# two\n");
        sink.enter(stages);
        sink.put(Class::Key, "a");
        sink.enter(stages.join(0));
        sink.put(Class::Text, " 'b'\n'c'");
        sink.leave();
        sink.also(name);
        sink.leave();
        let document = sink.finish();
        assert_eq!(document.line_count(), 4);
        assert_eq!(document.line(2), "a 'b'");
        assert_eq!(
            document.pieces(2),
            [(Class::Key, "a"), (Class::Text, " 'b'")]
        );
        assert_eq!(document.origins(2), [stages.join(0), stages]);
        assert_eq!(document.origins(3), [stages.join(0), name]);
        assert_eq!(document.lines_from("/stages"), [2, 3]);
        assert_eq!(document.lines_from("/name"), [3]);
        assert!(document.origins(0).is_empty());
    }

    #[test]
    fn a_blank_line_is_a_line() {
        let mut sink = Sink::default();
        sink.put(Class::Plain, "a\n");
        sink.put_bare("\n");
        sink.put(Class::Plain, "b");
        let document = sink.finish();
        assert_eq!(document.line_count(), document.text.lines().count());
        assert_eq!((document.line(1), document.line(2)), ("", "b"));
    }
}
