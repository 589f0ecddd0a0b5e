//! Every line leads to the field that made it, and every field to its lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gateway_studio::diagnostic::step;
use gateway_studio::generate::{Artifact, generate};
use gateway_studio::model::preset::PRESETS;
use gateway_studio::model::{self, Design};
use gateway_studio::words::Language;
use serde_json::Value;

mod folder;

/// The designs of the tests with their names, whose files speak one language.
fn designs() -> Vec<(String, Design)> {
    let mut paths = Vec::new();
    folder::files(Path::new("tests/designs"), &mut paths);
    paths.sort();
    let design = |path: &Path| {
        let text = fs::read_to_string(path).expect("the design can be read");
        let mut design = model::read(&text).design.expect("a design stands there");
        design.output.language = Language::En;
        let name = path.file_stem().unwrap_or_default();
        (name.to_string_lossy().into_owned(), design)
    };
    let own = paths.iter().map(|path| design(path));
    let presets = PRESETS.iter().map(|preset| {
        let mut design = (preset.design)();
        design.output.language = Language::En;
        (preset.name.to_owned(), design)
    });
    own.chain(presets).collect()
}

/// The lines that no field made.
fn without_field(artifact: &Artifact) -> BTreeSet<&str> {
    let document = &artifact.document;
    let is_free = |line: &usize| {
        let fields = document.origins(*line);
        fields.iter().all(|field| field.segments().is_empty())
    };
    let lines = (0..document.line_count()).filter(is_free);
    let lines = lines.map(|line| document.line(line).trim());
    lines.filter(|line| !line.is_empty()).collect()
}

/// What no field made can only be what all designs of a kind have.
#[test]
fn a_line_that_not_every_design_has_leads_to_a_field() {
    // By file and kind: the texts of all designs, and the lines without a field.
    let mut texts = BTreeMap::<_, Vec<String>>::new();
    let mut free = BTreeMap::<_, BTreeMap<String, String>>::new();
    for (name, design) in designs() {
        let kind = design.api.kind().name();
        for artifact in generate(&design) {
            let of = (artifact.generator.path, kind);
            texts.entry(of).or_default().push(artifact.document.text());
            let free = free.entry(of).or_default();
            for line in without_field(&artifact) {
                free.insert(line.to_owned(), name.clone());
            }
        }
    }
    let mut wrong = Vec::new();
    for (of, free) in free {
        let all: Vec<BTreeSet<&str>> = texts[&of]
            .iter()
            .map(|text| text.lines().map(str::trim).collect())
            .collect();
        for (line, name) in free {
            if !all.iter().all(|text| text.contains(line.as_str())) {
                wrong.push(format!("{} ({}, as in {name}): {line}", of.0, of.1));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n{} in all",
        wrong.join("\n"),
        wrong.len()
    );
}

/// The JSON Pointers of what has nothing below it.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, inside) in members {
                leaves(inside, &format!("{at}/{}", step(key)), found);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (place, inside) in items.iter().enumerate() {
                leaves(inside, &format!("{at}/{place}"), found);
            }
        }
        _ => found.push(at.to_owned()),
    }
}

/// What no file but the design's own tells: nothing is set there, or it is about the design itself. The handlers of a
/// WebSocket API are not the app, and without functions nothing runs one.
fn is_its_own(design: &Design, field: &str, value: &Value) -> bool {
    let is_unset = match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    let is_idle = design.websocket().is_some() || design.functions.is_empty();
    let is_idle = is_idle && field.starts_with("/app/");
    is_unset || is_idle || ["/schema_version", "/output/language"].contains(&field)
}

#[test]
fn every_field_has_its_line_in_the_design_and_a_place_in_another_file() {
    let mut wrong = Vec::new();
    for (name, design) in designs() {
        let value: Value = serde_json::from_str(&model::write(&design)).expect("JSON is written");
        let mut fields = Vec::new();
        leaves(&value, "", &mut fields);
        let all = generate(&design);
        let is_own = |file: &&Artifact| file.generator.path == "design.json";
        let own = all.iter().find(is_own).expect("each design has its file");
        for field in fields.iter().filter(|field| !field.starts_with("/kept/")) {
            let lines = own.document.lines_from(field);
            let key = field.rsplit('/').next().unwrap_or_default();
            let is_named = |line: usize| {
                let line = own.document.line(line);
                key.parse::<u32>().is_ok() || line.contains(&format!("\"{key}\""))
            };
            if lines.len() != 1 || !is_named(lines[0]) {
                wrong.push(format!("{name}: {field} in design.json, lines {lines:?}"));
            }
            let is_told = |file: &Artifact| !file.document.lines_about(field).is_empty();
            let others = all.iter().filter(|file| !is_own(file));
            let set = value.pointer(field).unwrap_or(&Value::Null);
            if !is_its_own(&design, field, set) && !others.into_iter().any(is_told) {
                wrong.push(format!("{name}: {field} in no other file"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n{} in all",
        wrong.join("\n"),
        wrong.len()
    );
}
