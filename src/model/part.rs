//! The one description of how a design stands in JSON: what it reads, what it writes, where a
//! pointer leads.
//!
//! Derived deserializers are a state machine per type, which made the largest single piece of
//! the page. Here a type lists its fields once ([`fields!`]) or its variants ([`variants!`]): their
//! names, and which part of it stands under which. One reader, one writer and one walk
//! ([`super::reach`]) go through these lists.

mod reader;

use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::Design;
use crate::diagnostic::Severity;
use crate::sentence;
pub(crate) use reader::Reader;

/// What a part of a design is in JSON.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum View<'a> {
    /// Nothing: what may be left out and is.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(u32),
    /// A number.
    Number(f64),
    /// A text.
    Text(&'a str),
    /// A list of that many parts.
    List(usize),
    /// Fields by name, in the order in which they are written.
    Fields(&'static [&'static str]),
    /// A variant of an enum.
    Variant(&'static Variant),
    /// Something that only other tools look into.
    Json(&'a Value),
}

/// A variant of an enum.
#[derive(Debug, PartialEq)]
pub struct Variant {
    /// Its name in JSON.
    pub name: &'static str,
    pub(crate) inside: Inside,
}

/// What stands inside a variant.
#[derive(Debug, PartialEq)]
pub(crate) enum Inside {
    /// Nothing: the variant is its name.
    Nothing,
    /// One part: an object with one key.
    Part,
    /// Fields: an object with one key, and an object inside.
    Fields(&'static [&'static str]),
}

/// A part of a design: anything that stands in `design.json`.
pub(crate) trait Part {
    /// What it is in JSON.
    fn view(&self) -> View<'_>;

    /// The part at a place: of its fields, of its list, or of its variant.
    fn part(&self, _place: usize) -> Option<&dyn Part> {
        None
    }

    /// The same, to be changed.
    fn part_mut(&mut self, _place: usize) -> Option<&mut dyn Part> {
        None
    }

    /// Whether the field of that name is written.
    fn is_written(&self, _name: &str) -> bool {
        true
    }

    /// Becomes the variant at a place, with its defaults.
    fn choose(&mut self, _variant: usize) {}

    /// Makes a list that long; what is new has its defaults.
    fn resize(&mut self, _length: usize) {}

    /// Takes a part out of a list.
    fn remove(&mut self, _place: usize) {}

    /// Takes over what a value says. What is missing keeps its default.
    fn read(&mut self, value: &Value, reader: &mut Reader);
}

impl Part for String {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        match value {
            Value::String(text) => self.clone_from(text),
            _ => reader.wrong(value, sentence!("a text belongs", "文字列が必要です")),
        }
    }
}

impl Part for bool {
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        match value {
            Value::Bool(value) => *self = *value,
            _ => reader.wrong(
                value,
                sentence!(
                    "`true` or `false` belongs",
                    "`true` または `false` が必要です"
                ),
            ),
        }
    }
}

impl Part for u32 {
    fn view(&self) -> View<'_> {
        View::Int(*self)
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        match value.as_u64().map(u32::try_from) {
            Some(Ok(number)) => *self = number,
            _ => reader.wrong(
                value,
                sentence!(
                    "a whole number from 0 to 4294967295 belongs",
                    "0 から 4294967295 までの整数が必要です"
                ),
            ),
        }
    }
}

impl Part for f64 {
    fn view(&self) -> View<'_> {
        View::Number(*self)
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        match value.as_f64() {
            Some(number) => *self = number,
            None => reader.wrong(value, sentence!("a number belongs", "数値が必要です")),
        }
    }
}

impl<T: Part + Default> Part for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self.len())
    }

    fn part(&self, place: usize) -> Option<&dyn Part> {
        self.get(place).map(|item| item as &dyn Part)
    }

    fn part_mut(&mut self, place: usize) -> Option<&mut dyn Part> {
        self.get_mut(place).map(|item| item as &mut dyn Part)
    }

    fn resize(&mut self, length: usize) {
        // A list is as long as it was written; of two methods there would be room for four.
        self.reserve_exact(length.saturating_sub(self.len()));
        self.resize_with(length, T::default);
    }

    fn remove(&mut self, place: usize) {
        if place < self.len() {
            Self::remove(self, place);
        }
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        reader.list(value, self);
    }
}

