//! What changed between two designs, as JSON: small for a keystroke, whole for another design.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::part::Part;
use super::source;
use super::{Design, Route};

/// `fields!(then)` is `then!(…)` of the names of all fields of a design but its routes.
macro_rules! fields {
    ($then:ident) => {
        $then!(
            schema_version,
            vpc_links,
            name,
            region,
            account_id,
            app,
            functions,
            api,
            stages,
            domain,
            access,
            cors,
            web_acl,
            monitoring,
            output,
            set_aside,
            kept,
            requests,
            silenced
        )
    };
}

/// What makes a design of an equal one.
pub const NOTHING: &str = "{}";

/// What makes `new` of `old`, as the text of a JSON object; `None` when they are equal.
///
/// A field of the design stands there whole. Of the routes, which are many, only the run that differs:
/// `{"routes": {"from": 3, "drop": 1, "put": […]}}`.
///
/// # Panics
/// Never: a design holds nothing that JSON cannot.
pub fn difference(old: &Design, new: &Design) -> Option<String> {
    let mut parts: Vec<(&'static str, &dyn Part)> = Vec::new();
    macro_rules! compare {
        ($($field:ident),+) => {
            // Without `..`: a field that is left out does not compile.
            let Design { routes: _, $($field),+ } = new;
            $(if old.$field != *$field {
                parts.push((stringify!($field), $field));
            })+
        };
    }
    fields!(compare);
    let splice = Splice::between(&old.routes, &new.routes);
    if parts.is_empty() && splice.is_none() {
        return None;
    }
    let routes = splice.as_ref().map_or(0, |splice| splice.put.len());
    let mut text = Vec::with_capacity(ROUTE_BYTES * routes);
    let patch = Patch { parts, splice };
    serde_json::to_writer(&mut text, &patch)
        .expect("a design has string keys and finite numbers only");
    String::from_utf8(text).ok()
}

/// The usual text of a route, in bytes: with room for all of them a long text is not copied while it grows. What the
/// copies took WebAssembly would never give back.
pub(super) const ROUTE_BYTES: usize = 400;

/// Makes of a design what [`difference`] said; whether the text was such a difference.
/// A text that is none may leave the design changed in part.
pub fn apply(design: &mut Design, patch: &str) -> bool {
    let Ok(mut source) = source::read(patch, "/routes/put") else {
        return false;
    };
    let Some(patch) = source.rest.as_object_mut() else {
        return false;
    };
    if let Some(splice) = patch.remove("routes") {
        let place = |key| {
            let number = splice.get(key).and_then(Value::as_u64);
            number.and_then(|number| usize::try_from(number).ok())
        };
        let (Some(from), Some(drop), Some(put)) = (place("from"), place("drop"), source.routes)
        else {
            return false;
        };
        let Some(until) = from
            .checked_add(drop)
            .filter(|until| *until <= design.routes.len())
        else {
            return false;
        };
        design.routes.splice(from..until, put);
    }
    // A field stands there whole, so what it leaves out is as in a new design.
    let fresh = Design::default();
    macro_rules! clear {
        ($($field:ident),+) => {
            $(if patch.contains_key(stringify!($field)) {
                design.$field = fresh.$field;
            })+
        };
    }
    fields!(clear);
    design.read(&source.rest, &mut source.reader);
    source.reader.found.is_empty()
}

/// The run of routes that differs.
struct Splice<'a> {
    from: usize,
    drop: usize,
    put: &'a [Arc<Route>],
}

impl<'a> Splice<'a> {
    fn between(old: &[Arc<Route>], new: &'a [Arc<Route>]) -> Option<Self> {
        // Most of them are the very same, which is seen without looking into them.
        let is_same = |(old, new): &(&Arc<Route>, &Arc<Route>)| Arc::ptr_eq(old, new) || old == new;
        let from = old.iter().zip(new).take_while(is_same).count();
        let (old, new) = (&old[from..], &new[from..]);
        let ends = old.iter().rev().zip(new.iter().rev());
        let end = ends.take_while(is_same).count();
        let (drop, put) = (old.len() - end, &new[..new.len() - end]);
        (drop > 0 || !put.is_empty()).then_some(Self { from, drop, put })
    }
}

impl Serialize for Splice<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let put: Vec<&dyn Part> = self.put.iter().map(|route| route as &dyn Part).collect();
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("from", &self.from)?;
        map.serialize_entry("drop", &self.drop)?;
        map.serialize_entry("put", &put)?;
        map.end()
    }
}

struct Patch<'a> {
    parts: Vec<(&'static str, &'a dyn Part)>,
    splice: Option<Splice<'a>>,
}

