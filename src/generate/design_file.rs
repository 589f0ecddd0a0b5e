//! The design itself, so that a folder of files can be opened again.
//!
//! Says what [`model::write`] says, with a colour and a field for each line.

use serde_json::Value;

use super::{Generator, Target, always, nothing_lost};
use crate::diagnostic::Pointer;
use crate::model::Design;
use crate::model::part::{Inside, Part, View};
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
    let mut printer = Printer::default();
    printer.part(design, Pointer::root());
    printer.sink.finish()
}

/// Prints parts as JSON, two spaces a level.
#[derive(Default)]
struct Printer {
    sink: Sink,
    depth: usize,
}

impl Printer {
    /// A part that stands at a place.
    fn part(&mut self, part: &dyn Part, at: Pointer) {
        match part.view() {
            View::Null => self.sink.put(Class::Number, "null"),
            View::Bool(value) => self.shown(&value.into()),
            View::Int(value) => self.shown(&value.into()),
            View::Number(value) => self.shown(&value.into()),
            View::Text(text) => self.text(Class::Text, text),
            View::Json(value) => self.value(value),
            View::List(length) => {
                let items = (0..length).filter_map(|place| part.part(place)).enumerate();
                self.body(["[", "]"], items, |printer, (place, item)| {
                    printer.at(at.join(place), |printer, at| printer.part(item, at));
                });
            }
            View::Fields(names) => self.fields(part, names, at),
            View::Variant(variant) => match variant.inside {
                Inside::Nothing => self.text(Class::Text, variant.name),
                Inside::Part => self.variant(variant.name, at, |printer, at| {
                    if let Some(inside) = part.part(0) {
                        printer.part(inside, at);
                    }
                }),
                Inside::Fields(names) => self.variant(variant.name, at, |printer, at| {
                    printer.fields(part, names, at);
                }),
            },
        }
    }

    /// An object with the fields of a part that are written.
    fn fields(&mut self, part: &dyn Part, names: &'static [&'static str], at: Pointer) {
        let fields = names.iter().enumerate();
        let written = fields.filter(|(_, name)| part.is_written(name));
        let parts = written.filter_map(|(place, name)| Some((*name, part.part(place)?)));
        self.body(["{", "}"], parts, |printer, (name, inside)| {
            printer.at(at.join(name), |printer, at| {
                printer.key(name);
                printer.part(inside, at);
            });
        });
    }

    /// An object with one key.
    fn variant(&mut self, name: &'static str, at: Pointer, print: impl FnOnce(&mut Self, Pointer)) {
        self.body(["{", "}"], std::iter::once(print), |printer, print| {
            printer.at(at.join(name), |printer, at| {
                printer.key(name);
                print(printer, at);
            });
        });
    }

    /// What only other tools look into.
    fn value(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                self.body(["{", "}"], members.iter(), |printer, (key, inside)| {
                    printer.line();
                    printer.key(key);
                    printer.value(inside);
                });
            }
            Value::Array(items) => self.body(["[", "]"], items.iter(), |printer, item| {
                printer.line();
                printer.value(item);
            }),
            Value::String(text) => self.text(Class::Text, text),
            Value::Null | Value::Bool(_) | Value::Number(_) => self.shown(value),
        }
    }

    /// What begins a line and comes from a place.
    fn at(&mut self, at: Pointer, print: impl FnOnce(&mut Self, Pointer)) {
        self.sink.enter(at);
        self.line();
        print(self, at);
        self.sink.leave();
    }

    /// Brackets around members with commas between; `print` begins a line for each.
    fn body<T>(
        &mut self,
        [open, close]: [&str; 2],
        members: impl Iterator<Item = T>,
        mut print: impl FnMut(&mut Self, T),
    ) {
        self.sink.put(Class::Plain, open);
        self.depth += 1;
        let mut is_empty = true;
        for member in members {
            if !std::mem::take(&mut is_empty) {
                self.sink.put_bare(",");
            }
            print(self, member);
        }
        self.depth -= 1;
        if !is_empty {
            self.line();
        }
        self.sink.put(Class::Plain, close);
    }

    /// Begins a line.
    fn line(&mut self) {
        self.sink.put_bare("\n");
        for _ in 0..self.depth {
            self.sink.put(Class::Plain, "  ");
        }
    }

    fn key(&mut self, key: &str) {
        self.text(Class::Key, key);
        self.sink.put(Class::Plain, ": ");
    }

    fn text(&mut self, class: Class, text: &str) {
        let quoted = Value::from(text).to_string();
        self.sink.put(class, &seen(&quoted));
    }

    /// A value without anything inside.
    fn shown(&mut self, value: &Value) {
        self.sink.put(Class::Number, &value.to_string());
    }
}
