//! Keys that stand twice in one object: readers of JSON take the last one without a word.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// JSON Pointers of the keys that stand again in their object. The text is known to be JSON.
pub(super) fn keys(text: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    let walk = Walk {
        at: String::new(),
        found: &mut found,
    };
    // What is no JSON was named before; here it ends the walk.
    let _ = walk.deserialize(&mut serde_json::Deserializer::from_str(text));
    found.into_iter().collect()
}

/// A value at a pointer, walked for its keys alone.
struct Walk<'a> {
    at: String,
    found: &'a mut BTreeSet<String>,
}

impl Walk<'_> {
    /// The value one step down.
    fn below(&mut self, step: &str) -> Walk<'_> {
        let step = crate::diagnostic::step(step);
        Walk {
            at: format!("{}/{step}", self.at),
            found: self.found,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0;
        while items
            .next_element_seed(self.below(&index.to_string()))?
            .is_some()
        {
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = fields.next_key::<String>()? {
            let inside = self.below(&key);
            if seen.contains(&key) {
                inside.found.insert(inside.at.clone());
            }
            fields.next_value_seed(inside)?;
            seen.insert(key);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn a_key_that_stands_again_is_named_once_with_its_place() {
        let text = r#"{"a": 1, "b": [{}, {"x/y": null, "x/y": "2", "x/y": 3.5}], "a": {"b": true, "c": -1}}"#;
        assert_eq!(keys(text), ["/a", "/b/1/x~1y"]);
        assert!(keys(r#"{"a": {"a": 1}, "b": {"a": 1}}"#).is_empty());
    }
}
