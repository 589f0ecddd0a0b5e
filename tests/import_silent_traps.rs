//! Traps that every official tool lets pass: cfn-lint, SAM's translator and Zappa say nothing of them, and the deployment
//! or the first call fails. Each must be told: by a finding of the import, or by a rule on the design that it gives.
//!
//! `traps/` holds a sound file of each format, and beside it a table: what is wrong, a text of the sound file, what stands
//! there instead (`\n` is a line's end), and the code that tells of it, which is not told of the sound file.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use gateway_studio::diagnostic::Severity;
use gateway_studio::import::{Source, read};
use gateway_studio::model::preset::PRESETS;
use gateway_studio::{generate, model, rules};

const FILES: [&str; 7] = [
    "sam.yaml",
    "sam-http.yaml",
    "sam-websocket.yaml",
    "cloudformation.yaml",
    "openapi.yaml",
    "zappa_settings.json",
    "live.json",
];

/// A file of the folder of traps.
fn trap(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/traps");
    fs::read_to_string(folder.join(name)).expect("it is there")
}

/// The codes of what is told: of the file, with places in it, and of the design as its own file holds it.
fn told(name: &str, text: &str) -> BTreeSet<String> {
    let documents: Vec<String> = match serde_json::from_str::<Vec<serde_json::Value>>(text) {
        Ok(answers) => answers.iter().map(ToString::to_string).collect(),
        Err(_) => vec![text.to_owned()],
    };
    let sources: Vec<Source<'_>> = documents
        .iter()
        .map(|text| Source {
            name: "file",
            bytes: text.as_bytes(),
        })
        .collect();
    let imported = read(&sources);
    for finding in &imported.findings {
        assert!(
            finding.at.line > 0 && finding.at.column > 0,
            "{name}: {finding:?}"
        );
        assert!(finding.help.is_some(), "{name}: {finding:?}");
    }
    let design = imported
        .design
        .unwrap_or_else(|| panic!("{name}: no design"));
    let opened = model::read(&model::write(&design));
    let found = rules::check(&opened.design.expect("a design opens again"));
    let codes = imported.findings.iter().map(|one| one.code.to_string());
    codes
        .chain(found.iter().map(|one| one.code.to_string()))
        .collect()
}

#[test]
fn every_trap_that_no_tool_catches_is_told() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for file in FILES {
        let text = trap(file);
        let sound = told(file, &text);
        let (stem, _) = file.rsplit_once('.').expect("it has an ending");
        for row in trap(&format!("{stem}.tsv")).lines() {
            let cells: Vec<String> = row
                .split('\t')
                .map(|cell| cell.replace("\\n", "\n"))
                .collect();
            let [name, from, to, code] = &cells[..] else {
                panic!("{file}: {row}");
            };
            count += 1;
            assert!(text.contains(from), "{file}: {name}");
            let found = told(name, &text.replacen(from, to, 1));
            if sound.contains(code) {
                wrong.push(format!(
                    "{file}: {name}: `{code}` is told of the sound file, too"
                ));
            } else if !found.contains(code) {
                let new: Vec<_> = found.difference(&sound).collect();
                wrong.push(format!("{file}: {name}: not `{code}`, but {new:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 120, "{count} traps were tried");
}

#[test]
fn what_the_studio_writes_itself_holds_no_trap() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/designs");
    let files = fs::read_dir(folder).expect("the designs are there");
    let files = files.filter_map(|file| {
        let text = fs::read_to_string(file.expect("it can be listed").path()).ok()?;
        model::read(&text).design
    });
    let presets = PRESETS.iter().map(|preset| (preset.design)());
    let is_error =
        |found: &gateway_studio::diagnostic::Diagnostic| found.severity == Severity::Error;
    let mut count = 0;
    for design in presets.chain(files) {
        if rules::check(&design).iter().any(is_error) {
            continue;
        }
        for made in generate::generate(&design) {
            let path = made.generator.path;
            if !path.starts_with("sam/template") && path != "openapi/openapi.yaml" {
                continue;
            }
            let text = made.document.text();
            let bytes = text.as_bytes();
            let imported = read(&[Source { name: path, bytes }]);
            let mut told = imported.findings.iter();
            let trap = told.find(|found| found.severity != Severity::Info);
            assert_eq!(trap, None, "{}: {path}", design.name);
            count += 1;
        }
    }
    assert!(count > 40, "{count} files were read");
}
