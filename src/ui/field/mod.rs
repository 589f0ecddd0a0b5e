//! Inputs that know their label, their help, their place in the design and what is wrong there.
//!
//! The pointer of a field is its DOM id, so that findings and lines of files can lead to it.

mod draw;
mod frame;
mod index;
mod input;
pub(crate) mod table;
mod value;

use gateway_studio::diagnostic::Pointer;

pub(crate) use draw::{add_button, append, delete, draw, free_name, remove_button, typed};
pub(crate) use frame::group;
pub(crate) use index::{Found, index};
pub(crate) use input::LONGEST;
pub(crate) use table::{Chip, below};
pub(crate) use value::{is_set, item, length, text};

use crate::words::Word;

/// What a field says about itself.
#[derive(Clone, Copy)]
pub(crate) struct About {
    /// Its label, which is also the name of the step in the history.
    pub(crate) label: Word,
    /// One sentence in plain words.
    pub(crate) help: Option<Word>,
    /// The word of AWS or of the tool.
    pub(crate) term: &'static str,
    /// Where its value stands in the design.
    pub(crate) at: Pointer,
}

impl About {
    /// A field with a label.
    pub(crate) fn new(label: Word, at: Pointer) -> Self {
        Self {
            label,
            help: None,
            term: "",
            at,
        }
    }

    /// The same with help.
    pub(crate) fn help(self, help: Word) -> Self {
        Self {
            help: Some(help),
            ..self
        }
    }

    /// The same with the term of AWS.
    pub(crate) fn term(self, term: &'static str) -> Self {
        Self { term, ..self }
    }

    /// The DOM id of its control.
    pub(crate) fn id(&self) -> String {
        self.at.to_string()
    }
}
