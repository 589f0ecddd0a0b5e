//! The form: one file per section, named after the part of the model that it edits.

mod access;
mod api;
mod app;
mod cors;
mod domain;
mod function;
mod items;
mod path;
mod reading;
mod route;
mod stage;

pub(crate) use items::free_name;
pub(crate) use path::rename;

use gateway_studio::diagnostic::Pointer;
use leptos::prelude::*;

use crate::boxed::live;
use crate::place::{Section, place};
use crate::session::tongue;
use crate::words::{self as w, Word};

/// The pane with the form of the section that was chosen.
#[component]
pub(crate) fn Edit() -> impl IntoView {
    let (place, t) = (place(), tongue());
    let body = live(move || match place.section.get() {
        Section::App => app::form(),
        Section::Api => api::form(),
        Section::Functions => function::form(),
        Section::Routes => route::form(),
        Section::Stages => stage::form(),
        Section::Domain => domain::form(),
        Section::Access => access::form(),
        Section::Cors => cors::form(),
    });
    view! {
        <section class="pane edit" id="edit" aria-labelledby="edit-title">
            <div class="form">
                <header class="form-head">
                    <h2 id="edit-title" tabindex="-1">{live(move || (place.section.get().title())(t))}</h2>
                    <p class="lead">{live(move || lead(place.section.get())(t))}</p>
                </header>
                {body}
            </div>
        </section>
    }
}

/// What a section is about, in one sentence.
const fn lead(section: Section) -> Word {
    match section {
        Section::App => w::app_lead,
        Section::Api => w::api_lead,
        Section::Functions => w::functions_lead,
        Section::Routes => w::routes_lead,
        Section::Stages => w::stages_lead,
        Section::Domain => w::domain_lead,
        Section::Access => w::access_lead,
        Section::Cors => w::cors_lead,
    }
}

/// The address of a field of the design itself.
fn at(key: &'static str) -> Pointer {
    Pointer::root().join(key)
}

/// A nested form that is there while a condition holds.
fn when(condition: Memo<bool>, body: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    live(move || condition.get().then(&body))
}
