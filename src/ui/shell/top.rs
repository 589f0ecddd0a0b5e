//! The top bar.

use gateway_studio::diagnostic::{Pointer, Severity};
use gateway_studio::words::Language;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use super::{download_all, open_file, start_over};
use crate::boxed::{handler, live};
use crate::browser;
use crate::icon;
use crate::keys;
use crate::panel;
use crate::place::{Output, Pane, place};
use crate::session::{Theme, described, session, tongue, workspace};
use crate::words as w;
use crate::workspace::Step;

/// The input behind the buttons that open a file.
pub(super) const FILE_INPUT: &str = "open-file";

/// Name of the design, what is wrong with it, back and forth, in and out.
#[component]
pub(crate) fn TopBar() -> impl IntoView {
    let t = tongue();
    let (ws, session) = (workspace(), session());
    view! {
        <header class="top">
            <h1 class="wordmark">{icon::MARK.draw()}<span>"Gateway Studio"</span></h1>
            {design_name()}
            {problems()}
            <div class="top-space"></div>
            {history()}
            {more()}
            <button type="button" class="primary" on:click=handler(move |_| download_all(ws, session))>{icon::DOWNLOAD.draw()}<span class="long">{w::download_zip(t)}</span><span class="short">"ZIP"</span></button>
            <button type="button" class="quiet icon more-button" popovertarget="more" aria-label=w::more(t) title=w::more(t)>{icon::MENU.draw()}</button>
        </header>
    }
}

fn design_name() -> AnyView {
    let (ws, t) = (workspace(), tongue());
    let name = ws.select(|design| design.name.clone());
    let composing = StoredValue::new(false);
    let write = move |text: String| {
        ws.edit(
            Step::typing(w::project_name),
            Pointer::root().join("name"),
            move |design| design.name = text,
        );
    };
    view! {
        <label class="design-name">
            <input class="input" id="design-name" aria-label=w::design_name(t) title=w::design_name(t) placeholder=w::design_name(t) spellcheck="false" autocomplete="off"
                prop:value=move || name.get()
                on:compositionstart=handler(move |_| composing.set_value(true))
                on:compositionend=handler(move |event| {
                    composing.set_value(false);
                    write(event_target_value(&event));
                })
                on:input=handler(move |event| if !composing.get_value() { write(event_target_value(&event)) })/>
            {icon::PENCIL.draw()}
        </label>
    }
    .into_any()
}

fn problems() -> AnyView {
    let (place, t) = (place(), tongue());
    let (errors, warnings) = (
        panel::count(Severity::Error),
        panel::count(Severity::Warning),
    );
    let class = move || match (errors.get(), warnings.get()) {
        (0, 0) => "health ok",
        (0, _) => "health warning",
        _ => "health error",
    };
    let drawing = live(move || match (errors.get(), warnings.get()) {
        (0, 0) => icon::CHECK.draw(),
        (0, _) => icon::severity(Severity::Warning),
        _ => icon::severity(Severity::Error),
    });
    let text = move || match (errors.get(), warnings.get()) {
        (0, 0) => w::no_errors(t).to_owned(),
        (0, warnings) => w::warnings(t, warnings),
        (errors, _) => w::errors(t, errors),
    };
    let show = move |_| {
        place.output.set(Output::Problems);
        place.pane.set(Pane::Output);
    };
    view! { <button type="button" class=class title=w::show_problems(t) on:click=handler(show)>{drawing}<span>{text}</span></button> }.into_any()
}

fn history() -> AnyView {
    let (ws, session, t) = (workspace(), session(), tongue());
    let undo = move || {
        ws.steps
            .with(|(undo, _)| undo.as_ref().map(|step| described(step, t)))
    };
    let redo = move || {
        ws.steps
            .with(|(_, redo)| redo.as_ref().map(|step| described(step, t)))
    };
    view! {
        <div class="history">
            <button type="button" class="quiet icon" aria-label=w::undo(t) title=move || undo().map_or_else(|| w::nothing_to_undo(t).into(), |step| w::undo_step(t, step))
                disabled=move || undo().is_none() on:click=handler(move |_| keys::undo(ws, session))>{icon::UNDO.draw()}</button>
            <button type="button" class="quiet icon" aria-label=w::redo(t) title=move || redo().map_or_else(|| w::nothing_to_redo(t).into(), |step| w::redo_step(t, step))
                disabled=move || redo().is_none() on:click=handler(move |_| keys::redo(ws, session))>{icon::REDO.draw()}</button>
        </div>
    }
    .into_any()
}

/// What a wide window shows in the bar and a narrow one in a sheet.
fn more() -> AnyView {
    let (ws, session, t) = (workspace(), session(), tongue());
    let chosen = move |event: leptos::ev::Event| {
        let input: Option<HtmlInputElement> =
            event.target().and_then(|target| target.dyn_into().ok());
        let Some(input) = input else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            open_file(ws, session, file);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <div class="more" id="more" popover="auto">
            <input type="file" id=FILE_INPUT class="offscreen" tabindex="-1" aria-label=w::open_file(t) accept=".json,application/json" on:change=handler(chosen)/>
            <button type="button" on:click=handler(move |_| pick_file())>{icon::OPEN.draw()}{w::open_file(t)}</button>
            <button type="button" class="only-narrow" on:click=handler(move |_| start_over(ws, session))>{icon::FILE.draw()}{w::start_over(t)}</button>
            {language()}
            {theme()}
        </div>
    }
    .into_any()
}

/// Lets the person choose a file.
pub(super) fn pick_file() {
    if let Some(input) = browser::element(FILE_INPUT) {
        input.click();
    }
}

fn language() -> AnyView {
    let (session, t) = (session(), tongue());
    let button = move |language: Language,
                       id: &'static str,
                       text: &'static str,
                       tag: &'static str| {
        let speak = move |_| {
            session.speak(language);
            // The page is new; the focus goes where it was.
            browser::focus_soon([id.to_owned()]);
        };
        view! { <button type="button" class="segment" id=id lang=tag aria-pressed=if language == t { "true" } else { "false" } on:click=handler(speak)>{text}</button> }
    };
    view! {
        <div class="segments" role="group" aria-label=w::language(t)>
            {button(Language::En, "language-en", "EN", "en")}
            {button(Language::Ja, "language-ja", "日本語", "ja")}
        </div>
    }
    .into_any()
}

fn theme() -> AnyView {
    let (session, t) = (session(), tongue());
    let choose = move |event| {
        session.colour(match event_target_value(&event).as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        });
    };
    let option = move |theme: Theme, text: &'static str| {
        view! { <option value=theme.name().unwrap_or("system") prop:selected=move || session.theme.get() == theme>{text}</option> }
    };
    view! {
        <select class="input theme" aria-label=w::theme(t) title=w::theme(t) on:change=handler(choose)>
            {option(Theme::System, w::theme_system(t))}
            {option(Theme::Light, w::theme_light(t))}
            {option(Theme::Dark, w::theme_dark(t))}
        </select>
    }
    .into_any()
}
