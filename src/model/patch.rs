//! What changed between two designs, as JSON: small for a keystroke, whole for another design.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::part::{Part, Reader};
use super::{Design, Route};

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
        ($routes:ident; $($field:ident),+) => {
            // Without `..`: a field that is left out does not compile.
            let Design { $routes, $($field),+ } = new;
            $(if old.$field != *$field {
                parts.push((stringify!($field), $field));
            })+
        };
    }
    compare!(
        routes; schema_version,
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
        kept,
        requests,
        silenced
    );
    let splice = Splice::between(&old.routes, routes);
    if parts.is_empty() && splice.is_none() {
        return None;
    }
    let patch = Patch { parts, splice };
    Some(serde_json::to_string(&patch).expect("a design has string keys and finite numbers only"))
}

/// Makes of a design what [`difference`] said; whether the text was such a difference.
/// A text that is none may leave the design changed in part.
pub fn apply(design: &mut Design, patch: &str) -> bool {
    let Ok(Value::Object(mut patch)) = serde_json::from_str(patch) else {
        return false;
    };
    let mut reader = Reader::new();
    if let Some(splice) = patch.remove("routes") {
        let place = |key| {
            let number = splice.get(key).and_then(Value::as_u64);
            number.and_then(|number| usize::try_from(number).ok())
        };
        let (Some(from), Some(drop), Some(put)) = (place("from"), place("drop"), splice.get("put"))
        else {
            return false;
        };
        let mut routes: Vec<Arc<Route>> = Vec::new();
        routes.read(put, &mut reader);
        let Some(until) = from
            .checked_add(drop)
            .filter(|until| *until <= design.routes.len())
        else {
            return false;
        };
        design.routes.splice(from..until, routes);
    }
    design.read(&Value::Object(patch), &mut reader);
    reader.found.is_empty()
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
    use super::*;
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
