//! What a file says, with the place of each thing and a note of what became of it.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::io;
use std::ops::Deref;

use smol_str::SmolStr;

use crate::model::Opaque;
use crate::text::json;

/// So deep serde reads back what it wrote.
const MAX_WRITTEN: usize = 127;

/// A place in a text: lines and columns count from 1, a column is a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which file of those that were given, from 0.
    pub file: u32,
    /// Its line.
    pub line: u32,
    /// The character in the line.
    pub column: u32,
}

/// What became of a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Nobody looked at it yet.
    #[default]
    Unread,
    /// The design says it.
    Represented,
    /// It goes back out in the same file as it came.
    Kept,
    /// A finding says why it is not in the design.
    Reported,
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it begins.
    pub at: Place,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Nothing, or `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number as it was spelled: `1.0` of a payload version is not `1`.
    Number(SmolStr),
    /// A string.
    Text(SmolStr),
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file. Intrinsic functions of CloudFormation stand in their long form.
    Map(Entries),
}

/// More entries than these are looked up in the order of their keys.
const FEW: usize = 16;

/// The entries of a mapping in the order of the file. A mapping with many makes, with the first key that is looked
/// up, an order of its keys: files have as many references as things that these lead to.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    list: Vec<Entry>,
    /// Places in the list, by key and then by place.
    sorted: OnceCell<Box<[u32]>>,
}

impl Entries {
    /// The entry under a key. The last one counts where a key stands twice.
    fn get(&self, key: &str) -> Option<&Entry> {
        if self.list.len() <= FEW {
            return self.list.iter().rfind(|entry| entry.key == key);
        }
        let key_at = |place: &u32| &*self.list[*place as usize].key;
        let sorted = self.sorted.get_or_init(|| {
            let places = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
            let mut sorted: Vec<u32> = (0..places).collect();
            // Those of the same key stay in their order.
            sorted.sort_by(|one, other| key_at(one).cmp(key_at(other)));
            sorted.into()
        });
        let behind = sorted.partition_point(|place| key_at(place) <= key);
        let last = *sorted.get(behind.checked_sub(1)?)?;
        self.list
            .get(last as usize)
            .filter(|entry| entry.key == key)
    }

    /// The list, to be changed.
    pub(super) fn list_mut(&mut self) -> &mut Vec<Entry> {
        self.sorted = OnceCell::new();
        &mut self.list
    }
}

impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Deref for Entries {
    type Target = [Entry];

    fn deref(&self) -> &[Entry] {
        &self.list
    }
}

impl From<Vec<Entry>> for Entries {
    fn from(list: Vec<Entry>) -> Self {
        Self {
            list,
            sorted: OnceCell::new(),
        }
    }
}

impl FromIterator<Entry> for Entries {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        Vec::from_iter(entries).into()
    }
}

impl IntoIterator for Entries {
    type Item = Entry;
    type IntoIter = std::vec::IntoIter<Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: SmolStr,
    /// Where the key stands.
    pub at: Place,
    /// Its value.
    pub value: Node,
    mark: Cell<Mark>,
    sound: Cell<bool>,
}

impl Entry {
    /// A key that nobody looked at yet.
    #[inline]
    pub fn new(key: impl Into<SmolStr>, at: Place, value: Node) -> Self {
        Self {
            key: key.into(),
            at,
            value,
            mark: Cell::new(Mark::Unread),
            sound: Cell::new(false),
        }
    }

    /// Whether its reader saw all of it and found nothing to be said: who judges what stands in a file passes it by.
    pub(super) const fn is_sound(&self) -> bool {
        self.sound.get()
    }

    /// Notes that nothing is to be said of the key and of all below it.
    pub(super) fn set_sound(&self) {
        self.sound.set(true);
    }

    /// What became of it.
    pub const fn mark(&self) -> Mark {
        self.mark.get()
    }

    /// Notes what became of the key itself; what stands below it is not touched.
    pub fn set_mark(&self, mark: Mark) {
        self.mark.set(mark);
    }

    /// Notes what became of the key and of everything below it that nobody looked at yet.
    pub fn set_all(&self, mark: Mark) {
        if self.mark.get() == Mark::Unread {
            self.mark.set(mark);
        }
        self.value.set_all(mark);
    }
}

impl Node {
    /// A text that stands at a place.
    pub fn text(at: Place, text: impl Into<SmolStr>) -> Self {
        Self {
            at,
            kind: Kind::Text(text.into()),
        }
    }

    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// The entry of a mapping under a key. The last one counts where a key stands twice.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.kind {
            Kind::Map(entries) => entries.get(key),
            _ => None,
        }
    }

    /// What stands under a key, without a note.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// What stands under a path of keys, without a note.
    pub fn find(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// What stands under a key, which the design is going to say. What is below it is noted by itself.
    pub fn take(&self, key: &str) -> Option<&Self> {
        let entry = self.entry(key)?;
        entry.set_mark(Mark::Represented);
        Some(&entry.value)
    }

    /// What stands under a key; the design is going to say all of it.
    pub fn take_all(&self, key: &str) -> Option<&Self> {
        let entry = self.entry(key)?;
        entry.set_all(Mark::Represented);
        Some(&entry.value)
    }

    /// Notes what became of everything below that nobody looked at yet.
    pub fn set_all(&self, mark: Mark) {
        match &self.kind {
            Kind::Map(entries) => entries.iter().for_each(|entry| entry.set_all(mark)),
            Kind::List(items) => items.iter().for_each(|item| item.set_all(mark)),
            _ => {}
        }
    }

    /// Whether it is a mapping.
    pub const fn is_map(&self) -> bool {
        matches!(self.kind, Kind::Map(_))
    }

    /// Whether it is a text, a number or a truth value.
    pub const fn is_scalar(&self) -> bool {
        matches!(self.kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_))
    }

    /// The string, when it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A scalar as AWS's tools take it for a string: numbers and truth values as they are spelled.
    pub fn scalar(&self) -> Option<Cow<'_, str>> {
        match &self.kind {
            Kind::Text(text) | Kind::Number(text) => Some(Cow::Borrowed(text)),
            Kind::Bool(value) => Some(Cow::Owned(value.to_string())),
            Kind::Null | Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// A truth value, or a string that spells one, as CloudFormation takes it.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.kind {
            Kind::Bool(value) => Some(*value),
            Kind::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Kind::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// A number, or a string that spells one.
    pub fn as_f64(&self) -> Option<f64> {
        match &self.kind {
            Kind::Number(text) => decimal(text).parse().ok().filter(|n: &f64| n.is_finite()),
            Kind::Text(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
            _ => None,
        }
    }

    /// A whole number from 0 to 4,294,967,295, or a string that spells one.
    pub fn as_u32(&self) -> Option<u32> {
        match &self.kind {
            Kind::Number(text) | Kind::Text(text) => {
                let text = match self.kind {
                    Kind::Number(_) => decimal(text),
                    _ => text.trim().into(),
                };
                text.strip_suffix(".0").unwrap_or(&text).parse().ok()
            }
            _ => None,
        }
    }

    /// The same as JSON. A number that JSON spells otherwise becomes a string, so that nothing of it changes.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            Kind::Number(text) => {
                match serde_json::from_str::<serde_json::Number>(&decimal(text)) {
                    Ok(number) => Value::Number(number),
                    Err(_) => Value::String(text.as_str().to_owned()),
                }
            }
            Kind::Text(text) => Value::String(text.as_str().to_owned()),
            Kind::List(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Kind::Map(entries) => {
                // One after the other: most mappings are small, and need no list of their own to be sorted.
                let mut members = serde_json::Map::new();
                for entry in entries {
                    members.insert(entry.key.as_str().to_owned(), entry.value.to_json());
                }
                Value::Object(members)
            }
        }
    }

    /// The same, made once somebody looks into it.
    pub fn to_opaque(&self) -> Opaque {
        let mut text = Vec::new();
        let text = match self.write_json(&mut text, MAX_WRITTEN) {
            Ok(()) => String::from_utf8(text).ok(),
            Err(_) => None,
        };
        text.map_or_else(|| self.to_json().into(), Opaque::of_text)
    }

    /// Writes what [`Node::to_json`] makes, in the order of the file; an error where it is deeper.
    fn write_json(&self, out: &mut Vec<u8>, depth: usize) -> io::Result<()> {
        let inside = || depth.checked_sub(1).ok_or(io::ErrorKind::InvalidInput);
        match &self.kind {
            Kind::Text(text) => json::quote(text, out),
            Kind::List(items) => {
                let depth = inside()?;
                out.push(b'[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        out.push(b',');
                    }
                    item.write_json(out, depth)?;
                }
                out.push(b']');
            }
            Kind::Map(entries) => {
                let depth = inside()?;
                out.push(b'{');
                for (place, entry) in entries.iter().enumerate() {
                    if place > 0 {
                        out.push(b',');
                    }
                    json::quote(&entry.key, out);
                    out.push(b':');
                    entry.value.write_json(out, depth)?;
                }
                out.push(b'}');
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => {
                serde_json::to_writer(out, &self.to_json())?;
            }
        }
        Ok(())
    }

    /// How many keys it has, those of everything below among them.
    pub fn keys(&self) -> usize {
        match &self.kind {
            Kind::Map(entries) => entries.iter().map(|entry| 1 + entry.value.keys()).sum(),
            Kind::List(items) => items.iter().map(Self::keys).sum(),
            _ => 0,
        }
    }

    /// What kind of thing it is, in words for a message.
    pub(super) fn called(&self) -> crate::diagnostic::Sentence {
        use crate::sentence;
        match self.kind {
            Kind::Null => sentence!("nothing", "空の値"),
            Kind::Bool(_) => sentence!("a truth value", "真偽値"),
            Kind::Number(_) => sentence!("a number", "数値"),
            Kind::Text(_) => sentence!("a text", "文字列"),
            Kind::List(_) => sentence!("a list", "リスト"),
            Kind::Map(_) => sentence!("a mapping", "マッピング"),
        }
    }
}

/// A number as JSON spells it: YAML 1.1 knows octal, hexadecimal and binary ones, such with `_`, `1:30` for 90, and none before
/// or behind the point. What is none of these stays.
fn decimal(text: &str) -> Cow<'_, str> {
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'-') => ("-", &text[1..]),
        Some(b'+') => ("", &text[1..]),
        _ => ("", text),
    };
    let plain = digits.replace('_', "");
    let whole = if let Some(digits) = plain.strip_prefix("0x") {
        u64::from_str_radix(digits, 16).ok()
    } else if let Some(digits) = plain.strip_prefix("0b") {
        u64::from_str_radix(digits, 2).ok()
    } else if plain.contains(':') {
        let parts = plain.split(':').map(|part| part.parse::<u64>().ok());
        parts
            .reduce(|sum, part| sum?.checked_mul(60)?.checked_add(part?))
            .flatten()
    } else if plain.len() > 1 && plain.starts_with('0') && plain.bytes().all(|b| b.is_ascii_digit())
    {
        u64::from_str_radix(&plain, 8).ok()
    } else {
        None
    };
    match whole {
        Some(0) => "0".into(),
        Some(whole) => format!("{sign}{whole}").into(),
        None if plain.starts_with('.') => format!("{sign}0{plain}").into(),
        None if plain.ends_with('.') => format!("{sign}{plain}0").into(),
        None if plain == "0" => "0".into(),
        None if plain.len() < digits.len() || text.starts_with('+') => {
            format!("{sign}{plain}").into()
        }
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Node {
        Node {
            at: Place::default(),
            kind: Kind::Number(text.into()),
        }
    }

    #[test]
    fn numbers_keep_their_spelling() {
        assert_eq!(number("1.0").scalar().as_deref(), Some("1.0"));
        assert_eq!(number("1.0").as_u32(), Some(1));
        assert_eq!(number("012").scalar().as_deref(), Some("012"));
        assert_eq!(number("012").to_json(), serde_json::json!(10));
        assert_eq!(number("7").to_json(), serde_json::json!(7));
        assert_eq!(number(".inf").as_f64(), None);
    }

    #[test]
    fn what_is_kept_as_a_text_is_what_would_be_kept_as_a_value() {
        let at = Place::default();
        let map = |entries: Vec<(&str, Node)>| {
            let entries = entries.into_iter();
            let entries = entries.map(|(key, value)| Entry::new(key, at, value));
            Node {
                at,
                kind: Kind::Map(entries.collect()),
            }
        };
        let list = |items| Node {
            at,
            kind: Kind::List(items),
        };
        let numbers = [
            "012",
            "1.0",
            "-0.0",
            "1e400",
            "1:30",
            "18446744073709551616",
        ]
        .map(number);
        let nothing = Node {
            at,
            kind: Kind::Null,
        };
        let truth = Node {
            at,
            kind: Kind::Bool(true),
        };
        let text = Node::text(at, "\"a\"\\\n\u{1}\u{2028} 日本");
        let node = map(vec![
            ("b\n", list(numbers.to_vec())),
            ("a", nothing),
            ("c", list(vec![])),
            ("a", text),
            ("d", map(vec![])),
            ("e", truth),
        ]);
        assert_eq!(*node.to_opaque(), node.to_json());
        // Deeper than what serde reads back.
        let mut deep = node;
        for _ in 0..130 {
            deep = list(vec![deep]);
            assert_eq!(*deep.to_opaque(), deep.to_json());
        }
    }

    #[test]
    fn what_became_of_a_key_is_noted_once() {
        let inside = Kind::Map(vec![Entry::new("b", Place::default(), number("1"))].into());
        let at = Place::default();
        let root = Node {
            at,
            kind: Kind::Map(vec![Entry::new("a", at, Node { at, kind: inside })].into()),
        };
        assert_eq!(root.keys(), 2);
        let taken = root.take("a").expect("it is there");
        assert_eq!(taken.entries()[0].mark(), Mark::Unread);
        root.set_all(Mark::Kept);
        assert_eq!(root.entries()[0].mark(), Mark::Represented);
        assert_eq!(taken.entries()[0].mark(), Mark::Kept);
    }
}
