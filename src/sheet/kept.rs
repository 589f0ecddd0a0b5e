//! What an imported file said beyond the design: it goes back out with that file, and can be dropped here.

use std::sync::Arc;

use super::piece::{Act, Piece, button, el};
use super::{Drawn, Look};
use crate::model::{Design, Kept, patch};
use crate::words;

words! {
    title: "Kept of the imported template", "取り込んだテンプレートから残した内容";
    lead: "The forms have no field for these. They stand in the generated file as they stood in yours.", "フォームに項目がないため、元のファイルの内容をそのまま生成ファイルに書き込みます。";
    nothing: "Nothing is kept: the forms say everything that was imported.", "残した内容はありません。取り込んだものはすべてフォームに反映されています。";
    drop: "Drop", "削除";
    step(at): "Dropped {at}", "{at}を削除";
}

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let kept = &look.design.kept;
    if kept.is_empty() {
        return Drawn::new(title(t), el("p.empty").child(nothing(t)));
    }
    let dropped: Option<usize> = look.order.parse().ok();
    let rows = kept
        .iter()
        .enumerate()
        .map(|(place, kept)| row(look, place, kept));
    let body = el("div")
        .child(el("p.lead").child(lead(t)))
        .child(el("ul.shelf").children(rows));
    let drawn = Drawn::new(title(t), body);
    let Some(gone) = dropped.and_then(|place| Some((place, kept.get(place)?))) else {
        return drawn;
    };
    let (place, gone) = gone;
    let mut left = kept.to_vec();
    left.remove(place);
    let changed = Design {
        kept: Arc::new(left),
        ..look.design.clone()
    };
    let patch = patch::difference(look.design, &changed).unwrap_or_default();
    drawn.act(Act::default().patch(&patch, &step(t, &gone.at)))
}

fn row(look: &Look, place: usize, kept: &Kept) -> Piece {
    let t = look.t;
    let kind = kept.value.get("Type").and_then(serde_json::Value::as_str);
    let text = serde_json::to_string_pretty(&*kept.value).unwrap_or_default();
    let what = el("summary")
        .child(el("code").child(kept.at.as_str()))
        .child(kind.map(|kind| el("span.help").child(format!(" {kind}"))));
    let what = el("details.shelf-what")
        .child(what)
        .child(el("pre.diff").child(text));
    let drop_it = button("quiet", &Act::default().order(&place.to_string()))
        .attr("aria-label", format!("{}: {}", drop(t), kept.at))
        .child(drop(t));
    el("li").child(what).child(drop_it)
}
