//! The output pane: the files of the design, or its problems.

mod files;
mod find;
mod lines;
mod problems;
mod tabs;

use gateway_studio::diagnostic::Severity;

pub(crate) use files::step as next_file;
pub(crate) use find::lines_of_field;
pub(crate) use problems::walk;

use crate::browser;
use crate::dom::{Node, button, el, live};
use crate::engine::{Findings, Health};
use crate::place::{Output, place};
use crate::reactive::{Memo, memo};
use crate::session::{tongue, workspace};
use crate::sheet;
use crate::words as w;

/// More findings than a person reads; the rest is counted.
const SHOWN: usize = 200;

/// The pane on the right.
pub(crate) fn output_pane() -> Node {
    let (ws, place, t) = (workspace(), place(), tongue());
    let problems = move || ws.findings.with(Findings::grave);
    let worst = move || {
        ws.findings.with(|found| {
            found
                .problems
                .first()
                .map_or("none", |found| found.severity.as_str())
        })
    };
    let mode = move |output: Output| {
        button("mode")
            .live_state("aria-pressed", move || place.output.get() == output)
            .click(move || place.output.set(output))
    };
    find::follow(ws);
    let badge = el("span")
        .live_attr("class", move || format!("count {}", worst()))
        .live(move || problems().to_string());
    let head = el("div.output-head")
        .attr("role", "group")
        .attr("aria-label", w::output_pane.get(t))
        .child(mode(Output::Files).child(w::files.get(t)))
        .child(
            mode(Output::Problems)
                .child(w::problems.get(t))
                .child(badge),
        )
        .child(mode(Output::Sheet("matrix")).child(w::matrix.get(t)))
        .child(mode(Output::Sheet("try")).child(w::try_request.get(t)))
        .child(mode(Output::Sheet("picture")).child(w::picture.get(t)))
        .child(mode(Output::Sheet("compare")).child(w::compare.get(t)))
        .child(mode(Output::Sheet("cost")).child(w::cost.get(t)))
        .child(mode(Output::Sheet("trouble")).child(w::trouble.get(t)));
    el("section.pane.output")
        .id("output")
        .attr("tabindex", "-1")
        .attr("aria-label", w::output_pane.get(t))
        .on("keydown", find::shortcut)
        .child(head)
        .child(health())
        .live(move || match place.output.get() {
            Output::Files => files::view(),
            Output::Problems => problems::view().into(),
            Output::Sheet(name) => sheet::pane(name).into(),
        })
        .into()
}

/// That files and findings are still to come, or will not come by themselves.
fn health() -> Node {
    let (ws, t) = (workspace(), tongue());
    live(move || match ws.engine.health.get() {
        Health::Working => None,
        Health::Coming => Some(
            el("p.coming")
                .attr("role", "status")
                .child(w::engine_coming.get(t)),
        ),
        Health::Stopped => {
            let again = move || {
                ws.restart();
                browser::focus_soon(["output".into()]);
            };
            let text = el("p").child(w::engine_stopped.get(t));
            let again = button("").click(again).child(w::engine_restart.get(t));
            Some(
                el("div.stopped")
                    .attr("role", "alert")
                    .child(text)
                    .child(again),
            )
        }
    })
}

/// How many problems of that severity stand in the design.
pub(crate) fn count(severity: Severity) -> Memo<usize> {
    let ws = workspace();
    memo(move || ws.findings.with(|found| found.count(severity)))
}
