//! Members of a JSON document that stand beside, or in place of, those that are printed.

use serde_json::Value;

use super::{Json, Scalar};
use crate::diagnostic::Pointer;
use crate::text::Class;

/// Members by their place. Objects are united; where both say something, what is laid over counts.
#[derive(Clone, Debug, Default)]
pub struct Overlay(pub(super) Members);

/// The members of one object, in the order in which they were put there.
pub(super) type Members = Vec<(String, Over)>;

/// What is laid over a member.
#[derive(Clone, Debug)]
pub(super) enum Over {
    /// A value, and where in the design it stands.
    Value(Value, Pointer),
    /// Members of it.
    Members(Members, Pointer),
}

impl Overlay {
    /// Lays a value over the place to which the keys lead.
    pub fn put(&mut self, keys: &[String], value: &Value, at: Pointer) {
        put(&mut self.0, keys, value, at);
    }
}

fn put(members: &mut Members, keys: &[String], value: &Value, at: Pointer) {
    let [key, rest @ ..] = keys else { return };
    if let (true, Value::Object(inside)) = (rest.is_empty(), value) {
        let mut new = (key.clone(), Over::Members(Vec::new(), at));
        if let Over::Members(members, _) = &mut new.1 {
            for (key, value) in inside {
                put(members, std::slice::from_ref(key), value, at);
            }
        }
        return set(members, new);
    }
    if rest.is_empty() {
        return set(members, (key.clone(), Over::Value(value.clone(), at)));
    }
    let there = members.iter_mut().find(|(other, _)| other == key);
    if let Some((_, Over::Members(inside, _))) = there {
        return put(inside, rest, value, at);
    }
    let mut inside = Vec::new();
    put(&mut inside, rest, value, at);
    set(members, (key.clone(), Over::Members(inside, at)));
}

fn set(members: &mut Members, new: (String, Over)) {
    match members.iter_mut().find(|(key, _)| *key == new.0) {
        Some(there) => *there = new,
        None => members.push(new),
    }
}

impl Json {
    /// Takes what is laid over a member of the open object.
    pub(super) fn laid_over(&mut self, key: &str) -> Option<Over> {
        let open = self.over.last_mut()?;
        let index = open.iter().position(|(other, _)| other == key)?;
        Some(open.remove(index).1)
    }

    /// Prints a member that is laid over.
    pub(super) fn member_over(&mut self, key: &str, over: Over) {
        match over {
            Over::Value(value, at) => self.at(at, |json| {
                json.key(key);
                json.value(&value);
            }),
            Over::Members(members, at) => self.at(at, |json| {
                json.object(key, |json| {
                    for (key, over) in members {
                        json.member_over(&key, over);
                    }
                });
            }),
        }
    }

    /// Any value where a value belongs.
    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.sink.put(Class::Number, "null"),
            Value::Bool(value) => self.put_scalar(&(*value).into()),
            Value::Number(number) => self.sink.put(Class::Number, &number.to_string()),
            Value::String(text) => self.put_scalar(&text.into()),
            Value::Array(items) => self.body('[', ']', |json| {
                for item in items {
                    json.next();
                    json.value(item);
                }
            }),
            Value::Object(members) => self.body('{', '}', |json| {
                for (key, value) in members {
                    json.key(key);
                    json.value(value);
                }
            }),
        }
    }

    fn put_scalar(&mut self, scalar: &Scalar<'_>) {
        let (class, text) = scalar.encode();
        self.sink.put(class, &text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_laid_over_counts_and_objects_are_united() {
        let mut overlay = Overlay::default();
        let at = Pointer::root().join("kept").join(0);
        for (keys, value) in [
            (&["dev", "debug"][..], json!(true)),
            (
                &["dev", "env"],
                json!({"B": "2", "C": {"x": [1, null, {"y": "é"}]}}),
            ),
            (&["dev", "env", "D"], json!("4")),
            (&["dev", "list"], json!([])),
            (&["dev", "cors"], json!(false)),
            (&["dev", "new", "er"], json!({})),
        ] {
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            overlay.put(&keys, &value, at);
        }
        let document = Json::document_under(overlay, |json| {
            json.object("dev", |json| {
                json.field("debug", false);
                json.object("env", |json| {
                    json.field("A", "1");
                    json.field("B", "1");
                });
                json.list("list", |json| json.item("x"));
                json.object("cors", |json| json.field("debug", 1_u32));
                json.field("last", 1_u32);
            });
            json.object("prod", |json| json.field("debug", false));
        });
        let read: Value = serde_json::from_str(&document.text()).expect("it is JSON");
        assert_eq!(
            read,
            json!({
                "dev": {"debug": true, "env": {"A": "1", "B": "2", "C": {"x": [1, null, {"y": "é"}]}, "D": "4"},
                    "list": [], "cors": false, "last": 1, "new": {"er": {}}},
                "prod": {"debug": false}
            })
        );
        assert_eq!(document.lines_from("/kept/0")[0], 2);
    }
}
