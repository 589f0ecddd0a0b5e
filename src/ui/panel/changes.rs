//! Which lines of a file an edit changed.

use gateway_studio::text::Document;

/// How far ahead a line is looked for when the files go apart.
const AHEAD: usize = 80;

/// What an edit did to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Added,
    Changed,
    /// Lines that stood before this one are gone.
    Removed,
}

impl Change {
    /// Its class and the sign in the gutter.
    pub(super) const fn sign(self) -> (&'static str, &'static str) {
        match self {
            Self::Added => ("added", "+"),
            Self::Changed => ("changed", "~"),
            Self::Removed => ("removed", "-"),
        }
    }
}

/// The lines of `new` that are not as in `old`, in order.
pub(super) fn changes(old: &Document, new: &Document) -> Vec<(usize, Change)> {
    if old.text == new.text {
        return Vec::new();
    }
    let (old_count, new_count) = (old.line_count(), new.line_count());
    let same = |a: usize, b: usize| old.line(a) == new.line(b);
    let mut changes: Vec<(usize, Change)> = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < old_count && b < new_count {
        if same(a, b) {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (gone, come) = resync(old_count - a, new_count - b, |gone, come| {
            same(a + gone, b + come)
        });
        let paired = gone.min(come);
        changes.extend((0..come).map(|line| {
            (
                b + line,
                if line < paired {
                    Change::Changed
                } else {
                    Change::Added
                },
            )
        }));
        if come == 0 {
            changes.push((b + come, Change::Removed));
        }
        (a, b) = (a + gone, b + come);
    }
    changes.extend((b..new_count).map(|line| (line, Change::Added)));
    if a < old_count && new_count > 0 {
        changes.push((new_count - 1, Change::Removed));
    }
    changes
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
    // Nothing alike nearby: one line for one line, and on.
    (1, 1)
}