impl<T: Part + Clone> Part for Arc<T> {
    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn part(&self, place: usize) -> Option<&dyn Part> {
        T::part(self, place)
    }

    fn part_mut(&mut self, place: usize) -> Option<&mut dyn Part> {
        Self::make_mut(self).part_mut(place)
    }

    fn is_written(&self, name: &str) -> bool {
        T::is_written(self, name)
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        Self::make_mut(self).read(value, reader);
    }
}

impl<T: Part + Default> Part for Option<T> {
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Null, Part::view)
    }

    fn part(&self, place: usize) -> Option<&dyn Part> {
        self.as_ref().and_then(|inside| inside.part(place))
    }

    fn part_mut(&mut self, place: usize) -> Option<&mut dyn Part> {
        self.as_mut().and_then(|inside| inside.part_mut(place))
    }

    fn is_written(&self, name: &str) -> bool {
        self.as_ref().is_none_or(|inside| inside.is_written(name))
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        *self = None;
        if !value.is_null() {
            self.insert(T::default()).read(value, reader);
        }
    }
}

impl Serialize for dyn Part + '_ {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view() {
            View::Null => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Int(value) => serializer.serialize_u32(value),
            View::Number(value) => serializer.serialize_f64(value),
            View::Text(value) => serializer.serialize_str(value),
            View::Json(value) => value.serialize(serializer),
            View::List(length) => {
                serializer.collect_seq((0..length).filter_map(|place| self.part(place)))
            }
            View::Fields(names) => Named(self, names).serialize(serializer),
            View::Variant(variant) => match variant.inside {
                Inside::Nothing => serializer.serialize_str(variant.name),
                Inside::Part => serializer.collect_map([(variant.name, self.part(0))]),
                Inside::Fields(names) => {
                    serializer.collect_map([(variant.name, Named(self, names))])
                }
            },
        }
    }
}

/// The fields of a part that are written, by their names.
struct Named<'a>(&'a dyn Part, &'static [&'static str]);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(part, names) = self;
        let fields = names.iter().enumerate();
        let written = fields.filter(|(_, name)| part.is_written(name));
        serializer.collect_map(written.map(|(place, name)| (name, part.part(place))))
    }
}

impl Serialize for Design {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self as &dyn Part).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Design {
    /// Refuses what [`super::read`] refuses, with the first reason in English.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let (mut design, mut reader) = (Self::default(), Reader::new());
        design.read(&value, &mut reader);
        let errors = reader.found.iter();
        match errors
            .clone()
            .find(|found| found.severity == Severity::Error)
        {
            Some(error) => Err(D::Error::custom(error.line(crate::words::Language::En))),
            None => Ok(design),
        }
    }
}

/// `fields!(Stage: name, variables; omit canary)`: the fields of a struct, by the names they have in JSON.
///
/// A field that is left out does not compile. Fields behind `omit` are not written while they have the
/// default of their type: for what few of many objects have, such as settings of a single method.
macro_rules! fields {
    ($type:ty: $($field:ident),+ $(; omit $($rare:ident),+)? $(,)?) => {
        impl $crate::model::part::Part for $type {
            fn view(&self) -> $crate::model::part::View<'_> {
                $crate::model::part::View::Fields(
                    const { &[$(stringify!($field)),+ $(, $(stringify!($rare)),+)?] }
                )
            }

            fn part(&self, place: usize) -> Option<&dyn $crate::model::part::Part> {
                let Self { $($field),+ $(, $($rare),+)? } = self;
                $crate::model::part::nth!(place: $($field),+ $(, $($rare),+)?)
            }

            fn part_mut(&mut self, place: usize) -> Option<&mut dyn $crate::model::part::Part> {
                let Self { $($field),+ $(, $($rare),+)? } = self;
                $crate::model::part::nth!(place: $($field),+ $(, $($rare),+)?)
            }

            $(
                fn is_written(&self, name: &str) -> bool {
                    fn is_set<T: Default + PartialEq>(value: &T) -> bool {
                        *value != T::default()
                    }
                    $(if name == stringify!($rare) {
                        return is_set(&self.$rare);
                    })+
                    true
                }
            )?

            fn read(&mut self, value: &::serde_json::Value, reader: &mut $crate::model::part::Reader) {
                reader.fields(value, self);
            }
        }
    };
}

