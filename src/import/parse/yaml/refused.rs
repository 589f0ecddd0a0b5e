//! What `PyYAML` refuses or reads otherwise though others take it for YAML: AWS SAM, the AWS CLI and Zappa read files with it, so
//! somebody who brings such a file is told.

use std::collections::HashSet;

use saphyr_parser::Span;

use crate::import::node::Place;
use crate::import::parse::Parsed;
use crate::sentence;

/// So many places of a kind are told.
const MOST: usize = 20;

/// Where a tab is part of a text: between quotes, and in blocks.
#[derive(Default)]
pub(super) struct Texts(Vec<[(usize, usize); 2]>);

impl Texts {
    /// Notes such a text, in the order of the file.
    pub(super) fn add(&mut self, span: Span) {
        let of = |marker: saphyr_parser::Marker| (marker.line(), marker.col());
        self.0.push([of(span.start), of(span.end)]);
    }

    /// Lines and columns of tabs that are no part of a text or of a comment: the first of each line.
    fn tabs(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut texts = self.0.iter().peekable();
        for (number, line) in (1..).zip(text.lines()) {
            if !line.contains('\t') {
                continue;
            }
            let mut before = ' ';
            for (column, c) in line.chars().enumerate() {
                let at = (number, column);
                while texts.next_if(|[_, end]| *end <= at).is_some() {}
                let is_text = texts.peek().is_some_and(|[start, _]| *start <= at);
                if !is_text && c == '#' && before == ' ' {
                    break;
                }
                if !is_text && c == '\t' {
                    found.push(at);
                    break;
                }
                before = c;
            }
        }
        found
    }
}

/// Tells of tabs between words.
pub(super) fn tell_tabs(
    texts: &Texts,
    text: &str,
    place: impl Fn(usize, usize) -> Place,
    parsed: &mut Parsed,
) {
    for (line, column) in texts.tabs(text).into_iter().take(MOST) {
        parsed.warn(
            "yaml-tab",
            place(line, column),
            sentence!(
                "a tab stands between words, where PyYAML refuses the file: AWS SAM, the AWS CLI and Zappa read with it",
                "単語の間にタブがあります。AWS SAM、AWS CLI、Zappa が使う PyYAML はこのファイルを受け付けません",
            ),
            sentence!(
                "write a space in its place, or put the text between quotes",
                "空白に置き換えるか、テキストを引用符で囲んでください",
            ),
        );
    }
}

/// Tells of characters that are none of YAML's, that end a line to YAML 1.1 alone, or that nobody sees.
pub(super) fn tell_characters(text: &str, file: u32, parsed: &mut Parsed) {
    if text.is_ascii() && !text.bytes().any(|byte| is_none(char::from(byte))) {
        return;
    }
    let mut at = Place {
        file,
        line: 1,
        column: 1,
    };
    let mut told = 0;
    for c in text.chars() {
        let ends = matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
        let is_mark = c == '\u{feff}';
        if ends {
            tell_end(c, at, parsed);
        } else if is_none(c) {
            tell_none(c, at, parsed);
        } else if is_mark {
            tell_mark(at, parsed);
        }
        told += usize::from(ends || is_mark || is_none(c));
        if told == MOST {
            return;
        }
        if c == '\n' {
            (at.line, at.column) = (at.line + 1, 1);
        } else {
            at.column += 1;
        }
    }
}

/// Whether `PyYAML` has no place for a character (its `Reader.NON_PRINTABLE`).
const fn is_none(c: char) -> bool {
    !matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}

fn tell_none(c: char, at: Place, parsed: &mut Parsed) {
    let code = u32::from(c);
    parsed.warn(
        "yaml-character",
        at,
        sentence!(
            "the character U+{code:04X} has no place in YAML: AWS SAM, the AWS CLI and Zappa refuse the file",
            "文字 U+{code:04X} は YAML に書けません。AWS SAM、AWS CLI、Zappa はこのファイルを受け付けません",
        ),
        sentence!(
            "take it out, or write `\\x{code:02X}` between double quotes",
            "削除するか、二重引用符の中に `\\x{code:02X}` と書いてください",
        ),
    );
}

fn tell_mark(at: Place, parsed: &mut Parsed) {
    parsed.warn(
        "yaml-byte-order-mark",
        at,
        sentence!(
            "there is an invisible byte order mark inside the file: AWS SAM, the AWS CLI and Zappa take it for a letter, and so does the studio",
            "ファイルの途中に、見えないバイト順マーク(BOM)があります。AWS SAM、AWS CLI、Zappa はこれを文字として読みます。スタジオでも同じです",
        ),
        sentence!(
            "take it out; it is often left where files were joined",
            "削除してください。ファイルをつなげたときによく残ります",
        ),
    );
}

