//! The files: tabs by tool, copy and download, what a file leaves out, its lines.

use gateway_studio::diagnostic::Severity;
use gateway_studio::generate::Target;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::lines;
use super::print::{Current, current, generator};
use crate::boxed::{handler, live, memo};
use crate::browser;
use crate::icon;
use crate::place::{Place, place};
use crate::prose::finding;
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

pub(super) fn view() -> AnyView {
    let (ws, place) = (workspace(), place());
    let current = current(ws, place);
    view! { {tabs(current)}{toolbar(current)}{losses(current)}{lines::view(current)} }.into_any()
}

fn target_name(t: gateway_studio::words::Language, target: Target) -> &'static str {
    match target {
        Target::Readme => w::target_readme(t),
        Target::Zappa => "Zappa",
        Target::Sam => "SAM",
        Target::Cli => "AWS CLI",
        Target::Route53 => "Route 53",
        Target::App => w::target_app(t),
        Target::Design => w::target_design(t),
    }
}

fn tabs(current: Current) -> AnyView {
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
        let badge = live(move || {
            let count = count();
            (count > 0).then(|| view! { <span class="tab-count" aria-label=w::lines_changed(t, count)>{count}</span> })
        });
        view! {
            <button type="button" class="tab" aria-pressed=move || if chosen.get() { "true" } else { "false" }
                on:click=handler(move |_| place.file.set(file))>{path}{badge}</button>
        }
    };
    let groups = live(move || {
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
            view! {
                <div class="tab-group" role="group" aria-label=target_name(t, target)>
                    <span class="tab-target" aria-hidden="true">{target_name(t, target)}</span>
                    {files.into_iter().map(tab).collect_view()}
                </div>
            }
        });
        groups.collect_view()
    });
    view! { <div class="tabs">{groups}</div> }.into_any()
}

fn toolbar(current: Current) -> AnyView {
    let (session, t) = (session(), tongue());
    let errors = super::count(Severity::Error);
    let copied = RwSignal::new(None::<(usize, usize)>);
    let copy = move |_| {
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
    let download = move |_| {
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
    view! {
        <div class="toolbar">
            <p class="toolbar-facts">{facts}</p>
            <button type="button" on:click=handler(copy)>
                {live(move || if copied.get().is_some() { icon::CHECK.draw() } else { icon::COPY.draw() })}
                {copy_label}
            </button>
            <button type="button" on:click=handler(download)>{icon::DOWNLOAD.draw()}{w::download(t)}</button>
        </div>
    }
    .into_any()
}

/// What the file cannot say of the design.
fn losses(current: Current) -> AnyView {
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
    let body = live(move || {
        let lost = lost.get();
        if lost.is_empty() {
            return ().into_any();
        }
        let count = lost.len();
        let rows = lost.into_iter().map(|lost| {
            let at = lost.at.clone();
            view! {
                <li>
                    <button type="button" class="finding" on:click=handler(move |_| place.reveal(&ws.now(), &at))>
                        {icon::severity(lost.severity)}
                        <span class="finding-text">{finding(&lost, t)}</span>
                    </button>
                </li>
            }
        });
        view! {
            <details class="losses">
                <summary>{icon::severity(Severity::Info)}{w::not_in_file(t, count)}</summary>
                <ul>{rows.collect_view()}</ul>
            </details>
        }
        .into_any()
    });
    body.into_any()
}
