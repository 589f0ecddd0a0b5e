//! Nothing is lost in silence: in files of other people a value of another type stands at some place, and it is in the
//! design, goes back out in the same file, or is named in a finding.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use gateway_studio::generate;
use gateway_studio::import::{Imported, Source, places as places_of, read};
use gateway_studio::model::Design;
use serde_json::{Map, Value, json};
use serde_yaml::Value as Yaml;

/// The files of a kind from the corpus beside the project, as JSON with functions in their long form.
fn corpus(kind: &str) -> Vec<(String, Value)> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("GATEWAY_STUDIO_CORPUS").map_or_else(beside, PathBuf::from);
    let files = fs::read_dir(folder.join(kind)).expect("the corpus is beside the project");
    let mut files: Vec<_> = files
        .map(|file| file.expect("it can be listed").path())
        .collect();
    files.sort();
    let documents = files.into_iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?.to_owned();
        let text = fs::read_to_string(&path).ok()?;
        let document = serde_yaml::from_str(&text).ok().and_then(json_of)?;
        document.is_object().then_some((name, document))
    });
    documents.collect()
}

fn json_of(value: Yaml) -> Option<Value> {
    Some(match value {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => value.into(),
        Yaml::Number(number) => serde_json::to_value(number).ok()?,
        Yaml::String(text) => text.into(),
        Yaml::Sequence(items) => items.into_iter().map(json_of).collect::<Option<Value>>()?,
        Yaml::Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| {
                let key = match key {
                    Yaml::String(key) => key,
                    Yaml::Number(key) => key.to_string(),
                    Yaml::Bool(key) => key.to_string(),
                    _ => return None,
                };
                Some((key, json_of(value)?))
            });
            Value::Object(entries.collect::<Option<Map<_, _>>>()?)
        }
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let tag = tag.trim_start_matches('!');
            let value = json_of(tagged.value)?;
            let value = match value.as_str().and_then(|text| text.split_once('.')) {
                Some((id, attribute)) if tag == "GetAtt" => json!([id, attribute]),
                _ => value,
            };
            let long = matches!(tag, "Ref" | "Condition");
            let name = if long {
                tag.to_owned()
            } else {
                format!("Fn::{tag}")
            };
            json!({ name: value })
        }
    })
}

/// Every place of a document by its steps.
fn places(value: &Value, path: &mut Vec<String>, all: &mut Vec<Vec<String>>) {
    let mut go = |key: String, value: &Value| {
        path.push(key);
        all.push(path.clone());
        places(value, path, all);
        path.pop();
    };
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                go(key.clone(), value);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                go(index.to_string(), value);
            }
        }
        _ => {}
    }
}

fn pointer(path: &[String]) -> String {
    let steps = path
        .iter()
        .map(|step| step.replace('~', "~0").replace('/', "~1"));
    let steps: Vec<String> = steps.map(|step| format!("/{step}")).collect();
    steps.concat()
}

/// A value of another type.
fn other(value: &Value, number: usize) -> Value {
    let mark = "a mark that stands nowhere else";
    let others = [json!([mark, mark]), json!({ "Mark": mark }), json!(mark)];
    let fit = others.into_iter().filter(|other| {
        let same = (other.is_array() && value.is_array())
            || (other.is_object() && value.is_object())
            || (other.is_string() && !value.is_array() && !value.is_object());
        !same
    });
    let fit: Vec<Value> = fit.collect();
    fit[number % fit.len()].clone()
}

fn read_json(document: &Value) -> Imported {
    let text = serde_json::to_string_pretty(document).expect("it is JSON");
    read(&[Source {
        name: "file.json",
        bytes: text.as_bytes(),
    }])
}

/// What a design says by itself.
fn bare(design: &Design) -> Design {
    Design {
        kept: Arc::default(),
        ..design.clone()
    }
}

/// Whether a value stands in the file of that name that is made of a design.
fn goes_back(design: &Design, path: &str) -> bool {
    let files = generate::generate(design);
    let mut files = files.iter().filter(|file| file.generator.path == path);
    files.any(|file| {
        file.document
            .text()
            .contains("a mark that stands nowhere else")
    })
}

/// Whether a finding stands at a place, or at what it is in.
fn is_named(document: &Value, place: &[String], imported: &Imported) -> bool {
    let text = serde_json::to_string_pretty(document).expect("it is JSON");
    let around: Vec<String> = (1..=place.len())
        .map(|steps| pointer(&place[..steps]))
        .collect();
    let around = places_of(&text, around.iter().map(String::as_str));
    let mut findings = imported.findings.iter();
    findings.any(|one| around.contains(&one.at))
}

fn check(kind: &str, path: &str, few: usize) {
    let mut lost = Vec::new();
    let (mut number, mut tried) = (0_usize, 0);
    for (name, document) in corpus(kind) {
        let mut all = Vec::new();
        places(&document, &mut Vec::new(), &mut all);
        if all.is_empty() || read_json(&document).design.is_none() {
            continue;
        }
        let plain = read_json(&document);
        for _ in 0..few {
            // Steps of a size that has no factor with anything here reach every kind of place.
            number += 7_919;
            let place = &all[number % all.len()];
            let at = pointer(place);
            let mut changed = document.clone();
            let Some(value) = changed.pointer_mut(&at) else {
                continue;
            };
            *value = other(value, number);
            tried += 1;
            let imported = read_json(&changed);
            let Some(design) = &imported.design else {
                assert!(!imported.findings.is_empty(), "{name} {at}");
                continue;
            };
            let is_told = |code: &str, message: &str| {
                let mut plain = plain.findings.iter();
                !plain.any(|one| one.code == code && one.message.en == message)
            };
            let mut findings = imported.findings.iter();
            let named = findings.any(|one| is_told(&one.code, &one.message.en))
                || is_named(&changed, place, &imported);
            if named || goes_back(design, path) {
                continue;
            }
            // It may say something as well: then the design is another one than without it.
            let (key, parent) = place.split_last().expect("no place is the root");
            let mut without = changed.clone();
            match without.pointer_mut(&pointer(parent)) {
                Some(Value::Object(members)) => drop(members.remove(key)),
                Some(Value::Array(items)) => drop(items.remove(key.parse().expect("an index"))),
                _ => {}
            }
            let without = read_json(&without).design.map(|design| bare(&design));
            if without.as_ref() == Some(&bare(design)) {
                lost.push(format!("{name} {at}"));
            }
        }
    }
    assert!(tried > 50, "only {tried} places");
    assert!(
        lost.is_empty(),
        "{} of {tried} lost:\n{}",
        lost.len(),
        lost.join("\n")
    );
}

#[test]
fn nothing_of_a_template_is_lost_in_silence() {
    check("sam", "sam/template.yaml", 3);
}

#[test]
fn nothing_of_a_definition_is_lost_in_silence() {
    check("openapi", "openapi/openapi.yaml", 20);
}

#[test]
fn nothing_of_the_settings_is_lost_in_silence() {
    check("zappa", "zappa/zappa_settings.json", 60);
}
