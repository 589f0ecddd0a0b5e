//! What became of a request, as people see it.

use super::super::Word;
use super::super::piece::{Act, Piece, button, el, prose};
use super::{
    address, app, app_sees, authorizer, browser, browser_allows, browser_blocks, cache, copy,
    copy_help, cors, event, follow, integration, key, less, mapping, named, none, noted, nothing,
    of_backend, of_gateway, others, passed, policy, prefix, response, route, stage, stopped,
    throttle, tls, trying, validation, verb, web_acl,
};
use crate::model::Design;
use crate::simulate::{
    Answer, AppView, Candidate, Lost, Outcome, Part, Request, Step, Trace, origin_of,
};
use crate::words::Language;

pub(super) fn answer(trace: &Trace, t: Language) -> Piece {
    let Answer {
        status,
        body,
        cause,
        mend,
        is_of_backend,
        headers,
        reason: _,
        gateway_response,
    } = &trace.answer;
    let shown = if *status == 0 {
        none(t).to_owned()
    } else {
        status.to_string()
    };
    let class = match status {
        101 | 200..=399 => "span.state.good",
        _ => "span.state.bad",
    };
    let by = if *is_of_backend {
        of_backend(t)
    } else {
        of_gateway(t)
    };
    let verdict = trace.verdict.as_ref().map(|verdict| {
        if verdict.is_allowed {
            el("span.state.good").child(browser_allows(t))
        } else {
            el("span.state.bad").child(browser_blocks(t))
        }
    });
    let head = el("p.try-answer")
        .child(el(class).child(shown))
        .child((*status != 0).then(|| el("span.state").child(by)))
        .child(verdict);
    let lines = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}"));
    let mut lines: Vec<String> = lines.collect();
    if !body.is_empty() {
        lines.push(String::new());
        lines.push(body.clone());
    }
    let name = gateway_response.map(|name| {
        let text = format!("{}: ", named(t));
        el("p.help").child(text).child(el("code").child(name))
    });
    // What somebody should know stands here, too, before the whole way.
    let minded = trace.steps.iter();
    let minded = minded.filter(|step| step.outcome == Outcome::Noted);
    let minded = minded.map(|step| {
        let name = part_name(step.part)(t);
        let text = el("li").child(el("strong").child(name)).child(": ");
        text.child(prose(&step.message, t))
    });
    let minded: Vec<Piece> = minded.collect();
    el("div.card.result")
        .attr("aria-live", "polite")
        .child(head)
        .child(el("p").child(prose(cause, t)))
        .child(
            mend.as_ref()
                .map(|mend| el("p").child(el("strong").child(prose(mend, t)))),
        )
        .child((!minded.is_empty()).then(|| el("ul").children(minded)))
        .child(name)
        .child((!lines.is_empty()).then(|| {
            let lines = lines.iter().map(|line| el("span").child(line.as_str()));
            el("pre.diff").children(lines)
        }))
}

const fn part_name(part: Part) -> Word {
    match part {
        Part::Address => address,
        Part::Tls => tls,
        Part::Mapping => mapping,
        Part::Stage => stage,
        Part::WebAcl => web_acl,
        Part::ResourcePolicy => policy,
        Part::Route => route,
        Part::Preflight => cors,
        Part::Authorizer => authorizer,
        Part::ApiKey => key,
        Part::Validation => validation,
        Part::Throttle => throttle,
        Part::Cache => cache,
        Part::Integration => integration,
        Part::App => app,
        Part::Response => response,
        Part::Browser => browser,
    }
}

pub(super) fn steps(steps: &[Step], t: Language) -> Piece {
    let rows = steps.iter().map(|step| {
        let (mark, class, word) = match step.outcome {
            Outcome::Passed => ("✓", "li.step.way-passed", passed(t)),
            Outcome::Nothing => ("–", "li.step.way-nothing", nothing(t)),
            Outcome::Noted => ("!", "li.step.way-noted", noted(t)),
            Outcome::Stopped => ("✕", "li.step.way-ended", stopped(t)),
        };
        let name = button("link", &Act::default().go(step.at)).child(part_name(step.part)(t));
        let mark = el("span.step-mark")
            .attr("role", "img")
            .attr("aria-label", word)
            .child(mark);
        el(class)
            .child(mark)
            .child(name)
            .child(el("span").child(prose(&step.message, t)))
    });
    el("ol.steps").children(rows)
}

pub(super) fn candidates(all: &[Candidate], t: Language) -> Piece {
    let rows = all.iter().take(20).map(|one| {
        let why = match one.lost {
            Lost::LessSpecific => less(t),
            Lost::Method => verb(t),
        };
        el("li")
            .child(el("code").child(one.path.as_str()))
            .child(format!(" — {why}"))
    });
    el("details")
        .child(el("summary").child(others(t)))
        .child(el("ul.plain").children(rows))
}

pub(super) fn seen(view: &AppView, request: &Request, design: &Design, t: Language) -> Piece {
    let row = |name: &str, value: &str| {
        let value = if value.is_empty() { "\"\"" } else { value };
        el("tr")
            .child(el("th").attr("scope", "row").child(name))
            .child(el("td").child(el("code").child(value)))
    };
    let prefix_row = (!view.prefix.is_empty()).then(|| row(prefix(t), &view.prefix));
    let rows = el("tbody")
        .child(row("PATH_INFO", &view.path_info))
        .child(row("SCRIPT_NAME", &view.script_name))
        .child(prefix_row);
    // What the page links, tried as the browser would ask for it.
    let linked = (!view.prefix.is_empty()).then(|| {
        let link = Request {
            method: "GET".into(),
            url: format!("{}{}", origin_of(design, &request.url), view.asset),
            headers: vec![("Accept".into(), "text/css,*/*;q=0.1".into())],
            body: String::new(),
            ..request.clone()
        };
        let label = follow(t, &view.asset);
        el("p.actions").child(trying("", &link).child(label))
    });
    el("div")
        .child(el("h3").child(app_sees(t)))
        .child(el("table.differences").child(rows))
        .child(linked)
}

pub(super) fn event_of(made: &serde_json::Value, t: Language) -> Piece {
    let text = serde_json::to_string_pretty(made).unwrap_or_default();
    let copy_it = button("", &Act::default().copy(&text)).child(copy(t));
    el("div")
        .child(el("h3").child(event(t)))
        .child(
            el("p.actions")
                .child(copy_it)
                .child(el("span.help").child(copy_help(t))),
        )
        .child(
            el("pre.diff")
                .attr("tabindex", "0")
                .children(text.lines().map(|line| el("span").child(line))),
        )
}
