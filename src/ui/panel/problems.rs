//! What is wrong, worst first, and what the files leave out.

use gateway_studio::diagnostic::{Diagnostic, Severity};

use super::SHOWN;
use crate::dom::{El, Node, button, el, many};
use crate::engine::Findings;
use crate::icon;
use crate::mend::{ADVICE, mend, named};
use crate::place::{Place, Section, place, sheet_of};
use crate::prose::finding;
use crate::reactive::StoredValue;
use crate::session::{session, tongue, workspace};
use crate::sheet;
use crate::words as w;
use crate::workspace::Workspace;

/// The DOM id of the list.
const ID: &str = "problems";

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

pub(super) fn view() -> El {
    let (ws, t) = (workspace(), tongue());
    el("div.problems")
        .id(ID)
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", w::problems.get(t))
        .child(el("h2.offscreen").child(w::problems.get(t)))
        .live(move || ws.findings.with(list))
}

fn list(found: &Findings) -> Node {
    let t = tongue();
    if !found.is_judged() {
        return el("p.empty").child(w::being_checked.get(t)).into();
    }
    let silenced = silenced();
    if found.total() == 0 && found.lost.is_empty() {
        return many([nothing().into(), silenced]);
    }
    let groups = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .filter_map(|severity| {
            let of = found
                .problems
                .iter()
                .filter(|found| found.severity == severity);
            let rows: Vec<El> = of.take(SHOWN).map(row).collect();
            let rest = found.count(severity).saturating_sub(rows.len());
            (!rows.is_empty()).then(|| {
                group(
                    w::severity_title(t, severity, rows.len() + rest),
                    rows,
                    rest,
                )
            })
        });
    let lost = found.lost.iter().map(|lost| {
        let rows: Vec<El> = lost.found.iter().take(SHOWN).map(row).collect();
        let rest = (lost.count as usize).saturating_sub(rows.len());
        group(w::left_out_of(t, &lost.file), rows, rest)
    });
    let none = (found.total() == 0).then(nothing);
    many([none.into(), groups.collect(), lost.collect(), silenced])
}

/// The way to what is silenced, where anything is.
fn silenced() -> Node {
    let (ws, t) = (workspace(), tongue());
    let count = ws.now().silenced.len();
    let shown = (count > 0).then(|| {
        let all = sheet::opener("quiet", ADVICE).child(w::silenced(t, count));
        el("p.problem-foot").child(all)
    });
    shown.into()
}

fn nothing() -> El {
    el("p.empty").child(w::no_problems.get(tongue()))
}

fn group(title: String, rows: Vec<El>, rest: usize) -> El {
    let t = tongue();
    let more = (rest > 0).then(|| el("p.help").child(w::and_more(t, rest)));
    el("section.problem-group")
        .child(el("h3").child(title))
        .child(el("ul").child(rows))
        .child(more)
}

fn row(found: &Diagnostic) -> El {
    let (ws, place, t, session) = (workspace(), place(), tongue(), session());
    let at = found.at.clone();
    let section = sheet_of(&at).map_or(Section::of(&at).title(), |(_, title)| title);
    let section = section.get(t);
    let place_name = el("span.finding-place")
        .child(section)
        .child(el("code").child(found.code.to_string()));
    let text = el("span.finding-text")
        .child(finding(found, t))
        .child(place_name);
    let shown = button("finding")
        .click(move || place.reveal(&ws.now(), &at))
        .child(icon::severity(found.severity))
        .child(text);
    let named = named(found);
    let silence = button("quiet.small")
        .attr("aria-haspopup", "dialog")
        .click(move || {
            sheet::open_with(ws, session, ADVICE, Some(("finding", named.clone())));
        })
        .child(w::silence.get(t));
    let acts = el("p.finding-acts").child(mend(found, ID)).child(silence);
    el("li").child(shown).child(acts)
}
