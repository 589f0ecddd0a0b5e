//! The page around the panes, and what concerns all of it: opening, downloading, dropping.

mod notices;
mod status;
pub(crate) mod structure;
mod top;

use gateway_studio::engine::Contents;
use gateway_studio::model::Design;
use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, DragEvent, Event, File, FileList};

use crate::browser;
use crate::dom::{El, Node, el, live};
use crate::field::LONGEST;
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
    accept_pastes(ws, session);
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

/// Hands all files to the person, in one archive; where it would hold secrets, somebody is asked first.
pub(crate) fn download_all(ws: Workspace, session: Session) {
    download_with(ws, session, Contents::Harmless);
}

/// The same with what was asked for.
pub(crate) fn download_with(ws: Workspace, session: Session, contents: Contents) {
    let stem = ws.now().file_stem();
    ws.tell();
    let t = session.language.get_untracked();
    ws.engine.archive(contents, move |archive| {
        let name = match contents {
            Contents::Harmless | Contents::Whole => format!("{stem}.zip"),
            Contents::Placeholders => format!("{stem}-placeholders.zip"),
        };
        match archive {
            None => session.warn(|t, _| w::engine_stopped.get(t).into(), ""),
            Some([]) => sheet::open(ws, session, "archive"),
            Some(archive) => match browser::download(&name, archive, "application/zip") {
                Some(()) => session.said.set(w::zip_downloaded.get(t).into()),
                None => session.warn(|t, _| w::zip_failed.get(t).into(), ""),
            },
        }
    });
}

/// Hands the design alone to the person, for when the browser cannot keep it.
pub(crate) fn download_design(ws: Workspace) {
    let design = ws.now();
    let text = gateway_studio::model::write(&design);
    let name = gateway_studio::model::file_name(&design.name);
    let _ = browser::download(&name, text.as_bytes(), "application/json");
}

/// Reads what was chosen or dropped. A design of the studio is opened at once; anything else is shown before it takes
/// the place of anything.
fn open_files(ws: Workspace, session: Session, files: &FileList) {
    let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
    browser::spawn(async move {
        let mut read = Vec::new();
        for file in &files {
            let name = file.name();
            match browser::bytes_of(file).await {
                Some(bytes) => read.push((name, bytes)),
                None => return session.warn(|t, name| w::not_opened(t, name), &name),
            }
        }
        if let [(name, bytes)] = &read[..]
            && let Ok(text) = String::from_utf8(bytes.to_vec())
            && text.contains("\"schema_version\"")
        {
            return session.open(ws, name, &text);
        }
        bring(ws, session, read);
    });
}

/// Shows what somebody brought.
fn bring(ws: Workspace, session: Session, files: Vec<(String, Uint8Array)>) {
    if !files.is_empty() {
        ws.engine.bring(files);
        sheet::open(ws, session, "import");
    }
}

/// What is pasted where nothing can be typed is shown, too, and what is longer than any field takes: a browser
/// stands still while it puts megabytes into one.
fn accept_pastes(ws: Workspace, session: Session) {
    browser::always("paste", move |event| {
        let data = event
            .dyn_ref::<ClipboardEvent>()
            .and_then(ClipboardEvent::clipboard_data);
        let text = data.and_then(|data| data.get_data("text").ok());
        let is_typed = browser::is_typing() || browser::dialog_is_open();
        let is_ours = |text: &String| {
            if is_typed {
                text.len() > LONGEST
            } else {
                !text.trim().is_empty()
            }
        };
        if let Some(text) = text.filter(is_ours) {
            event.prevent_default();
            let name = w::pasted_text.get(session.language.get_untracked());
            bring(
                ws,
                session,
                vec![(name.into(), browser::bytes_of_text(&text))],
            );
        }
    });
}

/// Puts an empty design in the place of this one.
pub(crate) fn start_over(ws: Workspace, session: Session) {
    let empty = session.speaking(Design::default());
    session.begin_with(ws, Step::new(w::did_start_over, ""), empty, None);
}

/// Files may be dropped anywhere.
fn accept_drops(ws: Workspace, session: Session) {
    browser::always("dragover", Event::prevent_default);
    browser::always("drop", move |event| {
        event.prevent_default();
        let data = event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer);
        if let Some(files) = data.and_then(|data| data.files()) {
            open_files(ws, session, &files);
        }
    });
}
