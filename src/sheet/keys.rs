//! The keys that the page knows.

use super::mark::{drawn, means};
use super::piece::{Act, button, el};
use super::{Drawn, Look, Word};
use crate::model::Mark;
use crate::words;

words! {
    title: "Keyboard", "キーボード";
    palette: "Find an action, a field, a route or a file", "操作、項目、ルート、ファイルを検索";
    undo: "Undo", "元に戻す";
    redo: "Redo", "やり直す";
    download: "Download zip", "zip をダウンロード";
    filter: "Filter routes", "ルートを絞り込む";
    new_child: "New route below the selected one", "選択中のルートの下に新規作成";
    arrows: "In the tree: move, open and close", "ツリーで移動、開閉";
    ends: "In the tree: first and last row", "ツリーで先頭と末尾へ";
    type_ahead: "In the tree: next route that begins so", "ツリーでその文字で始まるルートへ";
    enter: "In the tree: show its form", "ツリーでフォームを表示";
    pick_one: "In the tree: select one more", "ツリーで追加選択";
    pick: "In the tree: select a run of rows", "ツリーで範囲選択";
    pick_all: "In the tree: select all rows", "ツリーですべて選択";
    out: "In the tree: move out, or into the row beside", "ツリーで1つ外へ移動、隣の行の中へ移動";
    paste: "In the tree: cut, copy, paste below a row", "ツリーで切り取り、コピー、下に貼り付け";
    copy: "In the tree: duplicate with all below", "ツリーで下のルートごと複製";
    marks_title: "Marks of a route in the tree", "ツリーのルートに付くマーク";
    marks_lead: "Only what differs from the API's own settings is marked.", "API 全体の設定と異なるものだけに付きます。";
    rename: "In the tree: rename", "ツリーで名前を変更";
    delete: "In the tree: delete", "ツリーで削除";
    previous_file: "Previous file", "前のファイル";
    next_file: "Next file", "次のファイル";
    search: "In the files: search", "ファイル内を検索";
    field_lines: "Lines that the field made, through the files", "項目が作った行をファイル順に表示";
    next_problem: "Next problem", "次の問題";
    previous_problem: "Previous problem", "前の問題";
    problems: "Files or problems", "ファイルと問題を切り替え";
    this: "This list", "この一覧";
    escape: "Close what lies on top", "手前のものを閉じる";
    letters_lead: "Keys of one letter or sign work outside of fields. Turn them off if they get in the way, for instance of dictation; in the tree the letters of a route go on to find it.", "1文字のキーは入力欄の外で働きます。音声入力などの妨げになる場合はオフにできます。ツリーでは頭文字でルートへ移動できます。";
    letters: "Keys of one letter on or off", "1文字のキーをオンまたはオフにする";
}

/// Keys and what they do.
const KEYS: [(&str, Word); 27] = [
    ("Ctrl/⌘ K", palette),
    ("Ctrl/⌘ Z", undo),
    ("Ctrl/⌘ Shift Z", redo),
    ("Ctrl/⌘ S", download),
    ("/", filter),
    ("n", new_child),
    ("↑ ↓ ← →", arrows),
    ("Home End", ends),
    ("a … z", type_ahead),
    ("Enter", enter),
    ("Space", pick_one),
    ("Shift ↑ ↓", pick),
    ("Ctrl/⌘ A", pick_all),
    ("Alt ← →", out),
    ("Ctrl/⌘ X C V", paste),
    ("Ctrl/⌘ D", copy),
    ("F2", rename),
    ("Del", delete),
    ("[", previous_file),
    ("]", next_file),
    ("Ctrl/⌘ F", search),
    ("Alt L", field_lines),
    ("F8", next_problem),
    ("Shift F8", previous_problem),
    ("p", problems),
    ("?", this),
    ("Esc", escape),
];

pub(super) fn draw(look: &Look) -> Drawn {
    let rows = KEYS.iter().flat_map(|(keys, what)| {
        let keys = keys.split(' ').map(|key| el("kbd").child(key));
        [el("dt").children(keys), el("dd").child(what(look.t))]
    });
    let marks = Mark::ALL.into_iter().flat_map(|mark| {
        [
            el("dt").child(drawn(mark)),
            el("dd").child(means(mark)(look.t)),
        ]
    });
    let body = el("div")
        .child(el("dl.keys").children(rows))
        .child(el("p.help").child(letters_lead(look.t)))
        .child(button("", &Act::default().letters().close()).child(letters(look.t)))
        .child(el("h3").child(marks_title(look.t)))
        .child(el("p.lead").child(marks_lead(look.t)))
        .child(el("dl.keys").children(marks));
    Drawn::new(title(look.t), body)
}
