//! The page around the panes, and what concerns all of it: opening, downloading, dropping.

mod notices;
mod status;
mod structure;
mod top;

use gateway_studio::model::Design;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{DragEvent, Event, File};

use crate::browser;
use crate::dom::{El, Node, el, live};
use crate::form;
use crate::keys;
use crate::offline::Offline;
use crate::panel;
use crate::place::{Pane, Place, Section};
use crate::session::Session;
use crate::sheet;
use crate::words as w;
use crate::workspace::{Step, Workspace};

pub(crate) use top::pick_file;

/// The page. It is drawn anew when its language changes; the state stays.
pub(crate) fn begin() -> Node {
    let (session, design, id) = Session::begin();
    let (ws, place) = (Workspace::new(design), Place::new());
    ws.becomes(&id);
    provide_context(session);
    provide_context(ws);
    provide_context(place);
    provide_context(Offline::begin(session));
    session.keep(ws);
    keys::listen(ws, place, session);
    accept_drops(ws, session);
    browser::always("hashchange", move |_| {
        if !sheet::open_link(ws, session) {
            place.go(Section::of(&format!("/{}", browser::hash())));
        }
    });
    browser::after_frame(move || {
        sheet::open_link(ws, session);
    });
    live(move || {
        session.language.track();
        page(place)
    })
}

fn page(place: Place) -> El {
    let pane = move || match place.pane.get() {
        Pane::Structure => "structure",
        Pane::Edit => "edit",
        Pane::Output => "output",
    };
    let panes = el("main.panes")
        .child(structure::structure())
        .child(form::edit())
        .child(panel::output_pane());
    el("div.page")
        .live_attr("data-pane", pane)
        .live_attr("data-drawer", move || place.drawer.get().then_some("open"))
        .child(top::top_bar())
        .child(notices::notices())
        .child(panes)
        .child(status::status_strip())
        .child(status::bottom_bar())
        .child(notices::floating())
}

/// Hands all files to the person, in one archive.
pub(crate) fn download_all(ws: Workspace, session: Session) {
    let design = ws.now();
    let stem = design.file_stem();
    ws.tell();
    let t = session.language.get_untracked();
    ws.engine.archive(move |archive| {
        let Some(archive) = archive else {
            return session.warn(|t, _| w::engine_stopped.get(t).into(), "");
        };
        let done = browser::download(&format!("{stem}.zip"), archive, "application/zip");
        if done.is_some() {
            session.said.set(w::zip_downloaded.get(t).into());
        } else {
            session.warn(|t, _| w::zip_failed.get(t).into(), "");
        }
    });
}

/// Hands the design alone to the person, for when the browser cannot keep it.
pub(crate) fn download_design(ws: Workspace) {
    let text = gateway_studio::model::write(&ws.now());
    let _ = browser::download("design.json", text.as_bytes(), "application/json");
}

/// Reads a chosen file and opens it.
fn open_file(ws: Workspace, session: Session, file: File) {
    browser::spawn(async move {
        let name = file.name();
        if let Some(text) = browser::text_of(file).await {
            session.open(ws, &name, &text);
        } else {
            session.warn(|t, name| w::not_opened(t, name), &name);
        }
    });
}

/// Puts an empty design in the place of this one.
pub(crate) fn start_over(ws: Workspace, session: Session) {
    let empty = session.speaking(Design::default());
    session.begin_with(ws, Step::new(w::did_start_over, ""), empty, None);
}

/// A design file may be dropped anywhere.
fn accept_drops(ws: Workspace, session: Session) {
    browser::always("dragover", Event::prevent_default);
    browser::always("drop", move |event| {
        event.prevent_default();
        let data = event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer);
        let files = data.and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            open_file(ws, session, file);
        }
    });
}
