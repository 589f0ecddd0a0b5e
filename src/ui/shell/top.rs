//! The top bar.

use gateway_studio::diagnostic::{Pointer, Severity};
use gateway_studio::words::Language;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement};

use super::{download_all, open_files, start_over};
use crate::browser;
use crate::dom::{El, Node, button, el};
use crate::engine::Findings;
use crate::icon;
use crate::keys;
use crate::palette;
use crate::panel;
use crate::place::{Output, Pane, place};
use crate::reactive::{StoredValue, memo};
use crate::session::{Theme, described, session, tongue, workspace};
use crate::sheet;
use crate::words as w;
use crate::workspace::Step;

/// The DOM ids of the button that opens the menu, and of the one that takes a step back.
const MENU: &str = "more-button";
pub(super) const UNDO: &str = "undo";
/// The input behind the buttons that open a file.
pub(super) const FILE_INPUT: &str = "open-file";

/// Name of the design, what is wrong with it, back and forth, in and out.
pub(crate) fn top_bar() -> Node {
    let t = tongue();
    let (ws, session) = (workspace(), session());
    let wordmark = el("h1.wordmark")
        .child(icon::MARK.draw())
        .child(el("span").child("Gateway Studio"));
    let download = button("primary")
        .click(move || download_all(ws, session))
        .child(icon::DOWNLOAD.draw())
        .child(el("span.long").child(w::download_zip.get(t)))
        .child(el("span.short").child("ZIP"));
    let menu = button("quiet.icon.more-button")
        .id(MENU)
        .attr("popovertarget", "more")
        .tip(w::more.get(t))
        .child(icon::MENU.draw());
    el("header.top")
        .child(wordmark)
        .child(design_name())
        .child(problems())
        .child(el("div.top-space"))
        .child(palette::opener())
        .child(history())
        .child(more())
        .child(download)
        .child(menu)
        .into()
}

fn design_name() -> El {
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
    let input = el("input.input")
        .id("design-name")
        .tip(w::design_name.get(t))
        .attr("placeholder", w::design_name.get(t))
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .live_value(move || name.get())
        .on("compositionstart", move |_: &Event| {
            composing.set_value(true)
        })
        .takes("compositionend", move |text| {
            composing.set_value(false);
            write(text);
        })
        .takes("input", move |text| {
            if !composing.get_value() {
                write(text);
            }
        });
    el("label.design-name")
        .child(input)
        .child(icon::PENCIL.draw())
}

fn problems() -> El {
    let (ws, place, t) = (workspace(), place(), tongue());
    let (errors, warnings) = (
        panel::count(Severity::Error),
        panel::count(Severity::Warning),
    );
    // Nothing is said to be right before it was judged.
    let judged = memo(move || ws.findings.with(Findings::is_judged));
    let class = move || match (errors.get(), warnings.get()) {
        (0, 0) if !judged.get() => "health",
        (0, 0) => "health ok",
        (0, _) => "health warning",
        _ => "health error",
    };
    let drawing = move || match (errors.get(), warnings.get()) {
        (0, 0) if !judged.get() => icon::severity(Severity::Info),
        (0, 0) => icon::CHECK.draw(),
        (0, _) => icon::severity(Severity::Warning),
        _ => icon::severity(Severity::Error),
    };
    let text = move || match (errors.get(), warnings.get()) {
        (0, 0) if !judged.get() => w::checking.get(t).to_owned(),
        (0, 0) => w::no_errors.get(t).to_owned(),
        (0, warnings) => w::warnings(t, warnings),
        (errors, _) => w::errors(t, errors),
    };
    let show = move || {
        place.output.set(Output::Problems);
        place.pane.set(Pane::Output);
    };
    el("button")
        .attr("type", "button")
        .live_attr("class", class)
        .attr("title", w::show_problems.get(t))
        .click(show)
        .live(drawing)
        .child(el("span").live(text))
}

