//! Keys and values that are no mapping and no list.

use super::text::{Literal, escaped};
use super::{Reader, Stop};
use crate::import::node::Kind;
use crate::sentence;

impl Reader<'_> {
    pub(super) fn no_key(&mut self) -> Stop {
        self.error(
            sentence!(
                "a key in double quotes belongs here",
                "ここには二重引用符で囲んだキーが必要です"
            ),
            sentence!(
                "write `\"key\": value`; JSON has no single quotes and no keys without quotes",
                "`\"key\": value` の形で書いてください。JSON では一重引用符や引用符のないキーは使えません"
            ),
        )
    }

    pub(super) fn bare_key(&mut self) -> Result<String, Stop> {
        let rest = &self.text[self.at..];
        let ends = |c: char| c.is_whitespace() || "{}[],:\"'".contains(c);
        let key = &rest[..rest.find(ends).unwrap_or(rest.len())];
        if key.is_empty() {
            return Err(self.no_key());
        }
        let at = self.here();
        let what = sentence!(
            "the key `{key}` has no quotes",
            "キー `{key}` に引用符がありません"
        );
        self.tolerated("json-quotes", at, what);
        self.at += key.len();
        Ok(key.to_owned())
    }

    /// Reads a text in quotes.
    pub(super) fn quoted(&mut self) -> Result<String, Stop> {
        let quote = self.bytes[self.at];
        let start = self.at + 1;
        let is_end = |byte: &u8| *byte == quote || *byte == b'\\' || *byte < b' ';
        let run = |from: usize| {
            let rest = &self.bytes[from..];
            from + rest.iter().position(is_end).unwrap_or(rest.len())
        };
        let mut text = String::new();
        let mut from = start;
        loop {
            let until = run(from);
            text.push_str(&self.text[from..until]);
            match self.bytes.get(until) {
                Some(&byte) if byte == quote => {
                    self.at = until + 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    let Some((character, length)) = escaped(&self.bytes[until + 1..]) else {
                        self.at = until;
                        return Err(self.no_escape());
                    };
                    text.push(character);
                    from = until + 1 + length;
                }
                // Python's reader refuses it, too, but nothing else can be meant.
                Some(b'\t') => {
                    text.push('\t');
                    from = until + 1;
                }
                _ => {
                    let line = self.here().line;
                    self.at = until;
                    return Err(self.error(
                        sentence!(
                            "the text in quotes that begins in line {line} is not closed in its line",
                            "{line}行目の文字列が、その行の中で閉じられていません"
                        ),
                        sentence!(
                            "add the quote; a line break in a text is written `\\n`, another quote `\\\"`",
                            "引用符を補ってください。文字列中の改行は `\\n`、引用符は `\\\"` と書きます"
                        ),
                    ));
                }
            }
        }
    }

    fn no_escape(&mut self) -> Stop {
        self.error(
            sentence!(
                "JSON knows no character that is written like this",
                "JSON にはこのエスケープがありません"
            ),
            sentence!(
                "a backslash is written `\\\\`, a character by its number `\\u0041`; half a character needs its other half",
                "バックスラッシュは `\\\\`、文字コードは `\\u0041` の形で書きます。サロゲートは2つで1文字です"
            ),
        )
    }

    /// Reads a value without quotes.
    pub(super) fn bare(&mut self) -> Result<Kind, Stop> {
        let rest = &self.text[self.at..];
        let literal = Literal::of(rest);
        let follows = rest[literal.text.len()..].trim_start_matches([' ', '\t']);
        let ends = follows.is_empty()
            || follows.starts_with(['\n', '\r', ',', ']', '}', '#', ':'])
            || follows.starts_with("//")
            || follows.starts_with("/*")
            || (self.open.is_empty() && literal.text.len() < rest.len());
        match literal.kind {
            Some(kind) if ends || !self.loose => {
                self.at += literal.text.len();
                Ok(kind)
            }
            _ if self.loose && !self.open.is_empty() => self.bare_text(),
            _ => Err(self.no_value(literal.text)),
        }
    }

    /// Reads a text of Hjson: it goes to the end of its line, and commas belong to it.
    fn bare_text(&mut self) -> Result<Kind, Stop> {
        let rest = &self.text[self.at..];
        if rest.starts_with("'''") {
            return self.lines();
        }
        if rest.starts_with('\'') {
            return self.quoted().map(|text| Kind::Text(text.into()));
        }
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let text = line.trim_end();
        if text.is_empty() || text.starts_with(['{', '}', '[', ']', ',', ':']) {
            return Err(self.no_value(text));
        }
        let word = text.trim_end_matches(',');
        self.ambiguous |= !matches!(word, "True" | "False" | "None");
        let at = self.here();
        let what = sentence!(
            "the text `{text}` has no quotes, so it goes to the end of the line",
            "`{text}` に引用符がないため、行末までが文字列になります"
        );
        let mend = sentence!(
            "quote it, or write `true`, `false` or `null`; Zappa reads it as this text, other tools refuse the file",
            "引用符で囲むか、`true`、`false`、`null` と書いてください。Zappa はこのまま文字列と読み、ほかのツールではエラーになります"
        );
        self.parsed.warn("json-quotes", at, what, mend);
        self.at += line.len();
        Ok(Kind::Text(text.into()))
    }

    /// Reads a text of several lines between `'''`, without the indentation of its beginning.
    fn lines(&mut self) -> Result<Kind, Stop> {
        let indent = self.here().column as usize - 1;
        let rest = &self.text[self.at + 3..];
        let Some(end) = rest.find("'''") else {
            return Err(self.error(
                sentence!(
                    "the text in `'''` is never closed",
                    "`'''` の文字列が閉じられていません"
                ),
                sentence!("add `'''` behind it", "末尾に `'''` を付けてください"),
            ));
        };
        let without_indent = |line: &str| {
            let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
            line[blank.min(indent)..].to_owned()
        };
        let lines: Vec<String> = rest[..end].lines().map(without_indent).collect();
        let text = lines.join("\n");
        let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
        self.at += end + 6;
        Ok(Kind::Text(text.into()))
    }

    fn no_value(&mut self, word: &str) -> Stop {
        let mend = match word {
            "True" | "False" | "None" => sentence!(
                "JSON spells them `true`, `false` and `null`",
                "JSON では `true`、`false`、`null` と書きます"
            ),
            _ => sentence!(
                "write a text in double quotes, a number, `true`, `false`, `null`, `{{…}}` or `[…]`",
                "二重引用符で囲んだ文字列、数値、`true`、`false`、`null`、`{{…}}`、`[…]` のいずれかを書いてください"
            ),
        };
        let what = if word.is_empty() {
            sentence!("a value is missing here", "ここに値がありません")
        } else {
            sentence!(
                "`{word}` is no value of JSON",
                "`{word}` は JSON の値ではありません"
            )
        };
        self.error(what, mend)
    }
}
