//! What a link holds, before it takes the place of anything.

use super::piece::{Act, Piece, button, el, prose};
use super::presets::tags;
use super::{Drawn, Look};
use crate::diagnostic::Diagnostic;
use crate::model;
use crate::share::{self, Fault, LARGEST};
use crate::words;
use crate::words::Language;

words! {
    title: "A design in a link", "リンクの設計";
    lead: "This link holds a design. Nothing is opened yet; opening it is one step, which “Undo” takes back.", "このリンクには設計が入っています。まだ開いていません。開く操作は1手順で、「元に戻す」で戻せます。";
    same: "This is the design that is open.", "開いている設計と同じものです。";
    nameless: "(without a name)", "(名前なし)";
    unknown(count): "It holds something this version does not know, which is left out ({count})", "このバージョンが知らない項目があり、除かれます({count}件)";
    open: "Open it", "開く";
    save: "Save as file", "ファイルに保存";
    leave: "Cancel", "開かない";
    close: "Close", "閉じる";
    step(name): "Opened {name} from a link", "リンクの {name} を開いた";
    failed: "This link cannot be opened. The design that is open is as it was.", "このリンクは開けません。開いている設計は元のままです。";
    again: "Ask whoever sent it for the whole link once more, or for the file.", "送った人に、リンク全体をもう一度送ってもらうか、ファイルをもらってください。";
    empty: "The link ends behind #d=: there is nothing in it.", "リンクが「#d=」で終わっていて、中身がありません。";
    letter(letter): "The link holds the character {letter}, which belongs in no link. It was changed on the way, or something was pasted onto it.", "リンクに使われない文字 {letter} が含まれています。途中で書き換わったか、余分な文字が付いています。";
    cut: "The end of the link is missing. Mail programs and chats cut long links.", "リンクの末尾が欠けています。長いリンクはメールやチャットで切れることがあります。";
    damaged: "Letters of the link were changed or lost on the way.", "リンクの文字が途中で変わったか、失われています。";
    too_large(most): "It would unpack to more than {most} MB, far more than any design. It was not unpacked.", "展開すると{most} MB を超えます。設計としては大きすぎるため、展開しませんでした。";
    not_a_design: "It unpacks, but what it holds is not a design:", "展開できましたが、中身は設計ではありません:";
}

/// Findings that are listed.
const MOST: usize = 5;

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let link = look.arg("link");
    // The value goes along when the sheet is drawn again.
    let keep = el("input")
        .attr("type", "hidden")
        .attr("name", "link")
        .attr("value", link);
    let leave_it = button("", &Act::default().close());
    let body = el("div").child(keep);
    let (design, found) = match share::follow(link) {
        Ok(opened) => opened,
        Err(fault) => {
            let body = body
                .child(el("p.bad").attr("role", "alert").child(failed(t)))
                .child(why(&fault, t))
                .child(el("p.help").child(again(t)))
                .child(el("p.actions").child(leave_it.child(close(t))));
            return Drawn::new(title(t), body);
        }
    };
    let name = if design.name.is_empty() {
        nameless(t).to_owned()
    } else {
        design.name.clone()
    };
    let text = model::write(&design);
    let open_it = Act::default().design(&text, &step(t, &name)).close();
    let save_it = Act::default().save(&model::file_name(&design.name), "application/json", &text);
    let is_open = *look.design == design;
    let note = if is_open { same(t) } else { lead(t) };
    let card = el("div.card")
        .child(el("h3").child(name))
        .child(tags(&design, look))
        .child((!found.is_empty()).then(|| listed(unknown(t, found.len()), &found, t)));
    let actions = el("p.actions")
        .child((!is_open).then(|| button("primary", &open_it).child(open(t))))
        .child(button("", &save_it).child(save(t)))
        .child(leave_it.child(leave(t)));
    let body = body
        .child(el("p.lead").child(note))
        .child(card)
        .child(actions);
    Drawn::new(title(t), body)
}

fn why(fault: &Fault, t: Language) -> Piece {
    let text = match fault {
        Fault::Empty => empty(t).to_owned(),
        Fault::Letter(found) => letter(t, format!("“{}”", found.escape_debug())),
        Fault::Cut => cut(t).to_owned(),
        Fault::Damaged => damaged(t).to_owned(),
        Fault::TooLarge => too_large(t, LARGEST / 1024 / 1024),
        Fault::NotADesign(found) => return listed(not_a_design(t).to_owned(), found, t),
    };
    el("p").child(text)
}

fn listed(title: String, found: &[Diagnostic], t: Language) -> Piece {
    let lines = found.iter().take(MOST);
    let lines = lines.map(|found| el("li").child(prose(&found.message, t)));
    el("div")
        .child(el("p.bad").child(title))
        .child(el("ul.plain").children(lines))
}
