//! A generated text that knows where each line came from.

use std::hash::Hasher as _;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::chunks::Chunks;
use super::hidden::one_line;
use super::lines::{Lines, Writing};
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

/// A finished text with its classes and origins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    lines: Lines,
    /// Bytes of the text.
    length: usize,
    /// The fields that made lines, as numbers of pointers: those of one line stand behind each other, and hold for the
    /// lines after it until others are named.
    origins: Chunks<(u32, u32)>,
    pointers: Origins,
}

/// No field made a line.
const NOBODY: u32 = u32::MAX;

/// The bit of a pointer's number that says that a line has a further field there, beside the one that it is about.
const FURTHER: u32 = 1 << 31;

/// The nearness of what lies at a JSON Pointer or below it.
fn whole(at: &str) -> usize {
    2 * at.matches('/').count() + 1
}

impl Document {
    /// The text: LF line ends, final newline.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.length);
        for number in 0..self.line_count() {
            text.push_str(self.line(number));
            text.push('\n');
        }
        text
    }

    /// Whether both say the same, wherever it comes from.
    pub fn is_same_text(&self, other: &Self) -> bool {
        let is_same = |number| self.line(number) == other.line(number);
        self.line_count() == other.line_count() && (0..self.line_count()).all(is_same)
    }

    /// Bytes of the text.
    pub const fn length(&self) -> usize {
        self.length
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> usize {
        self.lines.count()
    }

    /// A line without its end; empty past the last one.
    pub fn line(&self, number: usize) -> &str {
        self.lines.get(number)
    }

    /// Something of every line, found out once of each that differs.
    pub fn map_lines<T: Copy>(&self, what: impl Fn(&str) -> T) -> Vec<T> {
        self.lines.map(what)
    }

    /// The pieces of a line in order, without gaps.
    pub fn pieces(&self, number: usize) -> Vec<(Class, &str)> {
        self.lines.pieces(number)
    }

    /// The fields of the design that made a line: the nearest of those that it is about first, and further ones behind.
    pub fn origins(&self, number: usize) -> Vec<Pointer> {
        let mut found: Vec<(u32, Pointer)> = self.pointers_of(number).collect();
        found.sort_by_key(|(further, pointer)| {
            (*further, std::cmp::Reverse(pointer.segments().len()))
        });
        found.into_iter().map(|(_, pointer)| pointer).collect()
    }

    /// The same in the order in which they were noted, each with [`FURTHER`] or nothing.
    fn pointers_of(&self, number: usize) -> impl Iterator<Item = (u32, Pointer)> {
        let is_before = |(line, _): (u32, u32)| line as usize <= number;
        let of_line = self.run_before(self.origins.partition_point(is_before));
        let known = of_line.filter_map(|place| self.origins.get(place));
        let known = known.filter(|(_, pointer)| *pointer != NOBODY);
        known.map(|(_, pointer)| (pointer & FURTHER, self.pointers.get(pointer & !FURTHER)))
    }

    /// The lines that came from the field at a JSON Pointer or from something inside it, in order.
    pub fn lines_from(&self, at: &str) -> Vec<usize> {
        self.nearest_lines(at, whole(at))
    }

    /// The same; where there are none, those that came from the nearest thing around the field, and of these rather
    /// those of the thing itself than of something else in it: what has its default is often not written, and what it
    /// belongs to is. A list in which many things stand tells nothing of one of them.
    pub fn lines_about(&self, at: &str) -> Vec<usize> {
        let is_of_list = at
            .split('/')
            .nth(2)
            .is_some_and(|step| step.parse::<u32>().is_ok());
        let least = if is_of_list { 2 } else { 1 };
        let least = (2 * least).min(whole(at));
        self.nearest_lines(at, least)
    }

    /// The lines that came from what is nearest to a JSON Pointer, when that is near enough ([`Origins::nearness`]).
    fn nearest_lines(&self, at: &str, least: usize) -> Vec<usize> {
        let near = self.pointers.nearness(at);
        let of_pointer = |pointer: u32| match near.get((pointer & !FURTHER) as usize) {
            Some(near) if pointer != NOBODY => usize::from(*near),
            _ => 0,
        };
        let nearest = self
            .origins
            .iter()
            .map(|(_, pointer)| of_pointer(pointer))
            .max();
        let Some(nearest) = nearest.filter(|near| *near >= least) else {
            return Vec::new();
        };
        let mut lines: Vec<usize> = Vec::new();
        let (mut first, mut is_meant) = (0, false);
        for (line, pointer) in self.origins.iter() {
            let line = line as usize;
            if line > first {
                lines.extend((first..line).filter(|_| is_meant));
                (first, is_meant) = (line, false);
            }
            is_meant |= of_pointer(pointer) == nearest;
        }
        lines.extend((first..self.line_count()).filter(|_| is_meant));
        lines
    }

    /// Lets every origin be another one.
    pub fn move_origins(&mut self, to: &impl Fn(Pointer) -> Pointer) {
        let mut moved = Origins::default();
        let known = self
            .origins
            .iter_mut()
            .filter(|(_, pointer)| *pointer != NOBODY);
        for (_, pointer) in known {
            let further = *pointer & FURTHER;
            *pointer = further | moved.put(to(self.pointers.get(*pointer & !FURTHER)));
        }
        moved.close();
        self.pointers = moved;
    }

    /// Forgets all but the lines, for who compares these alone.
    pub fn forget_origins(&mut self) {
        self.lines.forget_pieces();
        self.origins = Chunks::default();
        self.pointers = Origins::default();
    }

    /// Notes of which fields the line came that is put next, of which nothing is left.
    fn put_origins(&mut self, fields: &mut Vec<u32>) {
        if fields.is_empty() {
            fields.push(NOBODY);
        }
        let last = self.run_before(self.origins.len());
        let last = last.filter_map(|place| self.origins.get(place));
        if !last.map(|(_, pointer)| pointer).eq(fields.iter().copied()) {
            let line = count(self.line_count());
            let fields = fields.iter().map(|pointer| (line, *pointer));
            fields.for_each(|origin| self.origins.push(origin));
        }
        fields.clear();
    }

    /// The places of the origins of one line that end there.
    fn run_before(&self, end: usize) -> Range<usize> {
        let line = |place: usize| self.origins.get(place).map(|(line, _)| line);
        let mut start = end;
        while start > 0 && line(start - 1) == line(end - 1) {
            start -= 1;
        }
        start..end
    }
}

