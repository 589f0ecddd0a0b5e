//! The way to a file: first the tool, then the tool's files.

use std::collections::BTreeMap;

use gateway_studio::generate::Target;
use gateway_studio::words::Language;
use leptos::prelude::*;

use super::files::Current;
use crate::dom::{El, Node, button, el, live};
use crate::place::place;
use crate::reactive::memo;
use crate::session::tongue;
use crate::words as w;

fn target_name(t: Language, target: Target) -> &'static str {
    match target {
        Target::Readme => w::target_readme(t),
        Target::Zappa => "Zappa",
        Target::Sam => "SAM",
        Target::Cli => "AWS CLI",
        Target::OpenApi => "OpenAPI",
        Target::Route53 => "Route 53",
        Target::Monitoring => w::target_monitoring(t),
        Target::Iam => "IAM",
        Target::Dns => "DNS",
        Target::App => w::target_app(t),
        Target::Design => w::target_design(t),
    }
}

/// A tool and the files for it, each with its place and path.
type Group = (Target, Vec<(u32, String)>);

pub(super) fn tabs(current: &Current) -> El {
    let (file, engine, t) = (current.file, current.ws.engine, tongue());
    let groups = memo(move || {
        let catalogue = engine.catalogue.get();
        let mut groups: Vec<Group> = Vec::new();
        engine.shown.with(|shown| {
            for file in shown.iter().flat_map(|shown| &shown.files) {
                let Some(known) = catalogue.get(*file as usize) else {
                    continue;
                };
                let tab = (*file, known.path.clone());
                match groups
                    .iter_mut()
                    .find(|(target, _)| *target == known.target)
                {
                    Some((_, files)) => files.push(tab),
                    None => groups.push((known.target, vec![tab])),
                }
            }
        });
        groups
    });
    let here = memo(move || {
        groups.with(|groups| {
            let is_here = |(_, files): &&Group| files.iter().any(|(of, _)| Some(*of) == file.get());
            groups.iter().find(is_here).cloned()
        })
    });
    // A tool is left and come back to at the file that was looked at.
    let last = StoredValue::new(BTreeMap::new());
    let tool = move |(target, files): &Group| {
        let target = *target;
        let places: Vec<u32> = files.iter().map(|(place, _)| *place).collect();
        let first = places.first().copied().unwrap_or_default();
        let chosen =
            memo(move || here.with(|here| here.as_ref().map(|(here, _)| *here) == Some(target)));
        let place = place();
        let go = move || {
            let left = here.with_untracked(|here| here.as_ref().map(|(here, _)| *here));
            if let Some((left, file)) = left.zip(file.get_untracked()) {
                last.update_value(|last| {
                    last.insert(left, file);
                });
            }
            let known = last.with_value(|last| last.get(&target).copied());
            place.file.set(known.unwrap_or(first));
        };
        button("tool")
            .live_state("aria-pressed", move || chosen.get())
            .click(go)
            .child(target_name(t, target))
            .child(badge(current_counts(engine.counts, places)))
    };
    let tab = move |(number, path): (u32, String)| {
        let chosen = memo(move || file.get() == Some(number));
        let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
        let place = place();
        button("tab")
            .attr("aria-label", path)
            .live_state("aria-pressed", move || chosen.get())
            .click(move || place.file.set(number))
            .child(name)
            .child(badge(current_counts(engine.counts, vec![number])))
    };
    let tools = move || groups.with(|groups| groups.iter().map(tool).collect::<Node>());
    let files = move || {
        let files = here.get().map(|(_, files)| files).unwrap_or_default();
        files.into_iter().map(tab).collect::<Node>()
    };
    let name = move || {
        let target = here.with(|here| here.as_ref().map(|(here, _)| *here));
        target.map_or("", |target| target_name(t, target))
    };
    let tools = el("div.tools")
        .attr("role", "group")
        .attr("aria-label", w::tools(t))
        .live(tools);
    let files = el("div.tabs")
        .attr("role", "group")
        .live_attr("aria-label", name)
        .live(files);
    el("div.chooser").child(tools).child(files)
}

/// How many lines of these files the last step changed.
fn current_counts(counts: RwSignal<Vec<u32>>, places: Vec<u32>) -> Memo<usize> {
    memo(move || {
        counts.with(|counts| {
            let of =
                |place: &u32| counts.get(*place as usize).copied().unwrap_or_default() as usize;
            places.iter().map(of).sum()
        })
    })
}

fn badge(count: Memo<usize>) -> Node {
    let t = tongue();
    live(move || {
        let count = count.get();
        (count > 0).then(|| {
            el("span.tab-count")
                .attr("aria-label", w::lines_changed(t, count))
                .child(count.to_string())
        })
    })
}
