//! The text of a design, gone through once: its values, and the keys that stand twice, of which readers of JSON take
//! the last one without a word.
//!
//! Values of JSON take about three times the room of the design that they become. The routes, which are many, become
//! routes one after the other, so that 5,000 of them are opened in the memory of the design and its text.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::Route;
use super::part::{Part as _, Reader};

/// What stands in a text of JSON.
pub(super) struct Source {
    /// All values but the routes.
    pub(super) rest: Value,
    /// The routes, where there is a list of them.
    pub(super) routes: Option<Vec<Arc<Route>>>,
    /// JSON Pointers of the keys that stand again in their object.
    pub(super) twice: BTreeSet<String>,
    /// Notes what it does not understand, and has read the routes.
    pub(super) reader: Reader,
}

/// Reads a text whose routes stand at this JSON Pointer.
///
/// # Errors
/// What is no JSON, by line and column.
pub(super) fn read(text: &str, routes_at: &'static str) -> Result<Source, serde_json::Error> {
    let mut state = State {
        routes_at,
        routes: None,
        twice: BTreeSet::new(),
        reader: Reader::new(),
    };
    let mut json = serde_json::Deserializer::from_str(text);
    let rest = Walk(&mut state).deserialize(&mut json)?;
    json.end()?;
    Ok(Source {
        rest: rest.unwrap_or_default(),
        routes: state.routes,
        twice: state.twice,
        reader: state.reader,
    })
}

struct State {
    routes_at: &'static str,
    routes: Option<Vec<Arc<Route>>>,
    twice: BTreeSet<String>,
    reader: Reader,
}

impl State {
    fn is_at_routes(&self) -> bool {
        self.reader.at == self.routes_at
    }
}

/// Reads the value where the state's reader is; `None` for the list of routes.
struct Walk<'a>(&'a mut State);

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let state = self.0;
        let (mut values, mut routes) = (Vec::new(), Vec::new());
        let is_routes = state.is_at_routes();
        for index in 0.. {
            let above = state.reader.enter(&usize::to_string(&index));
            let value = items.next_element_seed(Walk(state))?;
            if let Some(value) = value
                .as_ref()
                .and_then(Option::as_ref)
                .filter(|_| is_routes)
            {
                let mut route = Route::default();
                route.read(value, &mut state.reader);
                routes.push(Arc::new(route));
            }
            state.reader.leave(above);
            match value {
                None => break,
                Some(value) if !is_routes => values.extend(value),
                Some(_) => {}
            }
        }
        if is_routes {
            state.routes = Some(routes);
            return Ok(None);
        }
        Ok(Some(values.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let state = self.0;
        let mut object = Map::new();
        while let Some(key) = fields.next_key::<String>()? {
            let above = state.reader.enter(&key);
            let had_routes = state.is_at_routes() && state.routes.take().is_some();
            if object.remove(&key).is_some() || had_routes {
                state.twice.insert(state.reader.at.clone());
            }
            if let Some(value) = fields.next_value_seed(Walk(state))? {
                object.insert(key, value);
            }
            state.reader.leave(above);
        }
        Ok(Some(object.into()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_key_that_stands_again_is_named_once_with_its_place() {
        let twice = |text| {
            let source = read(text, "/routes").expect("it is JSON");
            Vec::from_iter(source.twice)
        };
        let text = r#"{"a": 1, "b": [{}, {"x/y": null, "x/y": "2", "x/y": 3.5}], "a": {"b": true, "c": -1}}"#;
        assert_eq!(twice(text), ["/a", "/b/1/x~1y"]);
        assert_eq!(
            twice(r#"{"routes": [{"path": "/", "path": "/a"}], "routes": []}"#),
            ["/routes", "/routes/0/path"]
        );
        assert!(twice(r#"{"a": {"a": 1}, "b": {"a": 1}}"#).is_empty());
    }

    #[test]
    fn everything_but_the_routes_is_as_it_stands() {
        let text = r#"{"a": [1, -2, 2.5, "x", null, {"routes": [{}]}], "routes": [{"path": "/a"}, {"path": "/b"}], "b": true}"#;
        let source = read(text, "/routes").expect("it is JSON");
        assert_eq!(
            source.rest,
            json!({"a": [1, -2, 2.5, "x", null, {"routes": [{}]}], "b": true})
        );
        let paths = |source: &Source| {
            let path = |route: &Arc<Route>| route.path.clone();
            let routes = source.routes.as_ref();
            routes.map(|routes| routes.iter().map(path).collect::<Vec<_>>())
        };
        assert_eq!(paths(&source), Some(vec!["/a".to_owned(), "/b".to_owned()]));
        // The last one counts, whatever it is.
        let source =
            read(r#"{"routes": 5, "routes": [{"path": "/a"}]}"#, "/routes").expect("it is JSON");
        assert_eq!(
            (&source.rest, paths(&source)),
            (&json!({}), Some(vec!["/a".to_owned()]))
        );
        let source =
            read(r#"{"routes": [{"path": "/a"}], "routes": 5}"#, "/routes").expect("it is JSON");
        assert_eq!(
            (&source.rest, paths(&source)),
            (&json!({"routes": 5}), None)
        );
        assert!(read(r#"{"routes": []} x"#, "/routes").is_err());
    }
}
