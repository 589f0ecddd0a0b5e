//! Japanese texts follow one convention (CONTRIBUTING.md, "Words"), whoever wrote them.

#[path = "japanese/finished.rs"]
mod finished;
mod folder;

use std::fs;
use std::path::{Path, PathBuf};

/// Every file of the repository that holds words: sources, what stands around the page, the guide for readers.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = vec![root.join("index.html"), root.join("README.ja.md")];
    let mut folders = vec![root.join("src"), root.join("assets")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            let is_text = |path: &Path| {
                let kind = path.extension().and_then(|kind| kind.to_str());
                kind.is_some_and(|kind| ["rs", "js", "html"].contains(&kind))
            };
            if path.is_dir() {
                folders.push(path);
            } else if is_text(&path) && !path.ends_with("tests.rs") {
                found.push(path);
            }
        }
    }
    found
}

/// The texts of a source file: what stands in its quotes, without its tests. Of other files each line is one.
fn texts(path: &Path) -> Vec<String> {
    let whole = fs::read_to_string(path).expect("the file can be read");
    if path.extension().is_none_or(|kind| kind != "rs") {
        return whole.lines().map(str::to_owned).collect();
    }
    let source = whole.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut inside: Option<String> = None;
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match (&mut inside, c) {
            (None, '"') => inside = Some(String::new()),
            // A quotation mark as a character, and what else a backslash stands before.
            (None, '\'') if chars.peek() == Some(&'"') => drop(chars.next()),
            (Some(text), '\\') => text.push(match chars.next() {
                Some('n') | None => '\n',
                Some(c) => c,
            }),
            (Some(_), '"') => found.extend(inside.take()),
            (Some(text), c) => text.push(c),
            (None, _) => {}
        }
    }
    found
}

fn is_japanese(c: char) -> bool {
    // Without the dot between words, which parts them already.
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{3005}' | '\u{4e00}'..='\u{9fff}')
}

/// What of a text is prose: not what stands in backticks, but that something stands there.
fn prose(text: &str) -> String {
    let pieces = text.split('`').enumerate();
    let pieces = pieces.map(|(place, piece)| if place % 2 == 0 { piece } else { "`" });
    pieces.collect()
}

const COUNTER_APART: &str = "a space between a number and its counter, or before both";

/// What numbers are counted by.
const COUNTERS: [&str; 16] = [
    "件",
    "秒",
    "文字",
    "個",
    "回",
    "時間",
    "バイト",
    "階層",
    "か月",
    "年",
    "項目",
    "桁",
    "ミリ秒",
    "つ",
    "日間",
    "分間",
];

/// Whether a space parts a number, or what is put in the place of one, from its counter, or both from the Japanese before.
fn has_counter_apart(prose: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || "{}_,".contains(c) || c.is_ascii_alphabetic();
    COUNTERS.iter().any(|counter| {
        prose.match_indices(counter).any(|(at, _)| {
            let before = &prose[..at];
            let number = before.trim_end_matches(' ');
            let start = number.trim_end_matches(is_number);
            let own = &number[start.len()..];
            let is_one = own.starts_with('{') && own.ends_with('}')
                || own.starts_with(|c: char| c.is_ascii_digit())
                    && own.ends_with(|c: char| c.is_ascii_digit());
            let is_apart = number.len() < before.len();
            let bare = start.trim_end_matches(' ');
            let is_after = bare.len() < start.len() && bare.ends_with(is_japanese);
            is_one && (is_apart || is_after)
        })
    })
}

/// What is wrong with a text.
fn wrong(text: &str) -> Option<&'static str> {
    let prose = prose(text);
    let pairs = || prose.chars().zip(prose.chars().skip(1));
    let is_word = |c: char| c.is_ascii_alphabetic() || c == '`';
    if pairs().any(|(a, b)| is_word(a) && is_japanese(b) || is_japanese(a) && is_word(b)) {
        return Some("no space between a Latin word and Japanese");
    }
    if prose.contains(['（', '）', '；', '：']) || prose.chars().any(|c| ('Ａ'..='ｚ').contains(&c))
    {
        return Some("a wide form of an ASCII character");
    }
    if pairs().any(|(a, b)| is_japanese(a) && "?!".contains(b)) {
        return Some("a narrow mark at the end of a sentence");
    }
    if pairs().any(|(a, b)| is_japanese(a) && b == ';') || prose.contains("); ") {
        return Some("a semicolon between sentences");
    }
    // Who somebody is: 認証, as in credentials, authorities and mutual TLS. What somebody may: 認可.
    let rest = prose
        .replace("認証情報", "")
        .replace("認証局", "")
        .replace("相互 TLS 認証", "");
    if rest.contains("認証") {
        return Some("認証 where the field is called 認可");
    }
    if prose.contains("オーソライザ") && !prose.contains("オーソライザー") {
        return Some("オーソライザー in another spelling");
    }
    None
}

#[test]
fn japanese_texts_follow_one_convention() {
    let (mut judged, mut found) = (0, Vec::new());
    for path in files() {
        let texts = texts(&path).into_iter();
        for text in texts.filter(|text| text.chars().any(is_japanese)) {
            judged += 1;
            // The guide's tables set figures apart from their units.
            let is_guide = path.extension().is_some_and(|kind| kind == "md");
            let counted = (!is_guide && has_counter_apart(&prose(&text))).then_some(COUNTER_APART);
            if let Some(what) = wrong(&text).or(counted) {
                found.push(format!("{}: {what}: {text}", path.display()));
            }
        }
    }
    assert!(judged > 2_500, "{judged} texts were found");
    assert!(
        found.is_empty(),
        "{} of {judged}:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn each_thing_that_is_wrong_is_seen() {
    for text in [
        "APIの名前",
        "名前はAPI です",
        "`x`を使う",
        "値は`x` です",
        "名前（任意）",
        "名前です; 直してください",
        "変更しますか? [y/N]",
        "IAM 認証が必要です",
        "オーソライザを選ぶ",
    ] {
        assert!(wrong(text).is_some(), "{text}");
    }
    for text in [
        "毎秒 {rate} 件まで",
        "毎秒 5件まで",
        "上限は10,240 バイトです",
        "約{MAX} 文字",
    ] {
        assert!(has_counter_apart(text), "{text}");
    }
    for text in [
        "API の名前(任意)は `x` です。2つまで、30日",
        "認証情報、認証局、相互 TLS 認証、認可",
        "`header.名前` と `a;b`",
        "パス・API・キー",
        "毎秒{rate}件、5分間に10,000件、API 3件、`{x}` 件",
    ] {
        assert_eq!(wrong(text), None, "{text}");
        assert!(!has_counter_apart(text), "{text}");
    }
}
