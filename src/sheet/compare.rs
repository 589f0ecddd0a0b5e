//! What differs: between two stages, or between the design now and another one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};
use similar::TextDiff;

use super::label::{self, Labels};
use super::piece::{Act, Piece, button, el};
use super::{Drawn, Look};
use crate::generate::{GENERATORS, Generator};
use crate::keep::{Order, Shelf};
use crate::model::{self, Design};
use crate::text::markdown::{block, cell};
use crate::words;
use crate::words::Language;

words! {
    title: "Compare", "比較";
    what: "Compare", "比較するもの";
    since: "Since the page was opened", "ページを開いたときと現在";
    with_file: "Against another design", "別の設計と現在";
    with_version(time, step): "With the version of {time}: {step}", "{time} の版と現在: {step}";
    begun: "Begun", "開始";
    being_read: "Being read…", "読み込み中…";
    version_gone: "This version is not kept any more.", "この版はもう保存されていません。";
    two_stages: "Two stages", "2つのステージ";
    other_text: "Text of the other design.json", "もう一方の design.json の内容";
    unreadable: "This text is no design: copy a design.json as Gateway Studio downloads it.", "設計として読み取れません。Gateway Studio でダウンロードした design.json を貼り付けてください。";
    paste_first: "Paste the text of a design.json above.", "design.json の内容を上に貼り付けてください。";
    first: "First", "1つ目";
    second: "Second", "2つ目";
    need_two: "The design has fewer than two stages.", "ステージが2つ未満です。";
    nothing: "Nothing differs.", "違いはありません。";
    field: "Setting", "項目";
    before: "Before", "以前";
    now: "Now", "現在";
    absent: "—", "—";
    count(count): "Differences: {count}", "違い: {count}件";
    more(count): "and {count} more", "ほか{count}件";
    copy: "Copy as Markdown", "Markdown でコピー";
    as_file: "As text of", "ファイルで見る";
    no_file: "no file", "なし";
}

/// Rows and lines that are shown; Markdown holds all.
const MOST: usize = 300;

/// One difference: where, what it was, what it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Names of the fields and things on the way.
    pub(super) path: String,
    /// JSON Pointer of the field in the newer value; empty where it is gone.
    pub(super) at: String,
    pub(super) was: Option<String>,
    pub(super) is: Option<String>,
}

/// The name of the sheet.
pub(crate) const COMPARE: &str = "compare";

/// What stands before the number of a version.
const VERSION: &str = "version ";

/// The value of the choice that compares with that version.
pub(super) fn version_key(number: u32) -> String {
    format!("{VERSION}{number}")
}

fn version_of(key: &str) -> Option<u32> {
    key.strip_prefix(VERSION)?.parse().ok()
}

/// What is to be read for the sheet with these values in its controls.
pub(crate) fn wanted_version(values: &[String], shelf: &Shelf) -> Option<Order> {
    let number = values.iter().find_map(|value| version_of(value))?;
    let is_here = shelf.compared(number).is_some();
    (!is_here).then(|| Order::Compare(shelf.open.clone(), number))
}

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let versions = look.shelf.open_entry().map_or(&[][..], |entry| {
        let older = entry.versions.len().saturating_sub(1);
        &entry.versions[..older]
    });
    let asked = look.arg("with");
    let number = version_of(asked);
    let mode = match asked {
        "file" => "file",
        "stages" => "stages",
        asked if number.is_some() => asked,
        _ => "since",
    };
    let modes = [
        ("since", since(t)),
        ("file", with_file(t)),
        ("stages", two_stages(t)),
    ];
    let versions = versions.iter().rev().map(|version| {
        let time = (look.shelf.clock)(version.time);
        let step = if version.step.is_empty() {
            begun(t)
        } else {
            &version.step
        };
        option(
            &version_key(version.number),
            &with_version(t, time, step),
            mode,
        )
    });
    let is_listed = look.shelf.open_entry().is_some_and(|entry| {
        let mut all = entry.versions.iter();
        all.any(|version| Some(version.number) == number)
    });
    // The choice stands as it is until its version is known.
    let other = number.filter(|_| !is_listed);
    let other = other.map(|_| option(mode, being_read(t), mode));
    let options = modes
        .map(|(value, text)| option(value, text, mode))
        .into_iter()
        .chain(versions)
        .chain(other);
    let choice = el("select.input")
        .attr("name", "with")
        .attr("aria-label", what(t))
        .children(options);
    let body = el("div").child(choice);
    let body = match mode {
        "stages" => body.children(of_stages(look)),
        "file" => {
            let text = look.arg("text");
            let area = el("textarea.input.code")
                .attr("name", "text")
                .attr("rows", 4)
                .attr("spellcheck", "false")
                .attr("aria-label", other_text(t))
                .attr("placeholder", other_text(t))
                .child(text);
            let body = body.child(area);
            match model::read(text).design {
                Some(other) => body.children(of_designs(&other, look)),
                None if text.trim().is_empty() => body.child(el("p.help").child(paste_first(t))),
                None => body.child(el("p.bad").attr("role", "alert").child(unreadable(t))),
            }
        }
        _ => match number {
            Some(number) => match look.shelf.compared(number).map(model::read) {
                Some(read) => match read.design {
                    Some(old) => body.children(of_designs(&old, look)),
                    None => body.child(el("p.bad").child(unreadable(t))),
                },
                None if look.shelf.entries.is_some() && !is_listed => {
                    body.child(el("p.bad").child(version_gone(t)))
                }
                None => body.child(el("p.help").child(being_read(t))),
            },
            None => body.children(of_designs(look.first, look)),
        },
    };
    Drawn::new(title(t), body)
}

