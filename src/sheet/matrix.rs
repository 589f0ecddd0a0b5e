//! Which setting is in which file: written, not expressible, or not said.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::label::{self, Labels};
use super::piece::{Act, Piece, button, el, prose};
use super::{Drawn, Look};
use crate::diagnostic::{Diagnostic, Pointer, Segment};
use crate::generate::{Generator, Target, applicable};
use crate::model::{self, Design};
use crate::words;
use crate::words::Language;

words! {
    title: "Settings in the files", "項目とファイルの対応";
    which: "Columns", "列";
    by_tool: "Tools", "ツール別";
    setting: "Setting", "項目";
    legend: "A number is the lines that say the setting and leads to them; “by hand” is what a file cannot express and opens what to do; a dot is a setting that stands in the lines of what is around it; a dash is one that is not said.", "数字はその項目が書かれた行数で、押すとその行へ移動します。「手作業」はファイルで表せない設定で、押すと手順が開きます。「·」は親の項目の行に含まれ、「—」は書かれていません。";
    lines(count): "{count} lines", "{count}行";
    line_one: "1 line", "1行";
    show: "Show the field", "項目を表示";
    by_hand: "by hand", "手作業";
    around: "in the lines around it", "親の項目の行に含まれる";
    unsaid: "not said", "書かれていない";
    default: "default", "既定値";
    several(count): "{count} times", "{count}か所";
    some(most, all): "Only the first {most} of {all} routes are looked at here; more of them add the same rows.", "ルート{all}件のうち最初の{most}件だけを対象にしています。残りも同じ行に含まれます。";
    left_out: "What to do by hand", "手作業で行うこと";
    and_more(count): "and {count} more", "ほか{count}件";
    readme: "Read first", "はじめに";
    monitoring: "Monitoring", "監視";
    app: "Python", "Python";
    studio: "Studio", "スタジオ";
}

/// Routes that are looked at.
const ROUTES: usize = 60;
/// Settings of one kind of file that are listed with what to do.
const NOTES: usize = 20;

/// A setting, or the same one of many things: its place with `*` for numbers.
struct Setting {
    pattern: String,
    /// The first of them.
    at: String,
    count: usize,
    default: bool,
}

/// What files say of settings.
struct Column {
    name: String,
    /// Path, lines and first pointer, by pattern.
    written: BTreeMap<String, (&'static str, usize, String)>,
    lost: Vec<(String, Diagnostic)>,
}

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let all = look.design.routes.len();
    let mut design = look.design.clone();
    design.routes.truncate(ROUTES);
    let files: Vec<&Generator> = applicable(&design).collect();
    let targets: BTreeSet<Target> = files.iter().map(|file| file.target).collect();
    let chosen = targets
        .iter()
        .find(|target| name_of(**target, t) == look.arg("columns"));
    let columns: Vec<Column> = match chosen {
        Some(chosen) => {
            let files = files.iter().filter(|file| file.target == *chosen);
            files
                .map(|file| {
                    let name = file.path.rsplit('/').next().unwrap_or(file.path);
                    column(name, &[*file], &design)
                })
                .collect()
        }
        None => targets
            .iter()
            .map(|target| {
                let of = files.iter().filter(|file| file.target == *target);
                let of: Vec<&Generator> = of.copied().collect();
                column(name_of(*target, t), &of, &design)
            })
            .collect(),
    };
    let option = |name: &str, is_it: bool| {
        el("option")
            .attr("value", name)
            .flag("selected", is_it)
            .child(name)
    };
    let select = el("select.input")
        .attr("name", "columns")
        .attr("aria-label", which(t))
        .child(option(by_tool(t), chosen.is_none()))
        .children(
            targets
                .iter()
                .map(|target| option(name_of(*target, t), chosen == Some(target))),
        );
    let heads = columns
        .iter()
        .map(|column| el("th").attr("scope", "col").child(column.name.as_str()));
    let head = el("tr")
        .child(el("th").attr("scope", "col").child(setting(t)))
        .children(heads);
    let labels = Labels::of(look);
    let mut table = el("table.matrix").child(el("thead").child(head));
    let mut group = String::new();
    for one in settings(&design) {
        let of = one.pattern.split('/').nth(1).unwrap_or_default();
        if of != group {
            of.clone_into(&mut group);
            let title = el("th")
                .attr("scope", "rowgroup")
                .attr("colspan", columns.len() + 1)
                .child(labels.step(&format!("/{of}")));
            table = table.child(el("tbody.matrix-group").child(el("tr").child(title)));
        }
        let cells = columns.iter().map(|column| cell(column, &one, t));
        let label = labels.of_form(&one.pattern).map(str::to_owned);
        let label = label.unwrap_or_else(|| below_group(&labels.way(&one.pattern)));
        table = table.child(el("tr").child(name_cell(&one, &label, t)).children(cells));
    }
    let body = el("div")
        .child(select)
        .child(el("p.help").child(legend(t)))
        .child(Piece::from(
            (all > ROUTES).then(|| el("p.help").child(some(t, ROUTES, all))),
        ))
        .child(el("div.matrix-box").child(table))
        .children(columns.iter().filter_map(|column| notes(column, t)));
    Drawn::new(title(t), body)
}

