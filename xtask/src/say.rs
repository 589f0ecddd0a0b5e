//! What the person reads: plain lines on standard output, and times.

use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use crate::problem::Outcome;

/// Prints one line. A closed pipe (`cargo xtask test | head`) is no reason to panic.
pub(crate) fn say(line: &str) {
    // Words such as FAILED would mislead among the names of this crate's own tests.
    if cfg!(test) {
        return;
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{line}").ok();
    out.flush().ok();
}

/// Prints one line on standard error.
pub(crate) fn complain(line: &str) {
    writeln!(io::stderr().lock(), "{line}").ok();
}

/// Announces some work, does it, and prints how long it took.
pub(crate) fn timed<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    say(&format!("==> {what}"));
    let start = Instant::now();
    let outcome = work();
    let ending = if outcome.is_ok() { "done" } else { "FAILED" };
    say(&format!(
        "<== {what}: {ending} in {}",
        span(start.elapsed())
    ));
    outcome
}

/// A duration as `0.4 s` or `3 min 07 s`.
pub(crate) fn span(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_well_short_and_long() {
        assert_eq!(span(Duration::from_millis(420)), "0.4 s");
        assert_eq!(span(Duration::from_secs(187)), "3 min 07 s");
    }
}
