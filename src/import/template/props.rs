//! Properties of a resource with those that `Globals` gives all of its kind.

use std::borrow::Cow;

use super::scope::Scope;
use crate::import::node::{Entry, Mark, Node, Place};
use crate::model::Variable;

/// What a resource says, and what `Globals` says for it.
#[derive(Clone, Copy)]
pub(super) struct Props<'a> {
    pub(super) scope: &'a Scope<'a>,
    own: Option<&'a Node>,
    global: Option<&'a Node>,
}

/// Notes that the design says a key with everything below it.
pub(super) fn said(entry: &Entry) {
    entry.set_all(Mark::Represented);
}

impl<'a> Props<'a> {
    pub(super) const fn new(
        scope: &'a Scope<'a>,
        own: Option<&'a Node>,
        global: Option<&'a Node>,
    ) -> Self {
        Self { scope, own, global }
    }

    /// Where the resource says something.
    pub(super) fn place(&self) -> Place {
        let node = self.own.or(self.global);
        node.map_or_else(Place::default, |node| node.at)
    }

    /// The key of the resource itself, or the one of all; a value that is left out by a function is not there.
    pub(super) fn entry(&self, key: &str) -> Option<&'a Entry> {
        let own = self.own.and_then(|own| own.entry(key));
        own.or_else(|| self.global.and_then(|global| global.entry(key)))
    }

    /// The keys of all and of the resource itself, in the order in which SAM unites them.
    pub(super) fn entries(&self, key: &str) -> impl Iterator<Item = &'a Entry> {
        let global = self.global.and_then(|global| global.entry(key));
        let own = self.own.and_then(|own| own.entry(key));
        global.into_iter().chain(own)
    }

    /// What stands under a key, functions worked out.
    pub(super) fn get(&self, key: &str) -> Option<&'a Node> {
        self.scope.value(&self.entry(key)?.value)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// A mapping below, with what `Globals` says of it, without a note.
    pub(super) fn below(&self, key: &str) -> Option<Self> {
        let below = |node: Option<&'a Node>| {
            let value = self.scope.value(node?.get(key)?)?;
            (value.is_map() && super::scope::function(value).is_none()).then_some(value)
        };
        let (own, global) = (below(self.own), below(self.global));
        (own.is_some() || global.is_some()).then_some(Self {
            scope: self.scope,
            own,
            global,
        })
    }

    /// A mapping below, with what `Globals` says of it. What is none stays as it is, and is told of elsewhere (`form.rs`).
    pub(super) fn inside(&self, key: &str) -> Option<Self> {
        self.entry(key)?;
        let below = |node: Option<&'a Node>| {
            let value = self.scope.value(node?.get(key)?)?;
            value.is_map().then_some(value)
        };
        let (own, global) = (below(self.own), below(self.global));
        for entry in self.entries(key) {
            if self.scope.value(&entry.value).is_none_or(Node::is_map) {
                entry.set_mark(Mark::Represented);
            }
        }
        (own.is_some() || global.is_some()).then_some(Self {
            scope: self.scope,
            own,
            global,
        })
    }

    /// Every key with its value; a key of the resource itself comes in place of the one of all.
    pub(super) fn all(&self) -> Vec<&'a Entry> {
        let mut all: Vec<&'a Entry> = Vec::new();
        for node in [self.global, self.own].into_iter().flatten() {
            for entry in node.entries() {
                match all.iter_mut().find(|known| known.key == entry.key) {
                    Some(known) => *known = entry,
                    None => all.push(entry),
                }
            }
        }
        all
    }

    /// Takes a value that is read by `read`; what cannot be read stays as it is.
    fn take<T>(&self, key: &str, read: impl Fn(&'a Node) -> Option<T>) -> Option<T> {
        let entry = self.entry(key)?;
        let value = read(&entry.value)?;
        self.entries(key).for_each(said);
        Some(value)
    }

    /// A text, without a note.
    pub(super) fn scope_text(&self, key: &str) -> Option<String> {
        self.scope.text(&self.entry(key)?.value)
    }

    /// A truth value, without a note.
    pub(super) fn scope_flag(&self, key: &str) -> Option<bool> {
        self.scope.flag(&self.entry(key)?.value)
    }

    /// A text as it stands there, without a note.
    pub(super) fn word(&self, key: &str) -> Option<Cow<'a, str>> {
        self.scope.word(&self.entry(key)?.value)
    }

    /// A list of texts, without a note.
    pub(super) fn scope_texts(&self, key: &str) -> Option<Vec<String>> {
        self.scope.texts(&self.entry(key)?.value)
    }

    /// Notes that the design says a key.
    pub(super) fn say(&self, key: &str) {
        self.entries(key).for_each(said);
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.take(key, |node| self.scope.text(node))
    }

    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        self.take(key, |node| self.scope.flag(node))
    }

    pub(super) fn count(&self, key: &str) -> Option<u32> {
        self.take(key, |node| self.scope.count(node))
    }

    pub(super) fn number(&self, key: &str) -> Option<f64> {
        self.take(key, |node| self.scope.number(node))
    }

    /// A list of texts; SAM joins the one of all and the resource's own.
    pub(super) fn texts(&self, key: &str) -> Option<Vec<String>> {
        let mut joined = Vec::new();
        let mut any = false;
        for entry in self.entries(key) {
            joined.extend(self.scope.texts(&entry.value)?);
            any = true;
        }
        self.entries(key).for_each(said);
        any.then_some(joined)
    }

    /// A mapping of texts; a value that is no text leaves its key where it is.
    pub(super) fn variables(&self, key: &str) -> Vec<Variable> {
        let Some(inside) = self.inside(key) else {
            return Vec::new();
        };
        let variables = inside.all().into_iter().filter_map(|entry| {
            let value = self.scope.text(&entry.value)?;
            said(entry);
            Some(Variable {
                name: entry.key.as_str().to_owned(),
                value,
            })
        });
        variables.collect()
    }
}
