//! The troubleshooter: from what somebody sees to its cause, with the command that shows it.

use super::piece::{Act, Piece, button, el, many, prose};
use super::{Drawn, Look};
use crate::diagnostic::{Diagnostic, Fix};
use crate::model::{Design, patch};
use crate::trouble::{Diagnosis, SYMPTOMS, Suspect, Symptom};
use crate::words;
use crate::words::Language;

words! {
    title: "Troubleshoot", "障害診断";
    lead: "What do you see? The path starts from this design and asks only what it cannot know.", "どのような症状ですか？この設計から調べ始め、設計からわからないことだけを質問します。";
    known: "This design leads to it", "この設計に原因があります";
    clean: "Nothing in the design leads to it for certain.", "設計の中に確実な原因は見つかりません。";
    cannot: "Nothing in this design ends so. Look at what stands before it, such as CloudFront or a proxy.", "この設計の中にこの結果になる箇所はありません。CloudFront やプロキシなど、手前にあるものを確認してください。";
    causes: "What it can be, the likeliest first", "考えられる原因(可能性の高い順)";
    proof: "Shows whether it is so", "確認コマンド";
    source: "Says who:", "出典:";
    copy: "Copy", "コピー";
    field: "Show the field", "項目を表示";
    api_id: "API_ID stands for the id of the API.", "API_ID は API の ID に置き換えてください。";
    try_it: "Try a request against the design", "設計に対してリクエストを試す";
    fixed_step(what): "Troubleshooting: {what}", "障害診断: {what}";
}

/// The name of the sheet.
pub(super) const TROUBLE: &str = "trouble";

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let key = look.arg("symptom");
    let chosen = Symptom::find(key);
    // An answer belongs to its symptom.
    let (of, answer) = look.arg("answer").split_once(' ').unwrap_or_default();
    let answer = if of == key { answer } else { "" };
    let told = chosen.map(|symptom| symptom.diagnose(look.design, answer));
    let body = el("div")
        .child(el("p.lead").child(lead(t)))
        .child(symptoms(key, t))
        .child(told.as_ref().map(|told| diagnosis(key, told, t)));
    let drawn = Drawn::new(title(t), body);
    let fix = told.and_then(|told| ordered(&told, look.order));
    let Some(fix) = fix else { return drawn };
    let mut better: Design = look.design.clone();
    better.mend(&fix);
    let patch = patch::difference(look.design, &better).unwrap_or_default();
    let what = fix.title.get(t).replace('`', "");
    drawn.act(Act::default().patch(&patch, &fixed_step(t, what)))
}

/// The fix that an order names: `known N` or `cause N`.
fn ordered(told: &Diagnosis, order: &str) -> Option<Fix> {
    let (list, place) = order.split_once(' ')?;
    let place: usize = place.parse().ok()?;
    match list {
        "known" => told.known.get(place)?.fix.clone(),
        "cause" => told.causes.get(place)?.fix.clone(),
        _ => None,
    }
}

/// A list of things of which one is chosen.
fn choices<'a>(
    name: &str,
    chosen: &str,
    all: impl Iterator<Item = (String, &'a crate::diagnostic::Sentence)>,
    t: Language,
) -> Vec<Piece> {
    let row = |(key, text): (String, &crate::diagnostic::Sentence)| {
        let input = el("input")
            .attr("type", "radio")
            .attr("name", name)
            .attr("value", &key)
            .flag("checked", key == chosen);
        el("label.tick")
            .child(input)
            .child(el("span").child(prose(text, t)))
    };
    all.map(row).collect()
}

fn symptoms(key: &str, t: Language) -> Piece {
    let names: Vec<_> = SYMPTOMS.iter().map(|one| (one.key, one.name())).collect();
    let all = names.iter().map(|(key, name)| ((*key).to_owned(), name));
    el("fieldset.ticks")
        .attr("aria-label", title(t))
        .children(choices("symptom", key, all, t))
}

fn diagnosis(key: &str, told: &Diagnosis, t: Language) -> Piece {
    let found = told.known.iter().enumerate();
    let found: Vec<Piece> = found.map(|(place, one)| finding(place, one, t)).collect();
    let found = if found.is_empty() {
        el("p.help").child(clean(t))
    } else {
        many([el("h3").child(known(t)), el("ul.found").children(found)])
    };
    let answers = told.answers.iter();
    let answers = answers.map(|(answer, text)| (format!("{key} {answer}"), text));
    let chosen = told.answer.map(|answer| format!("{key} {answer}"));
    let asked = (told.answers.len() > 1).then(|| {
        el("fieldset.ticks.one")
            .child(el("legend").child(told.question.get(t)))
            .children(choices(
                "answer",
                chosen.as_deref().unwrap_or_default(),
                answers,
                t,
            ))
    });
    let suspects = told.causes.iter().enumerate();
    let suspects: Vec<Piece> = suspects
        .map(|(place, one)| suspect(place, one, t))
        .collect();
    let listed = (!suspects.is_empty()).then(|| {
        many([
            el("h3").child(causes(t)),
            el("ol.found").children(suspects),
            el("p.actions").child(button("", &Act::default().open("try")).child(try_it(t))),
        ])
    });
    let cannot = told.answers.is_empty().then(|| el("p").child(cannot(t)));
    many([found, asked.into(), cannot.into(), listed.into()])
}

fn mend(order: &str, fix: Option<&Fix>, t: Language) -> Option<Piece> {
    let act = Act::default().order(order);
    fix.map(|fix| button("primary", &act).child(prose(&fix.title, t)))
}

fn finding(place: usize, found: &Diagnostic, t: Language) -> Piece {
    let help = found.help.as_ref();
    let show = button("", &Act::default().go(&found.at)).child(field(t));
    el("li.card.result")
        .child(el("p").child(el("strong").child(prose(&found.message, t))))
        .child(help.map(|help| el("p").child(prose(help, t))))
        .child(
            el("p.actions")
                .child(mend(&format!("known {place}"), found.fix.as_ref(), t))
                .child(show),
        )
}

fn suspect(place: usize, one: &Suspect, t: Language) -> Piece {
    let lines = one.proof.lines().map(|line| el("span").child(line));
    let copy_it = button("", &Act::default().copy(&one.proof)).child(copy(t));
    let show =
        (!one.at.is_empty()).then(|| button("", &Act::default().go(&one.at)).child(field(t)));
    let named = one.proof.contains("API_ID.");
    el("li.card")
        .child(el("p").child(el("strong").child(prose(&one.name, t))))
        .child(el("p").child(prose(&one.help, t)))
        .child(
            el("p.help")
                .child(source(t))
                .child(" ")
                .child(el("code").child(one.source)),
        )
        .child(el("p.help").child(proof(t)))
        .child(
            one.note
                .as_ref()
                .map(|note| el("p.help").child(prose(note, t))),
        )
        .child(el("pre.diff").attr("tabindex", "0").children(lines))
        .child(named.then(|| el("p.help").child(api_id(t))))
        .child(
            el("p.actions")
                .child(mend(&format!("cause {place}"), one.fix.as_ref(), t))
                .child(copy_it)
                .child(show),
        )
}
