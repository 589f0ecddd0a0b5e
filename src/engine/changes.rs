//! Which lines of a file an edit changed.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use super::{Change, small};
use crate::text::Document;

/// Lines behind each other that an edit changed in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    line: u32,
    count: u32,
    change: Change,
    /// The line that stood where the first one stands, or that is gone; those behind it follow.
    old: u32,
}

/// The lines that an edit changed, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes(Vec<Run>);

impl Changes {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|run| run.count as usize).sum()
    }

    /// The first one.
    pub(super) fn first(&self) -> Option<usize> {
        self.0.first().map(|run| run.line as usize)
    }

    /// What became of a line, and which one stood there before.
    pub(super) fn at(&self, line: usize) -> Option<(Change, usize)> {
        let place = self
            .0
            .partition_point(|run| (run.line + run.count) as usize <= line);
        let run = self.0.get(place)?;
        let inside = line.checked_sub(run.line as usize)?;
        Some((run.change, run.old as usize + inside))
    }

    /// Those before a line.
    pub(super) fn before(mut self, line: usize) -> Self {
        self.0.retain(|run| (run.line as usize) < line);
        if let Some(last) = self.0.last_mut() {
            last.count = last.count.min(small(line) - last.line);
        }
        self
    }

    fn push(&mut self, line: usize, change: Change, old: usize) {
        let (line, old) = (small(line), small(old));
        match self.0.last_mut() {
            Some(last)
                if last.change == change
                    && change != Change::Removed
                    && (last.line + last.count, last.old + last.count) == (line, old) =>
            {
                last.count += 1;
            }
            _ => self.0.push(Run {
                line,
                count: 1,
                change,
                old,
            }),
        }
    }
}

/// How far ahead a line is looked for when the files go apart.
pub(super) const AHEAD: usize = 80;

/// What tells a line from others: of two that differ it is the same once in two thousand million.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Digest(u32);

impl Digest {
    /// Those of all lines.
    pub(super) fn of_lines(document: &Document) -> Vec<Self> {
        document.map_lines(|line| {
            let mut hasher = FxHasher::default();
            hasher.write(line.as_bytes());
            let hash = u32::try_from(hasher.finish() % (1 << 31)).unwrap_or_default();
            Self((hash << 1) | u32::from(is_telling(line)))
        })
    }

    const fn is_telling(self) -> bool {
        self.0 % 2 == 1
    }
}

/// How many lines of `new` are not as in `old`.
pub(super) fn count(old: &[Digest], new: &[Digest]) -> usize {
    let ends = (old.len(), new.len());
    let is_telling = |line: usize| new[line].is_telling();
    differences(ends, |a, b| old[a] == new[b], is_telling).count()
}

/// The lines of `new` that are not as in `old`.
pub(super) fn changes(old: &Document, new: &Document) -> Changes {
    let ends = (old.line_count(), new.line_count());
    let is_same = |a, b| old.line(a) == new.line(b);
    differences(ends, is_same, |line| is_telling(new.line(line)))
}

fn differences(
    (mut old_end, mut new_end): (usize, usize),
    same: impl Fn(usize, usize) -> bool,
    is_telling: impl Fn(usize) -> bool,
) -> Changes {
    while old_end > 0 && new_end > 0 && same(old_end - 1, new_end - 1) {
        (old_end, new_end) = (old_end - 1, new_end - 1);
    }
    let mut changes = Changes::default();
    let (mut a, mut b) = (0, 0);
    while a < old_end && b < new_end {
        if same(a, b) {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (gone, come) = resync(old_end - a, new_end - b, |gone, come| {
            is_telling(b + come) && same(a + gone, b + come)
        });
        mark(&mut changes, (a, b), (gone, come), |line| {
            same(a + line, b + line)
        });
        (a, b) = (a + gone, b + come);
    }
    let rest = |line| same(a + line, b + line);
    let left = (old_end - a, new_end - b);
    mark(&mut changes, (a, b), left, rest);
    changes
}

/// Marks `come` lines from `at` on, which stand where `gone` lines stood, some of them `kept`.
fn mark(
    changes: &mut Changes,
    (old, at): (usize, usize),
    (gone, come): (usize, usize),
    kept: impl Fn(usize) -> bool,
) {
    for line in (0..come).filter(|line| *line >= gone || !kept(*line)) {
        let change = if line < gone {
            Change::Changed
        } else {
            Change::Added
        };
        changes.push(at + line, change, old + line);
    }
    if gone > 0 && come == 0 {
        changes.push(at, Change::Removed, old);
    }
}

/// Blank lines and lone brackets stand everywhere: that they are alike says nothing.
fn is_telling(line: &str) -> bool {
    line.trim().len() > 3
}

/// How many lines went and came until both files go on alike.
fn resync(old_left: usize, new_left: usize, same: impl Fn(usize, usize) -> bool) -> (usize, usize) {
    for distance in 1..=AHEAD {
        for gone in 0..=distance {
            let come = distance - gone;
            if gone < old_left && come < new_left && same(gone, come) {
                return (gone, come);
            }
        }
    }
    // Nothing alike nearby: one line for one line, and on; at the end all that is left.
    if old_left.max(new_left) <= AHEAD {
        (old_left, new_left)
    } else {
        (1, 1)
    }
}
