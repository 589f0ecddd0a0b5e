//! Definitions of others, read and written again: nothing panics, nothing is lost in silence, and what is written says
//! what was read.

#![expect(clippy::print_stdout, reason = "the counts are printed")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use gateway_studio::generate::GENERATORS;
use gateway_studio::import::{self, Format, Imported, Source};
use gateway_studio::model::Design;
use gateway_studio::words::Language;
use proptest::prelude::*;
use serde_json::Value;

/// Files of others; they are not part of the project.
fn corpus() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    std::env::var_os("GATEWAY_STUDIO_CORPUS")
        .map_or_else(|| root.join("../shared/corpus"), PathBuf::from)
}

/// Every definition of the corpus, by name.
fn definitions() -> Vec<(String, Vec<u8>)> {
    let folder = corpus().join("openapi");
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("readable").path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension != "md"));
    files.sort();
    assert!(
        files.len() > 10,
        "the corpus has {} definitions",
        files.len()
    );
    let read = |path: PathBuf| {
        let name = path
            .file_name()
            .expect("it is a file")
            .to_string_lossy()
            .into_owned();
        (name, fs::read(path).expect("readable"))
    };
    files.into_iter().map(read).collect()
}

fn read(bytes: &[u8]) -> Imported {
    import::read(&[Source {
        name: "api.yaml",
        bytes,
    }])
}

/// The definition that a design is written as.
fn written(design: &Design) -> String {
    let mut generators = GENERATORS.iter();
    let generator = generators
        .find(|one| one.path == "openapi/openapi.yaml")
        .expect("there is one");
    (generator.print)(design).text()
}

/// What a definition says; the order of keys says nothing.
fn said(text: &str) -> Value {
    serde_yaml::from_str(text).expect("it is YAML")
}

#[test]
fn every_definition_of_the_corpus_is_read_and_written_again() {
    let (mut table, mut all) = (String::new(), import::Counts::default());
    let mut unread: Vec<String> = Vec::new();
    let (mut equal, mut different): (usize, Vec<String>) = (0, Vec::new());
    for (name, bytes) in definitions() {
        let imported = read(&bytes);
        let findings: Vec<String> = imported
            .findings
            .iter()
            .map(|one| one.line(&name, Language::En))
            .collect();
        let Some(design) = imported.design else {
            unread.push(findings.join("\n"));
            continue;
        };
        assert_eq!(imported.formats[0].1, Format::OpenApi);
        let counts = imported.counts;
        all.represented += counts.represented;
        all.kept += counts.kept;
        all.reported += counts.reported;
        writeln!(
            table,
            "{:>5} {:>5} {:>5}  {name}\n{}",
            counts.represented,
            counts.kept,
            counts.reported,
            findings.join("\n")
        )
        .expect("a string takes it");
        if std::env::var_os("SHOW").is_some() {
            println!(
                "{}\n{}",
                gateway_studio::model::write(&design),
                written(&design)
            );
        }
        let lost = differences(&name, &bytes, &design);
        equal += usize::from(lost.is_empty());
        different.extend(lost);
        // What is written is read again as the same.
        let text = written(&design);
        let again = read(text.as_bytes());
        let second = again
            .design
            .unwrap_or_else(|| panic!("{name}: {:#?}\n{text}", again.findings));
        assert_eq!(said(&written(&second)), said(&text), "{name}");
    }
    println!(
        "unread: {unread:#?}\n{equal} mean the same when they are written again; what differs: {different:#?}"
    );
    assert!(different.is_empty(), "{different:#?}");
    assert!(unread.is_empty(), "{unread:#?}");
    println!("represented, kept, reported keys of each definition\n{table}");
    println!(
        "{:>5} {:>5} {:>5}  all",
        all.represented, all.kept, all.reported
    );
}

/// What of a definition API Gateway looks at, by pointer: texts for functions of templates, and defaults left out.
fn meaning(document: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let paths = document["paths"].as_object().expect("it has paths");
    for (path, item) in paths {
        for (key, operation) in item.as_object().expect("a path is a mapping") {
            let key = if key == "any" {
                "x-amazon-apigateway-any-method"
            } else {
                key
            };
            if !operation.is_object() || key == "parameters" {
                continue;
            }
            let mut add = |part: &str, value: &Value| {
                leaves(value, &format!("{path} {key} {part}"), &mut found);
            };
            let mut integration = operation["x-amazon-apigateway-integration"].clone();
            let is_preflight = key == "options" && integration["type"] == "mock";
            if is_preflight {
                // Whether its status is 200 or 204 is nothing to a browser.
                let responses = integration["responses"].take();
                integration =
                    serde_json::json!({ "headers": responses["default"]["responseParameters"] });
            }
            add("integration", &integration);
            add("security", &operation["security"]);
            let validator = operation["x-amazon-apigateway-request-validator"].as_str();
            add(
                "validator",
                &document["x-amazon-apigateway-request-validators"][validator.unwrap_or("-")],
            );
            add("body", &operation["requestBody"]["content"]);
            if let Some(headers) = operation["responses"].as_object().filter(|_| !is_preflight) {
                for (status, answer) in headers {
                    add(&format!("answer {status}"), &answer["headers"]);
                }
            }
        }
    }
    for key in [
        "x-amazon-apigateway-cors",
        "x-amazon-apigateway-policy",
        "x-amazon-apigateway-gateway-responses",
    ] {
        leaves(&document[key], key, &mut found);
    }
    leaves(&document["components"]["schemas"], "schemas", &mut found);
    leaves(&document["info"], "info", &mut found);
    found
}