fn history() -> El {
    let (ws, session, t) = (workspace(), session(), tongue());
    let undo = move || {
        ws.steps
            .with(|(undo, _)| undo.as_ref().map(|step| described(step, t)))
    };
    let redo = move || {
        ws.steps
            .with(|(_, redo)| redo.as_ref().map(|step| described(step, t)))
    };
    // They keep the focus at the end of the history, and say there that it is the end.
    let back = button("quiet.icon")
        .id(UNDO)
        .attr("aria-label", w::undo.get(t))
        .live_attr("title", move || {
            undo().map_or_else(
                || w::nothing_to_undo.get(t).into(),
                |step| w::undo_step(t, step),
            )
        })
        .live_state("aria-disabled", move || undo().is_none())
        .click(move || keys::undo(ws, session))
        .child(icon::UNDO.draw());
    let forth = button("quiet.icon")
        .attr("aria-label", w::redo.get(t))
        .live_attr("title", move || {
            redo().map_or_else(
                || w::nothing_to_redo.get(t).into(),
                |step| w::redo_step(t, step),
            )
        })
        .live_state("aria-disabled", move || redo().is_none())
        .click(move || keys::redo(ws, session))
        .child(icon::REDO.draw());
    el("div.history").child(back).child(forth)
}

/// What a wide window shows in the bar and a narrow one in a sheet.
fn more() -> El {
    let (ws, session, t) = (workspace(), session(), tongue());
    let chosen = move |event: &Event| {
        let input: Option<HtmlInputElement> =
            event.target().and_then(|target| target.dyn_into().ok());
        let Some(input) = input else { return };
        if let Some(files) = input.files() {
            open_files(ws, session, &files);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    let input = el("input.offscreen")
        .attr("type", "file")
        .id(FILE_INPUT)
        .attr("tabindex", "-1")
        .attr("aria-label", w::open_file.get(t))
        .attr("multiple", "")
        .on("change", chosen);
    let open = el("button")
        .attr("type", "button")
        .click(pick_file)
        .child(icon::OPEN.draw())
        .child(w::open_file.get(t));
    // The menu goes when a dialog opens; the focus comes back to the button that opens it, where there is one.
    let opener = move |name: &'static str| {
        button("").attr("aria-haspopup", "dialog").click(move || {
            browser::focus(MENU);
            sheet::open(ws, session, name);
        })
    };
    let designs = opener("designs")
        .child(icon::DESIGNS.draw())
        .child(w::designs.get(t));
    let share = opener("share")
        .child(icon::SHARE.draw())
        .child(w::share.get(t));
    let empty = button("only-narrow")
        .click(move || start_over(ws, session))
        .child(icon::FILE.draw())
        .child(w::start_over.get(t));
    el("div.more")
        .id("more")
        .attr("popover", "auto")
        .child(input)
        .child(designs)
        .child(open)
        .child(share)
        .child(empty)
        .child(language())
        .child(theme())
}

/// Lets the person choose a file.
pub(crate) fn pick_file() {
    if let Some(input) = browser::element(FILE_INPUT) {
        input.click();
    }
}

fn language() -> El {
    let (session, t) = (session(), tongue());
    let segment =
        move |language: Language, id: &'static str, text: &'static str, tag: &'static str| {
            let speak = move || {
                session.speak(language);
                // The page is new; the focus goes where it was, or to the button of the menu around it.
                browser::after_paint(move || {
                    browser::focus(id);
                    if !browser::is_at(id) {
                        browser::focus(MENU);
                    }
                });
            };
            let pressed = if language == t { "true" } else { "false" };
            button("segment")
                .id(id)
                .attr("lang", tag)
                .attr("aria-pressed", pressed)
                .click(speak)
                .child(text)
        };
    el("div.segments")
        .attr("role", "group")
        .attr("aria-label", w::language.get(t))
        .child(segment(Language::En, "language-en", "EN", "en"))
        .child(segment(Language::Ja, "language-ja", "日本語", "ja"))
}

fn theme() -> El {
    let (session, t) = (session(), tongue());
    let choose = move |text: String| {
        session.colour(match text.as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        });
    };
    let option = move |theme: Theme, text: &'static str| {
        el("option")
            .attr("value", theme.name().unwrap_or("system"))
            .live_flag("selected", move || session.theme.get() == theme)
            .child(text)
    };
    el("select.input.theme")
        .tip(w::theme.get(t))
        .takes("change", choose)
        .child(option(Theme::System, w::theme_system.get(t)))
        .child(option(Theme::Light, w::theme_light.get(t)))
        .child(option(Theme::Dark, w::theme_dark.get(t)))
}
