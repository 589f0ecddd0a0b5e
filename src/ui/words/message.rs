//! What the page says about what happened.

use gateway_studio::diagnostic::Severity;
use gateway_studio::words::Language;

use super::{errors, lines, severity_count};

words! {
    sample_design: "Sample design", "サンプルの設計";
    did_add: "Added", "追加:";
    did_delete: "Deleted", "削除:";
    did_open: "Opened", "開いた:";
    did_remove_from: "Removed a row from", "行を削除:";
    did_start_over: "Started over", "空の設計にしました";
    undone(step): "Undone: {step}", "元に戻しました: {step}";
    redone(step): "Redone: {step}", "やり直しました: {step}";
    nothing_to_undo: "Nothing to undo", "元に戻す操作はありません";
    nothing_to_redo: "Nothing to redo", "やり直す操作はありません";
    kept_partly: "The design kept in this browser holds something this version does not know; the whole text is kept aside.", "このブラウザの設計に、このバージョンが知らない項目があります。全文は別に保管しました。";
    kept_unreadable: "The design kept in this browser cannot be read. It is kept aside, and the sample is shown instead.", "このブラウザの設計を読み込めません。別に保管し、代わりにサンプルを表示しています。";
    parted: "Another tab changed the same design. Nothing was written over: from here on, this tab keeps a copy of its own (Designs lists both).", "別のタブが同じ設計を変更しました。上書きはしていません。以後、このタブの内容は別の控えとして保存します(「設計の一覧」に両方あります)。";
    did_follow: "Changed in another tab", "別のタブでの変更";
    not_opened(name): "{name} was not opened; the design is as it was.", "{name} は開けませんでした。設計は元のままです。";
    opened_partly(name): "{name} was opened without what this version does not know.", "{name} を開きましたが、このバージョンが知らない項目は除かれました。";
    zip_downloaded: "The archive with all files is downloaded", "すべてのファイルの zip をダウンロードしました";
    zip_failed: "The archive could not be made. Download the files one by one.", "zip を作成できません。ファイルを1つずつダウンロードしてください。";
    engine_coming: "The files are being prepared…", "ファイルを準備しています…";
    engine_stopped: "The part that writes the files has stopped. Your design is safe.", "ファイルを書く部分が止まりました。設計は無事です。";
    shared_host: "This address is shared by the buckets of everybody, and pages of all of them can read what the studio keeps here. Open it at the bucket’s own address instead: https://BUCKET.s3.REGION.amazonaws.com/…", "このアドレスはほかのすべての利用者のバケットと共有され、それらのページからスタジオの保存内容を読み取れます。バケット専用のアドレス https://BUCKET.s3.REGION.amazonaws.com/… で開いてください。";
    letters_off: "Keys of one letter do nothing from now on. The list of keys in the palette (Ctrl/⌘ K) turns them on again.", "1文字のキーをオフにしました。パレット(Ctrl/⌘ K)のキー一覧からオンに戻せます。";
    letters_on: "Keys of one letter work again.", "1文字のキーをオンにしました。";
    restored: "The copy of the studio in this browser did not start. It was removed and the studio loaded anew; your design was not touched.", "このブラウザに保存されたスタジオが起動しなかったため、削除して読み込み直しました。設計はそのままです。";
    update_not_taken: "The new version is not loaded yet, because this browser cannot keep the design. Download a copy first, then reload the page.", "このブラウザに設計を保存できないため、新しいバージョンはまだ読み込んでいません。控えをダウンロードしてから、ページを再読み込みしてください。";
    language_missing: "The words of this language could not be loaded. Reload the page when its server can be reached.", "この言語の文言を読み込めませんでした。サーバーにつながるときにページを再読み込みしてください。";
    being_checked: "The design is being checked…", "設計を確認しています…";
    no_text: "This file cannot be had now. Start the writing part again, or choose another file.", "このファイルは今取得できません。ファイルを書く部分を起動し直すか、別のファイルを選んでください。";
    engine_restart: "Start it again", "もう一度起動する";
    text_copied: "Copied.", "コピーしました。";
    not_copied: "The browser did not allow copying. Download the file instead.", "ブラウザがコピーを許可しませんでした。ファイルをダウンロードしてください。";
    silence: "Silence…", "抑制…";
    silenced(count): "Silenced: {count}", "抑制した問題: {count}件";
    no_problems: "Nothing stands in the way of a deployment.", "デプロイの妨げになるものはありません。";
    left_out_of(path): "Not in {path}", "{path} に入らないもの";
    made_half_width: "Full-width characters were made half-width.", "全角文字を半角にしました。";
    too_long: "Too long for any setting of AWS; the text before stays.", "AWS のどの設定よりも長すぎます。元の値のままです。";
    not_a_number: "Only digits and a decimal point; the value before stays.", "数字と小数点だけを入力してください。元の値のままです。";
    not_a_whole_number: "Only digits; the value before stays.", "数字だけを入力してください。元の値のままです。";
    choose: "Choose…", "選択してください";
    not_offered(value): "{value} (not on the list)", "{value} (一覧にありません)";
}

/// `Copied 42 lines`
pub(crate) fn copied(t: Language, count: usize) -> String {
    match t {
        Language::En => format!("Copied {}", lines(t, count)),
        Language::Ja => format!("{}をコピーしました", lines(t, count)),
    }
}

/// `Copy anyway (2 errors)`
pub(crate) fn copy_anyway(t: Language, count: usize) -> String {
    match t {
        Language::En => format!("Copy anyway ({})", errors(t, count)),
        Language::Ja => format!("このままコピー({})", errors(t, count)),
    }
}

/// `3 lines changed`
pub(crate) fn lines_changed(t: Language, count: usize) -> String {
    match t {
        Language::En => format!("{} changed", lines(t, count)),
        Language::Ja => format!("{}を変更", lines(t, count)),
    }
}

/// `template.yaml · 120 lines`
pub(crate) fn lines_of(t: Language, path: &str, count: usize) -> String {
    format!("{path} · {}", lines(t, count))
}

/// `2 settings are not in this file`
pub(crate) fn not_in_file(t: Language, count: usize) -> String {
    match (t, count) {
        (Language::En, 1) => "1 setting is not in this file".into(),
        (Language::En, _) => format!("{count} settings are not in this file"),
        (Language::Ja, _) => format!("このファイルに入らない設定が{count}件あります"),
    }
}

/// `and 12 more`
pub(crate) fn and_more(t: Language, count: usize) -> String {
    match t {
        Language::En => format!("and {count} more"),
        Language::Ja => format!("ほか{count}件"),
    }
}

/// The heading above the findings of one severity.
pub(crate) fn severity_title(t: Language, severity: Severity, count: usize) -> String {
    severity_count(t, severity, count)
}

/// `Remove row 2`
pub(crate) fn remove_row(t: Language, row: usize) -> String {
    match t {
        Language::En => format!("Remove row {row}"),
        Language::Ja => format!("{row}行目を削除"),
    }
}
