//! The part of a design to which a pointer leads: read and changed without knowing its type.

use serde_json::Value;

use super::Design;
use super::part::{Inside, Part, Reader, View};
use crate::diagnostic::{Edit, Fix, Pointer, Segment};

impl Design {
    /// What stands at a pointer; `None` when there is no such place in this design.
    ///
    /// A field that may be left out is there as [`View::Null`]; what lies below it is not there.
    pub fn view(&self, at: Pointer) -> Option<View<'_>> {
        reach(self, at.segments()).map(Part::view)
    }

    /// The place that a JSON Pointer spells, or the nearest one around it that this design has.
    pub fn place(&self, at: &str) -> Pointer {
        let mut place = Pointer::root();
        // Where fields stand inside a variant, these are no part by themselves.
        let mut inside = None;
        for step in at.split('/').skip(1) {
            let view = match inside.take() {
                Some(names) => Some(View::Fields(names)),
                None => self.view(place),
            };
            let segment = match view {
                Some(View::List(length)) => {
                    let index = step.parse::<usize>().ok();
                    index.filter(|index| *index < length).map(Segment::from)
                }
                Some(View::Fields(names)) => {
                    let name = names.iter().find(|name| **name == step);
                    name.copied().map(Segment::Key)
                }
                Some(View::Variant(variant)) if variant.name == step => {
                    if let Inside::Fields(names) = variant.inside {
                        inside = Some(names);
                    }
                    Some(Segment::Key(variant.name))
                }
                _ => None,
            };
            let Some(segment) = segment else { break };
            place = place.join(segment);
        }
        place
    }

    /// Puts a value where a pointer leads, as a design file would; a value that does not belong
    /// there changes nothing else. `null` leaves out, a name alone is the variant with its defaults,
    /// `{}` is an object with its defaults.
    pub fn put(&mut self, at: Pointer, value: &Value) {
        if let Some(part) = reach_mut(self, at.segments()) {
            part.read(value, &mut Reader::new());
        }
    }

    /// Adds an item with its defaults to the list at a pointer; the pointer of the item.
    pub fn append(&mut self, list: Pointer) -> Option<Pointer> {
        let part = reach_mut(self, list.segments())?;
        let View::List(length) = part.view() else {
            return None;
        };
        part.resize(length + 1);
        Some(list.join(length))
    }

    /// Takes an item out of the list at a pointer.
    pub fn remove(&mut self, list: Pointer, item: usize) {
        if let Some(part) = reach_mut(self, list.segments()) {
            part.remove(item);
        }
    }

    /// Makes the changes of a fix, in order; one that leads nowhere in this design changes nothing.
    pub fn mend(&mut self, fix: &Fix) {
        for edit in &fix.edits {
            match edit {
                Edit::Set(at, value) => self.put(*at, value),
                Edit::Append(list, value) => {
                    if let Some(item) = self.append(*list) {
                        self.put(item, value);
                    }
                }
                Edit::Remove(item) => {
                    if let Some(Segment::Index(place)) = item.segments().last() {
                        self.remove(item.parent(), *place as usize);
                    }
                }
            }
        }
    }
}

impl Design {
    /// Every text of the design but those that are kept for an imported file, with its place.
    pub fn texts(&self) -> Vec<(Pointer, &str)> {
        let mut found = Vec::new();
        if let View::Fields(names) = Part::view(self) {
            for (place, name) in names.iter().enumerate() {
                if *name != "kept"
                    && let Some(part) = Part::part(self, place)
                {
                    texts(part, Pointer::root().join(*name), &mut found);
                }
            }
        }
        found
    }
}

/// Adds the texts below a place.
fn texts<'a>(part: &'a dyn Part, at: Pointer, found: &mut Vec<(Pointer, &'a str)>) {
    match part.view() {
        View::Text(text) => found.push((at, text)),
        View::List(length) => {
            for place in 0..length {
                texts_of(part, place, at.join(place), found);
            }
        }
        View::Fields(names) => texts_named(part, names, at, found),
        View::Variant(variant) => match variant.inside {
            Inside::Nothing => {}
            Inside::Part => texts_of(part, 0, at.join(variant.name), found),
            Inside::Fields(names) => texts_named(part, names, at.join(variant.name), found),
        },
        View::Null | View::Bool(_) | View::Int(_) | View::Number(_) | View::Json(_) => {}
    }
}

fn texts_named<'a>(
    part: &'a dyn Part,
    names: &[&'static str],
    at: Pointer,
    found: &mut Vec<(Pointer, &'a str)>,
) {
    for (place, name) in names.iter().enumerate() {
        texts_of(part, place, at.join(*name), found);
    }
}

fn texts_of<'a>(
    part: &'a dyn Part,
    place: usize,
    at: Pointer,
    found: &mut Vec<(Pointer, &'a str)>,
) {
    if let Some(inside) = part.part(place) {
        texts(inside, at, found);
    }
}

/// The part that these steps lead to.
fn reach<'a>(mut part: &'a dyn Part, steps: &[Segment]) -> Option<&'a dyn Part> {
    let mut steps = steps.iter();
    while let Some(step) = steps.next() {
        part = part.part(place(part.view(), *step, &mut steps)?)?;
    }
    Some(part)
}

/// The same, to be changed.
fn reach_mut<'a>(mut part: &'a mut dyn Part, steps: &[Segment]) -> Option<&'a mut dyn Part> {
    let mut steps = steps.iter();
    while let Some(step) = steps.next() {
        let place = place(part.view(), *step, &mut steps)?;
        part = part.part_mut(place)?;
    }
    Some(part)
}

