//! The strip at the bottom, and the bar that takes its place in a narrow window.

use gateway_studio::diagnostic::Severity;
use leptos::prelude::*;

use super::download_design;
use super::notices::PASSING;
use crate::browser;
use crate::dom::{El, Node, button, el, many};
use crate::engine::Findings;
use crate::icon::{self, Icon};
use crate::offline::{Network, Offline, take_update};
use crate::panel;
use crate::place::{Output, Pane, Section, place};
use crate::reactive::{LocalValue, effect};
use crate::session::{Saved, session, tongue, workspace};
use crate::words as w;

/// Whether the design is safe, and how it does.
pub(crate) fn status_strip() -> Node {
    let (session, place, t) = (session(), place(), tongue());
    let of = |severity| {
        let count = panel::count(severity);
        el("span.status-count")
            .child(icon::severity(severity))
            .live(move || w::severity_count(t, severity, count.get()))
    };
    let show = move || {
        place.output.set(Output::Problems);
        place.pane.set(Pane::Output);
    };
    let safe = el("p.status-saved")
        .attr("role", "status")
        .live(move || saved(session.saved.get()));
    let counts = button("link.status-counts")
        .attr("title", w::show_problems.get(t))
        .click(show)
        .child(of(Severity::Error))
        .child(of(Severity::Warning))
        .child(of(Severity::Info));
    let keys = el("p.status-keys")
        .child(w::keys_hint.get(t))
        .child(el("kbd").child("?"));
    el("footer.status")
        .child(said())
        .child(safe)
        .live(update)
        .live(network)
        .child(counts)
        .child(keys)
        .into()
}

/// What was said last, for some seconds: to see, and for screen readers.
fn said() -> El {
    let said = session().said;
    let waiting = LocalValue::new_local(None);
    effect(move || {
        if said.with(|said| !said.is_empty()) {
            // The one that waited is cancelled by going.
            let forget = browser::later(PASSING, move || said.set(String::new()));
            waiting.set_value(Some(forget));
        }
    });
    el("p.status-said")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .live(move || said.get())
}

/// A new version, taken when the person says so.
fn update() -> Option<El> {
    let (offline, t) = (expect_context::<Offline>(), tongue());
    let (ws, session) = (workspace(), session());
    offline.update.get().then(|| {
        button("link.status-update")
            .attr("title", w::update_ready_why.get(t))
            .click(move || take_update(ws, session))
            .child(w::update_ready.get(t))
    })
}

/// Whether the page opens without a network.
fn network() -> Option<El> {
    let t = tongue();
    let (word, why) = match expect_context::<Offline>().network.get() {
        Network::Needed => return None,
        Network::Spare => (w::offline_ready.get(t), w::offline_ready_why.get(t)),
        Network::Gone => (w::offline_now.get(t), w::offline_now_why.get(t)),
    };
    Some(el("p.status-network").attr("title", why).child(word))
}

fn saved(saved: Saved) -> Node {
    let (ws, t) = (workspace(), tongue());
    match saved {
        Saved::Untouched => el("span").child(w::saved_untouched.get(t)).into(),
        Saved::At(time) => el("span").child(w::saved_at(t, time)).into(),
        Saved::Failed => {
            let bad = el("span.status-bad")
                .child(icon::severity(Severity::Warning))
                .child(w::save_failed.get(t));
            let copy = button("link")
                .click(move || download_design(ws))
                .child(w::download_copy.get(t));
            many([bad.into(), copy.into()])
        }
    }
}

/// What a narrow window shows, one at a time.
pub(crate) fn bottom_bar() -> Node {
    let (ws, place, t) = (workspace(), place(), tongue());
    let item = move |pane: Pane, output: Option<Output>, icon: Icon, text: &'static str| {
        let is_here = move || {
            place.pane.get() == pane && output.is_none_or(|output| place.output.get() == output)
        };
        let go = move || {
            place.pane.set(pane);
            if let Some(output) = output {
                place.output.set(output);
            }
        };
        // Nothing is right where something is counted.
        let errors = panel::count(Severity::Error);
        let count = move || match output {
            Some(Output::Problems) => ws.findings.with(Findings::grave),
            _ => 0,
        };
        button("bottom-item")
            .live_state("aria-pressed", is_here)
            .click(go)
            .live(move || match (count(), errors.get()) {
                (0, _) => icon.draw(),
                (_, 0) => icon::severity(Severity::Warning),
                _ => icon::severity(Severity::Error),
            })
            .child(el("span").child(text))
            .live(move || (count() > 0).then(|| el("span.tab-count").child(count().to_string())))
    };
    let routes = icon::section(Section::Routes);
    let (files, problems) = (Some(Output::Files), Some(Output::Problems));
    el("nav.bottom")
        .attr("aria-label", w::panes.get(t))
        .child(item(Pane::Structure, None, routes, w::structure.get(t)))
        .child(item(Pane::Edit, None, icon::PENCIL, w::edit.get(t)))
        .child(item(Pane::Output, files, icon::FILE, w::files.get(t)))
        .child(item(
            Pane::Output,
            problems,
            icon::CHECK,
            w::problems.get(t),
        ))
        .into()
}
