//! One row of the tree.

use gateway_studio::diagnostic::Severity;
use gateway_studio::model::Mark;
use gateway_studio::model::tree as paths;
use gateway_studio::words::Language;
use web_sys::MouseEvent;

use super::Tree;
use crate::dom::{self, El, el};
use crate::icon;
use crate::outline::Row;
use crate::place::{Node, Section};
use crate::reactive::{StoredValue, memo};
use crate::session::tongue;
use crate::words as w;

/// The DOM id of the row of a node.
pub(super) fn id(node: &Node) -> String {
    let twin = node.route.map_or(String::new(), |route| route.to_string());
    format!("route:{twin}:{}", node.path)
}

/// A row at its place.
pub(super) fn draw(tree: &Tree, place: usize, row: &Row) -> El {
    let tree = *tree;
    let t = tongue();
    let node = StoredValue::new(row.node.clone());
    let is_active = move || node.with_value(|node| tree.reached.with(|reached| reached == node));
    let is_chosen = memo(move || {
        let here = tree.place.section.get() == Section::Routes;
        here && node.with_value(|node| tree.place.node.with(|chosen| chosen == node))
    });
    let route = row.node.route;
    // How bad the worst finding is, and what it says.
    let worst = move || {
        let place = tree
            .worst
            .with(|worst| worst.get(route?).copied().flatten())?;
        tree.ws.findings.with(|found| {
            let found = found.problems.get(place)?;
            Some((found.severity, found.message.get(t).replace('`', "")))
        })
    };
    let verbs: Vec<&'static str> = row.verbs.iter().map(|verb| verb.as_str()).collect();
    let said: Vec<String> = row
        .marks
        .iter()
        .map(|(mark, what)| said(t, *mark, what))
        .collect();
    let name = format!("{} {} {}", row.node.path, verbs.join(" "), said.join(", "));
    let label = move || match worst() {
        Some((severity, message)) => format!("{name} {}: {message}", w::severity(t, severity)),
        None => name.clone(),
    };
    let is_selected = move || {
        if tree.is_picking() {
            node.with_value(|node| tree.is_picked(node))
        } else {
            is_chosen.get()
        }
    };
    let click = move |event: &MouseEvent| {
        let node = node.get_value();
        if event.shift_key() {
            let rows = tree.shown.get_untracked();
            tree.pick_to(place, &rows);
        } else if event.ctrl_key() || event.meta_key() || tree.picking.get_untracked() {
            tree.toggle(node);
        } else {
            tree.choose(node);
        }
    };
    let open = row.open;
    let fold = move |event: &MouseEvent| {
        event.stop_propagation();
        tree.fold(&node.get_value(), !open);
    };
    let twist = (row.has_children && row.depth > 0).then(|| {
        let icon = if open { icon::UNFOLDED } else { icon::FOLDED };
        el("span.twist")
            .attr("aria-hidden", "true")
            .on("click", fold)
            .child(icon.draw())
    });
    let class = if route.is_none() {
        "tree-row passing"
    } else {
        "tree-row"
    };
    let style = format!("top:{}px;height:{}px", place * tree.row as usize, tree.row);
    let expanded = if open { "true" } else { "false" };
    let marks = marks(row, worst, &verbs, said);
    let grip = (row.depth > 0).then(|| el("span.grip").attr("aria-hidden", "true"));
    el("div")
        .class(class)
        .attr("role", "treeitem")
        .id(id(&row.node))
        .attr("style", style)
        .live_attr("aria-label", label)
        .attr("aria-level", row.depth + 1)
        .attr("aria-posinset", row.among.0)
        .attr("aria-setsize", row.among.1)
        .attr("aria-expanded", row.has_children.then_some(expanded))
        .live_state("aria-selected", is_selected)
        .live_attr("data-carried", move || {
            let is_carried =
                node.with_value(|node| tree.carried.with(|carried| carried.contains(node)));
            is_carried.then(|| if tree.copied.get() { "copy" } else { "cut" })
        })
        .attr("data-row", place)
        .live_attr("tabindex", move || if is_active() { "0" } else { "-1" })
        .on("click", click)
        .child(guides(row))
        .child(twist)
        .child(part(row))
        // What is seen is part of what is said, word for word.
        .child(" ")
        .child(marks)
        .child(grip)
}

/// What stands at the end of a row: findings, marks, methods.
fn marks(
    row: &Row,
    worst: impl Fn() -> Option<(Severity, String)> + 'static,
    verbs: &[&'static str],
    said: Vec<String>,
) -> El {
    // Where much stands out, the first methods have to do.
    let room = if row.marks.len() > 1 { 1 } else { 3 };
    let first = verbs.iter().take(room);
    let first = first.flat_map(|verb| {
        let verb = el("span").class(format!("verb {verb}")).child(*verb);
        [dom::Node::from(verb), " ".into()]
    });
    let rest = verbs.len().saturating_sub(room);
    let more = (rest > 0).then(|| el("span.more").child(format!("+{rest}")));
    let severity =
        move || worst().map(|(severity, message)| icon::severity(severity).attr("title", message));
    let drawn = row
        .marks
        .iter()
        .zip(said)
        .map(|((mark, _), said)| el("span.mark").attr("title", said).child(icon::mark(*mark)));
    el("span.tree-marks")
        .live(severity)
        .child(drawn.collect::<dom::Node>())
        .child(first.collect::<dom::Node>())
        .child(more)
}

/// A mark in words.
fn said(t: Language, mark: Mark, what: &str) -> String {
    let mark = w::mark(t, mark);
    if what.is_empty() {
        mark.to_owned()
    } else {
        format!("{mark}: {what}")
    }
}

/// The lines that join the row with its parent and pass by to later rows.
fn guides(row: &Row) -> dom::Node {
    let levels = (1..=row.depth).map(|level| {
        let class = match (
            level == row.depth,
            row.among.0 == row.among.1,
            row.lines >> level.min(63) & 1 == 1,
        ) {
            (true, true, _) => "guide elbow",
            (true, false, _) => "guide tee",
            (false, _, true) => "guide line",
            (false, _, false) => "guide",
        };
        el("i").class(class)
    });
    levels.collect()
}

fn part(row: &Row) -> El {
    let class = if paths::parameter(&row.part).is_some() {
        "part parameter"
    } else {
        "part"
    };
    let text = if row.depth == 0 {
        "/".to_owned()
    } else {
        row.part.clone()
    };
    // It may be cut off where many levels stand before it.
    el("span")
        .class(class)
        .attr("title", row.node.path.clone())
        .child(text)
}
