//! What the page has to say: the sample strip, banners, passing messages, the list of keys.

use std::time::Duration;

use gateway_studio::diagnostic::Severity;
use gateway_studio::model::preset::PRESETS;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

use super::start_over;
use super::top::pick_file;
use crate::browser;
use crate::dom::{El, Node, button, el, many};
use crate::icon;
use crate::keys;
use crate::preset::preset_picker;
use crate::prose::finding;
use crate::reactive::effect;
use crate::session::{Banner, described, session, tongue, workspace};
use crate::words as w;

/// The DOM id of the dialog with the keys.
pub(crate) const SHORTCUTS: &str = "shortcuts";
/// How long a passing message stays.
const PASSING: Duration = Duration::from_secs(6);

/// Strips above the panes.
pub(crate) fn notices() -> Node {
    let session = session();
    el("div.notices")
        .live(move || session.banner.get().as_ref().map(banner))
        .live(move || session.sample.get().then(sample))
        .into()
}

fn sample() -> El {
    let (ws, session, t) = (workspace(), session(), tongue());
    let summary = (PRESETS[0].summary)().get(t).to_owned();
    let text = el("p")
        .child(el("strong").child(w::sample_design(t)))
        .child(summary);
    let open = button("link").click(pick_file).child(w::open_file(t));
    let empty = button("link")
        .click(move || start_over(ws, session))
        .child(w::start_over(t));
    let dismiss = button("quiet.icon")
        .tip(w::dismiss(t))
        .click(move || session.dismiss_sample(ws))
        .child(icon::CROSS.draw());
    el("section.strip")
        .attr("aria-label", w::sample_design(t))
        .child(text)
        .child(preset_picker())
        .child(open)
        .child(empty)
        .child(dismiss)
}

fn banner(banner: &Banner) -> El {
    let (session, t) = (session(), tongue());
    let severity = if banner.bad {
        Severity::Error
    } else {
        Severity::Warning
    };
    let class = format!("strip banner {}", severity.as_str());
    let title = (banner.title)(t, &banner.name);
    let findings = banner.findings.iter();
    let lines = findings.map(|found| el("li").child(finding(found, t)));
    let text = el("div.banner-text")
        .child(el("strong").child(title))
        .child(el("ul").child(lines.collect::<Node>()));
    let dismiss = button("quiet.icon")
        .tip(w::dismiss(t))
        .click(move || session.banner.set(None))
        .child(icon::CROSS.draw());
    el("section")
        .class(class)
        .attr("role", "alert")
        .child(icon::severity(severity))
        .child(text)
        .child(dismiss)
}

/// What floats above everything.
pub(crate) fn floating() -> Node {
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
    let toast = move || {
        session.toast.get().map(|step| {
            let undo = button("link")
                .click(move || keys::undo(ws, session))
                .child(w::undo(t));
            el("p.toast").child(described(&step, t)).child(undo)
        })
    };
    let toasts = el("div.toasts").attr("role", "status").live(toast);
    let said = el("p.offscreen")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .live(move || session.said.get());
    many([toasts.into(), said.into(), shortcuts().into()])
}

fn shortcuts() -> El {
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
        let keys = keys.split(' ').map(|key| el("kbd").child(key));
        let keys = el("dt").child(keys.collect::<Node>());
        many([keys.into(), el("dd").child(what(t)).into()])
    });
    let close = || {
        if let Some(dialog) = browser::element(SHORTCUTS) {
            browser::call(&dialog, "close");
        }
    };
    let close = el("button")
        .attr("type", "button")
        .click(close)
        .child(w::close(t));
    el("dialog")
        .id(SHORTCUTS)
        .attr("aria-labelledby", "shortcuts-title")
        .child(el("h2").id("shortcuts-title").child(w::keyboard(t)))
        .child(el("dl.keys").child(rows.collect::<Node>()))
        .child(el("p.actions").child(close))
}
