//! Reading and writing a design file.

use std::sync::Arc;

use serde_json::Value;

use super::part::{Part, Reader, View};
use super::patch::ROUTE_BYTES;
use super::source;
use super::{Design, Route, SCHEMA_VERSION};
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
/// What is not JSON is named by line and column, a wrong value or an unknown field by its JSON
/// Pointer; unknown fields are not kept, so a caller must show the findings before it saves anything.
pub fn read(text: &str) -> Opened {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return refuse(empty());
    }
    let source = match source::read(text, "/routes") {
        Ok(source) if source.rest.is_object() => source,
        Ok(_) => return refuse(not_a_design()),
        Err(error) => return refuse(malformed(text, &error)),
    };
    let mut opened = design_of(&source.rest, source.routes, source.reader);
    if opened.design.is_some() {
        let twice = source.twice.into_iter().map(twice);
        opened.diagnostics.extend(twice);
    }
    opened
}

/// Reads a design file that was parsed already; what is wrong is named by its JSON Pointer.
pub fn read_value(source: &Value) -> Opened {
    design_of(source, None, Reader::new())
}

/// The design of its values and of the routes that a reader has read before.
fn design_of(source: &Value, routes: Option<Vec<Arc<Route>>>, mut reader: Reader) -> Opened {
    let version = source.get("schema_version").and_then(Value::as_u64);
    if let Some(version) = version.filter(|version| *version != u64::from(SCHEMA_VERSION)) {
        return refuse(other_version(version));
    }
    let mut design = Design::default();
    design.read(source, &mut reader);
    if let Some(routes) = routes {
        design.routes = routes;
    }
    let mut diagnostics = reader.found;
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    if diagnostics.iter().any(is_error) {
        diagnostics.retain(is_error);
        return Opened {
            design: None,
            diagnostics,
        };
    }
    Opened {
        design: Some(design),
        diagnostics,
    }
}

/// The text of a design file: pretty JSON with a final newline, fields in model order.
///
/// # Panics
/// Never: a design holds nothing that JSON cannot.
pub fn write(design: &Design) -> String {
    let mut text = Vec::with_capacity(LINES_BYTES * design.routes.len());
    serde_json::to_writer_pretty(&mut text, design)
        .expect("a design has string keys and finite numbers only, which JSON can hold");
    text.push(b'\n');
    String::from_utf8(text).unwrap_or_default()
}

/// The usual lines of a route, in bytes.
const LINES_BYTES: usize = 700;

/// Writes a design a piece at a time, for who has other things to do in between: without line breaks, else like
/// [`write()`].
pub struct Writing {
    design: Arc<Design>,
    text: String,
    /// The next field, and the next of its items where it is the routes.
    next: (usize, usize),
}

impl Writing {
    /// Begins.
    pub fn new(design: Arc<Design>) -> Self {
        let mut text = String::with_capacity(ROUTE_BYTES * design.routes.len());
        text.push('{');
        Self {
            design,
            text,
            next: (0, 0),
        }
    }

    /// The design that is written.
    pub const fn design(&self) -> &Arc<Design> {
        &self.design
    }

    /// Writes what is left.
    pub fn whole(mut self) -> String {
        loop {
            if let Some(text) = self.go_on(usize::MAX) {
                return text;
            }
        }
    }

    /// Writes a field, or that many routes; the text once it is whole.
    pub fn go_on(&mut self, routes: usize) -> Option<String> {
        let design: &dyn Part = &*self.design;
        let View::Fields(names) = design.view() else {
            return None;
        };
        let (field, item) = self.next;
        let (Some(name), Some(part)) = (names.get(field), design.part(field)) else {
            self.text.push('}');
            return Some(std::mem::take(&mut self.text));
        };
        self.next = (field + 1, 0);
        if !design.is_written(name) {
            return None;
        }
        let json = |part: &dyn Part| serde_json::to_string(part).unwrap_or_default();
        if item == 0 {
            let comma = if self.text.len() > 1 { "," } else { "" };
            self.text.extend([comma, "\"", name, "\":"]);
        }
        match part.view() {
            View::List(count) if *name == "routes" && count > 0 => {
                let until = count.min(item.saturating_add(routes.max(1)));
                for place in item..until {
                    self.text.push(if place == 0 { '[' } else { ',' });
                    self.text
                        .push_str(&part.part(place).map(json).unwrap_or_default());
                }
                if until < count {
                    self.next = (field, until);
                } else {
                    self.text.push(']');
                }
            }
            _ => self.text.push_str(&json(part)),
        }
        None
    }
}

