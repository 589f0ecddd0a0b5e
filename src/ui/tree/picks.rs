//! More than one row: selecting, and what happens to all that is selected.

use gateway_studio::model::tree as paths;

use super::{Tree, acts};
use crate::dom::{self, button, el, live};
use crate::icon;
use crate::outline::Row;
use crate::place::{Node, Section};
use crate::session::tongue;
use crate::sheet;
use crate::words as w;

impl Tree {
    /// Whether a row is among the selected ones.
    pub(super) fn is_picked(self, node: &Node) -> bool {
        self.picked
            .with(|picked| picked.binary_search(node).is_ok())
    }

    /// Whether more may be selected than the node that was chosen.
    pub(super) fn is_picking(self) -> bool {
        self.picking.get() || self.picked.with(|picked| !picked.is_empty())
    }

    /// Adds a row to what is selected, or takes it away. The chosen one is selected to begin with.
    pub(super) fn toggle(self, node: Node) {
        self.active.set(node.clone());
        self.anchor.set(node.clone());
        let chosen = self.place.node.get_untracked();
        let is_seen = |row: &Row| row.found && row.node == chosen;
        let here = self.place.section.get_untracked() == Section::Routes
            && self.shown.with_untracked(|rows| rows.iter().any(is_seen));
        self.picked.update(|picked| {
            if here && picked.is_empty() && !self.picking.get_untracked() && chosen != node {
                picked.push(chosen);
            }
            match picked.binary_search(&node) {
                Ok(place) => drop(picked.remove(place)),
                Err(place) => picked.insert(place, node),
            }
        });
        self.say_count();
    }

    /// Selects the run of rows from the anchor to that one, which gets the focus.
    pub(super) fn pick_to(self, row: usize, rows: &[Row]) {
        let from = self.find(&self.anchor.get_untracked()).unwrap_or(row);
        self.pick_all(&rows[from.min(row)..=from.max(row)]);
        self.focus(row);
    }

    /// Selects rows; of those that a filter shows, the ones that it finds.
    pub(super) fn pick_all(self, rows: &[Row]) {
        let found = rows.iter().filter(|row| row.found);
        self.picked.set(sorted(found.map(|row| &row.node)));
        self.say_count();
    }

    fn say_count(self) {
        let t = self.session.language.get_untracked();
        let count = self.picked.with_untracked(Vec::len);
        self.session.said.set(w::picked(t, count));
    }

    /// How many selected rows the filter or a closed branch hides: what is done to all is done to them, too.
    fn hidden_picks(self) -> usize {
        self.picked.with(|picked| {
            let is_picked = |row: &&Row| picked.binary_search(&row.node).is_ok();
            let seen = self
                .shown
                .with(|rows| rows.iter().filter(is_picked).count());
            picked.len().saturating_sub(seen)
        })
    }

    /// Only what was chosen is selected again.
    pub(super) fn unpick(self) {
        self.picking.set(false);
        self.picked.set(Vec::new());
        self.carried.set(Vec::new());
    }

    /// Forgets what is selected and is there no more.
    pub(super) fn keep_picks(self, rows: &[Row]) {
        let before = self.picked.get_untracked();
        if before.is_empty() {
            return;
        }
        let there = rows
            .iter()
            .filter(|row| before.binary_search(&row.node).is_ok());
        let kept = sorted(there.map(|row| &row.node));
        if kept != before {
            self.picked.set(kept);
        }
    }

    /// What a key is about: what is selected, else the row with the focus. What lies below another
    /// one of them goes with it.
    pub(super) fn meant(self) -> Vec<Node> {
        let mut picked = self.picked.get_untracked();
        if picked.is_empty() {
            return vec![self.active.get_untracked()];
        }
        let all = picked.clone();
        picked.retain(|node| {
            let mut above = &*node.path;
            while let Some((head, _)) = above.rsplit_once('/').filter(|(head, _)| !head.is_empty())
            {
                above = head;
                let after = all.partition_point(|other| *other.path < *head);
                if all.get(after).is_some_and(|other| other.path == head) {
                    return false;
                }
            }
            true
        });
        picked
    }

    /// Whether anything was cut or copied.
    pub(super) fn carries(self) -> bool {
        self.carried.with_untracked(|carried| !carried.is_empty())
    }

    /// Moves what is meant to where its parent is.
    pub(super) fn step_out(self) {
        let nodes = self.meant();
        let head = nodes.first().map(|node| paths::parts(&node.path));
        if let Some([above @ .., _, _]) = head.as_deref() {
            let target: String = above.iter().flat_map(|part| ["/", part]).collect();
            self.transfer(&nodes, &target, false);
        } else {
            self.say(w::no_further_out);
        }
    }

