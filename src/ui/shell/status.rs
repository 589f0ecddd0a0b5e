//! The strip at the bottom, and the bar that takes its place in a narrow window.

use gateway_studio::diagnostic::Severity;
use leptos::prelude::*;

use super::download_design;
use crate::boxed::{handler, live};
use crate::icon::{self, Icon};
use crate::panel;
use crate::place::{Output, Pane, place};
use crate::session::{Saved, session, tongue, workspace};
use crate::words as w;

/// Whether the design is safe, and how it does.
#[component]
pub(crate) fn StatusStrip() -> impl IntoView {
    let (ws, session, place, t) = (workspace(), session(), place(), tongue());
    let saved = live(move || {
        match session.saved.get() {
        Saved::Untouched => view! { <span>{w::saved_untouched(t)}</span> }.into_any(),
        Saved::At(time) => view! { <span>{w::saved_at(t, time)}</span> }.into_any(),
        Saved::Failed => view! {
            <span class="status-bad">{icon::severity(Severity::Warning)}{w::save_failed(t)}</span>
            <button type="button" class="link" on:click=handler(move |_| download_design(ws))>{w::download_copy(t)}</button>
        }
        .into_any(),
    }
    });
    let of = |severity| {
        let count = panel::count(severity);
        view! { <span class="status-count">{icon::severity(severity)}{live(move || w::severity_count(t, severity, count.get()))}</span> }
    };
    let show = move |_| {
        place.output.set(Output::Problems);
        place.pane.set(Pane::Output);
    };
    view! {
        <footer class="status">
            <p class="status-saved" role="status">{saved}</p>
            <button type="button" class="link status-counts" title=w::show_problems(t) on:click=handler(show)>
                {of(Severity::Error)}{of(Severity::Warning)}{of(Severity::Info)}
            </button>
            <p class="status-keys">{w::keys_hint(t)}<kbd>"?"</kbd></p>
        </footer>
    }
}

/// What a narrow window shows, one at a time.
#[component]
pub(crate) fn BottomBar() -> impl IntoView {
    let (ws, place, t) = (workspace(), place(), tongue());
    let item = move |pane: Pane, output: Option<Output>, icon: Icon, text: &'static str| {
        let is_here = move || {
            place.pane.get() == pane && output.is_none_or(|output| place.output.get() == output)
        };
        let go = move |_| {
            place.pane.set(pane);
            if let Some(output) = output {
                place.output.set(output);
            }
        };
        let count = move || match output {
            Some(Output::Problems) => ws.findings.with(|found| found.problems.len()),
            _ => 0,
        };
        view! {
            <button type="button" class="bottom-item" aria-pressed=move || if is_here() { "true" } else { "false" } on:click=handler(go)>
                {icon.draw()}
                <span>{text}</span>
                {live(move || (count() > 0).then(|| view! { <span class="tab-count">{count()}</span> }))}
            </button>
        }
    };
    view! {
        <nav class="bottom" aria-label=w::panes(t)>
            {item(Pane::Structure, None, icon::section(crate::place::Section::Routes), w::structure(t))}
            {item(Pane::Edit, None, icon::PENCIL, w::edit(t))}
            {item(Pane::Output, Some(Output::Files), icon::FILE, w::files(t))}
            {item(Pane::Output, Some(Output::Problems), icon::CHECK, w::problems(t))}
        </nav>
    }
}