fn refuse(diagnostic: Diagnostic) -> Opened {
    Opened {
        design: None,
        diagnostics: vec![diagnostic],
    }
}

fn empty() -> Diagnostic {
    let message = sentence!("the file is empty", "ファイルが空です");
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

fn malformed(text: &str, error: &serde_json::Error) -> Diagnostic {
    let (line, column) = (error.line(), error.column());
    let before = column.saturating_sub(1);
    let there = text.lines().nth(line.saturating_sub(1));
    let there = there.map_or(&b""[..], |there| {
        there.as_bytes().get(before..).unwrap_or_default()
    });
    // What its reader says is English alone: what stands there says as much.
    let ends = |byte: &u8| byte.is_ascii_whitespace();
    let word = there.split(ends).next().unwrap_or_default();
    let word = String::from_utf8_lossy(word);
    let word: String = word.chars().take(20).collect();
    let message = if error.is_eof() || word.is_empty() {
        sentence!(
            "line {line}, column {column}: the text ends before the design does",
            "{line}行{column}列: 設計の途中でテキストが終わっています",
        )
    } else {
        sentence!(
            "line {line}, column {column}: `{word}` does not belong there",
            "{line}行{column}列: `{word}` はここに書けません",
        )
    };
    Diagnostic::new(
        "design/malformed",
        Severity::Error,
        Pointer::root(),
        message,
    )
    .help(if there.starts_with(b"/") || there.starts_with(b"#") {
        sentence!(
            "take the comment out: JSON has none",
            "コメントを取り除いてください(JSON にコメントはありません)",
        )
    } else {
        sentence!(
            "mend the file at that place; nothing was changed",
            "その位置を直してください。何も変更されていません",
        )
    })
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

fn twice(at: String) -> Diagnostic {
    let message = sentence!(
        "the key `{at}` stands twice, the last one counts",
        "キー `{at}` が重複しています(最後の値が有効です)",
    );
    Diagnostic {
        at,
        ..Diagnostic::new(
            "design/duplicate-key",
            Severity::Warning,
            Pointer::root(),
            message,
        )
    }
    .help(sentence!(
        "take one of them out of the file; it is not kept when the design is saved",
        "ファイルからどちらか一方を取り除いてください。保存すると失われます",
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
    fn a_design_that_is_written_in_pieces_is_the_same_design() {
        for preset in PRESETS {
            let mut design = (preset.design)();
            let routes = design.routes.clone();
            design.routes.extend(routes);
            let design = Arc::new(design);
            for routes in [0, 1, 2, 100] {
                let mut writing = Writing::new(design.clone());
                let text = std::iter::repeat_with(|| writing.go_on(routes)).find_map(|text| text);
                let text = text.unwrap_or_default();
                assert_eq!(text, Writing::new(design.clone()).whole());
                let read: Value = serde_json::from_str(&text).expect("it is JSON");
                let whole: Value = serde_json::from_str(&write(&design)).expect("it is JSON");
                assert_eq!(read, whole, "{}, {routes}", preset.name);
            }
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        insta::assert_debug_snapshot!([
            lines("{\n  \"name\": \"a\",\n  oops\n}"),
            lines("{\"name\": 7}"),
            lines(" \n"),
            lines("{\n  // the name\n  \"name\": \"a\"\n}"),
            lines("{\"api\": {\"grpc\": {}}}"),
            lines("[]"),
            lines("{\"schema_version\": 2, \"later\": true}"),
            lines("{\"nmae\": \"a\", \"stages\": [{\"name\": \"dev\", \"thr~/ottle\": {}}]}"),
            lines("{\"api\": {\"rest\": {\"endpoint\": \"REGIONAL\", \"cachee\": 1}}}"),
            lines("{\"stages\": [{\"name\": \"a\", \"name\": \"b\"}]}"),
        ]);
    }
}
