//! What is wrong with a text that is not YAML, in Japanese: the parser has English words alone (saphyr-parser 0.3).

use saphyr_parser::ScanError;

use super::Builder;
use crate::import::node::Place;
use crate::sentence;

impl Builder<'_> {
    /// Says what is no YAML, and how to mend it.
    pub(super) fn malformed(&mut self, text: &str, error: &ScanError) {
        let marker = error.marker();
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let at = Place {
            file: self.file,
            line: small(marker.line()).max(1),
            column: small(marker.col() + 1),
        };
        let cause = error.info();
        // The scanner counts brackets ahead of the parser.
        if cause.contains("recursion limit") {
            return self.parsed.too_deep(at);
        }
        let line = text.lines().nth(at.line as usize - 1).unwrap_or_default();
        let spaces = line.trim_start_matches(' ');
        let help = if spaces.starts_with("{%") || text.contains("{% ") {
            sentence!(
                "this is a template of Jinja: open the file that is made of it",
                "これは Jinja のテンプレートです。展開後のファイルを開いてください",
            )
        } else if spaces.starts_with('\t') || cause.contains("tab") {
            sentence!(
                "indent with spaces: YAML allows no tabs there",
                "インデントには空白を使ってください。YAML ではここにタブを書けません",
            )
        } else {
            sentence!(
                "mend the line, or the one before it: often a quote, a bracket or the indentation is what is wrong",
                "この行か前の行を直してください。引用符、かっこ、インデントの誤りがよくある原因です",
            )
        };
        let japanese = in_japanese(cause);
        self.parsed.error(
            "yaml-malformed",
            at,
            sentence!(
                "this is not YAML: {cause}",
                "YAML として読めません。{japanese}"
            ),
            help,
        );
    }
}

/// Pieces of the parser's messages, the special ones first, and what each says.
const CAUSES: &[(&str, &str)] = &[
    ("tab", "ここにタブ文字は使えません"),
    (
        "block scalar, found an indentation indicator",
        "ブロックの字下げの指定が正しくありません",
    ),
    (
        "wrongly indented line in block scalar",
        "ブロックの中の行の字下げが足りません",
    ),
    (
        "block scalar",
        "`|` や `>` の後ろには、コメントか改行が必要です",
    ),
    (
        "invalid indentation in quoted scalar",
        "引用符の中の行の字下げが足りません",
    ),
    (
        "invalid indentation in flow",
        "かっこの中の行の字下げが足りません",
    ),
    ("invalid indentation", "字下げが正しくありません"),
    (
        "byte order mark",
        "文書の途中にバイト順マーク(BOM)があります",
    ),
    ("unprintable character", "表示できない文字があります"),
    (
        "block sequence entries are not allowed",
        "ここにリストの項目(`-`)は書けません",
    ),
    (
        "did not find expected '-' indicator",
        "リストの項目の `-` がありません",
    ),
    (
        "while parsing a block mapping",
        "マッピングのキーがありません",
    ),
    ("flow mapping", "`{` の中に `,` か `}` がありません"),
    ("flow sequence", "`[` の中に `,` か `]` がありません"),
    ("misplaced bracket", "閉じかっこの位置が正しくありません"),
    ("illegal placement of ':'", "`:` の位置が正しくありません"),
    (
        "mapping values are not allowed",
        "ここに `キー: 値` の値は書けません",
    ),
    ("mapping keys are not allowed", "ここにキーは書けません"),
    ("simple key", "キーの後ろに `:` がありません"),
    (
        "comment intercepting",
        "複数行の文字列の途中にコメントがあります",
    ),
    ("unexpected end of stream", "引用符が閉じられていません"),
    (
        "unexpected document indicator",
        "引用符の中に文書の区切り(`---` や `...`)があります",
    ),
    (
        "trailing content after double-quoted",
        "閉じた引用符の後ろに文字があります",
    ),
    (
        "hexadecimal number",
        "`\\x` や `\\u` の後ろに16進数がありません",
    ),
    (
        "Unicode character escape",
        "文字の番号が Unicode にありません",
    ),
    (
        "unknown escape character",
        "`\\` の後ろの文字が正しくありません",
    ),
    ("quoted scalar", "引用符で囲んだ文字列が正しくありません"),
    ("plain scalar", "引用符のない文字列が正しくありません"),
    ("duplicated anchor", "同じ名前のアンカー(`&`)が2つあります"),
    (
        "unknown anchor",
        "エイリアス(`*`)の名前のアンカーがありません",
    ),
    (
        "anchor",
        "アンカー(`&`)またはエイリアス(`*`)が正しくありません",
    ),
    ("did not find expected node content", "値がありません"),
    ("directive", "`%` で始まる指示が正しくありません"),
    ("TAG", "`%` で始まる指示が正しくありません"),
    (
        "the handle wasn't declared",
        "タグ(`!`)の接頭辞が宣言されていません",
    ),
    ("tag", "タグ(`!`)が正しくありません"),
    ("document", "文書の区切り(`---` や `...`)が正しくありません"),
    ("unexpected eof", "途中で終わっています"),
    ("unexpected character", "ここに書けない文字があります"),
    ("expected whitespace", "空白がありません"),
];

/// What the parser says, in Japanese.
fn in_japanese(cause: &str) -> &'static str {
    let found = CAUSES.iter().find(|(piece, _)| cause.contains(piece));
    found.map_or("構文が正しくありません", |(_, said)| said)
}

#[cfg(test)]
mod tests {
    use crate::import::parse::yaml::parse;

    #[test]
    fn what_is_wrong_is_said_in_japanese() {
        for (text, said) in [
            ("a: 'b", "引用符が閉じられていません"),
            ("a: \"\\q\"", "`\\` の後ろの文字が正しくありません"),
            ("a: [b", "`[` の中に `,` か `]` がありません"),
            ("a: {b", "`{` の中に `,` か `}` がありません"),
            ("a: b: c", "ここに `キー: 値` の値は書けません"),
            ("a: *b", "エイリアス(`*`)の名前のアンカーがありません"),
            ("a:\n\tb: 1", "ここにタブ文字は使えません"),
            ("a: 1\n- b", "マッピングのキーがありません"),
            ("- a\nb: 1", "リストの項目の `-` がありません"),
            ("a: ]", "閉じかっこの位置が正しくありません"),
            ("a: @b", "ここに書けない文字があります"),
        ] {
            let parsed = parse(text, 0);
            let message = &parsed.findings[0].message;
            assert_eq!(
                message.ja,
                format!("YAML として読めません。{said}"),
                "{text}: {}",
                message.en
            );
        }
    }
}