/// Where printers write.
#[derive(Debug, Default)]
pub struct Sink {
    document: Document,
    scopes: Vec<u32>,
    /// The line that is being written, and whether it has ended: what is said of it may follow.
    line: Writing,
    fields: Vec<u32>,
    state: State,
    /// Only the length is wanted: how many bytes there are, line ends among them, and how many of these are the last bytes.
    counted: Option<Counted>,
    /// So many lines are enough, when only the beginning is wanted.
    enough: Option<usize>,
}

/// How far the line is that is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// There is none.
    #[default]
    None,
    Begun,
    Ended,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    bytes: usize,
    line_ends: usize,
    last_line_ends: usize,
}

impl Counted {
    fn add(&mut self, text: &str) {
        let is_end = |byte: &u8| *byte == b'\n';
        let last = text.bytes().rev().take_while(is_end).count();
        self.last_line_ends = if last == text.len() {
            self.last_line_ends + last
        } else {
            last
        };
        self.line_ends += text.bytes().filter(is_end).count();
        self.bytes += text.len();
    }
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
        let begun = usize::from(self.state != State::None);
        self.enough
            .is_some_and(|enough| self.document.line_count() + begun > enough)
    }

    /// One that keeps nothing, for who only wants to know how long the text is.
    pub fn bare() -> Self {
        Self {
            counted: Some(Counted::default()),
            ..Self::default()
        }
    }

    /// Whether nothing is kept.
    pub const fn is_bare(&self) -> bool {
        self.counted.is_some()
    }

    /// Appends text of one class. Line ends in it start new lines.
    pub fn put(&mut self, class: Class, text: &str) {
        if let Some(counted) = &mut self.counted {
            return counted.add(text);
        }
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

    /// Appends one comment line without its end; hidden characters are seen in it.
    pub fn put_comment(&mut self, mark: &str, line: &str) {
        let line = format!("{mark} {}", one_line(line));
        self.put(Class::Comment, line.trim_end());
    }

    /// Appends punctuation that belongs to what stands before it, whatever the scope.
    pub fn put_bare(&mut self, text: &str) {
        if let Some(counted) = &mut self.counted {
            return counted.add(text);
        }
        if self.is_full() {
            return;
        }
        self.begin_line();
        self.push(Class::Plain, text);
    }

    /// What is written until [`Sink::leave`] comes from `at`.
    pub fn enter(&mut self, at: Pointer) {
        if self.is_bare() {
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
        if self.is_bare() || self.is_full() {
            return;
        }
        self.fields.push(FURTHER | self.document.pointers.put(at));
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        match self.counted {
            Some(counted) => counted.bytes == 0,
            None => self.state == State::None,
        }
    }

    /// Bytes on the line being written.
    pub fn column(&self) -> usize {
        match self.state {
            State::Begun => self.line.text.len(),
            State::None | State::Ended => 0,
        }
    }

    /// The finished document, with exactly one final newline.
    pub fn finish(mut self) -> Document {
        debug_assert!(!self.is_bare(), "nothing was kept");
        self.put_line();
        let document = &mut self.document;
        while let Some(last) = document.line_count().checked_sub(1)
            && document.line(last).is_empty()
        {
            document.lines.pop();
            document.length -= 1;
        }
        let lines = document.line_count();
        let is_gone = |(line, _): (u32, u32)| line as usize >= lines;
        while document.origins.last().is_some_and(is_gone) {
            document.origins.pop();
        }
        document.origins.close();
        document.pointers.close();
        document.lines.close();
        self.document
    }

    /// Lines and bytes of what a sink was told that keeps nothing, if it were finished.
    pub fn counted(&self) -> (usize, usize) {
        let counted = self.counted.unwrap_or_default();
        match counted.bytes - counted.last_line_ends {
            0 => (0, 0),
            bytes => (counted.line_ends - counted.last_line_ends + 1, bytes + 1),
        }
    }

    /// Counts so many lines of that many bytes after `indent`.
    pub fn count_lines(&mut self, indent: usize, (lines, bytes): (usize, usize)) {
        if let Some(counted) = &mut self.counted
            && lines > 0
        {
            counted.bytes += bytes + lines * indent;
            counted.line_ends += lines;
            counted.last_line_ends = 0;
        }
    }

    /// Appends the lines of a document after `indent`, each from where it came; what is being written ends before them.
    pub fn put_lines(&mut self, indent: usize, lines: &Document) {
        let spaces = " ".repeat(indent);
        for number in 0..lines.line_count() {
            self.put_bare("\n");
            if self.is_full() {
                return;
            }
            self.begin_line();
            self.push(Class::Plain, &spaces);
            for (class, text) in lines.pieces(number) {
                self.push(class, text);
            }
            for (further, pointer) in lines.pointers_of(number) {
                self.fields
                    .push(further | self.document.pointers.put(pointer));
            }
        }
    }

    /// Notes where a line starts.
    fn begin_line(&mut self) {
        if self.state == State::Ended {
            self.put_line();
        }
        self.state = State::Begun;
    }

    /// Goes on with the line, and ends it where the text does.
    fn push(&mut self, class: Class, text: &str) {
        let inside = text.strip_suffix('\n');
        self.line.push(class, inside.unwrap_or(text));
        if inside.is_some() {
            self.state = State::Ended;
        }
    }

    /// Keeps the line that was written.
    fn put_line(&mut self) {
        if self.state == State::None {
            return;
        }
        self.document.put_origins(&mut self.fields);
        self.document.length += self.line.text.len() + 1;
        self.document.lines.push(&mut self.line);
        self.state = State::None;
    }

    fn put_piece(&mut self, class: Class, piece: &str) {
        self.begin_line();
        self.push(class, piece);
        if let Some(&scope) = self.scopes.last()
            && self.fields.last() != Some(&scope)
        {
            self.fields.push(scope);
        }
    }
}

/// One of so many places, by what a hash says.
pub(super) fn place_of(hasher: &FxHasher, places: usize) -> usize {
    // Its last bits are mixed best.
    let last = usize::try_from(hasher.finish() & u64::from(u32::MAX));
    last.unwrap_or_default() % places
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
        assert_eq!(document.line_count(), document.text().lines().count());
        assert_eq!((document.line(1), document.line(2)), ("", "b"));
    }
}
