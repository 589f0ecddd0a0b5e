//! The page: a design in forms and a tree, its files beside them.
//!
//! It decides nothing about AWS: what is wrong and what is written comes from the library.

mod browser;
mod dom;
mod engine;
mod field;
mod form;
mod icon;
mod keys;
mod mend;
mod offline;
mod outline;
mod palette;
mod panel;
mod place;
mod prose;
mod reactive;
mod session;
mod sheet;
mod shell;
mod tree;
mod window;
mod words;
mod workspace;

use gateway_studio::words::Language;

/// Tells the scripts beside the program that the page stands.
const STARTED: &str = "gateway-studio-started";
/// Tells them that it cannot: its words did not come, or are of another build.
const UNFIT: &str = "gateway-studio-unfit";

fn main() {
    console_error_panic_hook::set_once();
    // In a frame of another page (`assets/boot.js`) nothing stands that somebody could be led to click.
    if browser::mark("data-stopped").is_some() {
        return;
    }
    browser::spawn(async {
        let language = session::first_language();
        if !words::load(language).await {
            return browser::announce(UNFIT);
        }
        stand();
        browser::announce(STARTED);
        // Behind the page, so that changing the language waits for nothing and needs no network.
        let other = match language {
            Language::En => Language::Ja,
            Language::Ja => Language::En,
        };
        words::load(other).await;
    });
}

/// Puts the page in the place of the picture that index.html brings along.
fn stand() {
    let Some(root) = browser::element("app") else {
        return;
    };
    root.set_text_content(None);
    root.remove_attribute("aria-busy").unwrap_or_default();
    leptos::mount::mount_to(root.clone(), move || dom::append(&root, shell::begin())).forget();
}
