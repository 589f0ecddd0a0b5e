//! What a template knows before it is deployed: parameters with their defaults, mappings, conditions. Intrinsic functions
//! are worked out as far as that goes; what only CloudFormation can know stays a reference (`${Pool.Arn}`).

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::import::node::{Entry, Kind, Node};

/// How deep conditions and functions may lead into each other.
const MAX_DEPTH: usize = 64;

/// More bytes no text of a template has that AWS takes.
const MAX_TEXT: usize = 1024 * 1024;

/// The value that leaves a property out.
const NO_VALUE: &str = "AWS::NoValue";

/// A template to look things up in.
pub(super) struct Scope<'a> {
    /// Parameters by their name.
    parameters: BTreeMap<&'a str, &'a Node>,
    conditions: BTreeMap<&'a str, &'a Node>,
    /// Conditions that were worked out already; one that leads back to itself cannot be known.
    known: RefCell<BTreeMap<&'a str, Option<bool>>>,
    mappings: Option<&'a Node>,
}

/// The function of CloudFormation that a value is, with its argument.
pub(super) fn function(node: &Node) -> Option<(&str, &Node)> {
    match node.entries() {
        [Entry { key, value, .. }]
            if key == "Ref" || key == "Condition" || key.starts_with("Fn::") =>
        {
            Some((key, value))
        }
        _ => None,
    }
}

fn by_name(section: Option<&Node>) -> BTreeMap<&str, &Node> {
    let entries = section.map_or(&[][..], Node::entries).iter();
    entries
        .map(|entry| (entry.key.as_str(), &entry.value))
        .collect()
}

impl<'a> Scope<'a> {
    pub(super) fn new(root: &'a Node) -> Self {
        Self {
            parameters: by_name(root.get("Parameters")),
            conditions: by_name(root.get("Conditions")),
            known: RefCell::default(),
            mappings: root.get("Mappings"),
        }
    }