/// The place of the part below `view` to which a step leads; where fields stand inside a variant,
/// the step after it, too.
fn place(view: View, step: Segment, rest: &mut std::slice::Iter<Segment>) -> Option<usize> {
    let find = |names: &[&str], step: Segment| match step {
        Segment::Key(key) => names.iter().position(|name| *name == key),
        Segment::Index(_) => None,
    };
    match (view, step) {
        (View::List(_), Segment::Index(index)) => usize::try_from(index).ok(),
        (View::Fields(names), step) => find(names, step),
        (View::Variant(variant), Segment::Key(key)) if variant.name == key => {
            match variant.inside {
                Inside::Nothing => None,
                Inside::Part => Some(0),
                Inside::Fields(names) => rest.next().and_then(|step| find(names, *step)),
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;

    /// Every place of a design, by the JSON that is written of it.
    fn places(value: &Value, at: Pointer, found: &mut Vec<(Pointer, Value)>) {
        found.push((at, value.clone()));
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    places(item, at.join(index), found);
                }
            }
            Value::Object(fields) => {
                for (key, field) in fields {
                    let key: &'static str = key.clone().leak();
                    places(field, at.join(key), found);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn a_pointer_leads_to_what_is_written_there_and_the_value_can_be_put_back() {
        for preset in PRESETS {
            let design = (preset.design)();
            let written = serde_json::to_value(&design).expect("a design is JSON");
            let mut found = Vec::new();
            places(&written, Pointer::root(), &mut found);
            assert!(found.len() > 50);
            let mut copy = design.clone();
            for (at, value) in found {
                let in_braces = at.segments().last() == Some(&Segment::Key("lambda_proxy"));
                match (design.view(at), &value) {
                    (Some(View::Bool(a)), Value::Bool(b)) => assert_eq!(a, *b),
                    (Some(View::Int(a)), b) => assert_eq!(Some(u64::from(a)), b.as_u64()),
                    (Some(View::Number(a)), b) => assert_eq!(Some(a), b.as_f64()),
                    (Some(View::Text(a)), b) => assert_eq!(Some(a), b.as_str()),
                    (Some(View::List(a)), b) => assert_eq!(Some(a), b.as_array().map(Vec::len)),
                    (Some(View::Null), Value::Null) | (Some(View::Fields(_)), Value::Object(_)) => {
                    }
                    (Some(View::Variant(a)), Value::String(b)) => assert_eq!(a.name, b),
                    (Some(View::Variant(a)), Value::Object(b)) => {
                        assert_eq!(Some(a.name), b.keys().next().map(String::as_str));
                    }
                    // Fields in braces have no value around them.
                    (None, _) if in_braces => {}
                    (view, value) => panic!("{at}: {view:?} {value}"),
                }
                copy.put(at, &value);
                assert_eq!(copy, design, "{at}");
                if design.view(at).is_some() {
                    assert_eq!(design.place(&at.to_string()), at);
                }
            }
        }
    }

    #[test]
    fn a_json_pointer_that_leads_nowhere_ends_at_the_nearest_place() {
        let design = Design::default();
        for (at, place) in [
            ("", ""),
            ("/nothing/at/all", ""),
            ("/domain/name", "/domain"),
            ("/stages/x", "/stages"),
            ("/stages/99/name", "/stages"),
            ("/api/http/name", "/api"),
            ("/api/rest/name/0", "/api/rest/name"),
        ] {
            assert_eq!(design.place(at).to_string(), place, "{at}");
        }
    }

    #[test]
    fn a_place_that_is_not_there_is_not_made() {
        let mut design = Design::default();
        let before = design.clone();
        let root = Pointer::root();
        for at in [
            root.join("domain").join("name"),
            root.join("stages").join(0).join("name"),
            root.join("api").join("http").join("name"),
            root.join("name").join("name"),
            root.join("nothing"),
        ] {
            assert_eq!(design.view(at), None, "{at}");
            design.put(at, &Value::String("x".into()));
            assert_eq!(design.append(at), None);
            design.remove(at, 0);
            assert_eq!(design, before);
        }
    }

    #[test]
    fn lists_grow_and_shrink_where_a_pointer_leads() {
        let mut design = Design::default();
        let stages = Pointer::root().join("stages");
        let stage = design.append(stages).expect("a list is there");
        design.put(stage.join("throttle"), &serde_json::json!({}));
        design.put(stage.join("throttle").join("burst_limit"), &Value::from(7));
        assert_eq!(
            design.stages[0]
                .throttle
                .as_ref()
                .map(|limits| limits.burst_limit),
            Some(7)
        );
        let variable = design
            .append(stage.join("variables"))
            .expect("a list is there");
        design.put(variable.join("name"), &Value::from("A"));
        design.put(
            stage.join("access_log"),
            &serde_json::json!({"format": "csv"}),
        );
        assert_eq!(
            design
                .view(stage.join("access_log").join("format"))
                .map(|view| match view {
                    View::Variant(variant) => variant.name,
                    _ => "",
                }),
            Some("csv")
        );
        design.remove(stage.join("variables"), 0);
        assert_eq!(design.view(stage.join("variables")), Some(View::List(0)));
        design.remove(stages, 0);
        design.remove(stages, 0);
        assert_eq!(design.stages, []);
    }
}
