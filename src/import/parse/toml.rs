//! TOML with the place of every key.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::places::Places;
use super::{MAX_NODES, Parsed};
use crate::import::node::{Entry, Kind, Node, Place};
use crate::sentence;

/// Reads a text; its one document is a mapping. Its reader takes tables 80 deep at most.
pub(super) fn parse(text: &str, file: u32) -> Parsed {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut builder = Builder {
        places: Places::new(text, file),
        nodes: 0,
        parsed: Parsed::default(),
    };
    if let Some(error) = errors.first() {
        let at = builder
            .places
            .at(error.span().map_or(text.len(), |span| span.start));
        let cause = error.message();
        let japanese = in_japanese(cause);
        builder.parsed.error(
            "toml-malformed",
            at,
            sentence!(
                "this is not TOML: {cause}",
                "TOML として読めません。{japanese}"
            ),
            sentence!(
                "mend the line: texts stand in quotes, lists in brackets, and no key stands twice in a table",
                "この行を直してください。文字列は引用符、リストはかっこで囲み、1つのテーブルに同じキーを2回書くことはできません",
            ),
        );
        return builder.parsed;
    }
    let at = builder.places.at(0);
    let kind = Kind::Map(builder.entries(table.into_inner()).into());
    builder.parsed.documents.push(Node { at, kind });
    builder.parsed
}

/// Pieces of the parser's messages, the special ones first, and what each says in Japanese (toml 1.2).
const CAUSES: &[(&str, &str)] = &[
    ("duplicate key", "同じキーが2回あります"),
    (
        "cannot extend",
        "すでに値のあるキーの中に、キーを加えています",
    ),
    ("recur", "入れ子が深すぎます"),
    ("carriage return", "復帰文字(CR)だけの改行があります"),
    (
        "missing comma between array",
        "リストの要素の間に `,` がありません",
    ),
    ("missing comma", "キーと値の組の間に `,` がありません"),
    ("extra comma", "余分な `,` があります"),
    ("missing assignment", "キーと値の間に `=` がありません"),
    ("extra assignment", "余分な `=` があります"),
    ("key with no value", "キーに値がありません"),
    ("missing value", "キーに値がありません"),
    ("missing key", "キーがありません"),
    ("unquoted key", "このキーは引用符で囲んでください"),
    ("key-value pair", "`キー = 値` の形になっていません"),
    ("invalid key", "キーが正しくありません"),
    ("escape", "`\\` の後ろの文字が正しくありません"),
    ("must be quoted", "文字列は引用符で囲んでください"),
    ("quote", "引用符が閉じられていません"),
    (
        "string",
        "文字列が閉じられていないか、使えない文字があります",
    ),
    ("boolean", "真偽値は `true` か `false` です"),
    ("date-time", "日時が正しくありません"),
    ("comment", "コメントに使えない文字があります"),
    ("array", "リストのかっこが正しくありません"),
    ("table", "テーブルのかっこが正しくありません"),
    ("value", "値が正しくありません"),
    ("integer", "数値が正しくありません"),
    ("number", "数値が正しくありません"),
    ("float", "数値が正しくありません"),
    ("exponent", "数値が正しくありません"),
    ("fraction", "数値が正しくありません"),
    ("mantissa", "数値が正しくありません"),
    ("radix", "数値が正しくありません"),
    ("end-of-input", "途中で終わっています"),
];

/// What the parser says, in Japanese: it has English words alone.
fn in_japanese(cause: &str) -> &'static str {
    let found = CAUSES.iter().find(|(piece, _)| cause.contains(piece));
    found.map_or("構文が正しくありません", |(_, said)| said)
}

struct Builder<'a> {
    places: Places<'a>,
    nodes: usize,
    parsed: Parsed,
}

