//! What is wrong, worst first, and what the files leave out.

use gateway_studio::diagnostic::{Diagnostic, Severity};
use leptos::prelude::*;

use crate::boxed::{handler, live};
use crate::icon;
use crate::place::{Place, Section, place};
use crate::prose::finding;
use crate::session::{tongue, workspace};
use crate::words as w;
use crate::workspace::{Findings, Workspace};

/// More than a person reads; the rest is counted.
const SHOWN: usize = 200;

/// Leads to the next or the previous problem.
pub(crate) fn walk(ws: Workspace, place: Place, at: StoredValue<usize>, forward: bool) {
    let problems = ws.findings.with_untracked(|found| {
        found
            .problems
            .iter()
            .map(|found| found.at.clone())
            .collect::<Vec<_>>()
    });
    if problems.is_empty() {
        return;
    }
    let here = at.get_value() % (problems.len() + 1);
    // The place counts from one; zero is before the first.
    let next = match (forward, here) {
        (true, here) if here < problems.len() => here + 1,
        (true, _) => 1,
        (false, 0 | 1) => problems.len(),
        (false, here) => here - 1,
    };
    at.set_value(next);
    place.reveal(&ws.now(), &problems[next - 1]);
}

pub(super) fn view() -> AnyView {
    let (ws, t) = (workspace(), tongue());
    let body = live(move || ws.findings.with(|found| list(found)));
    view! { <div class="problems" tabindex="0" role="region" aria-label=w::problems(t)><h2 class="offscreen">{w::problems(t)}</h2>{body}</div> }.into_any()
}

fn list(found: &Findings) -> AnyView {
    let t = tongue();
    if found.problems.is_empty() && found.lost.is_empty() {
        return view! { <p class="empty">{w::no_problems(t)}</p> }.into_any();
    }
    let groups = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .filter_map(|severity| {
            let of = found
                .problems
                .iter()
                .filter(|found| found.severity == severity);
            let rows: Vec<AnyView> = of.clone().take(SHOWN).map(row).collect();
            let rest = of.count().saturating_sub(SHOWN);
            (!rows.is_empty()).then(|| {
                group(
                    w::severity_title(t, severity, rows.len() + rest),
                    rows,
                    rest,
                )
            })
        });
    let lost = found.lost.iter().map(|(file, lost)| {
        let rows = lost.iter().take(SHOWN).map(row).collect();
        group(
            w::left_out_of(t, file),
            rows,
            lost.len().saturating_sub(SHOWN),
        )
    });
    let none = found
        .problems
        .is_empty()
        .then(|| view! { <p class="empty">{w::no_problems(t)}</p> });
    view! { {none}{groups.collect_view()}{lost.collect_view()} }.into_any()
}

fn group(title: String, rows: Vec<AnyView>, rest: usize) -> AnyView {
    let t = tongue();
    view! {
        <section class="problem-group">
            <h3>{title}</h3>
            <ul>{rows}</ul>
            {(rest > 0).then(|| view! { <p class="help">{w::and_more(t, rest)}</p> })}
        </section>
    }
    .into_any()
}

fn row(found: &Diagnostic) -> AnyView {
    let (ws, place, t) = (workspace(), place(), tongue());
    let at = found.at.clone();
    let section = (Section::of(&at).title())(t);
    view! {
        <li>
            <button type="button" class="finding" on:click=handler(move |_| place.reveal(&ws.now(), &at))>
                {icon::severity(found.severity)}
                <span class="finding-text">
                    {finding(found, t)}
                    <span class="finding-place">{section}<code>{found.code}</code></span>
                </span>
            </button>
        </li>
    }
    .into_any()
}