impl Serialize for Patch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, part) in &self.parts {
            map.serialize_entry(name, part)?;
        }
        if let Some(splice) = &self.splice {
            map.serialize_entry("routes", splice)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::part::{Reader, View};
    use crate::model::preset::PRESETS;

    fn routes(paths: &[&str]) -> Vec<Arc<Route>> {
        let route = |path: &&str| {
            Arc::new(Route {
                path: (*path).into(),
                ..Route::default()
            })
        };
        paths.iter().map(route).collect()
    }

    #[test]
    fn a_keystroke_is_a_small_patch_and_another_design_a_whole_one() {
        let old = (PRESETS[0].design)();
        let mut new = old.clone();
        new.region = "eu-west-1".into();
        let patch = difference(&old, &new).expect("they differ");
        assert_eq!(patch, r#"{"region":"eu-west-1"}"#);
        let mut design = Design::default();
        let whole = difference(&design, &new).expect("they differ");
        assert!(apply(&mut design, &whole));
        assert_eq!(design, new);
        assert_eq!(difference(&design, &new), None);
    }

    #[test]
    fn only_the_run_of_routes_that_differs_is_in_a_patch() {
        let mut old = Design {
            routes: routes(&["/a", "/b", "/c", "/d"]),
            ..Design::default()
        };
        for paths in [
            &["/a", "/x", "/d"][..],
            &["/a", "/x", "/d", "/d"],
            &[],
            &["/e"],
        ] {
            let new = Design {
                routes: routes(paths),
                ..old.clone()
            };
            let patch = difference(&old, &new).expect("they differ");
            assert!(!patch.contains("\"/a\""), "{patch}");
            assert!(apply(&mut old, &patch));
            assert_eq!(old, new);
        }
    }

    /// Makes something else of the part at the end of a way; whether there is one, which can be changed.
    fn change(part: &mut dyn Part, way: &[usize]) -> bool {
        if let [place, rest @ ..] = way {
            return part.part_mut(*place).is_some_and(|part| change(part, rest));
        }
        let mut reader = Reader::new();
        let other = match part.view() {
            View::Null => json!({}),
            View::Bool(value) => json!(!value),
            View::Int(number) => json!(number + 1),
            View::Number(number) => json!(number + 1.0),
            View::Text(text) => json!(format!("{text}x")),
            View::List(length) => {
                part.resize(length + 1);
                return true;
            }
            View::Json(_) | View::Fields(_) => return false,
            View::Variant(_) => {
                let before = serde_json::to_string(&*part).expect("a part is JSON");
                for variant in 0..8 {
                    part.choose(variant);
                    if serde_json::to_string(&*part).expect("a part is JSON") != before {
                        return true;
                    }
                }
                return false;
            }
        };
        for other in [other, json!("x"), json!(1)] {
            reader.found.clear();
            part.read(&other, &mut reader);
            if reader.found.is_empty() {
                return true;
            }
        }
        false
    }

    /// Calls `then` with the way to every kind of part, depth first.
    fn ways(part: &dyn Part, way: &mut Vec<usize>, then: &mut dyn FnMut(&[usize])) {
        then(way);
        let parts = (0..).map_while(|place| Some((place, part.part(place)?)));
        // One item of a list is like the others.
        let many = if matches!(part.view(), View::List(_)) {
            1
        } else {
            60
        };
        for (place, part) in parts.take(many) {
            way.push(place);
            ways(part, way, then);
            way.pop();
        }
    }

    #[test]
    fn every_field_is_told_there_and_back() {
        let mut told = 0;
        for preset in PRESETS {
            let old = (preset.design)();
            ways(&old, &mut Vec::new(), &mut |way| {
                let mut new = old.clone();
                if !change(&mut new, way) || new == old {
                    return;
                }
                for (from, to) in [(&old, &new), (&new, &old)] {
                    let mut design = from.clone();
                    let patch = difference(from, to).expect("they differ");
                    assert!(apply(&mut design, &patch), "{patch}");
                    assert_eq!(design, *to, "{patch}");
                }
                told += 1;
            });
        }
        assert!(told > 1_000, "{told}");
    }

    #[test]
    fn what_is_no_patch_is_refused() {
        let mut design = Design::default();
        for text in [
            "",
            "[]",
            r#"{"nonsense": 1}"#,
            r#"{"routes": []}"#,
            r#"{"routes": {"from": 0, "drop": 1, "put": []}}"#,
        ] {
            assert!(!apply(&mut design, text), "{text}");
        }
    }
}
