//! Every line leads to the field that made it, and every field to its lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gateway_studio::generate::{Artifact, generate};
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
    paths.iter().map(|path| design(path)).collect()
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
    assert!(wrong.is_empty(), "{}\n{} in all", wrong.join("\n"), wrong.len());
}

/// The JSON Pointers of what has nothing below it.
fn leaves(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, inside) in members {
                leaves(inside, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (place, inside) in items.iter().enumerate() {
                leaves(inside, format!("{at}/{place}"), found);
            }
        }
        _ => found.push(at),
    }
}

#[test]
fn every_field_has_a_line() {
    let mut missing = BTreeMap::<String, (usize, usize, String)>::new();
    for (name, design) in designs() {
        let value: Value = serde_json::from_str(&model::write(&design)).expect("JSON");
        let mut fields = Vec::new();
        leaves(&value, String::new(), &mut fields);
        let all = generate(&design);
        for field in fields {
            let is_there = all.iter().filter(|a| a.generator.path != "design.json").any(|a| !a.document.lines_from(&field).is_empty());
            let general: Vec<&str> = field.split('/').map(|s| if s.parse::<u32>().is_ok() { "*" } else { s }).collect();
            let e = missing.entry(general.join("/")).or_default();
            e.1 += 1;
            if !is_there { e.0 += 1; e.2 = format!("{name} {field} = {}", value.pointer(&field).unwrap_or(&Value::Null)); }
        }
    }
    for (field, (no, all, example)) in &missing {
        if *no > 0 { println!("FIELD {field} {no}/{all} {example}"); }
    }
}
