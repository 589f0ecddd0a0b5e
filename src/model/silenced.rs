//! Findings that somebody looked at and decided to live with.

use super::Design;
use super::part::{Inside, Part, View, fields};

/// A finding that is silenced, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Silenced {
    /// The rule that speaks, for instance `http-proxy-unencrypted`.
    pub code: String,
    /// Where, by names rather than by numbers (see [`Design::place_of`]).
    pub place: String,
    /// Why it may stay; without a reason it is told all the same.
    pub reason: String,
}

fields!(Silenced: code, place, reason);

/// What tells the items of a list apart, in the order in which it is written.
const NAMES: [&str; 8] = [
    "name",
    "key",
    "verb",
    "path",
    "base_path",
    "stage",
    "method",
    "url",
];

impl Design {
    /// A JSON Pointer into the design with names in the place of numbers, as in `/routes/~1items/methods/GET`:
    /// it still leads there when something before it comes or goes.
    pub fn place_of(&self, at: &str) -> String {
        let (mut place, mut part) = (String::new(), Some(self as &dyn Part));
        let mut steps = at.split('/').skip(1);
        while let Some(mut step) = steps.next() {
            let item;
            part = match part.map(|part| (part, part.view())) {
                Some((list, View::List(_))) => {
                    let inside = step.parse().ok().and_then(|place| list.part(place));
                    if let Some(name) = inside.and_then(name_of) {
                        item = name;
                        step = &item;
                    }
                    inside
                }
                Some((part, View::Fields(names))) => named(part, names, step),
                Some((part, View::Variant(variant))) if variant.name == step => {
                    match variant.inside {
                        Inside::Nothing => None,
                        Inside::Part => part.part(0),
                        Inside::Fields(names) => {
                            push(&mut place, step);
                            let Some(next) = steps.next() else { break };
                            step = next;
                            named(part, names, step)
                        }
                    }
                }
                _ => None,
            };
            push(&mut place, step);
        }
        place
    }
}

fn push(place: &mut String, step: &str) {
    place.push('/');
    place.push_str(&crate::diagnostic::step(step));
}

fn named<'a>(part: &'a dyn Part, names: &[&str], name: &str) -> Option<&'a dyn Part> {
    let place = names.iter().position(|other| *other == name)?;
    part.part(place)
}

/// What tells an item from the others; `None` when it has nothing of that kind.
fn name_of(item: &dyn Part) -> Option<String> {
    let names = match item.view() {
        View::Text(text) => return (!text.is_empty()).then(|| text.to_owned()),
        View::Fields(names) => names,
        _ => return None,
    };
    let known = NAMES.iter().filter_map(|name| named(item, names, name));
    let texts = known.filter_map(|part| match part.view() {
        View::Text(text) if !text.is_empty() => Some(text),
        View::Variant(variant) => Some(variant.name),
        _ => None,
    });
    let name = texts.collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use crate::model::preset;

    #[test]
    fn a_place_has_names_for_numbers_and_outlives_what_comes_before_it() {
        let mut design = (preset::PRESETS[0].design)();
        let cases = [
            (
                "/stages/1/throttle/rate_limit",
                "/stages/prod/throttle/rate_limit",
            ),
            (
                "/routes/1/methods/0/verb",
                "/routes/~1{proxy+}/methods/ANY/verb",
            ),
            (
                "/routes/1/methods/0/integration/lambda_proxy/function",
                "/routes/~1{proxy+}/methods/ANY/integration/lambda_proxy/function",
            ),
            (
                "/api/rest/binary_media_types/0",
                "/api/rest/binary_media_types/*~1*",
            ),
            ("/domain", "/domain"),
            ("/nothing/7/there", "/nothing/7/there"),
            ("", ""),
        ];
        for (at, place) in cases {
            assert_eq!(design.place_of(at), place);
        }
        design.stages.remove(0);
        assert_eq!(design.place_of("/stages/0/throttle/rate_limit"), cases[0].1);
    }
}
