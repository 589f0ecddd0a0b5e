//! The one description of how a design stands in JSON: what it reads, what it writes.
//!
//! Derived deserializers are a state machine per type, which made the largest single piece of
//! the page. Here a type lists its fields once ([`fields!`]) or its variants
//! ([`variants!`]), and one reader and one writer go through these lists. So
//! the reader knows the JSON Pointer of everything it finds, too.

use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::Design;
use crate::diagnostic::{Diagnostic, Pointer, Sentence, Severity};
use crate::sentence;

/// What a part of a design is in JSON.
pub(crate) enum View<'a> {
    Null,
    Bool(bool),
    Int(u32),
    Number(f64),
    Text(&'a str),
    List(Vec<&'a dyn Part>),
    /// Fields in the order in which they are written.
    Fields(Fields<'a>),
    /// A variant with fields: an object with one key, and an object inside.
    Variant(&'static str, Fields<'a>),
}

/// Fields by name.
type Fields<'a> = Vec<(&'static str, &'a dyn Part)>;

/// A part of a design: anything that stands in `design.json`.
pub(crate) trait Part {
    /// What it is in JSON.
    fn view(&self) -> View<'_>;

    /// Takes over what a value says. What is missing keeps its default.
    fn read(&mut self, value: &Value, reader: &mut Reader);
}

/// Reads a design and notes what it does not understand, by JSON Pointer.
pub(crate) struct Reader {
    at: String,
    pub(crate) found: Vec<Diagnostic>,
}

impl Reader {
    /// A reader at the root.
    pub(crate) fn new() -> Self {
        Self {
            at: String::new(),
            found: Vec::new(),
        }
    }

    /// Reads a part that stands under a key.
    fn inside(&mut self, key: &str, part: &mut dyn Part, value: &Value) {
        let length = self.enter(key);
        part.read(value, self);
        self.at.truncate(length);
    }

    /// Goes one step down; the length of the pointer before leads back.
    fn enter(&mut self, key: &str) -> usize {
        let length = self.at.len();
        self.at.push('/');
        // One step of a JSON Pointer (RFC 6901).
        self.at.push_str(&key.replace('~', "~0").replace('/', "~1"));
        length
    }

    /// Reads an object with these fields.
    pub(crate) fn fields(&mut self, value: &Value, fields: &mut [(&'static str, &mut dyn Part)]) {
        let Value::Object(object) = value else {
            return self.wrong(
                value,
                sentence!("an object belongs", "オブジェクトが必要です"),
            );
        };
        for (key, value) in object {
            if let Some((_, part)) = fields.iter_mut().find(|(name, _)| name == key) {
                self.inside(key, *part, value);
            } else {
                let near = fields.iter().map(|(name, _)| *name);
                self.unknown(key, near.min_by_key(|name| distance(name, key)));
            }
        }
    }

    /// The variant that a value names, and what stands inside it.
    pub(crate) fn variant<'v>(
        &mut self,
        value: &'v Value,
        names: &[&'static str],
    ) -> Option<(&'static str, &'v Value)> {
        let stated = match value {
            Value::String(name) => Some((name, &Value::Null)),
            Value::Object(object) if object.len() == 1 => object.iter().next(),
            _ => None,
        };
        let found = stated.and_then(|(name, inside)| {
            let known = names.iter().find(|known| *known == name)?;
            Some((*known, inside))
        });
        if found.is_none() {
            self.wrong_variant(value, names);
        }
        found
    }

    /// Reads what stands inside a variant.
    pub(crate) fn inside_variant(&mut self, name: &str, part: &mut dyn Part, value: &Value) {
        // `"rest"` alone is the variant with its defaults.
        if !value.is_null() {
            self.inside(name, part, value);
        }
    }

    /// Reads the fields that stand inside a variant.
    pub(crate) fn fields_inside(
        &mut self,
        name: &str,
        value: &Value,
        fields: &mut [(&'static str, &mut dyn Part)],
    ) {
        if !value.is_null() {
            let length = self.enter(name);
            self.fields(value, fields);
            self.at.truncate(length);
        }
    }

    fn wrong_variant(&mut self, value: &Value, names: &[&'static str]) {
        let names = names.join("`, `");
        self.wrong(
            value,
            sentence!("one of `{names}` belongs", "`{names}` のいずれかが必要です"),
        );
    }

    /// Notes that a value is not what belongs there.
    fn wrong(&mut self, value: &Value, belongs: Sentence) {
        let holds = match value {
            Value::Null => "null".to_owned(),
            Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                value.to_string().chars().take(60).collect()
            }
            Value::Array(_) => "[…]".to_owned(),
            Value::Object(object) => match object.keys().next() {
                Some(key) => format!("{{\"{}\": …}}", key.chars().take(60).collect::<String>()),
                None => "{}".to_owned(),
            },
        };
        let (en, ja) = (belongs.en, belongs.ja);
        let message = sentence!(
            "the file holds `{holds}` where {en}",
            "`{holds}` があります。ここには{ja}"
        );
        let help = sentence!(
            "mend the file at that place; nothing was changed",
            "その位置を直してください。何も変更されていません",
        );
        self.note("design/malformed", Severity::Error, message, help);
    }

    /// Notes a field that does not exist; `near` is the one with the most similar name.
    fn unknown(&mut self, key: &str, near: Option<&str>) {
        let length = self.enter(key);
        let at = &self.at;
        let message = sentence!(
            "unknown field `{at}`, it has no effect",
            "未知のフィールド `{at}`(効果はありません)"
        );
        let help = match near.filter(|near| distance(near, key) <= 2) {
            Some(near) => sentence!("write `{near}`", "`{near}` と書いてください"),
            None => sentence!(
                "check its spelling; it is not kept when the design is saved",
                "綴りを確かめてください。保存すると失われます",
            ),
        };
        self.note("design/unknown-field", Severity::Warning, message, help);
        self.at.truncate(length);
    }

    fn note(&mut self, code: &'static str, severity: Severity, message: Sentence, help: Sentence) {
        self.found.push(Diagnostic {
            at: self.at.clone(),
            ..Diagnostic::new(code, severity, Pointer::root(), message).help(help)
        });
    }
}

/// How many letters must be added, dropped or changed to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in b.iter().enumerate() {
            let changed = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
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
        View::List(self.iter().map(|item| item as &dyn Part).collect())
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        self.clear();
        let Value::Array(items) = value else {
            return reader.wrong(value, sentence!("a list belongs", "リストが必要です"));
        };
        for (index, value) in items.iter().enumerate() {
            let mut item = T::default();
            reader.inside(&index.to_string(), &mut item, value);
            self.push(item);
        }
    }
}

impl<T: Part + Clone> Part for Arc<T> {
    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn read(&mut self, value: &Value, reader: &mut Reader) {
        Self::make_mut(self).read(value, reader);
    }
}

impl<T: Part + Default> Part for Option<T> {
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Null, Part::view)
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
            View::List(items) => serializer.collect_seq(items),
            View::Fields(fields) => serializer.collect_map(fields),
            View::Variant(name, fields) => {
                let inside = Inside(fields);
                serializer.collect_map([(name, inside)])
            }
        }
    }
}

/// What stands inside a variant.
struct Inside<'a>(Fields<'a>);