fn name_of(target: Target, t: Language) -> &'static str {
    match target {
        Target::Readme => readme(t),
        Target::Zappa => "Zappa",
        Target::Sam => "SAM",
        Target::Cli => "AWS CLI",
        Target::OpenApi => "OpenAPI",
        Target::Route53 => "Route 53",
        Target::Monitoring => monitoring(t),
        Target::Iam => "IAM",
        Target::Dns => "DNS",
        Target::App => app(t),
        Target::Design => studio(t),
    }
}

/// The settings of a design, each kind once, in their order.
fn settings(design: &Design) -> Vec<Setting> {
    let now = json(design);
    let usual = json(&Design::default());
    let mut found: Vec<Setting> = Vec::new();
    let mut places = BTreeMap::new();
    collect(
        &now,
        (String::new(), String::new()),
        &mut |(at, pattern), value| {
            let is_usual = usual.pointer(&at) == Some(value)
                || matches!(value, Value::Null | Value::Bool(false))
                || value.as_str() == Some("")
                || value.as_array().is_some_and(Vec::is_empty);
            let place = *places.entry(pattern.clone()).or_insert(found.len());
            match found.get_mut(place) {
                Some(setting) => {
                    setting.count += 1;
                    if setting.default && !is_usual {
                        (setting.at, setting.default) = (at, false);
                    }
                }
                None => found.push(Setting {
                    pattern,
                    at,
                    count: 1,
                    default: is_usual,
                }),
            }
        },
    );
    // What belongs together stands together: each field of the design once.
    let mut order: Vec<String> = Vec::new();
    let first = |pattern: &str| pattern.split('/').nth(1).unwrap_or_default().to_owned();
    for setting in &found {
        let group = first(&setting.pattern);
        if !order.contains(&group) {
            order.push(group);
        }
    }
    found.sort_by_key(|setting| {
        order
            .iter()
            .position(|group| *group == first(&setting.pattern))
    });
    found
}

fn json(design: &Design) -> Value {
    serde_json::from_str(&model::write(design)).unwrap_or_default()
}

/// Every value without fields of its own, with its place and its pattern; a list of texts is one.
fn collect(
    value: &Value,
    (at, pattern): (String, String),
    take: &mut impl FnMut((String, String), &Value),
) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                collect(
                    value,
                    (format!("{at}/{key}"), format!("{pattern}/{key}")),
                    take,
                );
            }
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for (index, value) in items.iter().enumerate() {
                collect(
                    value,
                    (format!("{at}/{index}"), format!("{pattern}/*")),
                    take,
                );
            }
        }
        _ => take((at, pattern), value),
    }
}

/// What some files say of a design.
fn column(name: &str, files: &[&Generator], design: &Design) -> Column {
    let mut column = Column {
        name: name.to_owned(),
        written: BTreeMap::new(),
        lost: Vec::new(),
    };
    for file in files {
        let document = (file.print)(design);
        for line in 0..document.line_count() {
            for at in document.origins(line) {
                let entry = column.written.entry(pattern_of(&at));
                let (_, lines, _) = entry.or_insert_with(|| (file.path, 0, at.to_string()));
                *lines += 1;
            }
        }
        for lost in (file.lost)(design) {
            column.lost.push((label::pattern_of(&lost.at), lost));
        }
    }
    column
}

/// The place with `*` for numbers.
fn pattern_of(at: &Pointer) -> String {
    let mut pattern = String::new();
    for segment in at.segments() {
        pattern.push('/');
        pattern.push_str(match segment {
            Segment::Key(key) => key,
            Segment::Index(_) => "*",
        });
    }
    pattern
}

