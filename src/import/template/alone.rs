//! Settings of a gateway that a template says and the design has no field for: they go back out in the template, and the
//! other files do without.

use std::collections::BTreeMap;

use super::Template;
use super::scope::function;
use crate::diagnostic::{Sentence, Severity};
use crate::import::Reading;
use crate::import::node::{Entry, Mark, Node, Place};
use crate::sentence;

/// Keys of which nothing more is to be said: what a function runs is told of all at once, and the rest is for people.
const TOLD: [&str; 5] = ["CodeUri", "InlineCode", "Handler", "ImageUri", "Metadata"];
/// So many resources, or settings, are named.
const NAMED: usize = 4;

/// Says what of the resources that the design has stands in the template alone, once for all that say the same.
pub(super) fn say(template: &Template<'_>, reading: &mut Reading) {
    let mut found: BTreeMap<Vec<String>, Vec<(String, Place)>> = BTreeMap::new();
    let mut add = |id: String, said: &Node| {
        let mut kept = Vec::new();
        list(said, &mut Vec::new(), &mut kept);
        let Some(at) = kept.first().map(|(_, at)| *at) else {
            return;
        };
        let mut names: Vec<String> = kept.into_iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        found.entry(names).or_default().push((id, at));
    };
    let is_of_design = |kind: &str| {
        let mut resources = template.resources.iter();
        resources.any(|one| {
            one.kind.strip_prefix("AWS::Serverless::") == Some(kind)
                && one.entry.mark() == Mark::Represented
        })
    };
    // What all of a kind share is said where it stands.
    for section in template.root.get("Globals").map_or(&[][..], Node::entries) {
        if is_of_design(&section.key) && section.mark() != Mark::Kept {
            add(format!("Globals.{}", section.key), &section.value);
        }
    }
    for resource in &template.resources {
        let is_gateway = ["AWS::Serverless::", "AWS::ApiGateway"]
            .iter()
            .any(|start| resource.kind.starts_with(start));
        if !is_gateway || resource.entry.mark() != Mark::Represented {
            continue;
        }
        if let Some(properties) = resource.properties {
            add(resource.id.to_owned(), properties);
        }
    }
    for (names, resources) in &found {
        say_one(names, resources, reading);
    }
}

fn say_one(names: &[String], resources: &[(String, Place)], reading: &mut Reading) {
    let Some((_, at)) = resources.first() else {
        return;
    };
    let ids: Vec<&str> = resources.iter().map(|(id, _)| &**id).collect();
    let (what, of) = (named(names), named(&ids));
    let (behind_of, behind_what) = (space_behind(&of.ja), space_behind(&what.ja));
    let (what, what_ja, of, of_ja) = (what.en, what.ja, of.en, of.ja);
    reading.say(
        Severity::Info,
        "kept-in-template-only",
        *at,
        sentence!(
            "{what} of {of}: kept in the template, and in no other file",
            "{of_ja}{behind_of}の {what_ja}{behind_what}はテンプレートにだけ残り、ほかのファイルには書かれません",
        ),
        sentence!(
            "deploy with `sam/template.yaml` where it matters: the CLI script, OpenAPI and Zappa do without it",
            "必要な場合は `sam/template.yaml` でデプロイしてください。CLI スクリプト、OpenAPI、Zappa には含まれません",
        ),
    );
}

/// What stands in Japanese between a name in backticks and a particle.
fn space_behind(text: &str) -> &'static str {
    if text.ends_with('`') { " " } else { "" }
}

/// The first of some names, and how many more there are.
fn named<T: AsRef<str>>(names: &[T]) -> Sentence {
    let shown = names.iter().take(NAMED);
    let shown: Vec<String> = shown.map(|name| format!("`{}`", name.as_ref())).collect();
    let (en, ja) = (shown.join(", "), shown.join("、"));
    match names.len().saturating_sub(NAMED) {
        0 => sentence!("{en}", "{ja}"),
        more => sentence!("{en} and {more} more", "{ja} ほか{more}件"),
    }
}

/// The outermost keys that are kept, by the way to them; the names that people gave to events and authorizers left out.
fn list<'a>(node: &'a Node, path: &mut Vec<&'a str>, found: &mut Vec<(String, Place)>) {
    if function(node).is_some() {
        return;
    }
    for item in node.items() {
        list(item, path, found);
    }
    // What is sound is kept as a whole, or said by the design as a whole.
    let is_open = |entry: &&Entry| !entry.is_sound() || entry.mark() == Mark::Kept;
    for entry in node.entries().iter().filter(is_open) {
        let depth = path.len();
        let of_people = matches!(path.last(), Some(&("Events" | "Authorizers")));
        // The properties of an event are what it is.
        if entry.key != "Properties" {
            path.push(if of_people { "*" } else { entry.key.as_str() });
        }
        if entry.mark() == Mark::Kept {
            // CDK writes limits that are none.
            let is_empty = entry.value.is_map() && entry.value.entries().is_empty();
            if !is_empty && !is_for_people(path) {
                found.push((path.join("/"), entry.at));
            }
        } else {
            list(&entry.value, path, found);
        }
        path.truncate(depth);
    }
}

/// Whether what stands there is told elsewhere, or changes nothing: of a definition all but extensions is for people.
fn is_for_people(path: &[&str]) -> bool {
    let is_definition = matches!(path, ["DefinitionBody" | "Body", _, ..]);
    let is_extension = |step: &&str| step.starts_with("x-amazon-apigateway-");
    path.last().is_some_and(|key| TOLD.contains(key))
        // What a deployment is for.
        || path == ["Description"]
        || is_definition && !path.iter().any(is_extension)
}