fn option(value: &str, text: &str, now: &str) -> Piece {
    el("option")
        .attr("value", value)
        .flag("selected", value == now)
        .child(text)
}

fn of_designs(old: &Design, look: &Look) -> Vec<Piece> {
    let labels = Labels::of(look);
    let found = differences(&json(old), &json(look.design), "", &labels);
    let mut pieces = listing(&found, [before(look.t), now(look.t)], look.t);
    pieces.extend(of_files(old, look));
    pieces
}

fn of_stages(look: &Look) -> Vec<Piece> {
    let t = look.t;
    let stages = &look.design.stages;
    let [first_stage, second_stage, ..] = &stages[..] else {
        return vec![el("p.help").child(need_two(t))];
    };
    let chosen = |name: &str, or: &str| {
        let given = look.arg(name);
        let known = stages.iter().any(|stage| stage.name == given);
        if known {
            given.to_owned()
        } else {
            or.to_owned()
        }
    };
    let a = chosen("a", &first_stage.name);
    let b = chosen("b", &second_stage.name);
    let list = |name: &str, label: &str, chosen: &str| {
        let options = stages
            .iter()
            .map(|stage| option(&stage.name, &stage.name, chosen));
        el("label.labelled")
            .child(el("span").child(label))
            .child(el("select.input").attr("name", name).children(options))
    };
    let lists = el("div.pair")
        .child(list("a", first(t), &a))
        .child(list("b", second(t), &b));
    let value = |name: &str| {
        let mut found = stages
            .iter()
            .enumerate()
            .filter(|(_, stage)| stage.name == name);
        let (index, _) = found.next()?;
        let whole = json(look.design);
        Some((index, whole.get("stages")?.get(index)?.clone()))
    };
    let mut pieces = vec![lists];
    if let (Some((_, old)), Some((index, new))) = (value(&a), value(&b)) {
        let at = format!("/stages/{index}");
        let mut found = differences(&old, &new, &at, &Labels::of(look));
        found.retain(|one| one.at != format!("{at}/name"));
        pieces.extend(listing(&found, [&a, &b], t));
    }
    pieces
}

fn json(design: &Design) -> Value {
    serde_json::from_str(&model::write(design)).unwrap_or_default()
}

/// A table of differences, and the button that copies it.
fn listing(found: &[Difference], heads: [&str; 2], t: Language) -> Vec<Piece> {
    if found.is_empty() {
        return vec![el("p.empty").child(nothing(t))];
    }
    let absent = absent(t);
    let shown = |text: &Option<String>| text.as_deref().unwrap_or(absent).to_owned();
    let rows = found.iter().take(MOST).map(|one| {
        let name = if one.at.is_empty() {
            el("span").child(one.path.as_str())
        } else {
            button("link", &Act::default().close().go(&one.at)).child(one.path.as_str())
        };
        el("tr")
            .child(el("th").attr("scope", "row").child(name))
            .child(el("td").child(el("del").child(shown(&one.was))))
            .child(el("td").child(el("ins").child(shown(&one.is))))
    });
    let head = [field(t), heads[0], heads[1]].map(|head| el("th").attr("scope", "col").child(head));
    let table = el("table.differences")
        .child(el("thead").child(el("tr").children(head)))
        .child(el("tbody").children(rows));
    let rest = found.len().saturating_sub(MOST);
    let copy = button("", &Act::default().copy(&markdown(found, heads, t))).child(copy(t));
    vec![
        el("p.actions")
            .child(el("span.state").child(count(t, found.len())))
            .child(copy),
        table,
        Piece::from((rest > 0).then(|| el("p.help").child(more(t, rest)))),
    ]
}