    /// The default of a parameter; none of one whose default only names where its value lies.
    fn default(&self, name: &str) -> Option<&'a Node> {
        let parameter = self.parameters.get(name)?;
        let kind = parameter.get("Type").and_then(Node::as_str);
        if kind.is_some_and(|kind| kind.starts_with("AWS::SSM::")) {
            return None;
        }
        parameter.get("Default")
    }

    /// The value behind `Fn::If`, `Fn::FindInMap` and references to parameters; `None` for no value.
    pub(super) fn value<'n>(&self, node: &'n Node) -> Option<&'n Node>
    where
        'a: 'n,
    {
        self.value_at(node, 0)
    }

    fn value_at<'n>(&self, node: &'n Node, depth: usize) -> Option<&'n Node>
    where
        'a: 'n,
    {
        if depth > MAX_DEPTH {
            return Some(node);
        }
        let Some((name, argument)) = function(node) else {
            return Some(node);
        };
        match name {
            "Fn::If" => match argument.items() {
                [condition, yes, no] => {
                    let holds = condition
                        .as_str()
                        .and_then(|name| self.condition(name, depth));
                    match holds {
                        Some(true) => self.value_at(yes, depth + 1),
                        Some(false) => self.value_at(no, depth + 1),
                        None => Some(node),
                    }
                }
                _ => Some(node),
            },
            "Ref" => match argument.as_str() {
                Some(NO_VALUE) => None,
                Some(name) => Some(self.default(name).unwrap_or(node)),
                None => Some(node),
            },
            "Fn::FindInMap" => Some(self.mapped(argument, depth).unwrap_or(node)),
            _ => Some(node),
        }
    }

    fn mapped<'n>(&self, argument: &'n Node, depth: usize) -> Option<&'n Node>
    where
        'a: 'n,
    {
        let [map, first, second, ..] = argument.items() else {
            return None;
        };
        let map = self.text_at(map, depth + 1)?;
        let (first, second) = (
            self.text_at(first, depth + 1)?,
            self.text_at(second, depth + 1)?,
        );
        self.mappings?.get(&map)?.get(&first)?.get(&second)
    }

    /// Whether a condition holds with the defaults of the parameters; `None` when that cannot be known.
    pub(super) fn condition(&self, name: &str, depth: usize) -> Option<bool> {
        let (name, condition) = self.conditions.get_key_value(name)?;
        if let Some(known) = self.known.borrow().get(name) {
            return *known;
        }
        self.known.borrow_mut().insert(name, None);
        let holds = self.holds(condition, depth + 1);
        self.known.borrow_mut().insert(name, holds);
        holds
    }

    fn holds<'n>(&self, node: &'n Node, depth: usize) -> Option<bool>
    where
        'a: 'n,
    {
        if depth > MAX_DEPTH {
            return None;
        }
        let (name, argument) = function(node)?;
        let items = argument.items();
        match name {
            "Condition" => self.condition(argument.as_str()?, depth),
            "Fn::Equals" => match items {
                [a, b] => {
                    let (a, b) = (self.text_at(a, depth + 1)?, self.text_at(b, depth + 1)?);
                    // What is not known may be anything.
                    (!a.contains("${") && !b.contains("${")).then_some(a == b)
                }
                _ => None,
            },
            "Fn::Not" => self.holds(items.first()?, depth + 1).map(|holds| !holds),
            "Fn::And" => {
                let mut all = items.iter().map(|item| self.holds(item, depth + 1));
                all.try_fold(true, |so_far, one| Some(so_far && one?))
            }
            "Fn::Or" => {
                let mut all = items.iter().map(|item| self.holds(item, depth + 1));
                all.try_fold(false, |so_far, one| Some(so_far || one?))
            }
            _ => None,
        }
    }

    /// A text, as far as it is known; the rest are references.
    pub(super) fn text<'n>(&self, node: &'n Node) -> Option<String>
    where
        'a: 'n,
    {
        self.word(node).map(Cow::into_owned)
    }

    /// The same, as it stands in the template where nothing is to be worked out.
    pub(super) fn word<'n>(&self, node: &'n Node) -> Option<Cow<'n, str>>
    where
        'a: 'n,
    {
        self.text_at(node, 0)
    }

    fn text_at<'n>(&self, node: &'n Node, depth: usize) -> Option<Cow<'n, str>>
    where
        'a: 'n,
    {
        if depth > MAX_DEPTH {
            return None;
        }
        let node = self.value_at(node, depth)?;
        if let Some(text) = node.scalar() {
            return Some(text);
        }
        let (name, argument) = function(node)?;
        match name {
            "Ref" => Some(format!("${{{}}}", argument.as_str()?).into()),
            "Fn::GetAtt" => Some(format!("${{{}}}", attribute(argument)?).into()),
            "Fn::Sub" => self.substituted(argument, depth).map(Cow::Owned),
            "Fn::Join" => {
                let [between, parts] = argument.items() else {
                    return None;
                };
                let between = self.text_at(between, depth + 1)?;
                let parts = self.texts_at(parts, depth + 1)?;
                Some(parts.join(&between).into())
            }
            "Fn::Select" => {
                let [index, list] = argument.items() else {
                    return None;
                };
                let index: usize = self.text_at(index, depth + 1)?.parse().ok()?;
                if let Some(part) = self.part_of_arn(index, list, depth + 1) {
                    return Some(part.into());
                }
                let texts = self.texts_at(list, depth + 1)?;
                texts.into_iter().nth(index).map(Cow::Owned)
            }
            _ => None,
        }
    }

    /// What a part of the ARN of one of the stack's own resources is, which CDK takes out of it with `Fn::Split`: the stack
    /// is where its resources are.
    fn part_of_arn(&self, index: usize, list: &Node, depth: usize) -> Option<&'static str> {
        let Some(("Fn::Split", argument)) = function(list) else {
            return None;
        };
        let [between, arn] = argument.items() else {
            return None;
        };
        let (name, path) = function(arn)?;
        let is_arn = name == "Fn::GetAtt" && attribute(path)?.ends_with(".Arn");
        if !is_arn || self.text_at(between, depth)? != ":" {
            return None;
        }
        match index {
            0 => Some("arn"),
            1 => Some("${AWS::Partition}"),
            3 => Some("${AWS::Region}"),
            4 => Some("${AWS::AccountId}"),
            _ => None,
        }
    }

    fn substituted<'n>(&self, argument: &'n Node, depth: usize) -> Option<String>
    where
        'a: 'n,
    {
        let (text, given) = match argument.items() {
            [text, given] => (text.as_str()?, Some(given)),
            _ => (argument.as_str()?, None),
        };
        let values = given.map_or(&[][..], Node::entries).iter();
        let values: BTreeMap<&str, Option<Cow<'_, str>>> = values
            .map(|entry| (&*entry.key, self.text_at(&entry.value, depth + 1)))
            .collect();
        let mut made = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("${") {
            made.push_str(before);
            let Some((name, after)) = behind.split_once('}') else {
                made.push_str("${");
                rest = behind;
                continue;
            };
            if made.len() > MAX_TEXT {
                return None;
            }
            match values.get(name) {
                Some(value) => made.push_str(value.as_ref()?),
                None => {
                    if let Some(value) = self.default(name).and_then(Node::scalar) {
                        made.push_str(&value);
                    } else {
                        made.push_str("${");
                        made.push_str(name);
                        made.push('}');
                    }
                }
            }
            rest = after;
        }
        made.push_str(rest);
        Some(made)
    }

    /// A list of texts; a text between commas where a parameter holds a list.
    pub(super) fn texts<'n>(&self, node: &'n Node) -> Option<Vec<String>>
    where
        'a: 'n,
    {
        self.texts_at(node, 0)
    }

    fn texts_at<'n>(&self, node: &'n Node, depth: usize) -> Option<Vec<String>>
    where
        'a: 'n,
    {
        if depth > MAX_DEPTH {
            return None;
        }
        let of_list = function(node).is_some_and(|(name, _)| name == "Ref");
        let node = self.value_at(node, depth)?;
        match &node.kind {
            Kind::List(items) => {
                let mut texts = Vec::with_capacity(items.len());
                for item in items {
                    if self.value_at(item, depth + 1).is_some() {
                        texts.push(self.text_at(item, depth + 1)?.into_owned());
                    }
                }
                Some(texts)
            }
            Kind::Text(text) if of_list => {
                let parts = text.split(',').map(|part| part.trim().to_owned());
                Some(parts.filter(|part| !part.is_empty()).collect())
            }
            _ if node.is_scalar() => Some(vec![self.text_at(node, depth + 1)?.into_owned()]),
            _ => match function(node)? {
                ("Fn::Split", argument) => {
                    let [between, text] = argument.items() else {
                        return None;
                    };
                    let (between, text) = (
                        self.text_at(between, depth + 1)?,
                        self.text_at(text, depth + 1)?,
                    );
                    if between.is_empty() || text.contains("${") {
                        return None;
                    }
                    Some(text.split(&*between).map(str::to_owned).collect())
                }
                // One value where a list may stand.
                ("Fn::GetAtt" | "Fn::Sub" | "Fn::Join" | "Ref", _) => {
                    Some(vec![self.text_at(node, depth + 1)?.into_owned()])
                }
                _ => None,
            },
        }
    }

    /// A truth value.
    pub(super) fn flag<'n>(&self, node: &'n Node) -> Option<bool>
    where
        'a: 'n,
    {
        self.value(node)?.as_bool()
    }

    /// A whole number.
    pub(super) fn count<'n>(&self, node: &'n Node) -> Option<u32>
    where
        'a: 'n,
    {
        self.value(node)?.as_u32()
    }

    /// A number.
    pub(super) fn number<'n>(&self, node: &'n Node) -> Option<f64>
    where
        'a: 'n,
    {
        self.value(node)?.as_f64()
    }

    /// The items of a list; none of what cannot be known.
    pub(super) fn items<'n>(&self, node: &'n Node) -> Vec<&'n Node>
    where
        'a: 'n,
    {
        let Some(node) = self.value(node) else {
            return Vec::new();
        };
        let items = node.items().iter();
        items.filter_map(|item| self.value(item)).collect()
    }
}

