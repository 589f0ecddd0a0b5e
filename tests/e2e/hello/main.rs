//! The smallest page of Leptos that does something: what the studio's first load is measured beside.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| {
        let count = RwSignal::new(0);
        let more = move |_| count.update(|count| *count += 1);
        view! { <button on:click=more>"Hello " {count}</button> }
    });
}