fn markdown(found: &[Difference], heads: [&str; 2], t: Language) -> String {
    let value = |text: &Option<String>| text.as_deref().map_or_else(|| absent(t).to_owned(), cell);
    let mut out = format!(
        "| {} | {} | {} |\n| --- | --- | --- |\n",
        field(t),
        cell(heads[0]),
        cell(heads[1])
    );
    for one in found {
        let (was, is) = (value(&one.was), value(&one.is));
        let _ = writeln!(out, "| {} | {was} | {is} |", cell(&one.path));
    }
    out
}

/// What differs in one of the files, as a unified diff.
fn of_files(old: &Design, look: &Look) -> Vec<Piece> {
    let t = look.t;
    let text = |file: &Generator, design: &Design| {
        let has = (file.applies)(design);
        if has {
            (file.print)(design).text()
        } else {
            String::new()
        }
    };
    let either = |file: &&&Generator| (file.applies)(old) || (file.applies)(look.design);
    let chosen = look.arg("file");
    let options = GENERATORS
        .iter()
        .filter(either)
        .map(|file| option(file.path, file.path, chosen));
    let list = el("select.input.code")
        .attr("name", "file")
        .child(option("", no_file(t), chosen))
        .children(options);
    let label = el("label.labelled")
        .child(el("span").child(as_file(t)))
        .child(list);
    let Some(file) = GENERATORS.iter().find(|file| file.path == chosen) else {
        return vec![label];
    };
    let (was, is) = (text(file, old), text(file, look.design));
    let diff = TextDiff::configure().diff_lines(was.as_str(), is.as_str());
    let diff = diff.unified_diff().context_radius(2).to_string();
    let lines = diff.lines().take(MOST).map(|line| {
        let kind = match line.as_bytes().first() {
            Some(b'+') => "ins",
            Some(b'-') => "del",
            Some(b'@') => "span.hunk",
            _ => "span",
        };
        el(kind).child(format!("{line}\n"))
    });
    let shown = if diff.is_empty() {
        el("p.empty").child(nothing(t))
    } else {
        el("pre.diff")
            .attr("tabindex", "0")
            .attr("aria-label", chosen)
            .children(lines)
    };
    let copy = (!diff.is_empty()).then(|| {
        let fenced = block("diff", &diff);
        button("", &Act::default().copy(&fenced)).child(copy(t))
    });
    vec![label, shown, Piece::from(copy)]
}

/// What differs between two JSON values of one shape. Things in lists are told apart by their names.
fn differences(old: &Value, new: &Value, at: &str, labels: &Labels) -> Vec<Difference> {
    let mut found = Vec::new();
    let way = Way {
        path: String::new(),
        at: at.to_owned(),
        pattern: label::pattern_of(at),
    };
    walk([Some(old), Some(new)], &way, labels, &mut found);
    found
}

/// Where a comparison is.
struct Way {
    /// Names of what is on the way.
    path: String,
    /// JSON Pointer in the newer value; empty where it is gone.
    at: String,
    /// The same with `*` for numbers.
    pattern: String,
}

impl Way {
    /// One step further.
    fn step(&self, name: &str, at: Option<&str>, pattern: String) -> Self {
        let path = if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{} › {name}", self.path)
        };
        let at = at.filter(|_| !self.is_gone());
        let at = at.map_or_else(String::new, |step| format!("{}/{step}", self.at));
        Self { path, at, pattern }
    }

    /// Whether the newer value has no such thing.
    fn is_gone(&self) -> bool {
        self.at.is_empty() && !self.path.is_empty()
    }
}

fn walk([old, new]: [Option<&Value>; 2], way: &Way, labels: &Labels, found: &mut Vec<Difference>) {
    if old == new {
        return;
    }
    match (old, new) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let mut keys: Vec<_> = old.keys().collect();
            keys.extend(new.keys().filter(|key| !old.contains_key(*key)));
            for key in keys {
                let pattern = format!("{}/{key}", way.pattern);
                let below = way.step(&labels.step(&pattern), Some(key), pattern);
                walk([old.get(key), new.get(key)], &below, labels, found);
            }
        }
        // Texts in a list are told in one line, things one by one.
        (Some(Value::Array(old)), Some(Value::Array(new)))
            if old.iter().chain(new).any(Value::is_object) =>
        {
            let (old, mut new_ones) = (named(old), named(new));
            let pattern = format!("{}/*", way.pattern);
            for (name, (_, value)) in &old {
                let other = new_ones.remove(name);
                let place = other.map(|(index, _)| index.to_string());
                let below = way.step(name, place.as_deref(), pattern.clone());
                let other = other.map(|(_, value)| value);
                walk([Some(value), other], &below, labels, found);
            }
            for (name, (index, value)) in new_ones {
                let below = way.step(&name, Some(&index.to_string()), pattern.clone());
                walk([None, Some(value)], &below, labels, found);
            }
        }
        _ => {
            let said = |value: &Value| labels.said(value, &way.pattern);
            found.push(Difference {
                path: way.path.clone(),
                at: if new.is_some() {
                    way.at.clone()
                } else {
                    String::new()
                },
                was: old.map(said),
                is: new.map(said),
            });
        }
    }
}