impl Builder<'_> {
    /// The entries of a table in the order of the text.
    fn entries(&mut self, table: DeTable<'_>) -> Vec<Entry> {
        let mut members: Vec<_> = table.into_iter().collect();
        members.sort_by_key(|(key, _)| key.span().start);
        let entries = members.into_iter().map(|(key, value)| {
            let at = self.places.at(key.span().start);
            let value = self.node(value, at);
            Entry::new(key.into_inner(), at, value)
        });
        entries.collect()
    }

    fn node(&mut self, value: Spanned<DeValue<'_>>, key: Place) -> Node {
        let span = value.span();
        let at = self.places.at(span.start);
        self.nodes += 1;
        if self.nodes == MAX_NODES {
            self.parsed.too_large(at);
        }
        let kind = match value.into_inner() {
            _ if self.nodes >= MAX_NODES => Kind::Null,
            DeValue::String(text) => Kind::Text(text.into()),
            DeValue::Integer(number) => {
                let digits = number.as_str();
                let decimal = i128::from_str_radix(digits, number.radix());
                Kind::Number(decimal.map_or_else(|_| digits.into(), |n| n.to_string().into()))
            }
            DeValue::Float(number) => Kind::Number(number.as_str().into()),
            DeValue::Boolean(value) => Kind::Bool(value),
            DeValue::Datetime(time) => Kind::Text(time.to_string().into()),
            DeValue::Array(items) => {
                let items = items.into_iter().map(|item| self.node(item, at));
                Kind::List(items.collect())
            }
            DeValue::Table(table) => {
                let kind = Kind::Map(self.entries(table).into());
                // A table of dotted keys begins nowhere.
                let at = if at < key { key } else { at };
                return Node { at, kind };
            }
        };
        Node { at, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_wrong_is_said_in_japanese() {
        for (text, said) in [
            ("a = 1\na = 2", "同じキーが2回あります"),
            ("a = ", "文字列は引用符で囲んでください"),
            (
                "a = \"b",
                "文字列が閉じられていないか、使えない文字があります",
            ),
            ("a 1", "キーに値がありません"),
        ] {
            let parsed = parse(text, 0);
            let message = &parsed.findings[0].message;
            let begins = "TOML として読めません。";
            let japanese = message.ja.strip_prefix(begins).unwrap_or_default();
            assert!(
                japanese.ends_with(said),
                "{text}: {} {}",
                message.en,
                message.ja
            );
        }
    }

    #[test]
    fn tables_and_keys_have_their_place() {
        let text = "# x\n[dev]\nname = \"日本\" # y\nsize = 0x10\nrate = 1.50\non = true\nday = 1979-05-27\n\
                    list = [\"a\", 2]\na.b = { c = 1_000 }\n\n[prod]\n[dev.env]\nK = 'v'\n[[dev.events]]\nf = 1\n";
        let parsed = parse(text, 2);
        assert_eq!(parsed.findings, []);
        let root = &parsed.documents[0];
        assert_eq!(
            root.to_json(),
            json!({
                "dev": {"name": "日本", "size": 16, "rate": 1.5, "on": true, "day": "1979-05-27",
                    "list": ["a", 2], "a": {"b": {"c": 1000}}, "env": {"K": "v"}, "events": [{"f": 1}]},
                "prod": {}
            })
        );
        let place = |path: &[&str], key: &str| {
            let at = root
                .find(path)
                .and_then(|node| node.entry(key))
                .map(|entry| entry.at);
            at.map(|at| (at.file, at.line, at.column))
        };
        assert_eq!(place(&[], "dev"), Some((2, 2, 2)));
        assert_eq!(place(&["dev"], "name"), Some((2, 3, 1)));
        assert_eq!(place(&["dev", "a", "b"], "c"), Some((2, 9, 9)));
        assert_eq!(place(&["dev", "env"], "K"), Some((2, 13, 1)));
        assert_eq!(
            root.find(&["dev", "name"]).map(|node| node.at.column),
            Some(8)
        );
    }

    #[test]
    fn what_is_no_toml_is_told_at_its_place() {
        for (text, line, column) in [
            ("[dev]\na = \n", 2, 5),
            ("[dev]\na = 1\na = 2\n", 3, 1),
            ("a = \"日本\" b", 1, 10),
        ] {
            let parsed = parse(text, 0);
            let at = parsed.findings[0].at;
            assert_eq!(parsed.findings[0].code, "toml-malformed");
            assert_eq!((at.line, at.column), (line, column), "{text}");
        }
        let deep = format!("a = {}", "[".repeat(100_000));
        assert_eq!(parse(&deep, 0).findings.len(), 1);
    }
}