/// The way without the group under whose head it stands.
fn below_group(way: &str) -> String {
    way.split_once(" › ")
        .map_or(way, |(_, rest)| rest)
        .to_owned()
}

/// Whether a pattern is another one or lies below it.
fn is_below(pattern: &str, other: &str) -> bool {
    let rest = pattern.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The page knows how its forms call a setting; what they do not call anything has its name in the design alone.
fn name_cell(setting: &Setting, label: &str, t: Language) -> Piece {
    let name = setting.pattern.trim_start_matches('/').replace("/*", "");
    let code = el("code").child(name.replace('/', " › "));
    let label = (!label.is_empty()).then(|| el("span.matrix-label").child(format!("{label} ")));
    let link = button("link", &Act::default().go(&setting.at))
        .child(Piece::from(label))
        .child(code);
    let more = (setting.count > 1).then(|| el("span.term").child(several(t, setting.count)));
    let usual = setting.default.then(|| el("span.term").child(default(t)));
    el("th")
        .attr("scope", "row")
        .child(link)
        .child(Piece::from(more))
        .child(Piece::from(usual))
}

fn cell(column: &Column, setting: &Setting, t: Language) -> Piece {
    let pattern = &setting.pattern;
    let below = column.written.range(pattern.clone()..);
    let own: Vec<_> = below
        .take_while(|(other, _)| other.starts_with(pattern.as_str()))
        .filter(|(other, _)| is_below(other, pattern))
        .map(|(_, written)| written)
        .collect();
    let mut cell = el("td");
    if let Some((path, _, at)) = own.first() {
        let count: usize = own.iter().map(|(_, lines, _)| lines).sum();
        let told = if count == 1 {
            line_one(t).to_owned()
        } else {
            lines(t, count)
        };
        let label = format!("{}: {told}", column.name);
        let act = Act::default().seek(path, at);
        cell = cell.child(
            button("link", &act)
                .attr("aria-label", label)
                .child(count.to_string()),
        );
    }
    let lost = column.lost.iter().find(|(other, _)| {
        !other.is_empty()
            && (is_below(other, pattern) || (own.is_empty() && is_below(pattern, other)))
    });
    if let Some((_, lost)) = lost {
        let field = button("link", &Act::default().go(&lost.at)).child(show(t));
        let help = lost.help.as_ref();
        let what = el("div.hand-what")
            .child(el("p").child(prose(&lost.message, t)))
            .child(help.map(|help| el("p.help").child(prose(help, t))))
            .child(el("p").child(field));
        let summary = el("summary.hand")
            .attr("aria-label", format!("{}: {}", column.name, by_hand(t)))
            .child(by_hand(t));
        return cell.child(el("details").child(summary).child(what));
    }
    if !own.is_empty() {
        return cell;
    }
    let mut around_it = pattern.as_str();
    while let Some((parent, _)) = around_it
        .rsplit_once('/')
        .filter(|(parent, _)| !parent.is_empty())
    {
        if column.written.contains_key(parent) {
            let dot = el("span").attr("aria-hidden", "true").child("·");
            return cell.child(dot).child(el("span.offscreen").child(around(t)));
        }
        around_it = parent;
    }
    let dash = el("span").attr("aria-hidden", "true").child("—");
    cell.child(dash)
        .child(el("span.offscreen").child(unsaid(t)))
}

/// What a column leaves out, with what to do.
fn notes(column: &Column, t: Language) -> Option<Piece> {
    if column.lost.is_empty() {
        return None;
    }
    let rows = column.lost.iter().take(NOTES).map(|(_, lost)| {
        let text = button("link", &Act::default().go(&lost.at)).child(prose(&lost.message, t));
        let help = lost
            .help
            .as_ref()
            .map(|help| el("p.help").child(prose(help, t)));
        el("li").child(text).child(Piece::from(help))
    });
    let rest = column.lost.len().saturating_sub(NOTES);
    let more = (rest > 0).then(|| el("p.help").child(and_more(t, rest)));
    let heading = format!("{}: {}", column.name, left_out(t));
    Some(
        el("section.by-hand")
            .child(el("h3").child(heading))
            .child(el("ul").children(rows))
            .child(Piece::from(more)),
    )
}
