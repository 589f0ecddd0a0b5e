//! The way to a file: first the tool, then the tool's files.

use gateway_studio::generate::Target;
use gateway_studio::words::Language;
use leptos::prelude::*;

use super::files::Current;
use crate::dom::{El, Node, button, el, live};
use crate::engine::Engine;
use crate::place::{Place, place};
use crate::reactive::{Memo, RwSignal, StoredValue, memo};
use crate::session::tongue;
use crate::words as w;

fn target_name(t: Language, target: Target) -> &'static str {
    match target {
        Target::Readme => w::target_readme.get(t),
        Target::Zappa => "Zappa",
        Target::Sam => "SAM",
        Target::Cli => "AWS CLI",
        Target::OpenApi => "OpenAPI",
        Target::Route53 => "Route 53",
        Target::Monitoring => w::target_monitoring.get(t),
        Target::Iam => "IAM",
        Target::Dns => "DNS",
        Target::App => w::target_app.get(t),
        Target::Design => w::target_design.get(t),
    }
}

/// A tool and the files for it, each with its place and path.
type Group = (Target, Vec<(u32, String)>);

/// What the buttons act on; a handle that copies.
#[derive(Clone, Copy)]
struct Chooser {
    groups: Memo<Vec<Group>>,
    /// The file that is looked at.
    file: Memo<Option<u32>>,
    /// A tool is left and come back to at the file that was looked at.
    last: StoredValue<Vec<(Target, u32)>>,
    counts: RwSignal<Vec<u32>>,
    place: Place,
}

pub(super) fn tabs(current: &Current) -> Node {
    let (engine, t) = (current.ws.engine, tongue());
    // What a key shows is another text of the same files.
    let files = memo(move || {
        let shown = engine.shown;
        shown.with(|shown| {
            shown
                .as_ref()
                .map(|shown| shown.files.clone())
                .unwrap_or_default()
        })
    });
    let chooser = Chooser {
        groups: memo(move || groups(engine, &files.get())),
        file: current.file,
        last: StoredValue::default(),
        counts: engine.counts,
        place: place(),
    };
    let tools = move || {
        let groups = chooser.groups.get();
        groups
            .into_iter()
            .map(|group| chooser.tool(group))
            .collect::<Node>()
    };
    let here = memo(move || chooser.here());
    let files = move || {
        let files = here.get().map(|(_, files)| files).unwrap_or_default();
        files
            .into_iter()
            .map(|file| chooser.tab(file))
            .collect::<Node>()
    };
    let name = move || here.get().map_or("", |(target, _)| target_name(t, target));
    let is_empty = memo(move || chooser.groups.with(Vec::is_empty));
    live(move || {
        if is_empty.get() {
            return None;
        }
        let tools = el("div.tools")
            .attr("role", "group")
            .attr("aria-label", w::tools.get(t))
            .live(tools);
        let files = el("div.tabs")
            .attr("role", "group")
            .live_attr("aria-label", name)
            .live(files);
        Some(el("div.chooser").child(tools).child(files))
    })
}

/// The files that the design has, by tool.
fn groups(engine: Engine, files: &[u32]) -> Vec<Group> {
    let catalogue = engine.catalogue.get();
    let mut groups: Vec<Group> = Vec::new();
    for file in files {
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
    groups
}

impl Chooser {
    /// The tool whose file is looked at.
    fn here(self) -> Option<Group> {
        let file = self.file.get()?;
        let is_here = |(_, files): &&Group| files.iter().any(|(of, _)| *of == file);
        self.groups
            .with(|groups| groups.iter().find(is_here).cloned())
    }

    fn tool(self, (target, files): Group) -> El {
        let t = tongue();
        let files: Vec<u32> = files.into_iter().map(|(place, _)| place).collect();
        let of = files.clone();
        let chosen = memo(move || self.file.get().is_some_and(|file| of.contains(&file)));
        let count = self.count(files.clone());
        let go = move || {
            if let Some((left, _)) = untrack(|| self.here())
                && let Some(file) = self.file.get_untracked()
            {
                self.last.update_value(|last| {
                    last.retain(|(tool, _)| *tool != left);
                    last.push((left, file));
                });
            }
            let known = self.last.with_value(|last| {
                let of = last.iter().find(|(tool, _)| *tool == target);
                of.map(|(_, file)| *file)
            });
            // The design may have lost it meanwhile.
            let known = known.filter(|file| files.contains(file));
            if let Some(file) = known.or(files.first().copied()) {
                self.place.file.set(file);
            }
        };
        let name = target_name(t, target);
        button("tool")
            .live_state("aria-pressed", move || chosen.get())
            .live_attr("aria-label", move || label(name, count.get()))
            .click(go)
            .child(name)
            .child(badge(count))
    }

    fn tab(self, (number, path): (u32, String)) -> El {
        let chosen = memo(move || self.file.get() == Some(number));
        let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
        let count = self.count(vec![number]);
        button("tab")
            .live_state("aria-pressed", move || chosen.get())
            .live_attr("aria-label", move || label(&path, count.get()))
            .click(move || self.place.file.set(number))
            .child(name)
            .child(badge(count))
    }

    /// How many lines of these files the last step changed.
    fn count(self, files: Vec<u32>) -> Memo<usize> {
        let counts = self.counts;
        memo(move || {
            counts.with(|counts| {
                let of = |place: &u32| {
                    counts
                        .get(*place as usize)
                        .map_or(0, |count| *count as usize)
                };
                files.iter().map(of).sum()
            })
        })
    }
}

/// What a button says to those who do not see its badge.
fn label(name: &str, count: usize) -> String {
    if count == 0 {
        return name.to_owned();
    }
    format!("{name}, {}", w::lines_changed(tongue(), count))
}

fn badge(count: Memo<usize>) -> Node {
    live(move || {
        let count = count.get();
        (count > 0).then(|| {
            el("span.tab-count")
                .attr("aria-hidden", "true")
                .child(count.to_string())
        })
    })
}
