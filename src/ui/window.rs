//! A window on many equal rows: only those that are seen are drawn.

use std::ops::Range;

use crate::browser;
use crate::dom::Handle;
use crate::reactive::{RwSignal, effect};

/// Rows drawn beyond the edges, so that a quick scroll shows no gap.
const SPARE: usize = 8;

/// Where a scrolling box stands; a handle that copies.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) node: Handle,
    row: f64,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    /// Width of what is seen, in pixels.
    pub(crate) width: RwSignal<i32>,
}

impl Window {
    /// A window on rows of that height in pixels.
    pub(crate) fn new(row: f64) -> Self {
        let this = Self {
            node: Handle::new(),
            row,
            top: RwSignal::new(0.0),
            height: RwSignal::new(900.0),
            width: RwSignal::new(0),
        };
        effect(move || {
            if let Some(node) = this.node.get() {
                browser::watch_size(&node, move || this.measure());
            }
        });
        this
    }

    /// Reads the position; to be called when the box scrolls.
    pub(crate) fn measure(self) {
        if let Some(node) = self.node.get_untracked() {
            self.top.set(f64::from(node.scroll_top()));
            self.height.set(f64::from(node.client_height()));
            if self.width.get_untracked() != node.client_width() {
                self.width.set(node.client_width());
            }
        }
    }

    /// Where the box stands, in pixels.
    pub(crate) fn top(self) -> i32 {
        self.node
            .get_untracked()
            .map_or(0, |node| node.scroll_top())
    }

    /// Moves the box.
    pub(crate) fn scroll_to(self, top: i32) {
        if let Some(node) = self.node.get_untracked() {
            node.set_scroll_top(top);
            self.measure();
        }
    }

    /// The rows to draw; moves in strides, so that most scrolling draws nothing.
    pub(crate) fn rows(self, count: usize) -> Range<usize> {
        let first = to_count(self.top.get() / self.row) / SPARE * SPARE;
        let seen = to_count(self.height.get() / self.row) + 1;
        let start = first.saturating_sub(SPARE).min(count);
        start..(first + seen + 2 * SPARE).min(count)
    }

    /// Whether a row is wholly in sight.
    pub(crate) fn sees(self, row: usize) -> bool {
        let (from, top) = (self.offset(row), self.top.get_untracked());
        from >= top && from + self.row <= top + self.height.get_untracked()
    }

    /// Brings a row into sight, at that part of the height from the top, unless it is seen already.
    pub(crate) fn show(self, row: usize, part: f64) {
        if !self.sees(row) {
            let room = (self.height.get_untracked() - self.row).max(0.0);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a cast from a float saturates"
            )]
            let top = (self.offset(row) - room * part) as i32;
            self.scroll_to(top.max(0));
        }
    }

    /// Brings a row into sight with as little movement as possible.
    pub(crate) fn nudge(self, row: usize) {
        let above = self.offset(row) < self.top.get_untracked();
        self.show(row, if above { 0.0 } else { 1.0 });
    }

    #[expect(clippy::cast_precision_loss, reason = "no list has 2^52 rows")]
    fn offset(self, row: usize) -> f64 {
        row as f64 * self.row
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from a float saturates"
)]
fn to_count(value: f64) -> usize {
    value as usize
}
