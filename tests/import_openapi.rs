//! Definitions of others, read and written again: nothing panics, nothing is lost in silence, and what is written says
//! what was read.

#![expect(clippy::print_stdout, reason = "the counts are printed")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use gateway_studio::generate::GENERATORS;
use gateway_studio::import::{self, Format, Imported, Source};
use gateway_studio::model::Design;
use gateway_studio::words::Language;

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
    (generator.print)(design).text
}

/// What a definition says; the order of keys says nothing.
fn said(text: &str) -> serde_json::Value {
    serde_yaml::from_str(text).expect("it is YAML")
}

#[test]
fn every_definition_of_the_corpus_is_read_and_written_again() {
    let (mut table, mut all) = (String::new(), import::Counts::default());
    let mut unread: Vec<String> = Vec::new();
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
        // What is written is read again as the same.
        let text = written(&design);
        let again = read(text.as_bytes());
        let second = again
            .design
            .unwrap_or_else(|| panic!("{name}: {:#?}\n{text}", again.findings));
        assert_eq!(said(&written(&second)), said(&text), "{name}");
    }
    println!("unread: {unread:#?}");
    assert!(unread.len() < 2, "{unread:#?}");
    println!("represented, kept, reported keys of each definition\n{table}");
    println!(
        "{:>5} {:>5} {:>5}  all",
        all.represented, all.kept, all.reported
    );
}
