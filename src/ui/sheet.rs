//! Sheets on the page: what the engine describes as data is built, clicks and values go back.

use gateway_studio::engine::{Contents, Seek, Sheet, SheetAsk};
use gateway_studio::model::{self, patch};
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, KeyboardEvent};

use crate::browser;
use crate::dom::{El, button, described, el};
use crate::form;
use crate::icon;
use crate::keys;
use crate::place::{Output, Place, place};
use crate::reactive::{effect, memo};
use crate::session::{Session, session, tongue, workspace};
use crate::shell::download_with;
use crate::words as w;
use crate::workspace::{Step, Workspace};

/// Where the dialog's sheet is asked for.
const DIALOG: u32 = 0;
/// Where the output pane's is.
const PANE: u32 = 1;
/// The DOM id of the dialog.
const ID: &str = "sheet";
/// That of its heading.
const TITLE: &str = "sheet-title";
/// The sheet of a link, and the name of what it is given.
const LINK: &str = "link";
/// The sheets that are told how forms call the settings.
const MATRIX: &str = "matrix";
const COMPARE: &str = "compare";
/// What the address of a link has after `#`, as in `gateway_studio::share`.
const LINK_MARK: &str = "d=";

/// What a sheet on the page works with.
#[derive(Clone, Copy)]
struct Desk {
    ws: Workspace,
    place: Place,
    session: Session,
    at: u32,
}

/// Shows a sheet in the dialog.
pub(crate) fn open(ws: Workspace, session: Session, name: &str) {
    open_with(ws, session, name, None);
}

/// Has a sheet carry out an order about something, without showing it.
pub(crate) fn order(
    ws: Workspace,
    session: Session,
    name: &str,
    order: &str,
    about: (&str, String),
) {
    ws.tell();
    ask(ws, session, DIALOG, name, None, order, Some(about));
}

/// Shows what the address holds before anything is done with it; whether it holds a design.
pub(crate) fn open_link(ws: Workspace, session: Session) -> bool {
    let hash = browser::hash();
    let holds = hash.starts_with(LINK_MARK);
    if holds {
        open_with(ws, session, LINK, Some((LINK, hash)));
    }
    holds
}

/// Shows a sheet in the dialog, with an argument for it.
pub(crate) fn open_with(
    ws: Workspace,
    session: Session,
    name: &str,
    about: Option<(&str, String)>,
) {
    ws.tell();
    ask(ws, session, DIALOG, name, None, "", about);
    if let Some(dialog) = browser::element(ID).filter(|dialog| !dialog.has_attribute("open")) {
        browser::call(&dialog, "showModal");
    }
}

/// A button that shows a sheet in the dialog.
pub(crate) fn opener(classes: &'static str, name: &'static str) -> El {
    let (ws, session) = (workspace(), session());
    button(classes)
        .attr("aria-haspopup", "dialog")
        .click(move || open(ws, session, name))
}

/// The dialog, and what is done when an answer says so.
pub(crate) fn dialog() -> El {
    let (ws, place, t) = (workspace(), place(), tongue());
    let desk = desk(DIALOG);
    let shown = ws.engine.sheets[DIALOG as usize];
    desk.obey();
    let act = ws.engine.act;
    effect(move || {
        let act = act.get();
        if !act.is_empty() {
            desk.act(&act, &Sheet::default());
        }
    });
    // A button may go with what it stood in.
    effect(move || {
        if shown.with(Option::is_some) {
            browser::after_paint(|| {
                if is_open() && browser::lost_focus() {
                    browser::focus(TITLE);
                }
            });
        }
    });
    let title = memo(move || shown.with(|sheet| sheet.as_ref().map(|sheet| sheet.title.clone())));
    let close = button("quiet.icon")
        .tip(w::close.get(t))
        .click(close)
        .child(icon::CROSS.draw());
    let heading = el("h2").id(TITLE).attr("tabindex", "-1").live(move || {
        title
            .get()
            .unwrap_or_else(|| w::engine_coming.get(t).into())
    });
    el("dialog.sheet")
        .id(ID)
        .attr("aria-labelledby", "sheet-title")
        .on("close", move |_: &Event| {
            // The event comes a moment later: another sheet may be open by then.
            if is_open() {
                return;
            }
            ws.engine.close_sheet(DIALOG);
            // What opened it may have gone with the design before.
            browser::after_paint(|| {
                if browser::lost_focus() {
                    browser::focus("edit-title");
                }
            });
            // A design has no business in the address once it was seen.
            if browser::hash().starts_with(LINK_MARK) {
                browser::replace_hash(place.section.get_untracked().hash());
            }
        })
        .child(el("header.sheet-head").child(heading).child(close))
        .child(desk.body(el("div.sheet-body").attr("tabindex", "0")))
}

