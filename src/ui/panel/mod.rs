//! The output pane: the files of the design, or its problems.

mod changes;
mod files;
mod lines;
mod print;
mod problems;

use gateway_studio::diagnostic::Severity;
use leptos::prelude::*;

pub(crate) use files::step as next_file;
pub(crate) use problems::walk;

use crate::boxed::{handler, live, memo};
use crate::place::{Output, place};
use crate::session::{tongue, workspace};
use crate::words as w;

/// The pane on the right.
#[component]
pub(crate) fn OutputPane() -> impl IntoView {
    let (ws, place, t) = (workspace(), place(), tongue());
    let problems = move || ws.findings.with(|found| found.problems.len());
    let worst = move || {
        ws.findings.with(|found| {
            found
                .problems
                .first()
                .map_or("none", |found| found.severity.as_str())
        })
    };
    let shows = move |output: Output| {
        if place.output.get() == output {
            "true"
        } else {
            "false"
        }
    };
    let body = live(move || match place.output.get() {
        Output::Files => files::view(),
        Output::Problems => problems::view(),
    });
    view! {
        <section class="pane output" id="output" aria-label=w::output_pane(t)>
            <div class="output-head" role="group" aria-label=w::output_pane(t)>
                <button type="button" class="mode" aria-pressed=move || shows(Output::Files) on:click=handler(move |_| place.output.set(Output::Files))>{w::files(t)}</button>
                <button type="button" class="mode" aria-pressed=move || shows(Output::Problems) on:click=handler(move |_| place.output.set(Output::Problems))>
                    {w::problems(t)}
                    <span class=move || format!("count {}", worst())>{problems}</span>
                </button>
            </div>
            {body}
        </section>
    }
}

/// How many problems of that severity stand in the design.
pub(crate) fn count(severity: Severity) -> Memo<usize> {
    let ws = workspace();
    memo(move || ws.findings.with(|found| found.count(severity)))
}
