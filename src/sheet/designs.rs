//! The designs that this browser keeps, and the versions of the one that is open.

use super::compare::COMPARE;
use super::piece::{Act, Piece, button, el, many};
use super::{Drawn, Look};
use crate::keep::{Entry, Order, Shelf, Told, Trouble, Version};
use crate::model::{self, ApiKind, Design};
use crate::words;
use crate::words::Language;

words! {
    title: "Your designs", "設計の一覧";
    lead: "Every design that you change is kept in this browser by itself, with the versions it had. Opening one, or going back, is a step that “Undo” takes back.", "変更した設計は、過去の版とともにこのブラウザに自動で保存されます。別の設計を開く操作も、前の版に戻す操作も、「元に戻す」で取り消せます。";
    new: "New design", "新しい設計";
    new_step: "Started a new design", "新しい設計を開始";
    open_file: "Open a file…", "ファイルを開く…";
    save_open: "Save the open one as file", "開いている設計をファイルに保存";
    kept(count): "Kept here ({count})", "保存済み({count}件)";
    reading: "Being read…", "読み込み中…";
    none: "Nothing is kept yet: a design appears here once you change it.", "まだ保存された設計はありません。設計を変更すると、ここに表示されます。";
    nameless: "(without a name)", "(名前なし)";
    routes(count): "routes: {count}", "ルート {count}";
    changed(time): "changed {time}", "更新 {time}";
    open_now: "Open now", "使用中";
    open: "Open", "開く";
    duplicate: "Duplicate", "複製";
    save: "Save as file", "ファイルに保存";
    delete: "Delete", "削除";
    bin(count): "Bin ({count}); emptied after 30 days", "ごみ箱({count}件)。30日後に消えます";
    restore: "Bring back", "元に戻す";
    forget: "Delete for good", "完全に削除";
    history(name): "Versions of {name}", "{name} の版";
    history_help: "The last minutes stand close together, older versions further apart; at most fifty.", "直近の版は細かく、古い版は間隔を空けて、最大50件を保存します。";
    no_history: "There is one version so far.", "版はまだ1つです。";
    now: "as it is now", "現在";
    begun: "Begun", "開始";
    called(name): "called {name}", "名前: {name}";
    compare: "Compare with this", "この版と比較";
    back: "Go back to this", "この版に戻す";
    opened(name): "Opened {name}", "{name} を開いた";
    went_back(time): "Went back to {time}", "{time} の版に戻した";
    deleted_step(name): "Deleted {name}", "{name} を削除";
    caught_up: "Took over what another tab changed", "別のタブの変更を反映";
    copy_name(name): "{name}-copy", "{name}-copy";
    copy_step(name): "Duplicated {name}", "{name} を複製";
    still_here: "The open design itself is still kept unless the bar at the bottom says otherwise. Save the others as files.", "下のバーに警告がない限り、開いている設計は保存されています。ほかの設計はファイルに保存してください。";
    refused: "This browser does not allow the studio to keep several designs and their versions (private window, or a setting).", "このブラウザでは、複数の設計とその版を保存できません(プライベートウィンドウ、または設定)。";
    full: "There is no room left in this browser to keep more versions. Delete designs here, or save them as files.", "このブラウザの空き容量が足りず、新しい版を保存できません。設計を削除するか、ファイルに保存してください。";
    newer: "The designs kept in this browser were written by a newer version of the studio; they are left alone. Reload the page to get it.", "このブラウザの設計は新しいバージョンのスタジオで保存されたため、変更しません。ページを再読み込みしてください。";
    silent: "The browser's database does not answer, so versions are not kept now. Closing other tabs of the studio may help.", "ブラウザのデータベースが応答しないため、版を保存できません。スタジオの他のタブを閉じると直ることがあります。";
}