impl Serialize for Inside<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
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

/// The fields that are written: all but those that may be left out and have their default.
pub(crate) fn written<'a>(fields: &[(&'static str, &'a dyn Part, bool)]) -> View<'a> {
    let written = fields.iter().filter(|(_, _, is_written)| *is_written);
    View::Fields(written.map(|(name, part, _)| (*name, *part)).collect())
}

/// Whether a value says something.
pub(crate) fn is_set<T: Default + PartialEq>(value: &T) -> bool {
    *value != T::default()
}

/// `fields!(Stage: name, variables; omit canary)`: the fields of a struct, by the names they have in JSON.
///
/// A field that is left out does not compile. Fields behind `omit` are not written while they have the
/// default of their type: for what few of many objects have, such as settings of a single method.
macro_rules! fields {
    ($type:ty: $($field:ident),+ $(; omit $($rare:ident),+)? $(,)?) => {
        impl $crate::model::part::Part for $type {
            fn view(&self) -> $crate::model::part::View<'_> {
                let Self { $($field),+ $(, $($rare),+)? } = self;
                $crate::model::part::written(&[
                    $((stringify!($field), $field as &dyn $crate::model::part::Part, true)),+
                    $(, $((stringify!($rare), $rare as &dyn $crate::model::part::Part, $crate::model::part::is_set($rare))),+)?
                ])
            }

            fn read(&mut self, value: &::serde_json::Value, reader: &mut $crate::model::part::Reader) {
                let Self { $($field),+ $(, $($rare),+)? } = self;
                reader.fields(value, &mut [
                    $((stringify!($field), $field as &mut dyn $crate::model::part::Part)),+
                    $(, $((stringify!($rare), $rare as &mut dyn $crate::model::part::Part)),+)?
                ]);
            }
        }
    };
}

