//! A document as a tree: printings that differ can be compared before one of them is written.
//!
//! The same calls that print a text grow a tree ([`grow`]); [`Yaml::tree`] prints it.

use std::cell::OnceCell;
use std::rc::Rc;

use super::{Class, Scalar, Value, Yaml};
use crate::diagnostic::Pointer;
use crate::text::{Document, Sink};

/// An entry of a mapping or an item of a list.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// The fields of the design from which its first line comes.
    pub at: Vec<Pointer>,
    /// What stands above it, without the marks.
    pub comment: String,
    /// Whether an empty line sets it apart.
    pub blank: bool,
    /// Its key in a mapping; an item of a list has none.
    pub key: Option<String>,
    /// What it is.
    pub tree: Tree,
}

/// A value.
#[derive(Clone, Debug)]
pub enum Tree {
    /// A string.
    Text(String),
    /// Any other scalar, as it is written.
    Other(Class, String),
    /// A short intrinsic function with a scalar.
    Tag(&'static str, String),
    /// A mapping.
    Map(Vec<Node>),
    /// A list, under a short intrinsic function unless that is empty.
    List(&'static str, Vec<Node>),
    /// `!Sub` with a text of several lines.
    Block(String),
    /// The lines of a mapping that all trees share, as they were printed for the first of them.
    Printed(Box<Document>),
    /// How many lines and bytes these are, where nothing else is wanted.
    Counted(usize, usize),
    /// What another tree says at the same place; nothing is printed of it.
    Same,
    /// A mapping that several entries of this tree share.
    Alike(Alike),
}

/// Entries of a mapping that stands in several places: grown once, and what is found out of it is found out once.
#[derive(Clone, Debug)]
pub struct Alike(Rc<Shared>);

#[derive(Debug)]
struct Shared {
    nodes: Vec<Node>,
    digest: OnceCell<u64>,
    refers: OnceCell<bool>,
}

impl Alike {
    fn new(nodes: Vec<Node>) -> Self {
        Self(Rc::new(Shared {
            nodes,
            digest: OnceCell::new(),
            refers: OnceCell::new(),
        }))
    }

    /// Its entries.
    pub fn nodes(&self) -> &[Node] {
        &self.0.nodes
    }

    /// What stands for all that it says, worked out once.
    pub fn digest(&self, work_out: impl FnOnce(&[Node]) -> u64) -> u64 {
        *self.0.digest.get_or_init(|| work_out(&self.0.nodes))
    }

    /// Whether a text in it may refer to something, looked for once.
    pub fn refers(&self, look: impl FnOnce(&[Node]) -> bool) -> bool {
        *self.0.refers.get_or_init(|| look(&self.0.nodes))
    }
}

impl Default for Tree {
    fn default() -> Self {
        Self::Map(Vec::new())
    }
}

impl From<&Value<'_>> for Tree {
    fn from(value: &Value<'_>) -> Self {
        match value {
            Value::Scalar(Scalar::Text(text)) => Self::Text((*text).to_owned()),
            Value::Scalar(scalar) => {
                let (class, text) = scalar.encode();
                Self::Other(class, text)
            }
            Value::Tag(tag, text) => Self::Tag(tag, (*text).to_owned()),
        }
    }
}

impl Tree {
    /// Whether a reader sees no difference; comments and origins do not count.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b))
            | (Self::Block(a), Self::Block(b))
            | (Self::Other(_, a), Self::Other(_, b)) => a == b,
            (Self::Printed(a), Self::Printed(b)) => a.is_same_text(b),
            (Self::Tag(tag, a), Self::Tag(other, b)) => tag == other && a == b,
            (Self::Map(_) | Self::Alike(_), Self::Map(_) | Self::Alike(_)) => {
                all_are(self.inside(), other.inside())
            }
            (Self::List(tag, a), Self::List(other, b)) => tag == other && all_are(a, b),
            _ => false,
        }
    }

    /// What stands under a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let own = |node: &&Node| node.key.as_deref() == Some(key);
        self.inside().iter().find(own).map(|node| &node.tree)
    }

    /// What stands inside.
    pub fn inside(&self) -> &[Node] {
        match self {
            Self::Map(nodes) | Self::List(_, nodes) => nodes,
            Self::Alike(alike) => alike.nodes(),
            _ => &[],
        }
    }
}

fn all_are(some: &[Node], others: &[Node]) -> bool {
    let mut pairs = some.iter().zip(others);
    some.len() == others.len() && pairs.all(|(a, b)| a.key == b.key && a.tree.is(&b.tree))
}

