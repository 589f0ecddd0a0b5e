//! The structure pane: the sections and the route tree.

use web_sys::MouseEvent;

use crate::dom::{El, Node, button, el, many};
use crate::icon;
use crate::place::{Section, place, sheet_of};
use crate::reactive::memo;
use crate::session::{tongue, workspace};
use crate::tree::route_tree;
use crate::words as w;

/// The button that opens the structure where it is narrow.
pub(crate) const OPENER: &str = "structure-opener";

/// Links to the sections, then the tree.
pub(crate) fn structure() -> Node {
    let (place, t) = (place(), tongue());
    let rail = button("quiet.icon.rail-button")
        .id(OPENER)
        .tip(w::open_structure.get(t))
        .live_state("aria-expanded", move || place.drawer.get())
        .click(move || place.drawer.update(|open| *open = !*open))
        .child(icon::MENU.draw());
    let sections = el("nav.sections")
        .attr("aria-label", w::sections.get(t))
        .child(Section::ALL.into_iter().map(link).collect::<Node>());
    let pane = el("section.pane.structure")
        .id("structure")
        .attr("aria-label", w::structure.get(t))
        .child(rail)
        .child(sections)
        .child(route_tree());
    let scrim = button("scrim")
        .attr("tabindex", "-1")
        .attr("aria-label", w::close.get(t))
        .click(move || place.drawer.set(false));
    many([pane.into(), scrim.into()])
}

fn link(section: Section) -> El {
    let (ws, place, t) = (workspace(), place(), tongue());
    let count = ws.select(move |design| match section {
        Section::Functions => Some(design.functions.len()),
        Section::Routes => Some(design.routes.len()),
        Section::Stages => Some(design.stages.len()),
        _ => None,
    });
    let off = ws.select(move |design| match section {
        Section::Domain => design.domain.is_none(),
        Section::Cors => design.cors.is_none(),
        Section::Monitoring => !design.monitoring.is_on(),
        _ => false,
    });
    let worst = memo(move || {
        ws.findings.with(|found| {
            found
                .problems
                .iter()
                .find(|found| sheet_of(&found.at).is_none() && Section::of(&found.at) == section)
                .map(|found| found.severity)
        })
    });
    let title = section.title().get(t);
    let go = move |event: &MouseEvent| {
        event.prevent_default();
        place.go(section);
    };
    let count = move || count.get().map(|count| badge(count.to_string()));
    let off = move || off.get().then(|| badge(w::off.get(t)));
    el("a.section")
        .attr("href", format!("#{}", section.hash()))
        .attr("title", title)
        .on("click", go)
        .live_attr("aria-current", move || {
            (place.section.get() == section).then_some("page")
        })
        .child(icon::section(section).draw())
        .child(el("span.section-title").child(title))
        .live(move || worst.get().map(icon::severity))
        .live(count)
        .live(off)
}

fn badge(text: impl Into<Node>) -> El {
    el("span.badge").child(text)
}
