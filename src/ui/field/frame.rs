//! What stands around a control: label, term, help, findings.

use gateway_studio::diagnostic::{Diagnostic, Pointer, Severity};
use leptos::prelude::*;

use super::About;
use crate::boxed::{handler, live, memo};
use crate::icon;
use crate::place::place;
use crate::prose::finding;
use crate::session::{tongue, workspace};
use crate::words::Word;

/// Label, control, help and findings, one below the other.
pub(super) fn frame(about: About, control: AnyView) -> AnyView {
    let t = tongue();
    let place = place();
    let id = about.id();
    view! {
        <div class="field" on:focusin=handler(move |_| place.focused.set(Some(about.at)))>
            <div class="field-head">
                <label for=id.clone()>{(about.label)(t)}</label>
                {term(about)}
            </div>
            {control}
            {foot(about)}
        </div>
    }
    .into_any()
}

/// The word of AWS, unless the label is that word.
pub(super) fn term(about: About) -> AnyView {
    let shown = !about.term.is_empty() && (about.label)(tongue()) != about.term;
    shown
        .then(|| view! { <span class="term">{about.term}</span> })
        .into_any()
}

/// Label and term of a group of controls.
pub(super) fn legend(about: About) -> AnyView {
    view! {
        <legend class="field-head">
            <span class="legend">{(about.label)(tongue())}</span>
            {term(about)}
        </legend>
    }
    .into_any()
}

/// Help and findings.
pub(super) fn foot(about: About) -> AnyView {
    let t = tongue();
    let id = about.id();
    view! {
        {about.help.map(|help| view! { <p class="help" id=format!("{id}-help")>{help(t)}</p> })}
        <Messages at=about.at/>
    }
    .into_any()
}

/// Ids of what describes the control, for screen readers.
pub(super) fn described_by(about: &About) -> String {
    let id = about.id();
    if about.help.is_some() {
        format!("{id}-help {id}-messages")
    } else {
        format!("{id}-messages")
    }
}

/// Whether an error stands at a field.
pub(super) fn is_wrong(at: Pointer) -> Memo<bool> {
    let ws = workspace();
    let id = at.to_string();
    memo(move || {
        ws.findings.with(|found| {
            found
                .problems
                .iter()
                .any(|found| found.severity == Severity::Error && found.at == id)
        })
    })
}

/// Findings about exactly this field. A new one waits until typing pauses, one that is mended goes at once.
#[component]
pub(crate) fn Messages(at: Pointer) -> impl IntoView {
    let (ws, place, t) = (workspace(), place(), tongue());
    let id = at.to_string();
    let field = id.clone();
    let messages = Memo::new(move |before: Option<&Vec<Diagnostic>>| {
        let typing = place.typing.get() == Some(at);
        let known = |code: &str| {
            before.is_some_and(|before| before.iter().any(|message| message.code == code))
        };
        ws.findings.with(|found| {
            let here = found.problems.iter().filter(|found| found.at == field);
            let here = here.filter(|found| !typing || known(found.code));
            here.cloned().collect::<Vec<_>>()
        })
    });
    let list = live(move || {
        let rows = messages.get().into_iter().map(|message| {
            view! {
                <li class=message.severity.as_str()>
                    {icon::severity(message.severity)}
                    <span>{finding(&message, t)}</span>
                </li>
            }
        });
        rows.collect_view()
    });
    view! { <ul class="messages" id=format!("{id}-messages")>{list}</ul> }
}

/// Fields that belong together.
pub(crate) fn group(title: Word, lead: Option<Word>, body: AnyView) -> AnyView {
    let t = tongue();
    view! {
        <section class="group">
            <h3>{title(t)}</h3>
            {lead.map(|lead| view! { <p class="lead">{lead(t)}</p> })}
            {body}
        </section>
    }
    .into_any()
}
