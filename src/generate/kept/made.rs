//! A tree of the template as JSON would say it, functions in their long form and keys in their order, without making that.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use serde_json::Value;

use super::value::SHORT;
use crate::diagnostic::key_of;
use crate::text::yaml::tree::{Node, Tree};

/// A value of a template that is generated.
#[derive(Clone, Copy, Debug)]
pub enum Made<'a> {
    /// A value as it is printed.
    Tree(&'a Tree),
    /// The entries of a mapping.
    Entries(&'a [Node]),
    /// The items of a list, without the function that takes them.
    Items(&'a [Node]),
    /// A text.
    Text(&'a str),
    /// A list of two texts.
    Pair(&'a str, &'a str),
}

/// What a value is, one step deep.
#[derive(Debug)]
pub enum Shape<'a> {
    /// A number, a truth value, or nothing.
    Other(Value),
    /// A string.
    Text(&'a str),
    /// A list.
    List(Vec<Made<'a>>),
    /// A mapping by its keys.
    Map(Fields<'a>),
}

/// The fields of a mapping, in the order of their keys, each once.
#[derive(Debug, Default)]
pub struct Fields<'a>(Vec<(Cow<'a, str>, Made<'a>)>);

impl<'a> Fields<'a> {
    fn new(mut fields: Vec<(Cow<'a, str>, Made<'a>)>) -> Self {
        if !fields.is_sorted_by(|(one, _), (other, _)| one < other) {
            // The last one counts where a key stands twice.
            fields.reverse();
            fields.sort_by(|(one, _), (other, _)| one.cmp(other));
            fields.dedup_by(|(one, _), (other, _)| one == other);
        }
        Self(fields)
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What stands under a key.
    pub fn get(&self, key: &str) -> Option<Made<'a>> {
        let found = self.0.binary_search_by(|(own, _)| (**own).cmp(key));
        found.ok().map(|at| self.0[at].1)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Made<'a>)> {
        self.0.iter().map(|(key, made)| (&**key, *made))
    }
}

impl<'a> Made<'a> {
    /// What it is.
    pub fn shape(self) -> Shape<'a> {
        match self {
            Self::Text(text) => Shape::Text(text),
            Self::Tree(Tree::Text(text)) => Shape::Text(text),
            Self::Tree(Tree::Other(_, text)) => {
                serde_json::from_str(text).map_or(Shape::Text(text), |value| match value {
                    // A scalar of the printer's own, which is none of JSON's.
                    Value::String(_) | Value::Array(_) | Value::Object(_) => Shape::Text(text),
                    scalar => Shape::Other(scalar),
                })
            }
            Self::Tree(Tree::Tag(tag, text)) => function(tag, argument(tag, text)),
            Self::Tree(Tree::Block(text)) => function("!Sub", Self::Text(text)),
            Self::Tree(Tree::List(tag, nodes)) if !tag.is_empty() => {
                function(tag, Self::Items(nodes))
            }
            Self::Tree(Tree::List(_, nodes)) => items(nodes),
            Self::Items(nodes) => items(nodes),
            Self::Tree(Tree::Map(nodes)) => entries(nodes),
            Self::Tree(Tree::Alike(alike)) => entries(alike.nodes()),
            Self::Entries(nodes) => entries(nodes),
            // Only of trees that are grown beside others.
            Self::Tree(Tree::Printed(document)) => Shape::Text(document.line(0)),
            Self::Tree(Tree::Same | Tree::Counted(..)) => Shape::Other(Value::Null),
            Self::Pair(one, other) => Shape::List(vec![Self::Text(one), Self::Text(other)]),
        }
    }

    /// The fields of a mapping; none of anything else.
    pub fn fields(self) -> Fields<'a> {
        match self.shape() {
            Shape::Map(fields) => fields,
            _ => Fields::default(),
        }
    }

    /// What stands under a key of a mapping.
    pub fn get(self, key: &str) -> Option<Self> {
        let nodes = match self {
            Self::Tree(tree @ (Tree::Map(_) | Tree::Alike(_))) => tree.inside(),
            Self::Entries(nodes) => nodes,
            _ => return self.fields().get(key),
        };
        let own = |node: &&Node| node.key.as_deref() == Some(key);
        let node = nodes.iter().rfind(own)?;
        Some(Self::Tree(&node.tree))
    }

    /// The string, when it is one.
    pub fn as_str(self) -> Option<&'a str> {
        match self.shape() {
            Shape::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What stands at the rest of a JSON Pointer.
    fn follow(self, steps: &[&str]) -> Option<Self> {
        let [step, rest @ ..] = steps else {
            return Some(self);
        };
        let inside = match self.shape() {
            Shape::List(items) => items.get(step.parse::<usize>().ok()?).copied(),
            Shape::Map(fields) => fields.get(&key_of(step)),
            _ => None,
        }?;
        inside.follow(rest)
    }

    /// Writes it as JSON.
    pub(super) fn write(self, out: &mut impl Write) -> io::Result<()> {
        let nodes = match self {
            Self::Tree(tree @ (Tree::Map(_) | Tree::Alike(_))) => tree.inside(),
            Self::Entries(nodes) => nodes,
            _ => &[],
        };
        // Most mappings are small, and need no list of their fields.
        let mut order = [0; FEW];
        if let Some(order) = in_order(nodes, &mut order) {
            let fields = order.iter().filter_map(|at| nodes.get(usize::from(*at)));
            let fields = fields.map(|node| {
                (
                    node.key.as_deref().unwrap_or_default(),
                    Self::Tree(&node.tree),
                )
            });
            return write_fields(fields, out);
        }
        match self.shape() {
            Shape::Other(value) => serde_json::to_writer(out, &value)?,
            Shape::Text(text) => serde_json::to_writer(out, text)?,
            Shape::List(items) => {
                let mut before: &[u8] = b"[";
                for item in &items {
                    out.write_all(before)?;
                    item.write(out)?;
                    before = b",";
                }
                out.write_all(if items.is_empty() { b"[]" } else { b"]" })?;
            }
            Shape::Map(fields) => write_fields(fields.iter(), out)?,
        }
        Ok(())
    }
}

/// So many fields are few.
const FEW: usize = 12;

/// The places of entries in the order of their keys; `None` for none, for many, and where a key stands twice.
fn in_order<'o>(nodes: &[Node], order: &'o mut [u8; FEW]) -> Option<&'o [u8]> {
    if nodes.is_empty() || nodes.len() > FEW {
        return None;
    }
    let key = |at: u8| nodes[usize::from(at)].key.as_deref();
    for (count, at) in (0..nodes.len()).zip(0_u8..) {
        key(at)?;
        let place = order[..count].partition_point(|other| key(*other) < key(at));
        if place < count && key(order[place]) == key(at) {
            return None;
        }
        order.copy_within(place..count, place + 1);
        order[place] = at;
    }
    Some(&order[..nodes.len()])
}

fn write_fields<'f>(
    fields: impl Iterator<Item = (&'f str, Made<'f>)>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut before: &[u8] = b"{";
    for (key, made) in fields {
        out.write_all(before)?;
        serde_json::to_writer(&mut *out, key)?;
        out.write_all(b":")?;
        made.write(out)?;
        before = b",";
    }
    out.write_all(if before == b"{" { b"{}" } else { b"}" })
}

fn items(nodes: &[Node]) -> Shape<'_> {
    let items = nodes.iter().map(|node| Made::Tree(&node.tree));
    Shape::List(items.collect())
}

