//! The reader of a design: takes over what it understands, notes what it does not.

use serde_json::Value;

use super::{Inside, Part, Variant, View};
use crate::diagnostic::{Diagnostic, Pointer, Sentence, Severity};
use crate::sentence;

/// Reads a design and notes what it does not understand, by JSON Pointer.
pub(crate) struct Reader {
    /// Where it is, as a JSON Pointer.
    pub(crate) at: String,
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
        self.leave(length);
    }

    /// Goes one step down; what it gives leads back.
    pub(crate) fn enter(&mut self, key: &str) -> usize {
        let length = self.at.len();
        self.at.push('/');
        // One step of a JSON Pointer (RFC 6901).
        if key.contains(['~', '/']) {
            self.at.push_str(&crate::diagnostic::step(key));
        } else {
            self.at.push_str(key);
        }
        length
    }

    /// Goes back to where [`Reader::enter`] was called.
    pub(crate) fn leave(&mut self, length: usize) {
        self.at.truncate(length);
    }

    /// Reads the fields of a part.
    pub(crate) fn fields(&mut self, value: &Value, part: &mut dyn Part) {
        if let View::Fields(names) = part.view() {
            self.named(value, names, part);
        }
    }

    /// Reads an object with fields of these names.
    fn named(&mut self, value: &Value, names: &[&'static str], part: &mut dyn Part) {
        let Value::Object(object) = value else {
            return self.wrong(
                value,
                sentence!("an object belongs", "オブジェクトが必要です"),
            );
        };
        for (key, value) in object {
            let place = names.iter().position(|name| name == key);
            if let Some(part) = place.and_then(|place| part.part_mut(place)) {
                self.inside(key, part, value);
            } else {
                let near = names.iter().copied();
                self.unknown(key, near.min_by_key(|name| distance(name, key)));
            }
        }
    }

    /// Reads a list.
    pub(crate) fn list(&mut self, value: &Value, list: &mut dyn Part) {
        list.resize(0);
        let Value::Array(items) = value else {
            return self.wrong(value, sentence!("a list belongs", "リストが必要です"));
        };
        list.resize(items.len());
        for (index, value) in items.iter().enumerate() {
            if let Some(item) = list.part_mut(index) {
                self.inside(&index.to_string(), item, value);
            }
        }
    }

    /// Reads an enum with these variants.
    pub(crate) fn variant(&mut self, value: &Value, variants: &[Variant], part: &mut dyn Part) {
        let stated = match value {
            Value::String(name) => Some((name, &Value::Null)),
            Value::Object(object) if object.len() == 1 => object.iter().next(),
            _ => None,
        };
        let found = stated.and_then(|(name, value)| {
            let known = variants.iter().position(|known| known.name == name)?;
            Some((known, value))
        });
        let Some((place, value)) = found else {
            let names: Vec<_> = variants.iter().map(|known| known.name).collect();
            return self.wrong_variant(value, &names);
        };
        part.choose(place);
        // `"rest"` alone is the variant with its defaults.
        if value.is_null() {
            return;
        }
        let Variant { name, inside } = &variants[place];
        let length = self.enter(name);
        match inside {
            Inside::Nothing => {}
            Inside::Part => {
                if let Some(part) = part.part_mut(0) {
                    part.read(value, self);
                }
            }
            Inside::Fields(names) => self.named(value, names, part),
        }
        self.leave(length);
    }

    fn wrong_variant(&mut self, value: &Value, names: &[&'static str]) {
        let names = names.join("`, `");
        self.wrong(
            value,
            sentence!("one of `{names}` belongs", "`{names}` のいずれかが必要です"),
        );
    }

    /// Notes that a value is not what belongs there.
    pub(super) fn wrong(&mut self, value: &Value, belongs: Sentence) {
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
            "{ja}が、`{holds}` があります"
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
        self.leave(length);
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