/// `nth!(place: a, b)`: the part at that place.
macro_rules! nth {
    ($place:ident: $($part:ident),+) => {{
        let mut left = $place;
        $(
            if left == 0 {
                return Some($part);
            }
            left = left.wrapping_sub(1);
        )+
        // Beyond the last.
        _ = left;
        None
    }};
}

/// `variants!(Dns: "route53" = Route53(Route53), "elsewhere" = Elsewhere)`: the variants of an
/// enum by their names in JSON. A bare variant is its name; one with a value, or with fields in
/// braces, is an object with one key.
macro_rules! variants {
    ($type:ty: $($name:literal = $variant:ident $(($inside:ty))? $({ $($field:ident),+ })?),+ $(,)?) => {
        const _: () = {
            use $crate::model::part::{Inside, Part, Reader, Variant, View, variants};

            enum Place {
                $($variant),+
            }

            static VARIANTS: &[Variant] = &[$(
                Variant { name: $name, inside: variants!(@inside $(($inside))? $({ $($field),+ })?) }
            ),+];

            impl Part for $type {
                fn view(&self) -> View<'_> {
                    let place = match self {
                        $(Self::$variant { .. } => Place::$variant,)+
                    };
                    View::Variant(&VARIANTS[place as usize])
                }

                fn part(&self, _place: usize) -> Option<&dyn Part> {
                    match self {
                        $(variants!(@pattern inside $variant $(($inside))? $({ $($field),+ })?) =>
                            variants!(@part inside _place $(($inside))? $({ $($field),+ })?),)+
                    }
                }

                fn part_mut(&mut self, _place: usize) -> Option<&mut dyn Part> {
                    match self {
                        $(variants!(@pattern inside $variant $(($inside))? $({ $($field),+ })?) =>
                            variants!(@part inside _place $(($inside))? $({ $($field),+ })?),)+
                    }
                }

                fn choose(&mut self, variant: usize) {
                    $(if variant == Place::$variant as usize {
                        *self = variants!(@new $variant $(($inside))? $({ $($field),+ })?);
                    })+
                }

                fn read(&mut self, value: &::serde_json::Value, reader: &mut Reader) {
                    reader.variant(value, VARIANTS, self);
                }
            }
        };
    };
    (@inside) => { Inside::Nothing };
    (@inside ($inside:ty)) => { Inside::Part };
    (@inside { $($field:ident),+ }) => { Inside::Fields(&[$(stringify!($field)),+]) };
    (@pattern $bound:ident $variant:ident) => { Self::$variant };
    (@pattern $bound:ident $variant:ident ($inside:ty)) => { Self::$variant($bound) };
    (@pattern $bound:ident $variant:ident { $($field:ident),+ }) => { Self::$variant { $($field),+ } };
    (@part $bound:ident $place:ident) => { None };
    (@part $bound:ident $place:ident ($inside:ty)) => { Some($bound) };
    (@part $bound:ident $place:ident { $($field:ident),+ }) => { $crate::model::part::nth!($place: $($field),+) };
    (@new $variant:ident) => { Self::$variant };
    (@new $variant:ident ($inside:ty)) => { Self::$variant(<$inside>::default()) };
    (@new $variant:ident { $($field:ident),+ }) => { Self::$variant { $($field: Default::default()),+ } };
}

pub(crate) use {fields, nth, variants};