/// A sheet in the output pane, for as long as it is shown.
pub(crate) fn pane(name: &'static str) -> El {
    let (ws, session) = (workspace(), session());
    let desk = desk(PANE);
    desk.obey();
    ask(ws, session, PANE, name, None, "", None);
    on_cleanup(move || ws.engine.close_sheet(PANE));
    let title = move || {
        let shown = ws.engine.sheets[PANE as usize].get();
        shown.map(|sheet| sheet.title.clone())
    };
    let heading = el("h2.offscreen").live(title);
    let body = desk.body(el("div.sheet-body").attr("tabindex", "0"));
    el("div.sheet-pane").child(heading).child(body)
}

fn is_open() -> bool {
    browser::element(ID).is_some_and(|dialog| dialog.has_attribute("open"))
}

fn close() {
    if let Some(dialog) = browser::element(ID) {
        browser::call(&dialog, "close");
    }
}

fn desk(at: u32) -> Desk {
    Desk {
        ws: workspace(),
        place: place(),
        session: session(),
        at,
    }
}

fn ask(
    ws: Workspace,
    session: Session,
    at: u32,
    name: &str,
    around: Option<&Element>,
    order: &str,
    about: Option<(&str, String)>,
) {
    let language = session.language.get_untracked();
    let mut ask = SheetAsk {
        place: at,
        name: name.into(),
        language,
        order: order.into(),
        ..SheetAsk::default()
    };
    if let Some(around) = around {
        (ask.names, ask.values) = browser::values(around);
    }
    let mut add = |name: &str, value| {
        ask.names.push(name.into());
        ask.values.push(value);
    };
    add("address", browser::address());
    if matches!(name, MATRIX | COMPARE) {
        for found in form::index(&ws.now(), place()) {
            add(&found.at.to_string(), found.label.get(language).into());
        }
    }
    if let Some((name, value)) = about {
        add(name, value);
    }
    ws.engine.ask_sheet(ask);
}

impl Desk {
    /// An element with the sheet in it.
    fn body(self, element: El) -> El {
        let shown = self.ws.engine.sheets[self.at as usize];
        let piece = move || {
            let sheet = shown.get()?;
            let body: Value = serde_json::from_str(&sheet.body).ok()?;
            Some(described(&body))
        };
        let again = move |event: &Event| {
            let around = event.current_target().and_then(|root| root.dyn_into().ok());
            let name = shown.with_untracked(|sheet| sheet.as_ref().map(|sheet| sheet.name.clone()));
            if let (Some(around), Some(name)) = (around, name) {
                ask(
                    self.ws,
                    self.session,
                    self.at,
                    &name,
                    Some(&around),
                    "",
                    None,
                );
            }
        };
        // What acts and is no button of itself, such as a box of a picture.
        let by_key = move |event: &KeyboardEvent| {
            let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
            let act = target
                .filter(|target| !target.matches("button, summary").unwrap_or(true))
                .and_then(|target| target.get_attribute("data-act"));
            let pressed = matches!(event.key().as_str(), "Enter" | " ");
            if let (true, Some(act), Some(sheet)) = (pressed, act, shown.get_untracked()) {
                event.prevent_default();
                self.act(&act, &sheet);
            }
        };
        element
            .on("input", again)
            .on("keydown", by_key)
            .on("click", move |event: &Event| {
                let target = event.target().and_then(|target| target.dyn_into().ok());
                let target: Option<Element> = target;
                let acting = target.and_then(|target| target.closest("[data-act]").ok().flatten());
                let act = acting.and_then(|acting| acting.get_attribute("data-act"));
                if let (Some(act), Some(sheet)) = (act, shown.get_untracked()) {
                    self.act(&act, &sheet);
                }
            })
            .live(piece)
    }

    /// Does what an answer says is to be done at once.
    fn obey(self) {
        let shown = self.ws.engine.sheets[self.at as usize];
        effect(move || {
            if let Some(sheet) = shown.get().filter(|sheet| !sheet.act.is_empty()) {
                self.act(&sheet.act, &sheet);
            }
        });
    }