/// `variants!(Dns: "route53" = Route53(Route53), "elsewhere" = Elsewhere)`: the variants of an
/// enum by their names in JSON. A bare variant is its name; one with a value, or with fields in
/// braces, is an object with one key.
macro_rules! variants {
    ($type:ty: $($name:literal = $variant:ident $(($inside:ty))? $({ $($field:ident),+ })?),+ $(,)?) => {
        impl $crate::model::part::Part for $type {
            fn view(&self) -> $crate::model::part::View<'_> {
                match self {
                    $($crate::model::part::variants!(@pattern inside $variant $(($inside))? $({ $($field),+ })?) =>
                        $crate::model::part::variants!(@view inside $name $(($inside))? $({ $($field),+ })?),)+
                }
            }

            fn read(&mut self, value: &::serde_json::Value, reader: &mut $crate::model::part::Reader) {
                let Some((name, inside)) = reader.variant(value, &[$($name),+]) else {
                    return;
                };
                $(if name == $name {
                    *self = $crate::model::part::variants!(@read reader name inside $variant $(($inside))? $({ $($field),+ })?);
                })+
            }
        }
    };
    (@pattern $bound:ident $variant:ident) => { Self::$variant };
    (@pattern $bound:ident $variant:ident ($inside:ty)) => { Self::$variant($bound) };
    (@pattern $bound:ident $variant:ident { $($field:ident),+ }) => { Self::$variant { $($field),+ } };
    (@view $bound:ident $name:literal) => { $crate::model::part::View::Text($name) };
    (@view $bound:ident $name:literal ($inside:ty)) => {
        $crate::model::part::View::Fields(vec![($name, $bound as &dyn $crate::model::part::Part)])
    };
    (@view $bound:ident $name:literal { $($field:ident),+ }) => {
        $crate::model::part::View::Variant($name, vec![
            $((stringify!($field), $field as &dyn $crate::model::part::Part)),+
        ])
    };
    (@read $reader:ident $name:ident $value:ident $variant:ident) => {{
        // A bare variant has nothing inside.
        _ = $value;
        Self::$variant
    }};
    (@read $reader:ident $name:ident $value:ident $variant:ident ($inside:ty)) => {{
        let mut new = <$inside>::default();
        $reader.inside_variant($name, &mut new, $value);
        Self::$variant(new)
    }};
    (@read $reader:ident $name:ident $value:ident $variant:ident { $($field:ident),+ }) => {{
        $(let mut $field = Default::default();)+
        $reader.fields_inside($name, $value, &mut [
            $((stringify!($field), &mut $field as &mut dyn $crate::model::part::Part)),+
        ]);
        Self::$variant { $($field),+ }
    }};
}

pub(crate) use {fields, variants};
