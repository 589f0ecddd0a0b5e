//! One row of the tree.

use gateway_studio::model::tree as paths;
use leptos::prelude::*;

use super::Tree;
use crate::boxed::{handler, live, memo};
use crate::icon;
use crate::outline::Row;
use crate::place::{Node, Section};
use crate::session::tongue;
use crate::words as w;

/// The DOM id of the row of a node.
pub(super) fn id(node: &Node) -> String {
    let twin = node.route.map_or(String::new(), |route| route.to_string());
    format!("route:{twin}:{}", node.path)
}

/// A row at its place.
pub(super) fn draw(tree: &Tree, place: usize, row: &Row) -> AnyView {
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
    let fold = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        tree.fold(&node.get_value(), !open);
    };
    let twist = (row.has_children && row.depth > 0).then(|| {
        let icon = if open { icon::UNFOLDED } else { icon::FOLDED };
        view! { <span class="twist" aria-hidden="true" on:click=handler(fold)>{icon.draw()}</span> }
    });
    let class = if route.is_none() {
        "tree-row passing"
    } else {
        "tree-row"
    };
    view! {
        <div class=class role="treeitem" id=id(&row.node) style:top=format!("{}px", place * tree.row as usize) style:height=format!("{}px", tree.row) aria-label=label
            attr:aria-level=row.depth + 1 aria-expanded=row.has_children.then_some(if open { "true" } else { "false" })
            aria-selected=move || if is_chosen.get() { "true" } else { "false" }
            tabindex=move || if is_active() { "0" } else { "-1" } on:click=handler(move |_| tree.choose(node.get_value()))>
            {guides(row)}
            {twist}
            {part(row)}
            <span class="tree-marks">
                {live(move || mark.get().map(icon::severity))}
                {verbs.iter().take(3).map(|verb| view! { <span class=format!("verb {verb}")>{(*verb).to_owned()}</span> }).collect_view()}
                {(verbs.len() > 3).then(|| view! { <span class="more">{format!("+{}", verbs.len() - 3)}</span> })}
            </span>
        </div>
    }
    .into_any()
}

/// The lines that join the row with its parent and pass by to later rows.
fn guides(row: &Row) -> AnyView {
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
        view! { <i class=class></i> }
    });
    levels.collect_view().into_any()
}

fn part(row: &Row) -> AnyView {
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
    view! { <span class=class>{text}</span> }.into_any()
}
