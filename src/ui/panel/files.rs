//! The files: tabs by tool, copy and download, what a file leaves out, its lines.

use gateway_studio::diagnostic::Severity;
use gateway_studio::engine::Shown;

use super::tabs::tabs;
use super::{find, lines};
use crate::browser;
use crate::dom::{El, Node, button, el, live, many};
use crate::icon;
use crate::place::{Place, place};
use crate::prose::finding;
use crate::reactive::{Memo, RwSignal, memo};
use crate::session::{Session, session, tongue, workspace};
use crate::sheet;
use crate::words as w;
use crate::workspace::Workspace;

/// Goes to the file before or after the one that is shown.
pub(crate) fn step(ws: Workspace, place: Place, forward: bool) {
    let Some(shown) = ws.engine.shown.get_untracked() else {
        return;
    };
    let chosen = chosen(&shown, place.file.get_untracked());
    let here = shown.files.iter().position(|file| *file == chosen);
    let (here, count) = (here.unwrap_or_default(), shown.files.len().max(1));
    let next = if forward { here + 1 } else { here + count - 1 } % count;
    if let Some(file) = shown.files.get(next) {
        place.file.set(*file);
        place.output.set(crate::place::Output::Files);
    }
}

/// The file that was chosen, even while its lines are on their way; another one when the design has it not.
fn chosen(shown: &Shown, wanted: u32) -> u32 {
    if shown.files.contains(&wanted) {
        wanted
    } else {
        shown.file
    }
}

/// The file that is looked at.
#[derive(Clone, Copy)]
pub(super) struct Current {
    pub(super) ws: Workspace,
    /// Its place among all files; `None` until the engine runs.
    pub(super) file: Memo<Option<u32>>,
    /// How many lines it has.
    lines: Memo<usize>,
}

impl Current {
    fn new(ws: Workspace) -> Self {
        let (shown, place) = (ws.engine.shown, place());
        Self {
            ws,
            file: memo(move || {
                let wanted = place.file.get();
                shown.with(|shown| shown.as_deref().map(|shown| chosen(shown, wanted)))
            }),
            lines: memo(move || {
                shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.count as usize))
            }),
        }
    }

    /// Its path; empty until the engine runs.
    fn path(self) -> String {
        self.file
            .get()
            .map(|file| path_of(self.ws, file))
            .unwrap_or_default()
    }

    /// Does something with its path and text, as soon as it is here.
    fn with_text(self, session: Session, take: impl FnOnce(u32, String, String) + 'static) {
        let Some(file) = self.file.get_untracked() else {
            return;
        };
        self.ws.tell();
        let path = path_of(self.ws, file);
        self.ws.engine.text(file, move |text| match text {
            Some(text) => take(file, path, text),
            None => session.warn(|t, _| w::no_text.get(t).into(), ""),
        });
    }
}

/// The path of a file; empty until the engine said it.
pub(super) fn path_of(ws: Workspace, file: u32) -> String {
    let catalogue = ws.engine.catalogue.get_untracked();
    catalogue
        .get(file as usize)
        .map(|file| file.path.clone())
        .unwrap_or_default()
}

pub(super) fn view() -> Node {
    let ws = workspace();
    let current = Current::new(ws);
    many([
        tabs(&current),
        toolbar(&current).into(),
        find::view(current.file).into(),
        losses(&current),
        lines::view().into(),
    ])
}

fn toolbar(current: &Current) -> El {
    let current = *current;
    let (session, t) = (session(), tongue());
    let errors = super::count(Severity::Error);
    let copied = RwSignal::new(None::<(u32, usize)>);
    let take_copy = move |file: u32, text: String| {
        browser::spawn(async move {
            let lines = text.lines().count();
            if browser::copy(&text).await {
                // The pane may be gone by then.
                copied.set(Some((file, lines)));
                session.said.set(w::copied(t, lines));
                browser::later(2_000, move || copied.set(None)).forget();
            } else {
                session.warn(|t, _| w::not_copied.get(t).into(), "");
            }
        });
    };
    let copy = move || {
        current.with_text(session, move |file, _, text| take_copy(file, text));
    };
    let download = move || {
        current.with_text(session, |_, path, text| {
            let name = path.rsplit('/').next().unwrap_or(&path);
            let _ = browser::download(name, text.as_bytes(), "text/plain;charset=utf-8");
        });
    };
    let copied = memo(move || {
        let file = current.file.get();
        copied
            .get()
            .filter(|(of, _)| Some(*of) == file)
            .map(|(_, lines)| lines)
    });
    let copy_label = move || match (copied.get(), errors.get()) {
        (Some(lines), _) => w::copied(t, lines),
        (None, 0) => w::copy.get(t).to_owned(),
        (None, errors) => w::copy_anyway(t, errors),
    };
    let facts = move || {
        let path = current.path();
        (!path.is_empty()).then(|| w::lines_of(t, &path, current.lines.get()))
    };
    let copied_icon = move || {
        let icon = if copied.get().is_some() {
            icon::CHECK
        } else {
            icon::COPY
        };
        icon.draw()
    };
    let none = memo(move || current.file.get().is_none());
    let copy = el("button")
        .attr("type", "button")
        .live_flag("disabled", move || none.get())
        .click(copy)
        .live(copied_icon)
        .live(copy_label);
    let download = el("button")
        .attr("type", "button")
        .live_flag("disabled", move || none.get())
        .click(download)
        .child(icon::DOWNLOAD.draw())
        .child(w::download.get(t));
    el("div.toolbar")
        .child(el("p.toolbar-facts").live(facts))
        .child(copy)
        .child(download)
        .child(sheet::opener("", "take").child(w::more.get(t)))
}

/// What the file cannot say of the design.
fn losses(current: &Current) -> Node {
    let current = *current;
    let (ws, place, t) = (current.ws, place(), tongue());
    let lost = memo(move || {
        let path = current.path();
        ws.findings.with(|found| {
            let lost = found.lost.iter().find(|lost| lost.file == path);
            lost.cloned().unwrap_or_default()
        })
    });
    live(move || {
        let lost = lost.get();
        if lost.found.is_empty() {
            return None;
        }
        let summary = el("summary")
            .child(icon::severity(Severity::Info))
            .child(w::not_in_file(t, lost.count as usize));
        let rows = lost.found.into_iter().map(|lost| {
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