impl Node {
    /// An entry of a mapping.
    pub fn entry(key: &str, tree: Tree) -> Self {
        let key = Some(key.to_owned());
        Self {
            key,
            tree,
            ..Self::default()
        }
    }

    /// An item of a list.
    pub fn item(tree: Tree) -> Self {
        Self {
            tree,
            ..Self::default()
        }
    }

    /// Everything of it but its value.
    #[must_use]
    pub fn clone_shell(&self) -> Self {
        Self {
            at: self.at.clone(),
            comment: self.comment.clone(),
            blank: self.blank,
            key: self.key.clone(),
            tree: Tree::default(),
        }
    }

    /// Lets every origin in it be another one.
    pub fn move_origins(&mut self, to: &impl Fn(Pointer) -> Pointer) {
        self.at.iter_mut().for_each(|at| *at = to(*at));
        match &mut self.tree {
            Tree::Map(nodes) | Tree::List(_, nodes) => {
                for node in nodes {
                    node.move_origins(to);
                }
            }
            Tree::Printed(document) => document.move_origins(to),
            _ => {}
        }
    }
}

/// The entries that `print` would write.
pub fn grow(print: impl FnOnce(&mut Yaml)) -> Vec<Node> {
    grow_one(Growth::default(), print)
}

/// The same as a tree of which every node can be changed.
pub fn grow_whole(print: impl FnOnce(&mut Yaml)) -> Vec<Node> {
    let growth = Growth {
        only: Only::Whole,
        ..Growth::default()
    };
    grow_one(growth, print)
}

/// How one of several trees is grown.
#[derive(Clone, Copy, Default)]
pub struct Growth {
    /// An earlier tree holds what all of them share.
    pub again: bool,
    /// Only the length of the text is wanted.
    pub bare: bool,
    /// Whether it is the only one.
    pub only: Only,
}

/// Whether a tree is the only one of its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// There are others beside it.
    #[default]
    No,
    /// Nothing is printed ahead, so that all of it can be looked into.
    Whole,
    /// The same without comments and origins.
    Plain,
}

/// The entries that `print` would write, in one of several trees.
pub fn grow_one(growth: Growth, print: impl FnOnce(&mut Yaml)) -> Vec<Node> {
    let mut yaml = Yaml {
        growth,
        ..Yaml::default()
    };
    if growth.only == Only::Plain {
        yaml.sink = Sink::bare();
    }
    yaml.growing.push(Node::default());
    print(&mut yaml);
    match yaml.growing.pop().unwrap_or_default().tree {
        Tree::Map(nodes) => nodes,
        _ => Vec::new(),
    }
}

impl Yaml {
    pub(super) fn is_growing(&self) -> bool {
        !self.growing.is_empty()
    }

    pub(super) fn grow_comment(&mut self, text: &str) {
        if self.growth.only == Only::Plain {
            return;
        }
        let comment = &mut self.coming.comment;
        if !comment.is_empty() {
            comment.push('\n');
        }
        comment.push_str(text);
    }

    pub(super) fn grow_blank(&mut self) {
        self.coming.blank = true;
    }

    /// A mapping that is the same in all trees: printed for the first of them, and for no other.
    pub(super) fn grow_shared(&mut self, key: &str, entries: impl FnOnce(&mut Self)) {
        if self.growth.again {
            return self.grow(Some(key), Tree::Same);
        }
        if self.growth.only != Only::No {
            self.grow_open(Some(key), Tree::Map(Vec::new()));
            entries(self);
            return self.grow_close();
        }
        let mut inside = Self::default();
        if self.growth.bare {
            inside.sink = Sink::bare();
            entries(&mut inside);
            let (lines, bytes) = inside.sink.counted();
            return self.grow(Some(key), Tree::Counted(lines, bytes));
        }
        if let Some(at) = self.sink.scope() {
            inside.sink.enter(at);
        }
        entries(&mut inside);
        self.grow(Some(key), Tree::Printed(Box::new(inside.sink.finish())));
    }

    /// A mapping that says what `known` does, or what `entries` prints. Gives it back where the tree lets others share it, which
    /// is where neither comments nor origins are wanted.
    pub fn alike_map(
        &mut self,
        key: &str,
        known: Option<&Alike>,
        entries: impl FnOnce(&mut Self),
    ) -> Option<Alike> {
        if self.growth.only != Only::Plain {
            self.map(key, entries);
            return None;
        }
        if let Some(known) = known {
            self.grow(Some(key), Tree::Alike(known.clone()));
            return None;
        }
        self.grow_open(Some(key), Tree::Map(Vec::new()));
        entries(self);
        let mut node = self.growing.pop()?;
        let Tree::Map(nodes) = std::mem::take(&mut node.tree) else {
            return None;
        };
        let alike = Alike::new(nodes);
        node.tree = Tree::Alike(alike.clone());
        self.attach(node);
        Some(alike)
    }