/// The things of a list by what names them; what has no name goes by its value, and by its place among equals.
fn named(list: &[Value]) -> BTreeMap<String, (usize, &Value)> {
    const NAMES: [&str; 8] = [
        "name",
        "path",
        "verb",
        "key",
        "base_path",
        "response_type",
        "content_type",
        "pattern",
    ];
    let mut found = BTreeMap::new();
    for (index, value) in list.iter().enumerate() {
        let name = NAMES.iter().find_map(|name| value.get(name)?.as_str());
        let name = name.map_or_else(|| short(value), str::to_owned);
        let free = |name: &String| !found.contains_key(name);
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        if let Some(name) = names.find(free) {
            found.insert(name, (index, value));
        }
    }
    found
}

/// A value in a few words.
fn short(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(map) => fields(map),
        other => other.to_string(),
    }
}

fn fields(map: &Map<String, Value>) -> String {
    let said = map
        .iter()
        .filter(|(_, value)| !matches!(value, Value::Null));
    let said = said.map(|(key, value)| format!("{key}: {}", short(value)));
    said.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;

    fn between(old: &Design, new: &Design) -> Vec<Difference> {
        with_labels(old, new, Language::En, &BTreeMap::new())
    }

    fn with_labels(
        old: &Design,
        new: &Design,
        t: Language,
        args: &BTreeMap<String, String>,
    ) -> Vec<Difference> {
        let look = Look {
            design: new,
            first: old,
            shelf: &Shelf::default(),
            incoming: &super::super::Incoming::default(),
            t,
            args,
            order: "",
        };
        differences(&json(old), &json(new), "", &Labels::of(&look))
    }

    #[test]
    fn rows_say_what_forms_say_and_values_are_words() {
        let design = (PRESETS[0].design)();
        let mut other = design.clone();
        other.cors = None;
        other.region = "eu-west-1".into();
        other.routes.pop();
        let labels = [("/region".to_owned(), "Region of AWS".to_owned())];
        let found = with_labels(&design, &other, Language::En, &labels.into());
        let row = |path: &str| found.iter().find(|one| one.path == path);
        let region = row("Region of AWS").expect("the label of the form is taken");
        assert_eq!(region.is.as_deref(), Some("eu-west-1"));
        assert_eq!(
            row("CORS").and_then(|one| one.is.as_deref()),
            Some("not set")
        );
        let route = row("Routes › /{proxy+}").expect("the route is named");
        assert_eq!((route.at.as_str(), route.is.as_ref()), ("", None));
        let all: String = found.iter().filter_map(|one| one.was.clone()).collect();
        assert!(!all.contains("null") && !all.contains('"'), "{all}");
        let found = with_labels(&design, &other, Language::Ja, &BTreeMap::new());
        assert!(
            found.iter().any(|one| one.path == "リージョン"),
            "{found:?}"
        );
    }

    #[test]
    fn a_design_does_not_differ_from_itself_and_a_change_is_one_row() {
        for preset in PRESETS {
            let design = (preset.design)();
            assert_eq!(between(&design, &design), []);
            let mut other = design.clone();
            if let Some(stage) = other.stages.last_mut() {
                stage.description.push_str(" changed");
            }
            let found = between(&design, &other);
            assert_eq!(found.len(), 1, "{}: {found:?}", preset.name);
            assert!(found[0].at.ends_with("/description"), "{found:?}");
        }
    }

    #[test]
    fn a_thing_that_moved_is_the_same_thing() {
        let design = (PRESETS[0].design)();
        let mut other = design.clone();
        other.stages.reverse();
        assert_eq!(between(&design, &other), []);
    }

    #[test]
    fn hostile_values_stay_in_their_cell() {
        let one = Difference {
            path: "a|b".into(),
            at: String::new(),
            was: Some("x`|\n| y".into()),
            is: None,
        };
        let text = markdown(&[one], ["a", "b"], Language::En);
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(
            text.ends_with("| `a\\|b` | `` x`\\| \\| y `` | — |\n"),
            "{text}"
        );
    }
}
