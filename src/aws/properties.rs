//! Properties of resources of gateways, as the tools' own schemas have them.

use std::iter::Peekable;

/// What a value may be, and what may stand inside of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Kinds of values by their letters: `v` any scalar, `s` a text, `n` a number, `b` a truth value, `a` a list, `o` a
    /// mapping; `-` is anything.
    kinds: &'static str,
    /// Whether it must stand.
    pub required: bool,
    /// Whether no function of CloudFormation but `Ref` may stand in its place.
    pub is_plain: bool,
    /// By the key; `*` is every key, or every item of a list.
    inside: Vec<(&'static str, Self)>,
}

impl Shape {
    /// Whether a value of one of these kinds belongs here.
    pub fn takes(&self, kinds: &[char]) -> bool {
        let mut known = self.kinds.chars();
        known.any(|kind| kind == '-' || kinds.contains(&kind))
    }

    /// What may stand under a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let mut any = None;
        for (name, shape) in &self.inside {
            if *name == key {
                return Some(shape);
            }
            if *name == "*" {
                any = any.or(Some(shape));
            }
        }
        any
    }

    /// What every item of a list may be.
    pub fn item(&self) -> Option<&Self> {
        self.get("*")
    }

    /// The keys that may stand here; none where any may.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.inside
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| *name != "*")
    }

    /// The keys that must stand here.
    pub fn required(&self) -> impl Iterator<Item = &'static str> {
        let required = self.inside.iter().filter(|(_, shape)| shape.required);
        required.map(|(name, _)| *name)
    }
}

/// What is known of the properties of a resource of that type (`AWS::Serverless::Api`), of an event of a function
/// (`event Api`), or of a section of `Globals` (`global Api`).
///
/// The table is printed by `tests/tools/resource_properties.py` of the schemas of cfn-lint and of SAM's translator, whose
/// versions it names.
pub fn properties(kind: &str) -> Option<Shape> {
    let mut lines = include_str!("properties.txt").lines();
    lines.find(|line| *line == kind && !line.starts_with([' ', '#']))?;
    Some(Shape {
        kinds: "o",
        required: false,
        is_plain: false,
        inside: inside(&mut lines.peekable(), 1),
    })
}

/// The entries that stand so deep.
fn inside(
    lines: &mut Peekable<impl Iterator<Item = &'static str>>,
    depth: usize,
) -> Vec<(&'static str, Shape)> {
    let is_inside = |line: &&str| line.len() - line.trim_start().len() == depth;
    let mut entries = Vec::new();
    while let Some(line) = lines.next_if(is_inside) {
        let (name, kinds) = line.trim_start().split_once(' ').unwrap_or((line, "-"));
        let shape = Shape {
            kinds: kinds.trim_end_matches(['!', '=']),
            required: kinds.contains('!'),
            is_plain: kinds.contains('='),
            inside: inside(lines, depth + 1),
        };
        entries.push((name, shape));
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_has_its_kinds_and_what_is_inside() {
        let stage = properties("AWS::ApiGateway::Stage").expect("it is known");
        let setting = stage.get("MethodSettings").and_then(Shape::item);
        let setting = setting.expect("its items are known");
        assert!(setting.names().any(|name| name == "ThrottlingRateLimit"));
        assert!(setting.takes(&['o']) && !setting.takes(&['a', 'v']));
        assert_eq!(stage.required().collect::<Vec<_>>(), ["RestApiId"]);
        let api = properties("AWS::Serverless::Api").expect("it is known");
        assert_eq!(api.get("AutoDeply"), None);
        assert!(
            api.get("TracingEnabled")
                .is_some_and(|one| one.takes(&['b', 'v']))
        );
        assert!(
            !api.get("TracingEnabled")
                .is_some_and(|one| one.takes(&['s', 'v']))
        );
        // The last line of the table, and what is not in it.
        assert!(properties("AWS::Route53::TrafficPolicyInstance").is_some());
        assert_eq!(properties("AWS::S3::Bucket"), None);
        assert_eq!(properties(" Auth o"), None);
    }
}
