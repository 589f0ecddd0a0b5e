//! The way to a line: to the next one with a text in it, or to the next that a field made, through the files.

use super::message::{Goal, Look, Seek, Tell};
use super::printed::Printed;
use super::view::{View, lines_with};
use super::{Done, Engine, Task, small};
use crate::generate::GENERATORS;
use crate::text::Document;

/// A line that is being looked for, and how many files were passed on the way.
pub(super) struct Way {
    seek: Seek,
    passed: usize,
}

impl Way {
    pub(super) fn new(seek: Seek) -> Self {
        Self { seek, passed: 0 }
    }
}

impl Engine {
    /// Looks into the next file.
    pub(super) fn seek(&mut self) -> Done {
        let Some(Way { seek, passed }) = self.way.take() else {
            return Done::Quiet;
        };
        let count = GENERATORS.len();
        // The last one is the first again, from its other end.
        if passed > count || (seek.field.is_empty() && passed > 0) {
            return Done::Tell(Tell::Goal(self.around(&seek).unwrap_or_default()));
        }
        let steps = if seek.back {
            count - passed % count
        } else {
            passed
        };
        let file = (seek.file as usize + steps) % count;
        let printed = Printed::or_new(self.now.as_ref(), file, &self.design);
        let goal = printed.and_then(|printed| {
            let view = self.seen(&printed);
            let from = seek.from.filter(|_| passed == 0);
            let from = from.map(|row| view.line(row as usize));
            let (number, line) = next(&wanted(&printed.document, &seek), from, &seek)?;
            Some(Goal {
                file: Some(small(file)),
                row: small(view.row(line)),
                line: small(line + 1),
                number: small(number + 1),
            })
        });
        if let Some(goal) = goal {
            return Done::Tell(Tell::Goal(goal));
        }
        self.way = Some(Way {
            seek,
            passed: passed + 1,
        });
        self.todo.insert(Task::Seek);
        Done::Quiet
    }

    /// A file in rows as wide as they are looked at.
    fn seen(&self, printed: &Printed) -> View {
        let path = GENERATORS[printed.file].path;
        let look = Look {
            wrap: self.look.as_ref().map_or(0, |look| look.wrap_of(path)),
            ..Look::default()
        };
        View::new(&printed.document, &look)
    }

    /// In the file that is looked at, the first line of what a field belongs to that no file has a line of.
    fn around(&self, seek: &Seek) -> Option<Goal> {
        let file = seek.file as usize;
        let printed = Printed::or_new(self.now.as_ref(), file, &self.design)?;
        let about = printed.document.lines_about(&seek.field);
        let line = *about.first().filter(|_| !seek.field.is_empty())?;
        Some(Goal {
            file: Some(seek.file),
            row: small(self.seen(&printed).row(line)),
            line: small(line + 1),
            number: 1,
        })
    }
}

/// The lines of a document that are meant: of a run that a field made the first.
fn wanted(document: &Document, seek: &Seek) -> Vec<usize> {
    if seek.field.is_empty() {
        let found = lines_with(document, &seek.search);
        return found.into_iter().map(|line| line as usize).collect();
    }
    let lines = document.lines_from(&seek.field);
    let is_first = |place: usize| place == 0 || lines[place - 1] + 1 != lines[place];
    (0..lines.len())
        .filter(|place| is_first(*place))
        .map(|place| lines[place])
        .collect()
}

/// The next of some lines, and which of them it is; a search begins again at the other end.
fn next(lines: &[usize], from: Option<usize>, seek: &Seek) -> Option<(usize, usize)> {
    let ends = if seek.back {
        lines.len().checked_sub(1)
    } else {
        Some(0)
    };
    let place = match from {
        None => ends,
        Some(from) if seek.back => lines.partition_point(|line| *line < from).checked_sub(1),
        Some(from) => Some(lines.partition_point(|line| *line <= from)),
    };
    let found = |place: usize| lines.get(place).map(|line| (place, *line));
    let again = || ends.filter(|_| seek.field.is_empty()).and_then(found);
    place.and_then(found).or_else(again)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_goes_around_and_the_way_of_a_field_goes_on_elsewhere() {
        let way = |from, back, field: &str| {
            let field = field.to_owned();
            let seek = Seek {
                back,
                field,
                ..Seek::default()
            };
            next(&[3, 7, 9], from, &seek).map(|(_, line)| line)
        };
        assert_eq!(way(None, false, ""), Some(3));
        assert_eq!(way(None, true, ""), Some(9));
        assert_eq!(way(Some(3), false, ""), Some(7));
        assert_eq!(way(Some(7), true, ""), Some(3));
        assert_eq!(way(Some(9), false, ""), Some(3));
        assert_eq!(way(Some(3), true, ""), Some(9));
        assert_eq!(way(Some(9), false, "/name"), None);
        assert_eq!(way(Some(3), true, "/name"), None);
    }
}
