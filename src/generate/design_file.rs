//! The design itself, so that a folder of files can be opened again.

use super::{Generator, Target, always, nothing_lost};
use crate::model::{self, Design};
use crate::text::json::seen;
use crate::text::{Class, Document, Sink};

pub(super) const GENERATOR: Generator = Generator {
    path: "design.json",
    target: Target::Design,
    executable: false,
    applies: always,
    print,
    lost: nothing_lost,
};

fn print(design: &Design) -> Document {
    let mut sink = Sink::default();
    model::write_lines(design, |line| sink.put(Class::Plain, &seen(line)));
    sink.finish()
}
