//! What the page has to say: the sample strip, banners, passing messages, the list of keys.

use gateway_studio::diagnostic::Severity;
use gateway_studio::model::preset::FIRST;
use leptos::prelude::SetValue as _;

use super::start_over;
use super::top::UNDO;
use crate::browser;
use crate::dom::{El, Node, button, el, many};
use crate::icon;
use crate::keys;
use crate::palette;
use crate::prose::finding;
use crate::reactive::{LocalValue, effect};
use crate::session::{Banner, described, session, tongue, workspace};
use crate::sheet::{self, opener};
use crate::words as w;

/// How long a passing message stays.
pub(super) const PASSING: u32 = 6_000;

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
    let summary = (FIRST.summary)().get(t).to_owned();
    let text = el("p")
        .child(el("strong").child(w::sample_design.get(t)))
        .child(summary);
    let wizard = opener("link", "wizard").child(w::wizard.get(t));
    let presets = opener("link", "presets").child(w::start_from_preset.get(t));
    let open = opener("link", "import").child(w::import.get(t));
    let empty = button("link")
        .click(move || start_over(ws, session))
        .child(w::start_over.get(t));
    let dismiss = button("quiet.icon")
        .tip(w::dismiss.get(t))
        .click(move || session.dismiss_sample(ws))
        .child(icon::CROSS.draw());
    el("section.strip")
        .attr("aria-label", w::sample_design.get(t))
        .child(text)
        .child(wizard)
        .child(presets)
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
        .tip(w::dismiss.get(t))
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
    let waiting = LocalValue::new_local(None);
    effect(move || {
        if session.toast.get().is_some() {
            // The one that waited is cancelled by going.
            waiting.set_value(Some(browser::later(PASSING, move || {
                session.toast.set(None)
            })));
        }
    });
    effect(move || {
        ws.steps.track();
        session.forget_the_past(ws);
    });
    let toast = move || {
        session.toast.get().map(|(step, _)| {
            let undo = button("link")
                .click(move || {
                    keys::undo(ws, session);
                    // The button goes with its message.
                    browser::focus(UNDO);
                })
                .child(w::undo.get(t));
            el("p.toast").child(described(&step, t)).child(undo)
        })
    };
    let toasts = el("div.toasts").attr("role", "status").live(toast);
    many([
        toasts.into(),
        sheet::dialog().into(),
        palette::dialog().into(),
    ])
}