fn leaves(value: &Value, at: &str, found: &mut BTreeMap<String, String>) {
    if let Some(text) = text(value) {
        let key = at.rsplit('/').next().unwrap_or_default();
        let text = match key {
            "type" | "httpMethod" | "passthroughBehavior" => text.to_lowercase(),
            "uri" | "authorizerUri" => uri(&text),
            // White space of a status that a mock is asked for.
            "json" if text.contains("\"statusCode\"") => text.split_whitespace().collect(),
            _ => text,
        };
        found.insert(at.to_owned(), text);
    } else if let Some(object) = value.as_object() {
        for (key, value) in object {
            leaves(value, &format!("{at}/{key}"), found);
        }
    } else if let Some(items) = value.as_array() {
        for (index, item) in items.iter().enumerate() {
            leaves(item, &format!("{at}/{index}"), found);
        }
    }
}

/// A function by what is called, an address of a service without its region.
fn uri(text: &str) -> String {
    match text.split_once("/functions/") {
        Some((_, called)) if text.contains(":lambda:path/2015-03-31") => called.to_owned(),
        _ if text.starts_with("${") => format!("{text}/invocations"),
        _ => text.to_owned(),
    }
}

/// A scalar, or what a function refers to.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string().trim_end_matches(".0").to_owned()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Object(object) if object.len() == 1 => {
            let (name, value) = object.iter().next()?;
            match (name.as_str(), value) {
                ("Ref" | "Fn::GetAtt", Value::String(name)) => Some(format!("${{{name}}}")),
                ("Fn::GetAtt", Value::Array(steps)) => {
                    let steps: Vec<&str> = steps.iter().filter_map(Value::as_str).collect();
                    Some(format!("${{{}}}", steps.join(".")))
                }
                ("Fn::Sub", Value::String(text)) => Some(text.clone()),
                ("Fn::Sub", Value::Array(parts)) => {
                    let mut text = parts.first()?.as_str()?.to_owned();
                    for (name, value) in parts.get(1)?.as_object()? {
                        text = text.replace(&format!("${{{name}}}"), &self::text(value)?);
                    }
                    Some(text)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// What a definition says and the one that is written of its design does not.
fn differences(name: &str, bytes: &[u8], design: &Design) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let Ok(source) = serde_yaml::from_str::<Value>(&text) else {
        return vec![format!("{name}: another reader of YAML takes it otherwise")];
    };
    let (wanted, found) = (meaning(&source), meaning(&said(&written(design))));
    // The design spells these itself, or they are API Gateway's defaults.
    let is_spelling = |key: &str, value: &str| {
        key.contains(" security/")
            || key.contains(" answer ")
            || (key.ends_with("/passthroughBehavior") && value == "when_no_match")
            || (key.ends_with("/payloadFormatVersion") && value == "2")
            || (key.contains("cors/allowMethods") && value == "*")
            || (key.ends_with("cors/allowCredentials") && value == "false")
            || (key.ends_with("/connectionType") && value == "INTERNET")
            || (key.ends_with(".Access-Control-Allow-Methods") && value == "'*'")
    };
    let lost = wanted
        .iter()
        .filter(|(key, value)| found.get(*key) != Some(value));
    let lost = lost.filter(|(key, value)| !is_spelling(key, value));
    let lost = lost.map(|(key, value)| format!("{name}: {key}: {value:?} is {:?}", found.get(key)));
    lost.collect()
}

/// A definition with some of its bytes, lines or words changed.
fn spoilt() -> impl Strategy<Value = Vec<u8>> {
    let files = definitions();
    let count = files.len();
    (
        0..count,
        prop::collection::vec((any::<prop::sample::Index>(), 0..6_u8, any::<u8>()), 1..6),
    )
        .prop_map(move |(file, changes)| {
            let mut bytes = files[file].1.clone();
            for (place, kind, byte) in changes {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let mut lines: Vec<&str> = text.lines().collect();
                let line = place
                    .index(lines.len().max(1))
                    .min(lines.len().saturating_sub(1));
                match kind {
                    // A line twice, away, or at another depth.
                    0 => lines.insert(line, lines[line]),
                    1 => drop(lines.remove(line)),
                    2 => lines.swap(0, line),
                    _ => {
                        let at = place.index(bytes.len().max(1)).min(bytes.len() - 1);
                        match kind {
                            3 => bytes[at] = byte,
                            4 => drop(bytes.remove(at)),
                            _ => bytes.insert(at, b"{}[]:,-'$"[usize::from(byte) % 9]),
                        }
                        continue;
                    }
                }
                bytes = lines.join("\n").into_bytes();
                if bytes.is_empty() {
                    bytes.push(b'a');
                }
            }
            bytes
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn a_spoilt_definition_is_read_or_told_in_bounded_time(bytes in spoilt()) {
        let begun = std::time::Instant::now();
        let imported = read(&bytes);
        prop_assert!(begun.elapsed().as_secs() < 5);
        if let Some(design) = imported.design {
            written(&design);
        } else {
            prop_assert!(!imported.findings.is_empty());
        }
    }
}
