//! What the page has to say: the sample strip, banners, passing messages, the list of keys.

use std::time::Duration;

use gateway_studio::diagnostic::Severity;
use gateway_studio::model::preset::PRESETS;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

use super::start_over;
use super::top::pick_file;
use crate::boxed::{effect, handler, live};
use crate::browser;
use crate::icon;
use crate::keys;
use crate::prose::finding;
use crate::session::{Banner, described, session, tongue, workspace};
use crate::words as w;

/// The DOM id of the dialog with the keys.
pub(crate) const SHORTCUTS: &str = "shortcuts";
/// How long a passing message stays.
const PASSING: Duration = Duration::from_secs(6);

/// Strips above the panes.
#[component]
pub(crate) fn Notices() -> impl IntoView {
    let session = session();
    view! {
        <div class="notices">
            {live(move || session.banner.get().as_ref().map(banner))}
            {live(move || session.sample.get().then(sample))}
        </div>
    }
}

fn sample() -> AnyView {
    let (ws, session, t) = (workspace(), session(), tongue());
    let summary = (PRESETS[0].summary)().get(t).to_owned();
    view! {
        <section class="strip" aria-label=w::sample_design(t)>
            <p><strong>{w::sample_design(t)}</strong>{summary}</p>
            <button type="button" class="link" on:click=handler(move |_| pick_file())>{w::open_file(t)}</button>
            <button type="button" class="link" on:click=handler(move |_| start_over(ws, session))>{w::start_over(t)}</button>
            <button type="button" class="quiet icon" aria-label=w::dismiss(t) title=w::dismiss(t) on:click=handler(move |_| session.dismiss_sample(ws))>{icon::CROSS.draw()}</button>
        </section>
    }
    .into_any()
}

fn banner(banner: &Banner) -> AnyView {
    let (session, t) = (session(), tongue());
    let severity = if banner.bad {
        Severity::Error
    } else {
        Severity::Warning
    };
    let class = format!("strip banner {}", severity.as_str());
    let title = (banner.title)(t, &banner.name);
    let findings = banner.findings.iter();
    let lines = findings
        .map(|found| view! { <li>{finding(found, t)}</li> })
        .collect_view();
    view! {
        <section class=class role="alert">
            {icon::severity(severity)}
            <div class="banner-text"><strong>{title}</strong><ul>{lines}</ul></div>
            <button type="button" class="quiet icon" aria-label=w::dismiss(t) title=w::dismiss(t) on:click=handler(move |_| session.banner.set(None))>{icon::CROSS.draw()}</button>
        </section>
    }
    .into_any()
}

/// What floats above everything.
#[component]
pub(crate) fn Floating() -> impl IntoView {
    let (ws, session, t) = (workspace(), session(), tongue());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    effect(move || {
        if session.toast.get().is_some() {
            let gone = set_timeout_with_handle(move || session.toast.set(None), PASSING).ok();
            if let Some(Some(before)) =
                waiting.try_update_value(|waiting| std::mem::replace(waiting, gone))
            {
                before.clear();
            }
        }
    });
    let toast = live(move || {
        session.toast.get().map(|step| {
            let text = described(&step, t);
            view! {
                <p class="toast">{text}<button type="button" class="link" on:click=handler(move |_| keys::undo(ws, session))>{w::undo(t)}</button></p>
            }
        })
    });
    view! {
        <div class="toasts" role="status">{toast}</div>
        <p class="offscreen" role="status" aria-live="polite">{live(move || session.said.get())}</p>
        {shortcuts()}
    }
}

fn shortcuts() -> AnyView {
    let t = tongue();
    let keys: [(&str, w::Word); 17] = [
        ("Ctrl/⌘ Z", w::undo),
        ("Ctrl/⌘ Shift Z", w::redo),
        ("Ctrl/⌘ S", w::download_zip),
        ("/", w::filter_routes),
        ("n", w::key_new_child),
        ("↑ ↓ ← →", w::key_arrows),
        ("Home End", w::key_ends),
        ("a … z", w::key_type_ahead),
        ("Enter", w::key_enter),
        ("F2", w::key_rename),
        ("Del", w::key_delete),
        ("[", w::key_previous_file),
        ("]", w::key_next_file),
        ("F8", w::key_next_problem),
        ("Shift F8", w::key_previous_problem),
        ("p", w::key_problems),
        ("Esc", w::key_escape),
    ];
    let rows = keys.into_iter().map(|(keys, what)| {
        let keys = keys
            .split(' ')
            .map(|key| view! { <kbd>{key}</kbd> })
            .collect_view();
        view! { <dt>{keys}</dt><dd>{what(t)}</dd> }
    });
    let close = move |_| {
        if let Some(dialog) = browser::element(SHORTCUTS) {
            browser::call(&dialog, "close");
        }
    };
    view! {
        <dialog id=SHORTCUTS aria-labelledby="shortcuts-title">
            <h2 id="shortcuts-title">{w::keyboard(t)}</h2>
            <dl class="keys">{rows.collect_view()}</dl>
            <p class="actions"><button type="button" on:click=handler(close)>{w::close(t)}</button></p>
        </dialog>
    }
    .into_any()
}
