//! One row of the tree.

use gateway_studio::model::tree as paths;
use leptos::prelude::*;
use web_sys::MouseEvent;

use super::Tree;
use crate::dom::{self, El, el};
use crate::icon;
use crate::outline::Row;
use crate::place::{Node, Section};
use crate::reactive::memo;
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
    let is_active = move || node.with_value(|node| tree.active.with(|active| active == node));
    let is_chosen = memo(move || {
        let here = tree.place.section.get() == Section::Routes;
        here && node.with_value(|node| tree.place.node.with(|chosen| chosen == node))
    });
    let route = row.node.route;
    let mark = memo(move || {
        route.and_then(|route| tree.marks.with(|marks| marks.get(route).copied().flatten()))
    });
    let verbs: Vec<&str> = row.verbs.iter().map(|verb| verb.as_str()).collect();
    let name = format!("{} {}", row.node.path, verbs.join(" "));
    let label = move || match mark.get() {
        Some(severity) => format!("{name} {}", w::severity(t, severity)),
        None => name.clone(),
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
    let first = verbs.iter().take(3);
    let first = first.map(|verb| el("span").class(format!("verb {verb}")).child(*verb));
    let rest = verbs.len().saturating_sub(3);
    let more = (rest > 0).then(|| el("span.more").child(format!("+{rest}")));
    let marks = el("span.tree-marks")
        .live(move || mark.get().map(icon::severity))
        .child(first.collect::<dom::Node>())
        .child(more);
    el("div")
        .class(class)
        .attr("role", "treeitem")
        .id(id(&row.node))
        .attr("style", style)
        .live_attr("aria-label", label)
        .attr("aria-level", row.depth + 1)
        .attr("aria-expanded", row.has_children.then_some(expanded))
        .live_state("aria-selected", move || is_chosen.get())
        .live_attr("tabindex", move || if is_active() { "0" } else { "-1" })
        .click(move || tree.choose(node.get_value()))
        .child(guides(row))
        .child(twist)
        .child(part(row))
        .child(marks)
}

/// The lines that join the row with its parent and pass by to later rows.
fn guides(row: &Row) -> dom::Node {
    let levels = (1..=row.depth).map(|level| {
        let class = match (
            level == row.depth,
            row.last,
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
    el("span").class(class).child(text)
}