fn entries(nodes: &[Node]) -> Shape<'_> {
    let fields = nodes.iter().filter_map(|node| {
        let key = node.key.as_deref()?;
        Some((Cow::Borrowed(key), Made::Tree(&node.tree)))
    });
    Shape::Map(Fields::new(fields.collect()))
}

/// `!GetAtt A.B.C` is a list of the resource and the rest.
fn argument<'a>(tag: &str, text: &'a str) -> Made<'a> {
    match text.split_once('.') {
        Some((id, attribute)) if tag == "!GetAtt" => Made::Pair(id, attribute),
        _ => Made::Text(text),
    }
}

fn function<'a>(tag: &str, argument: Made<'a>) -> Shape<'a> {
    let long = SHORT.iter().find(|(_, short)| *short == tag);
    let name = match long {
        Some((long, _)) => Cow::Borrowed(*long),
        None => Cow::Owned(format!("Fn::{}", tag.trim_start_matches('!'))),
    };
    Shape::Map(Fields(vec![(name, argument)]))
}

/// A whole template, in which resources are found at once.
#[derive(Debug)]
pub struct Whole<'a> {
    root: &'a [Node],
    resources: HashMap<&'a str, &'a Tree>,
}

impl<'a> Whole<'a> {
    /// The template with these sections.
    pub(in crate::generate) fn new(root: &'a [Node]) -> Self {
        let is_it = |node: &&Node| node.key.as_deref() == Some("Resources");
        let section = root.iter().rfind(is_it);
        let resources = section.map_or(&[][..], |section| section.tree.inside());
        let resources = resources
            .iter()
            .filter_map(|node| Some((node.key.as_deref()?, &node.tree)));
        Self {
            root,
            resources: resources.collect(),
        }
    }

