//! The files: tabs by tool, copy and download, what a file leaves out, its lines.

use gateway_studio::diagnostic::Severity;
use gateway_studio::generate::Target;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::lines;
use super::print::{Current, current, generator};
use crate::browser;
use crate::dom::{El, Node, button, el, live, many};
use crate::icon;
use crate::place::{Place, place};
use crate::prose::finding;
use crate::reactive::memo;
use crate::session::{session, tongue, workspace};
use crate::words as w;
use crate::workspace::{Workspace, files_of};

/// Goes to the file before or after the one that is shown.
pub(crate) fn step(ws: Workspace, place: Place, forward: bool) {
    let files = files_of(&ws.now());
    let here = files
        .iter()
        .position(|file| *file == place.file.get_untracked())
        .unwrap_or_default();
    let count = files.len().max(1);
    let next = if forward { here + 1 } else { here + count - 1 } % count;
    if let Some(file) = files.get(next) {
        place.file.set(*file);
        place.output.set(crate::place::Output::Files);
    }
}

pub(super) fn view() -> Node {
    let (ws, place) = (workspace(), place());
    let current = current(ws, place);
    many([
        tabs(current).into(),
        toolbar(current).into(),
        losses(current),
        lines::view(current).into(),
    ])
}

fn target_name(t: gateway_studio::words::Language, target: Target) -> &'static str {
    match target {
        Target::Readme => w::target_readme(t),
        Target::Zappa => "Zappa",
        Target::Sam => "SAM",
        Target::Cli => "AWS CLI",
        Target::OpenApi => "OpenAPI",
        Target::Route53 => "Route 53",
        Target::Monitoring => w::target_monitoring(t),
        Target::Iam => "IAM",
        Target::Dns => "DNS",
        Target::App => w::target_app(t),
        Target::Design => w::target_design(t),
    }
}

fn tabs(current: Current) -> El {
    let (place, t) = (place(), tongue());
    let shown = move || current.now.with(|now| now.as_ref().map(|now| now.file));
    let tab = move |file: usize| {
        let path = generator(file).map_or("", |generator| generator.path);
        let count = move || {
            current
                .counts
                .with(|counts| counts.get(file).copied().unwrap_or_default())
        };
        let chosen = memo(move || shown() == Some(file));
        let badge = move || {
            let count = count();
            (count > 0).then(|| {
                el("span.tab-count")
                    .attr("aria-label", w::lines_changed(t, count))
                    .child(count.to_string())
            })
        };
        button("tab")
            .live_state("aria-pressed", move || chosen.get())
            .click(move || place.file.set(file))
            .child(path)
            .live(badge)
    };
    let groups = move || {
        let mut groups: Vec<(Target, Vec<usize>)> = Vec::new();
        for file in current.files.get() {
            let Some(target) = generator(file).map(|generator| generator.target) else {
                continue;
            };
            match groups.iter_mut().find(|(other, _)| *other == target) {
                Some((_, files)) => files.push(file),
                None => groups.push((target, vec![file])),
            }
        }
        let groups = groups.into_iter().map(|(target, files)| {
            let name = target_name(t, target);
            let label = el("span.tab-target").attr("aria-hidden", "true");
            el("div.tab-group")
                .attr("role", "group")
                .attr("aria-label", name)
                .child(label.child(name))
                .child(files.into_iter().map(tab).collect::<Node>())
        });
        groups.collect::<Node>()
    };
    el("div.tabs").live(groups)
}

fn toolbar(current: Current) -> El {
    let (session, t) = (session(), tongue());
    let errors = super::count(Severity::Error);
    let copied = RwSignal::new(None::<(usize, usize)>);
    let copy = move || {
        let Some(now) = current.now.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let lines = now.document.line_count();
            if browser::copy(&now.document.text).await {
                copied.set(Some((now.file, lines)));
                session.said.set(w::copied(t, lines));
                let forget = move || {
                    // The pane may be gone by then.
                    let _ = copied.try_set(None);
                };
                set_timeout(forget, std::time::Duration::from_secs(2));
            } else {
                session.warn(|t, _| w::not_copied(t).into(), "");
            }
        });
    };
    let download = move || {
        let Some(now) = current.now.get_untracked() else {
            return;
        };
        let path = generator(now.file).map_or("", |generator| generator.path);
        let name = path.rsplit('/').next().unwrap_or(path);
        let _ = browser::download(
            name,
            now.document.text.as_bytes(),
            "text/plain;charset=utf-8",
        );
    };
    let copied = memo(move || {
        let file = current.now.with(|now| now.as_ref().map(|now| now.file));
        copied
            .get()
            .filter(|(of, _)| Some(*of) == file)
            .map(|(_, lines)| lines)
    });
    let copy_label = move || match (copied.get(), errors.get()) {
        (Some(lines), _) => w::copied(t, lines),
        (None, 0) => w::copy(t).to_owned(),
        (None, errors) => w::copy_anyway(t, errors),
    };
    let facts = move || {
        current.now.with(|now| {
            now.as_ref().map(|now| {
                w::lines_of(
                    t,
                    generator(now.file).map_or("", |g| g.path),
                    now.document.line_count(),
                )
            })
        })
    };
    let copied_icon = move || {
        let icon = if copied.get().is_some() {
            icon::CHECK
        } else {
            icon::COPY
        };
        icon.draw()
    };
    let copy = el("button")
        .attr("type", "button")
        .click(copy)
        .live(copied_icon)
        .live(copy_label);
    let download = el("button")
        .attr("type", "button")
        .click(download)
        .child(icon::DOWNLOAD.draw())
        .child(w::download(t));
    el("div.toolbar")
        .child(el("p.toolbar-facts").live(facts))
        .child(copy)
        .child(download)
}

/// What the file cannot say of the design.
fn losses(current: Current) -> Node {
    let (ws, place, t) = (workspace(), place(), tongue());
    let lost = memo(move || {
        let file = current.now.with(|now| now.as_ref().map(|now| now.file));
        let path = file
            .and_then(generator)
            .map_or("", |generator| generator.path);
        ws.findings
            .with(|found| {
                found
                    .lost
                    .iter()
                    .find(|(file, _)| *file == path)
                    .map(|(_, lost)| lost.clone())
            })
            .unwrap_or_default()
    });
    live(move || {
        let lost = lost.get();
        if lost.is_empty() {
            return None;
        }
        let summary = el("summary")
            .child(icon::severity(Severity::Info))
            .child(w::not_in_file(t, lost.len()));
        let rows = lost.into_iter().map(|lost| {
            let text = el("span.finding-text").child(finding(&lost, t));
            let button = button("finding")
                .click(move || place.reveal(&ws.now(), &lost.at))
                .child(icon::severity(lost.severity))
                .child(text);
            el("li").child(button)
        });
        let rows = el("ul").child(rows.collect::<Node>());
        Some(el("details.losses").child(summary).child(rows))
    })
}
