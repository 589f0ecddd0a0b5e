//! The structure pane: the sections and the route tree.

use leptos::prelude::*;

use crate::boxed::{handler, live, memo};
use crate::icon;
use crate::place::{Section, place};
use crate::session::{tongue, workspace};
use crate::tree::RouteTree;
use crate::words as w;

/// Links to the sections, then the tree.
#[component]
pub(crate) fn Structure() -> impl IntoView {
    let (place, t) = (place(), tongue());
    view! {
        <section class="pane structure" id="structure" aria-label=w::structure(t)>
            <button type="button" class="quiet icon rail-button" aria-label=w::open_structure(t) title=w::open_structure(t)
                aria-expanded=move || if place.drawer.get() { "true" } else { "false" }
                on:click=handler(move |_| place.drawer.update(|open| *open = !*open))>{icon::MENU.draw()}</button>
            <nav class="sections" aria-label=w::sections(t)>{Section::ALL.map(link).collect_view()}</nav>
            <RouteTree/>
        </section>
        <button type="button" class="scrim" tabindex="-1" aria-label=w::close(t) on:click=handler(move |_| place.drawer.set(false))></button>
    }
}

fn link(section: Section) -> AnyView {
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
        _ => false,
    });
    let worst = memo(move || {
        ws.findings.with(|found| {
            found
                .problems
                .iter()
                .find(|found| Section::of(&found.at) == section)
                .map(|found| found.severity)
        })
    });
    let title = (section.title())(t);
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        place.go(section);
    };
    view! {
        <a class="section" href=format!("#{}", section.hash()) title=title on:click=handler(go)
            aria-current=move || (place.section.get() == section).then_some("page")>
            {icon::section(section).draw()}
            <span class="section-title">{title}</span>
            {live(move || worst.get().map(icon::severity))}
            {live(move || count.get().map(|count| view! { <span class="badge">{count}</span> }))}
            {live(move || off.get().then(|| view! { <span class="badge">{w::off(t)}</span> }))}
        </a>
    }
    .into_any()
}
