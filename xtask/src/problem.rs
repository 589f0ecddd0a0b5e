//! The one error of this crate: a sentence that says what to do.

use std::fmt;
use std::io;

/// Something that stops a command, worded for the person who reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem(String);

/// What every fallible function here returns.
pub(crate) type Outcome<T> = Result<T, Problem>;

impl Problem {
    /// A problem in these words.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// A problem that the operating system reported while `doing` something.
    pub(crate) fn io(doing: &str, error: &io::Error) -> Self {
        Self(format!("could not {doing}: {error}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
