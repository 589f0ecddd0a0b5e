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

fn main() {
    console_error_panic_hook::set_once();
    let Some(root) = browser::element("app") else {
        return;
    };
    // Until now it held the picture of the page that index.html brings along.
    root.set_text_content(None);
    root.remove_attribute("aria-busy").unwrap_or_default();
    leptos::mount::mount_to(root.clone(), move || dom::append(&root, shell::begin())).forget();
}