/// The input of the page behind which files are chosen.
const FILE_INPUT: &str = "open-file";

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let shelf = look.shelf;
    let text = model::write(look.design);
    let start = begin(look, new_step(t)).close();
    let pick = Act::default().close().click(FILE_INPUT);
    let keep = Act::default().save(
        &model::file_name(&look.design.name),
        "application/json",
        &text,
    );
    let actions = el("p.actions")
        .child(button("", &start).child(new(t)))
        .child(button("", &pick).child(open_file(t)))
        .child(button("", &keep).child(save_open(t)));
    let body = el("div")
        .child(el("p.lead").child(lead(t)))
        .child(actions)
        .child(shelf.trouble.map(|found| {
            let why = el("p.bad").attr("role", "alert").child(trouble(found, t));
            let calm = el("p.help").child(still_here(t));
            el("div").child(why).child(calm)
        }));
    let body = match &shelf.entries {
        Some(entries) => body.children(listed(entries, look)),
        None if shelf.trouble.is_none() => body.child(el("p.help").child(reading(t))),
        None => body,
    };
    Drawn::new(title(t), body)
}

/// Goes on with an empty design in the place of the open one.
fn begin(look: &Look, step: &str) -> Act {
    let design = Design {
        output: look.design.output.clone(),
        ..Design::default()
    };
    Act::default().design(&model::write(&design), step)
}

fn trouble(trouble: Trouble, t: Language) -> &'static str {
    match trouble {
        Trouble::Refused => refused(t),
        Trouble::Full => full(t),
        Trouble::Newer => newer(t),
        Trouble::Silent => silent(t),
    }
}

/// What the page is to do about an answer of the collection.
pub(crate) fn act(told: &Told, shelf: &Shelf, t: Language) -> Option<Act> {
    let open = |id: &str, step: &str, text: &str| Act::default().design_as(text, step, id);
    Some(match told {
        Told::Trouble(found) => Act::default().say(trouble(*found, t)),
        Told::Parted => Act::default().part(),
        Told::Behind(id, _, text) => open(id, caught_up(t), text),
        Told::Text(Order::Save(_), version, text) => {
            let name = model::file_name(&version.name);
            Act::default().save(&name, "application/json", text)
        }
        Told::Text(Order::Back(id, _), version, text) => {
            open(id, &went_back(t, (shelf.clock)(version.time)), text).close()
        }
        Told::Text(Order::Open(id), version, text) => {
            open(id, &opened(t, or_nameless(&version.name, t)), text).close()
        }
        Told::Entries(_) | Told::Kept | Told::Text(..) => return None,
    })
}

/// A design like another one, under a name of its own: two of one name would be one stack in AWS.
pub fn duplicated(text: &str, t: Language) -> Option<(Design, String)> {
    let mut design = model::read(text).design?;
    let step = copy_step(t, or_nameless(&design.name, t));
    design.name = copy_name(t, &design.name);
    Some((design, step))
}

fn or_nameless(name: &str, t: Language) -> &str {
    if name.is_empty() { nameless(t) } else { name }
}

fn listed(entries: &[Entry], look: &Look) -> Vec<Piece> {
    let t = look.t;
    let open = &look.shelf.open;
    let mut here: Vec<_> = entries
        .iter()
        .filter(|entry| entry.deleted <= 0.0)
        .collect();
    let mut gone: Vec<_> = entries.iter().filter(|entry| entry.deleted > 0.0).collect();
    let time = |entry: &Entry| entry.head().map_or(0.0, |head| head.time);
    here.sort_by(|a, b| {
        (b.id == *open)
            .cmp(&(a.id == *open))
            .then(time(b).total_cmp(&time(a)))
    });
    gone.sort_by(|a, b| b.deleted.total_cmp(&a.deleted));
    let mut pieces = vec![el("h3").child(kept(t, here.len()))];
    if here.is_empty() {
        pieces.push(el("p.help").child(none(t)));
    } else {
        let rows = here.iter().map(|entry| row(entry, look));
        pieces.push(el("ul.shelf").children(rows));
    }
    if let Some(entry) = here.first().filter(|entry| entry.id == *open) {
        pieces.extend(versions(entry, look));
    }
    if !gone.is_empty() {
        let rows = gone.iter().map(|entry| binned(entry, look));
        let summary = el("summary").child(bin(t, gone.len()));
        let rows = el("ul.shelf").children(rows);
        pieces.push(el("details.bin").child(summary).child(rows));
    }
    pieces
}

