//! What became of the keys of files: how many, and which where a person asks.

use super::{Incoming, place};
use crate::import::{Imported, Key, Outcome};
use crate::sheet::Look;
use crate::sheet::piece::{Act, Piece, button, el, many};
use crate::words;

words! {
    represented: "keys in the design", "設計に反映したキー";
    represented_help: "Forms show them, and every file says them.", "フォームに表示され、各ファイルに反映されます。";
    kept: "keys kept as they are", "そのまま残すキー";
    kept_help: "They go back into the same file.", "同じファイルに書き戻されます。";
    reported: "keys not taken over", "取り込まれないキー";
    reported_help: "The findings below name them.", "下の指摘に挙がっています。";
    show: "Which?", "内訳を見る";
    hide: "Hide", "閉じる";
    key_count(count): "{count} keys", "{count}キー";
    more_keys(count): "and {count} more", "ほか{count}件";
}

/// So many keys are listed.
const MOST: usize = 300;

/// What became of keys, with the word by which a person asks for them.
const OUTCOMES: [(Outcome, &str); 3] = [
    (Outcome::Represented, "represented"),
    (Outcome::Kept, "kept"),
    (Outcome::Reported, "reported"),
];

/// The control that says whose keys are listed.
const KEYS: &str = "keys";

/// What became of the keys, and whose are listed.
pub(super) fn counts(look: &Look, imported: &Imported) -> Piece {
    let t = look.t;
    let counts = imported.counts;
    let said = |outcome| match outcome {
        Outcome::Represented => (counts.represented, represented(t), represented_help(t)),
        Outcome::Kept => (counts.kept, kept(t), kept_help(t)),
        Outcome::Reported => (counts.reported, reported(t), reported_help(t)),
    };
    let one = |(outcome, name): (Outcome, &str)| {
        let (count, what, help) = said(outcome);
        let is_open = look.arg(KEYS) == name;
        let next = if is_open { "" } else { name };
        let act = Act::default().fill(&[(KEYS, next)]).order(KEYS);
        let word = if is_open { hide(t) } else { show(t) };
        let open_it = button("quiet", &act)
            .attr("aria-label", format!("{what}: {word}"))
            .child(word);
        el("div")
            .attr("title", help)
            .child(el("dt").child(what))
            .child(
                el("dd")
                    .child(count.to_string())
                    .child((count > 0).then_some(open_it)),
            )
    };
    let asked = el("input")
        .attr("type", "hidden")
        .attr("name", KEYS)
        .attr("value", look.arg(KEYS));
    many([asked, el("dl.counts").children(OUTCOMES.map(one))])
}

/// The keys that a person asked for, with their places.
pub(super) fn listed(look: &Look, incoming: &Incoming) -> Option<Piece> {
    let t = look.t;
    let asked = OUTCOMES.iter().find(|(_, name)| *name == look.arg(KEYS));
    let (outcome, _) = asked?;
    let keys = incoming.keys(t).iter();
    let keys: Vec<&Key> = keys.filter(|key| key.outcome == *outcome).collect();
    let rows = keys.iter().take(MOST).map(|key| {
        let count = (key.count > 1).then(|| {
            let count = key_count(t, key.count);
            many([" ".into(), el("span.state").child(count)])
        });
        let place = place(incoming, key.at, t);
        el("li")
            .child(el("code").child(key.path.join(" › ")))
            .child(count)
            .child(" ")
            .child(el("span.help").child(place))
    });
    let left = keys.len().saturating_sub(MOST);
    let left = (left > 0).then(|| el("li").child(more_keys(t, left)));
    let what = match outcome {
        Outcome::Represented => represented(t),
        Outcome::Kept => kept(t),
        Outcome::Reported => reported(t),
    };
    let list = el("ul.tree-to-be")
        .attr("tabindex", "0")
        .attr("aria-label", what)
        .attr("role", "list")
        .children(rows.collect::<Vec<_>>())
        .children(left);
    Some(list)
}
