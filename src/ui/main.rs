//! The page: a design in forms and a tree, its files beside them.
//!
//! It decides nothing about AWS: what is wrong and what is written comes from the library.
#![expect(
    unreachable_pub,
    reason = "Leptos' component macro makes its property types public"
)]

mod boxed;
mod browser;
mod field;
mod form;
mod icon;
mod keys;
mod outline;
mod panel;
mod place;
mod prose;
mod session;
mod shell;
mod tree;
mod window;
mod words;
mod workspace;

use wasm_bindgen::JsCast as _;

fn main() {
    console_error_panic_hook::set_once();
    let Some(root) = browser::element("app") else {
        return;
    };
    // Until now it held the picture of the page that index.html brings along.
    root.set_text_content(None);
    root.remove_attribute("aria-busy").unwrap_or_default();
    leptos::mount::mount_to(root.unchecked_into(), shell::begin).forget();
}
