//! Reading and writing a design file.

use serde_json::Value;

use super::{Design, SCHEMA_VERSION};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::sentence;

/// What came of reading a design file.
pub struct Opened {
    /// The design; `None` when the text is not one (then nothing must be overwritten).
    pub design: Option<Design>,
    /// Why it was refused, or which of its fields this version does not know.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the text of a design file.
///
/// Errors name line and column, unknown fields their JSON Pointer; such fields
/// are not kept, so a caller must show the findings before it saves anything.
pub fn read(text: &str) -> Opened {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let source = match serde_json::from_str::<Value>(text) {
        Ok(source @ Value::Object(_)) => source,
        Ok(_) => return refuse(not_a_design()),
        Err(error) => return refuse(malformed(&error)),
    };
    let version = source.get("schema_version").and_then(Value::as_u64);
    if let Some(version) = version.filter(|version| *version != u64::from(SCHEMA_VERSION)) {
        return refuse(other_version(version));
    }
    match serde_json::from_str::<Design>(text) {
        Ok(design) => {
            let mut diagnostics = Vec::new();
            // By way of the text: one serializer less in the page.
            let understood = serde_json::from_str(&write(&design)).unwrap_or_default();
            unknown_fields(&source, &understood, "", &mut diagnostics);
            Opened {
                design: Some(design),
                diagnostics,
            }
        }
        Err(error) => refuse(malformed(&error)),
    }
}

/// The text of a design file: pretty JSON with a final newline, fields in model order.
///
/// # Panics
/// Never: a design holds nothing that JSON cannot.
pub fn write(design: &Design) -> String {
    let mut text = serde_json::to_string_pretty(design)
        .expect("a design has string keys and finite numbers only, which JSON can hold");
    text.push('\n');
    text
}

fn refuse(diagnostic: Diagnostic) -> Opened {
    Opened {
        design: None,
        diagnostics: vec![diagnostic],
    }
}

fn malformed(error: &serde_json::Error) -> Diagnostic {
    let (line, column) = (error.line(), error.column());
    let cause = error.to_string();
    let cause = cause.split(" at line ").next().unwrap_or_default();
    let message = sentence!(
        "line {line}, column {column}: {cause}",
        "{line}行{column}列: {cause}",
    );
    Diagnostic::new(
        "design/malformed",
        Severity::Error,
        Pointer::root(),
        message,
    )
    .help(sentence!(
        "mend the file at that place; the design before it is untouched",
        "その位置を直してください。現在の設計はそのままです",
    ))
}

fn not_a_design() -> Diagnostic {
    let message = sentence!(
        "the file holds JSON, but not an object with a design in it",
        "ファイルは JSON ですが、設計のオブジェクトではありません",
    );
    Diagnostic::new(
        "design/malformed",
        Severity::Error,
        Pointer::root(),
        message,
    )
    .help(sentence!(
        "choose a `design.json` that the studio wrote",
        "スタジオが書いた `design.json` を選んでください"
    ))
}

fn other_version(version: u64) -> Diagnostic {
    let at = Pointer::root().join("schema_version");
    let message = sentence!(
        "the design has schema version {version}, this studio reads version {SCHEMA_VERSION}",
        "設計のスキーマバージョンは {version} ですが、このスタジオが読めるのは {SCHEMA_VERSION} です",
    );
    Diagnostic::new("design/newer-schema", Severity::Error, at, message).help(sentence!(
        "open it with the version of the studio that wrote it, or a later one",
        "書き出したバージョン以降のスタジオで開いてください",
    ))
}

/// A design writes every field it has, so what stands only in the source was not understood.
fn unknown_fields(source: &Value, understood: &Value, at: &str, out: &mut Vec<Diagnostic>) {
    match (source, understood) {
        (Value::Object(source), Value::Object(understood)) => {
            for (key, value) in source {
                let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                match understood.get(key) {
                    Some(understood) => unknown_fields(value, understood, &at, out),
                    None => out.push(unknown(at)),
                }
            }
        }
        (Value::Array(source), Value::Array(understood)) => {
            for (index, (value, understood)) in source.iter().zip(understood).enumerate() {
                unknown_fields(value, understood, &format!("{at}/{index}"), out);
            }
        }
        _ => {}
    }
}

fn unknown(at: String) -> Diagnostic {
    let message = sentence!("unknown field `{at}`", "未知のフィールド `{at}`");
    let help = sentence!(
        "check its spelling; it has no effect and is not kept when the design is saved",
        "綴りを確かめてください。効果はなく、保存すると失われます",
    );
    let code = "design/unknown-field";
    Diagnostic {
        at,
        ..Diagnostic::new(code, Severity::Warning, Pointer::root(), message)
    }
    .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;
    use crate::words::Language;

    fn lines(text: &str) -> Vec<String> {
        read(text)
            .diagnostics
            .iter()
            .map(|d| d.line(Language::En))
            .collect()
    }

    #[test]
    fn every_preset_is_read_back_as_written() {
        for preset in PRESETS {
            let design = (preset.design)();
            let opened = read(&write(&design));
            assert_eq!(opened.design.as_ref(), Some(&design), "{}", preset.name);
            assert_eq!(opened.diagnostics, [], "{}", preset.name);
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        insta::assert_debug_snapshot!([
            lines("{\n  \"name\": \"a\",\n  oops\n}"),
            lines("{\"name\": 7}"),
            lines("[]"),
            lines("{\"schema_version\": 2, \"later\": true}"),
            lines("{\"nmae\": \"a\", \"stages\": [{\"name\": \"dev\", \"thr~/ottle\": {}}]}"),
            lines("{\"api\": {\"rest\": {\"endpoint\": \"REGIONAL\", \"cachee\": 1}}}"),
        ]);
    }
}