/// What a function of CloudFormation is, one step on.
pub(super) enum Once {
    /// No value.
    Nothing,
    /// Another value of the template, in which functions may stand.
    Other(Node),
    /// A text, as far as it is known.
    Text(String),
    /// Nothing that is known.
    Same,
}

impl Scope<'_> {
    /// Works out a function, one step.
    pub(super) fn once(&self, node: &Node) -> Once {
        let Some(value) = self.value(node) else {
            return Once::Nothing;
        };
        let is_mapped = function(node).is_some_and(|(name, _)| name == "Fn::FindInMap");
        if !(std::ptr::eq(value, node) || is_mapped && value.is_map()) {
            return Once::Other(value.clone());
        }
        self.text(node).map_or(Once::Same, Once::Text)
    }
}

/// `Pool.Arn` of the argument of `Fn::GetAtt`.
fn attribute(argument: &Node) -> Option<String> {
    match &argument.kind {
        Kind::Text(text) => Some(text.as_str().to_owned()),
        Kind::List(items) => {
            let parts = items.iter().map(Node::as_str);
            Some(parts.collect::<Option<Vec<_>>>()?.join("."))
        }
        _ => None,
    }
}

/// The logical id of the resource that a value refers to, by any function.
pub(super) fn referred(node: &Node) -> Option<Cow<'_, str>> {
    let (name, argument) = function(node)?;
    match name {
        "Ref" => argument.as_str().map(Cow::Borrowed),
        "Fn::GetAtt" => {
            let path = attribute(argument)?;
            Some(Cow::Owned(first(&path).to_owned()))
        }
        "Fn::Sub" => {
            let text = match argument.items() {
                [text, _] => text.as_str()?,
                _ => argument.as_str()?,
            };
            let name = text.strip_prefix("${")?.strip_suffix('}')?;
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == ':';
            name.chars()
                .all(is_name)
                .then(|| Cow::Owned(first(name).to_owned()))
        }
        _ => None,
    }
}

fn first(path: &str) -> &str {
    path.split('.').next().unwrap_or_default()
}
