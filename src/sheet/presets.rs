//! Worked starting points, to be taken with a click.

use super::piece::{Act, Piece, button, el};
use super::{Drawn, Look, picture};
use crate::generate::GENERATORS;
use crate::model::preset::{PRESETS, find};
use crate::model::{self, Design};
use crate::words;
use crate::words::Language;

words! {
    title: "Start from a worked example", "作例から始める";
    lead: "Each one deploys as it is. It takes the place of the design that is open, and undo brings that back.", "どれもそのままデプロイできます。開いている設計と入れ替わりますが、「元に戻す」で戻せます。";
    started(name): "Started from {name}", "開始: {name}";
    take: "Take this one", "これを使う";
    open_now: "Open now", "使用中";
    routes(count): "routes: {count}", "ルート {count}";
    stages(count): "stages: {count}", "ステージ {count}";
    contents: "What is in it", "内容を見る";
    files: "Files", "ファイル";
}

pub(super) fn draw(look: &Look) -> Drawn {
    let cards = PRESETS.iter().map(|preset| {
        let mut design = (preset.design)();
        design.output.language = look.design.output.language;
        let taken = *look.design == design;
        let foot = if taken {
            el("span.state").child(open_now(look.t))
        } else {
            let act = Act::default().order(preset.name);
            button("", &act)
                .attr("aria-label", format!("{}: {}", take(look.t), preset.name))
                .child(take(look.t))
        };
        el("li.card")
            .child(el("h3").child(el("code").child(preset.name)))
            .child(el("p").child((preset.summary)().get(look.t)))
            .child(tags(&design, look))
            .child(preview(preset.name, &design, look.t))
            .child(el("p.actions").child(foot))
    });
    let body = el("div")
        .child(el("p.lead").child(lead(look.t)))
        .child(el("ul.cards").children(cards));
    let drawn = Drawn::new(title(look.t), body);
    match find(look.order) {
        Some(preset) => {
            let mut design = (preset.design)();
            design.output.language = look.t;
            let act = Act::default().design(&model::write(&design), &started(look.t, preset.name));
            drawn.act(act.close())
        }
        None => drawn,
    }
}

/// What would take the place of the design that is open: the way of a request, and the files.
fn preview(name: &str, design: &Design, t: Language) -> Piece {
    let row = |kind: &str, lines: &[String]| {
        el("div")
            .child(el("dt").child(kind))
            .child(el("dd").child(lines.join(", ")))
    };
    let way = picture::in_words(design, t);
    let made = GENERATORS.iter().filter(|file| (file.applies)(design));
    let made: Vec<String> = made.map(|file| file.path.to_owned()).collect();
    let summary = el("summary")
        .child(contents(t))
        .child(el("span.offscreen").child(format!(": {name}")));
    el("details").child(summary).child(
        el("dl.facts")
            .children(way.iter().map(|(kind, lines)| row(kind, lines)))
            .child(row(files(t), &made)),
    )
}

/// What of a design tells it apart at a glance.
pub(super) fn tags(design: &Design, look: &Look) -> Piece {
    let mut tags = vec![
        design.api.kind().name().to_owned(),
        routes(look.t, design.route_count()),
        stages(look.t, design.stages.len()),
    ];
    if let Some(domain) = &design.domain {
        tags.push(domain.name.clone());
    }
    let tags = tags.into_iter().map(|tag| el("li").child(tag));
    el("ul.tags").children(tags)
}
