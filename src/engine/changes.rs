//! Which lines of a file an edit changed.

use super::Change;
use crate::text::Document;

/// A line that an edit changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) line: usize,
    pub(super) change: Change,
    /// The line that stood where this one stands, or that is gone.
    pub(super) old: usize,
}

/// How far ahead a line is looked for when the files go apart.
pub(super) const AHEAD: usize = 80;

/// The lines of `new` that are not as in `old`, in order.
pub(super) fn changes(old: &Document, new: &Document) -> Vec<Changed> {
    if old.text == new.text {
        return Vec::new();
    }
    let same = |a: usize, b: usize| old.line(a) == new.line(b);
    let (mut old_end, mut new_end) = (old.line_count(), new.line_count());
    while old_end > 0 && new_end > 0 && same(old_end - 1, new_end - 1) {
        (old_end, new_end) = (old_end - 1, new_end - 1);
    }
    let mut changes: Vec<Changed> = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < old_end && b < new_end {
        if same(a, b) {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (gone, come) = resync(old_end - a, new_end - b, |gone, come| {
            is_telling(new.line(b + come)) && same(a + gone, b + come)
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
    changes: &mut Vec<Changed>,
    (old, at): (usize, usize),
    (gone, come): (usize, usize),
    kept: impl Fn(usize) -> bool,
) {
    let new = (0..come).filter(|line| *line >= gone || !kept(*line));
    changes.extend(new.map(|line| {
        let change = if line < gone {
            Change::Changed
        } else {
            Change::Added
        };
        Changed {
            line: at + line,
            change,
            old: old + line,
        }
    }));
    if gone > 0 && come == 0 {
        changes.push(Changed {
            line: at,
            change: Change::Removed,
            old,
        });
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
