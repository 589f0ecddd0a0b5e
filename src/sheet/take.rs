//! Other ways to take files along: as a command for a shell, into a folder.

use super::piece::{Act, Piece, button, el};
use super::{Drawn, Look, archive};
use crate::generate::{Generator, applicable};
use crate::text::paste;
use crate::words;

words! {
    title: "Take the files along", "ファイルの持ち出し";
    all(count): "All {count} files", "全{count}ファイル";
    command: "Copy as one shell command", "1つのシェルコマンドとしてコピー";
    commands: "Copy all as shell commands", "すべてをシェルコマンドとしてコピー";
    command_help: "Pasted into bash, zsh or CloudShell, it writes the file below the current folder, with its mode.", "bash、zsh、CloudShell に貼り付けると、現在のフォルダーの下にファイルを権限ごと書き込みます。";
    copied(lines): "Copied {lines} lines", "{lines}行をコピーしました";
    folder: "Write into a folder…", "フォルダーに書き込む…";
    folder_help: "The browser asks for a folder. Files of the same names are written over, others stay.", "ブラウザがフォルダーを尋ねます。同じ名前のファイルは上書きされ、ほかのファイルは残ります。";
    folder_done: "{count} files are in {folder}.", "{folder} に{count}個のファイルを書き込みました。";
    folder_failed: "The folder could not be written: {why}", "フォルダーに書き込めませんでした: {why}";
    no_folder: "This browser cannot write into a folder. Download the zip instead.", "このブラウザはフォルダーに書き込めません。代わりに zip をダウンロードしてください。";
}

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let print = |file: &Generator| {
        let document = (file.print)(look.design);
        paste::command(file.path, &document.text(), file.executable)
    };
    let files: Vec<_> = applicable(look.design).collect();
    let this = files.iter().find(|file| file.path == look.arg("file"));
    let text = match (look.order, this) {
        ("command", Some(file)) => print(file),
        ("commands", _) => files.iter().map(|file| print(file)).collect(),
        _ => String::new(),
    };
    let said = |order: &str| {
        let done = look.order == order && !text.is_empty();
        let said = el("p.state.good").attr("role", "status");
        done.then(|| said.child(copied(t, text.lines().count())))
    };
    let one = this.map(|file| {
        card(file.path, "command", command(t), command_help(t)).child(Piece::from(said("command")))
    });
    let all_title = all(t, files.len());
    let every = card(&all_title, "commands", commands(t), command_help(t))
        .child(Piece::from(said("commands")));
    let folder = button("folder", &Act::default().archive("folder")).child(folder(t));
    let folder = el("div.card")
        .child(el("h3").child(all_title.as_str()))
        .child(el("p.folder").child(folder_help(t)))
        .child(el("p.no-folder").child(no_folder(t)))
        .child(folder)
        .child(el("p.folder-done").child(folder_done(t)))
        .child(el("p.folder-failed").child(folder_failed(t)))
        .child(el("p.folder-said").attr("role", "status"));
    let cards = one.into_iter().chain([every, folder]);
    let body = el("div")
        .child(archive::warning(look.design, t))
        .child(el("div.cards").children(cards));
    let drawn = Drawn::new(title(t), body);
    if text.is_empty() {
        drawn
    } else {
        drawn.act(Act::default().copy(&text))
    }
}

fn card(title: &str, order: &str, label: &str, help: &str) -> Piece {
    el("div.card")
        .child(el("h3").child(title))
        .child(el("p").child(help))
        .child(button("", &Act::default().order(order)).child(label))
}