    /// Its sections.
    pub const fn root(&self) -> Made<'a> {
        Made::Entries(self.root)
    }

    /// A resource by its logical id.
    pub fn resource(&self, id: &str) -> Option<Made<'a>> {
        self.resources.get(id).map(|tree| Made::Tree(tree))
    }

    /// The type of a resource.
    pub fn kind(&self, id: &str) -> Option<&'a str> {
        self.resource(id)?.get("Type")?.as_str()
    }

    /// What stands at a JSON Pointer.
    pub fn at(&self, pointer: &str) -> Option<Made<'a>> {
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        match steps[..] {
            ["Resources", id, ref rest @ ..] => self.resource(&key_of(id))?.follow(rest),
            _ => self.root().follow(&steps),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::yaml::{self, tree::grow_whole};

    #[test]
    fn a_tree_is_told_as_json_would_tell_it() {
        let nodes = grow_whole(|yaml| {
            yaml.map("Resources", |yaml| {
                yaml.map("B", |yaml| {
                    yaml.entry("Type", "b\"");
                    yaml.entry("Size", 5);
                    yaml.entry("On", true);
                    yaml.entry("Arn", yaml::get_att("A.B.C"));
                    yaml.tagged_list("Or", "!Or", |yaml| yaml.item(yaml::reference("A")));
                    yaml.list("None", |_| {});
                    yaml.map("Nothing", |_| {});
                });
                yaml.entry("A", yaml::sub("${B}"));
            });
        });
        let whole = Whole::new(&nodes);
        let mut text = Vec::new();
        whole.root().write(&mut text).expect("memory takes it");
        assert_eq!(
            String::from_utf8(text).expect("JSON is UTF-8"),
            r#"{"Resources":{"A":{"Fn::Sub":"${B}"},"B":{"Arn":{"Fn::GetAtt":["A","B.C"]},"None":[],"Nothing":{},"On":true,"Or":{"Fn::Or":[{"Ref":"A"}]},"Size":5,"Type":"b\""}}}"#
        );
        assert_eq!(whole.kind("B"), Some("b\""));
        let told = |at| whole.at(at).and_then(Made::as_str);
        assert_eq!(told("/Resources/B/Arn/Fn::GetAtt/1"), Some("B.C"));
        assert_eq!(told("/Resources/B/Or/Fn::Or/0/Ref"), Some("A"));
        assert_eq!(told("/Resources/C"), None);
    }
}