    /// Moves what is meant into the row before it at the same depth, else into the one after it.
    pub(super) fn step_in(self, here: usize, rows: &[Row]) {
        let nodes = self.meant();
        let first = nodes.first().and_then(|node| self.find(node));
        let here = first.unwrap_or(here);
        let depth = rows[here].depth;
        let beside = |row: &&Row| row.depth >= depth;
        let before = rows[..here].iter().rev().take_while(beside);
        let after = rows[here + 1..].iter().take_while(beside);
        let takes = |row: &&Row| {
            row.depth == depth && !paths::is_greedy(&row.part) && !nodes.contains(&row.node)
        };
        if let Some(target) = before.chain(after).find(takes) {
            self.transfer(&nodes, &target.node.path, false);
        } else {
            self.say(w::no_further_in);
        }
    }

    fn say(self, word: w::Word) {
        let t = self.session.language.get_untracked();
        self.session.said.set(word.get(t).into());
    }

    /// Cuts or copies what is meant, to be put down elsewhere.
    pub(super) fn carry(self, copy: bool) {
        let nodes = self.meant();
        let t = self.session.language.get_untracked();
        self.session.said.set(w::carried(t, nodes.len()));
        self.carried.set(nodes);
        self.copied.set(copy);
    }

    /// Puts what was cut or copied below a path.
    pub(super) fn put_down(self, target: &str) {
        let nodes = self.carried.get_untracked();
        let copy = self.copied.get_untracked();
        if self.transfer(&nodes, target, copy) && !copy {
            self.carried.set(Vec::new());
        }
    }

    /// Copies what is meant, each beside itself.
    pub(super) fn duplicate(self) {
        let nodes = self.meant();
        self.follow(&acts::copy(self.ws, self.place, self.session, &nodes, None));
    }

    /// Moves or copies nodes to below a path; whether anything came of it.
    pub(super) fn transfer(self, nodes: &[Node], target: &str, copy: bool) -> bool {
        let Self {
            ws, place, session, ..
        } = self;
        let made = if copy {
            acts::copy(ws, place, session, nodes, Some(target))
        } else {
            acts::transfer(ws, place, session, nodes, target)
        };
        if !made.is_empty() {
            self.closed
                .update(|closed| closed.retain(|path| path != target));
        }
        self.follow(&made)
    }

    /// Goes on with what nodes became; whether that is anything.
    fn follow(self, made: &[Node]) -> bool {
        let Some(first) = made.first() else {
            return false;
        };
        let several = made.iter().filter(|_| made.len() > 1);
        self.picked.set(sorted(several));
        self.anchor.set(first.clone());
        if let Some(row) = self.find(first) {
            self.focus(row);
        }
        true
    }

    /// What can be done to all that is selected.
    pub(super) fn strip(self) -> dom::Node {
        let t = tongue();
        let set = move || {
            let nodes = self.picked.get_untracked();
            let routes = nodes.iter().filter_map(|node| node.route);
            let routes: Vec<String> = routes.map(|route| route.to_string()).collect();
            let about = ("routes", routes.join(","));
            sheet::open_with(self.ws, self.session, "routes", Some(about));
        };
        // The button goes with what was selected, so the focus goes on to a row.
        let delete = move || {
            let here = self.find(&self.active.get_untracked());
            self.delete(here.unwrap_or_default());
        };
        live(move || {
            self.is_picking().then(|| {
                let none = move || self.picked.with(Vec::is_empty);
                let set = button("quiet")
                    .attr("aria-haspopup", "dialog")
                    .live_attr("disabled", none)
                    .click(set)
                    .child(w::set_picked.get(t));
                let delete = button("quiet.danger")
                    .live_attr("disabled", none)
                    .click(delete)
                    .child(w::delete_picked.get(t));
                let end = button("quiet.icon")
                    .tip(w::unpick.get(t))
                    .click(move || self.unpick())
                    .child(icon::CROSS.draw());
                let count = move || {
                    let (all, hidden) = (self.picked.with(Vec::len), self.hidden_picks());
                    if hidden == 0 {
                        w::picked(t, all)
                    } else {
                        w::picked_hidden(t, all, hidden)
                    }
                };
                el("div.picked")
                    .child(el("span").live(count))
                    .child(set)
                    .child(delete)
                    .child(end)
            })
        })
    }
}

/// Nodes in order; most of them come in it.
fn sorted<'a>(nodes: impl Iterator<Item = &'a Node>) -> Vec<Node> {
    let mut sorted: Vec<Node> = Vec::new();
    for node in nodes {
        if let Err(place) = sorted.binary_search(node) {
            sorted.insert(place, node.clone());
        }
    }
    sorted
}
