//! Inputs that know their label, their help, their place in the design and what is wrong there.
//!
//! The pointer of a field is its DOM id, so that findings and lines of files can lead to it.

mod choice;
mod frame;
mod input;
mod list;
mod number;
mod select;
mod text;
mod toggle;

use std::sync::Arc;

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::Design;

pub(crate) use choice::{Chip, Pick, chips, choice};
pub(crate) use frame::group;
pub(crate) use list::{lines, pairs, variables};
pub(crate) use number::{NumberField, whole};
pub(crate) use select::select;
pub(crate) use text::TextField;
pub(crate) use toggle::toggle;

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

type Get<T> = dyn Fn(&Design) -> T + Send + Sync;
type Set<T> = dyn Fn(&mut Design, T) + Send + Sync;

/// How to read one value of a design and how to write it.
pub(crate) struct Lens<T> {
    get: Arc<Get<T>>,
    set: Arc<Set<T>>,
}

impl<T> Clone for Lens<T> {
    fn clone(&self) -> Self {
        Self {
            get: Arc::clone(&self.get),
            set: Arc::clone(&self.set),
        }
    }
}

impl<T> Lens<T> {
    /// A lens of two functions.
    pub(crate) fn new(
        get: impl Fn(&Design) -> T + Send + Sync + 'static,
        set: impl Fn(&mut Design, T) + Send + Sync + 'static,
    ) -> Self {
        Self {
            get: Arc::new(get),
            set: Arc::new(set),
        }
    }

    /// The value in a design.
    pub(crate) fn read(&self, design: &Design) -> T {
        (self.get)(design)
    }
}

type Read<N> = dyn Fn(&Design) -> Option<&N> + Send + Sync;
type Write<N> = dyn Fn(&mut Design) -> Option<&mut N> + Send + Sync;

/// How to reach a part of a design, when it is there.
pub(crate) struct Reach<N> {
    read: Arc<Read<N>>,
    write: Arc<Write<N>>,
}

impl<N> Clone for Reach<N> {
    fn clone(&self) -> Self {
        Self {
            read: Arc::clone(&self.read),
            write: Arc::clone(&self.write),
        }
    }
}

/// The whole design, where every reach begins.
pub(crate) fn design() -> Reach<Design> {
    Reach {
        read: Arc::new(|design: &Design| Some(design)),
        write: Arc::new(|design: &mut Design| Some(design)),
    }
}

impl<N: 'static> Reach<N> {
    /// The part in a design.
    pub(crate) fn get<'a>(&self, design: &'a Design) -> Option<&'a N> {
        (self.read)(design)
    }

    /// The part in a design, to change it.
    pub(crate) fn get_mut<'a>(&self, design: &'a mut Design) -> Option<&'a mut N> {
        (self.write)(design)
    }

    /// A part that is always there.
    pub(crate) fn part<M: 'static>(
        &self,
        read: fn(&N) -> &M,
        write: fn(&mut N) -> &mut M,
    ) -> Reach<M> {
        let this = self.clone();
        Reach {
            read: Arc::new(move |design| (this.read)(design).map(read)),
            write: Arc::new(move |design| (this.write)(design).map(write)),
        }
    }

    /// A part that may be missing.
    pub(crate) fn some<M: 'static>(
        &self,
        read: fn(&N) -> Option<&M>,
        write: fn(&mut N) -> Option<&mut M>,
    ) -> Reach<M> {
        let this = self.clone();
        Reach {
            read: Arc::new(move |design| (this.read)(design).and_then(read)),
            write: Arc::new(move |design| (this.write)(design).and_then(write)),
        }
    }

    /// One value of it.
    pub(crate) fn lens<T: Default + 'static>(
        &self,
        get: fn(&N) -> T,
        set: fn(&mut N, T),
    ) -> Lens<T> {
        let Self { read, write } = self.clone();
        Lens::new(
            move |design| read(design).map(get).unwrap_or_default(),
            move |design, value| {
                if let Some(part) = write(design) {
                    set(part, value);
                }
            },
        )
    }
}

impl<I: 'static> Reach<Vec<I>> {
    /// One item.
    pub(crate) fn item(&self, index: usize) -> Reach<I> {
        let this = self.clone();
        Reach {
            read: Arc::new(move |design| (this.read)(design).and_then(|list| list.get(index))),
            write: Arc::new(move |design| {
                (this.write)(design).and_then(|list| list.get_mut(index))
            }),
        }
    }
}