/// A button that orders something done to a design, named for those who do not see the row.
fn does(verb: &str, entry: &Entry, text: &str, t: Language) -> Piece {
    does_after(Act::default(), verb, entry, text, t)
}

/// The same after something else.
fn does_after(act: Act, verb: &str, entry: &Entry, text: &str, t: Language) -> Piece {
    let label = format!("{text}: {}", or_nameless(&entry.name, t));
    button("quiet", &act.order(&format!("{verb} {}", entry.id)))
        .attr("aria-label", label)
        .child(text)
}

fn about(entry: &Entry, look: &Look) -> Piece {
    let t = look.t;
    let kind = ApiKind::of_key(&entry.kind).unwrap_or_default().name();
    let time = entry.head().map_or(0.0, |head| head.time);
    let tags = [
        kind.to_owned(),
        routes(t, entry.routes),
        changed(t, (look.shelf.clock)(time)),
    ];
    let tags = el("ul.tags").children(tags.map(|tag| el("li").child(tag)));
    let name = el("strong").child(or_nameless(&entry.name, t));
    el("div.shelf-what").child(name).child(tags)
}

fn row(entry: &Entry, look: &Look) -> Piece {
    let t = look.t;
    let is_open = entry.id == look.shelf.open;
    let actions = el("p.actions")
        .child(is_open.then(|| el("span.state.good").child(open_now(t))))
        .child((!is_open).then(|| does("open", entry, open(t), t)))
        .child(does("duplicate", entry, duplicate(t), t))
        .child((!is_open).then(|| does("save", entry, save(t), t)))
        .child(if is_open {
            // An empty one takes its place; undo brings the open one back, out of the bin.
            let step = deleted_step(t, or_nameless(&entry.name, t));
            does_after(begin(look, &step), "delete", entry, delete(t), t)
        } else {
            does("delete", entry, delete(t), t)
        });
    el("li").child(about(entry, look)).child(actions)
}

fn binned(entry: &Entry, look: &Look) -> Piece {
    let t = look.t;
    let actions = el("p.actions")
        .child(does("restore", entry, restore(t), t))
        .child(does("forget", entry, forget(t), t));
    el("li").child(about(entry, look)).child(actions)
}

fn versions(entry: &Entry, look: &Look) -> Vec<Piece> {
    let t = look.t;
    let line = |(place, version): (usize, &Version)| {
        let time = (look.shelf.clock)(version.time);
        let step = if version.step.is_empty() {
            begun(t)
        } else {
            &version.step
        };
        let name = (version.name != entry.name)
            .then(|| el("span.help").child(called(t, or_nameless(&version.name, t))));
        let what = el("div.shelf-what")
            .child(el("span").child(step))
            .child(name)
            .child(el("span.help").child(time.as_str()));
        let foot = if place == 0 {
            many([el("span.state").child(now(t))])
        } else {
            let order = format!("back {} {}", entry.id, version.number);
            let with = super::compare::version_key(version.number);
            let compare_it = Act::default().open_with(COMPARE, "with", &with);
            let named = |what: &str| format!("{what}: {time}, {step}");
            many([
                button("quiet", &compare_it)
                    .attr("aria-label", named(compare(t)))
                    .child(compare(t)),
                button("quiet", &Act::default().order(&order))
                    .attr("aria-label", named(back(t)))
                    .child(back(t)),
            ])
        };
        el("li").child(what).child(el("p.actions").child(foot))
    };
    let name = or_nameless(&entry.name, t);
    let lines = entry.versions.iter().rev().enumerate().map(line);
    let help = if entry.versions.len() > 1 {
        history_help(t)
    } else {
        no_history(t)
    };
    vec![
        el("h3").child(history(t, name)),
        el("p.help").child(help),
        el("ol.shelf.versions").children(lines),
    ]
}
