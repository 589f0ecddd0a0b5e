//! What is to be said about a file that was read.

use std::borrow::Cow;

use super::node::Place;
use crate::diagnostic::{Sentence, Severity};
use crate::words::Language;

/// A finding about a place in a file: what is there, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What speaks, for instance `yaml-malformed`.
    pub code: Cow<'static, str>,
    /// An error when the file could not be read, a warning when something of it is lost, information when the
    /// design says it in another way.
    pub severity: Severity,
    /// Where it is.
    pub at: Place,
    /// What is, in one line, lower case, values in backticks.
    pub message: Sentence,
    /// What to do about it.
    pub help: Option<Sentence>,
}

impl Finding {
    /// A finding without help.
    pub fn new(code: &'static str, severity: Severity, at: Place, message: Sentence) -> Self {
        Self {
            code: Cow::Borrowed(code),
            severity,
            at,
            message,
            help: None,
        }
    }

    /// The same finding with a sentence that says what to do.
    #[must_use]
    pub fn help(mut self, help: Sentence) -> Self {
        self.help = Some(help);
        self
    }

    /// One line for a terminal: `template.yaml:3:7: warning key-unknown: …; help`.
    ///
    /// Control characters of what a file holds are escaped, so it stays one line.
    pub fn line(&self, file: &str, language: Language) -> String {
        let Place { line, column, .. } = self.at;
        let severity = self.severity.as_str();
        let mut text = format!(
            "{file}:{line}:{column}: {severity} {}: {}",
            self.code,
            self.message.get(language)
        );
        if let Some(help) = &self.help {
            text.push_str(language.joint());
            text.push_str(help.get(language));
        }
        crate::diagnostic::escaped(&text)
    }
}

/// How many keys of the files were read, and what became of them. The three add up to all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The design says them.
    pub represented: usize,
    /// They go back out in the same file.
    pub kept: usize,
    /// A finding says why they are lost.
    pub reported: usize,
}

impl Counts {
    /// All keys.
    pub const fn all(self) -> usize {
        self.represented + self.kept + self.reported
    }
}