fn tell_end(c: char, at: Place, parsed: &mut Parsed) {
    let code = u32::from(c);
    parsed.warn(
        "yaml-line-end",
        at,
        sentence!(
            "the invisible character U+{code:04X} ends a line to AWS SAM, the AWS CLI and Zappa; here it is read as a part of the text",
            "見えない文字 U+{code:04X} があります。AWS SAM、AWS CLI、Zappa では改行になりますが、ここではテキストの一部として読み込みます",
        ),
        sentence!(
            "take it out, or write `\\u{code:04X}` between double quotes",
            "削除するか、二重引用符の中に `\\u{code:04X}` と書いてください",
        ),
    );
}

/// Tells of `=` and `<<` where a value stands.
pub(super) fn tell_word(word: &str, at: Place, parsed: &mut Parsed) {
    parsed.warn(
        "yaml-word",
        at,
        sentence!(
            "`{word}` without quotes has a meaning of its own in YAML 1.1, and none as a value: AWS SAM, the AWS CLI and Zappa refuse the file",
            "引用符のない `{word}` は YAML 1.1 では特別な意味を持ち、値にはなりません。AWS SAM、AWS CLI、Zappa はこのファイルを受け付けません",
        ),
        sentence!("put it between quotes", "引用符で囲んでください"),
    );
}

/// Tells of a key that is a truth value to YAML 1.1, so that nothing finds it by the name that stands there.
pub(super) fn tell_key(key: &str, at: Place, parsed: &mut Parsed) {
    let name = matches!(super::plain(key), crate::import::node::Kind::Bool(true));
    parsed.warn(
        "yaml-key-truth",
        at,
        sentence!(
            "the key `{key}` without quotes is a truth value of YAML 1.1: AWS SAM, the AWS CLI and Zappa read it as `{name}`, and so does the studio",
            "引用符のないキー `{key}` は YAML 1.1 の真偽値です。AWS SAM、AWS CLI、Zappa は `{name}` として読みます。スタジオでも同じです",
        ),
        sentence!("put it between quotes", "引用符で囲んでください"),
    );
}

/// Tells of a `<<` that brings no mapping.
pub(super) fn tell_merge(at: Place, parsed: &mut Parsed) {
    parsed.warn(
        "yaml-merge",
        at,
        sentence!(
            "`<<` brings the entries of a mapping, and there is none: AWS SAM, the AWS CLI and Zappa refuse the file",
            "`<<` はマッピングの内容を取り込みますが、マッピングがありません。AWS SAM、AWS CLI、Zappa はこのファイルを受け付けません",
        ),
        sentence!(
            "refer to a mapping (`<<: *name`), or put the key between quotes",
            "マッピングを参照するか(`<<: *name`)、キーを引用符で囲んでください",
        ),
    );
}

/// Tells of a text between brackets that begins as a block does.
pub(super) fn tell_begin(begin: &str, at: Place, parsed: &mut Parsed) {
    parsed.warn(
        "yaml-word",
        at,
        sentence!(
            "a text without quotes cannot begin with `{begin}` between brackets: AWS SAM, the AWS CLI and Zappa refuse the file",
            "かっこの中では、引用符のないテキストを `{begin}` で始められません。AWS SAM、AWS CLI、Zappa はこのファイルを受け付けません",
        ),
        sentence!("put it between quotes", "引用符で囲んでください"),
    );
}

/// Tells of anchors whose name another one has already, by where what they name begins.
pub(super) fn tell_anchors(anchored: &[Place], text: &str, parsed: &mut Parsed) {
    if anchored.len() < 2 {
        return;
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut seen = HashSet::new();
    for at in anchored {
        if let Some(name) = anchor(&lines, *at)
            && !seen.insert(name)
        {
            parsed.warn(
                "yaml-anchor-twice",
                *at,
                sentence!(
                    "another anchor is named `{name}` already: AWS SAM, the AWS CLI and Zappa refuse the file",
                    "アンカー `{name}` はすでに使われています。AWS SAM、AWS CLI、Zappa はこのファイルを受け付けません",
                ),
                sentence!("give it another name", "別の名前にしてください"),
            );
        }
    }
}

/// The name of the anchor before what begins at a place: on its line, or on the one before.
fn anchor<'t>(lines: &[&'t str], at: Place) -> Option<&'t str> {
    let number = (at.line as usize).checked_sub(1)?;
    let line = lines.get(number)?;
    let column = line
        .char_indices()
        .nth((at.column as usize).checked_sub(1)?);
    let (before, from) = line.split_at(column.map_or(line.len(), |(at, _)| at));
    let name = |text: &'t str| {
        let end = |c: char| c.is_whitespace() || ",[]{}".contains(c);
        text.split(end).next().filter(|name| !name.is_empty())
    };
    if let Some(rest) = from.strip_prefix('&') {
        return name(rest);
    }
    let above = || lines.get(number.checked_sub(1)?)?.rsplit_once('&');
    let (_, rest) = before.rsplit_once('&').or_else(above)?;
    name(rest)
}