    /// What the sheet stands in.
    fn around(self) -> Option<web_sys::HtmlElement> {
        browser::element(match self.at {
            DIALOG => ID,
            _ => "output",
        })
    }

    /// Asks for the same sheet with an order, and with what stands in its controls.
    fn order(self, name: &str, order: &str) {
        let around = self.around();
        let around = around.as_deref();
        ask(self.ws, self.session, self.at, name, around, order, None);
    }

    /// Does what an act of the sheet says.
    fn act(self, act: &str, sheet: &Sheet) {
        let Ok(act) = serde_json::from_str::<Value>(act) else {
            return;
        };
        let text = |key: &str, place: usize| act.get(key)?.get(place)?.as_str();
        let design = text("design", 0).and_then(|text| model::read(text).design);
        if let (Some(design), Some(step)) = (design, text("design", 1)) {
            let id = text("design", 2);
            self.session
                .begin_with(self.ws, Step::named(step), design, id);
        }
        if act.get("part").is_some() {
            self.session.part(self.ws);
            self.session.save(self.ws);
        }
        if let (Some(patch), Some(step)) = (text("patch", 0), text("patch", 1)) {
            self.ws.tell();
            // It was made for the design as the engine knew it.
            if self.ws.engine.revision() == sheet.revision {
                let mut design = (*self.ws.now()).clone();
                if patch::apply(&mut design, patch) {
                    self.session.replace(self.ws, Step::named(step), design);
                }
            }
        }
        let word = |key: &str| act.get(key).and_then(Value::as_str);
        if let (Some(Value::Object(values)), Some(around)) = (act.get("fill"), self.around()) {
            for (name, value) in values {
                browser::fill(&around, name, value.as_str().unwrap_or_default());
            }
        }
        let order = word("order").map(|order| (sheet.name.clone(), order.to_owned()));
        if let Some(text) = word("copy") {
            let (text, session) = (text.to_owned(), self.session);
            browser::spawn(async move {
                let t = session.language.get_untracked();
                if browser::copy(&text).await {
                    session.said.set(w::text_copied.get(t).into());
                    if let Some((name, order)) = order {
                        self.order(&name, &order);
                    }
                }
            });
        } else if let Some((name, order)) = order {
            self.order(&name, &order);
        }
        if let (Some(name), Some(mime), Some(text)) =
            (text("save", 0), text("save", 1), text("save", 2))
        {
            let _ = browser::download(name, text.as_bytes(), mime);
        }
        if let Some(name) = word("open") {
            // It may offer the way back.
            let back = ("back", &*sheet.name);
            let (about, value) = text("about", 0).zip(text("about", 1)).unwrap_or(back);
            open_with(self.ws, self.session, name, Some((about, value.into())));
            // What was clicked goes with the sheet that it stood in.
            if self.at == DIALOG {
                browser::focus_soon([TITLE.into()]);
            }
        }
        let file = |path: Option<&str>| self.ws.engine.file(path?);
        if let Some(file) = file(word("file")) {
            self.place.file.set(file);
            self.place.output.set(Output::Files);
        }
        if let (Some(file), Some(field)) = (file(text("seek", 0)), text("seek", 1)) {
            self.ws.tell();
            self.ws.engine.seek(Seek {
                file,
                field: field.into(),
                ..Seek::default()
            });
        }
        match word("archive") {
            None => {}
            Some("whole") => download_with(self.ws, self.session, Contents::Whole),
            Some("placeholders") => download_with(self.ws, self.session, Contents::Placeholders),
            Some(_) => {
                self.ws.tell();
                self.ws.engine.archive(Contents::Whole, |bytes| {
                    browser::hand("gateway-studio-archive", bytes.unwrap_or_default())
                });
            }
        }
        if act.get("letters").is_some() {
            keys::toggle_letters(self.place, self.session);
        }
        if act.get("close").is_some() {
            close();
            // One that was never shown does not say that it is closed.
            self.ws.engine.close_sheet(DIALOG);
        }
        if let Some(said) = word("say") {
            self.session.say(|_, said| said.into(), said);
        }
        if let Some(found) = word("click").and_then(browser::element) {
            found.click();
        }
        if let Some(at) = word("go") {
            self.place.reveal(&self.ws.now(), at);
        }
    }
}