    /// Adds a node to the innermost open one.
    pub(super) fn grow(&mut self, key: Option<&str>, tree: Tree) {
        let node = self.node(key, tree);
        self.attach(node);
    }

    pub(super) fn grow_open(&mut self, key: Option<&str>, tree: Tree) {
        let node = self.node(key, tree);
        self.growing.push(node);
    }

    pub(super) fn grow_close(&mut self) {
        if let Some(node) = self.growing.pop() {
            self.attach(node);
        }
    }

    fn node(&mut self, key: Option<&str>, tree: Tree) -> Node {
        let key = key.map(str::to_owned);
        if self.growth.only == Only::Plain {
            return Node {
                at: Vec::new(),
                comment: String::new(),
                blank: std::mem::take(&mut self.coming.blank),
                key,
                tree,
            };
        }
        let mut node = std::mem::take(&mut self.coming);
        node.at.extend(self.sink.scope());
        node.key = key;
        node.tree = tree;
        node
    }

    /// The node that was added last comes from `at`, too.
    pub(super) fn grow_also(&mut self, at: Pointer) {
        if self.growth.only == Only::Plain {
            return;
        }
        if let Some(Tree::Map(nodes) | Tree::List(_, nodes)) =
            self.growing.last_mut().map(|node| &mut node.tree)
            && let Some(last) = nodes.last_mut()
        {
            // A pointer takes room, and one more is all that comes.
            last.at.reserve_exact(1);
            last.at.push(at);
        }
    }

    fn attach(&mut self, node: Node) {
        if let Some(Node {
            tree: Tree::Map(nodes) | Tree::List(_, nodes),
            ..
        }) = self.growing.last_mut()
        {
            nodes.push(node);
        }
    }

    /// Prints nodes where the calls that grew them would have stood.
    pub fn tree(&mut self, nodes: &[Node]) {
        for node in nodes {
            if let Some(at) = node.at.first() {
                self.sink.enter(*at);
            }
            if node.blank {
                self.blank();
            }
            self.comment(&node.comment);
            self.print_node(node);
            if !node.at.is_empty() {
                self.sink.leave();
            }
        }
    }

    fn print_node(&mut self, node: &Node) {
        let key = node.key.as_deref();
        let empty = match &node.tree {
            Tree::Map(_) | Tree::Alike(_) => "{}",
            Tree::List(..) => "[]",
            scalar => return self.print_scalar(node, scalar),
        };
        let kind = match node.tree {
            Tree::List(tag, _) => Tree::List(tag, Vec::new()),
            _ => Tree::Map(Vec::new()),
        };
        self.open(key, kind);
        // The line of an item without a tag is that of the first thing inside.
        if key.is_some() {
            self.print_origins(node);
        }
        self.tree(node.tree.inside());
        self.close(empty);
    }

    fn print_scalar(&mut self, node: &Node, scalar: &Tree) {
        if let Some(key) = &node.key {
            self.key(key);
        } else {
            self.start_line();
            self.sink.put(Class::Plain, "-");
        }
        if let Tree::Block(text) = scalar {
            self.start_block();
            for line in text.lines() {
                self.start_line();
                self.sink.put(Class::Text, line);
            }
            self.depth -= 1;
        } else if let Tree::Printed(lines) = scalar {
            self.print_origins(node);
            return self.sink.put_lines((self.depth + 1) * 2, lines);
        } else if let Tree::Counted(lines, bytes) = *scalar {
            return self.sink.count_lines((self.depth + 1) * 2, (lines, bytes));
        } else {
            self.sink.put(Class::Plain, " ");
        }
        match scalar {
            Tree::Text(text) => self.text(text),
            Tree::Other(class, text) => self.sink.put(*class, text),
            Tree::Tag(tag, text) => self.value(&Value::Tag(tag, text)),
            Tree::Block(_)
            | Tree::Printed(_)
            | Tree::Counted(..)
            | Tree::Map(_)
            | Tree::Alike(_)
            | Tree::List(..)
            | Tree::Same => {}
        }
        self.print_origins(node);
    }

    fn print_origins(&mut self, node: &Node) {
        node.at.iter().skip(1).for_each(|at| self.sink.also(*at));
    }
}
