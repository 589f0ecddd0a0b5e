//! The arrows between the library's folders, as ARCHITECTURE.md draws them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each folder of the library may import from the others.
const ALLOWED: &[(&str, &[&str])] = &[
    ("words", &[]),
    ("diagnostic", &["words"]),
    ("aws", &[]),
    ("model", &["diagnostic", "words"]),
    ("text", &["diagnostic"]),
    ("rules", &["model", "diagnostic", "aws"]),
    (
        "engine",
        &[
            "generate",
            "rules",
            "simulate",
            "sheet",
            "keep",
            "model",
            "text",
            "diagnostic",
            "words",
        ],
    ),
    (
        "judge",
        &["generate", "rules", "simulate", "model", "diagnostic"],
    ),
    ("cost", &["model", "aws"]),
    (
        "trouble",
        &["rules", "simulate", "model", "aws", "text", "diagnostic"],
    ),
    ("share", &["model", "diagnostic"]),
    ("keep", &["model"]),
    ("simulate", &["model", "diagnostic", "aws", "words"]),
    (
        "import",
        &[
            "generate",
            "share",
            "model",
            "diagnostic",
            "aws",
            "text",
            "words",
        ],
    ),
    ("generate", &["model", "diagnostic", "aws", "text", "words"]),
    (
        "sheet",
        &[
            "generate",
            "rules",
            "judge",
            "keep",
            "share",
            "import",
            "cost",
            "trouble",
            "simulate",
            "model",
            "aws",
            "text",
            "diagnostic",
            "words",
        ],
    ),
];

/// The root of the library: a table of contents.
const ROOT: &str = "lib";

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the source folder can be read") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every `crate::NAME` of a file, outside its tests and comments.
fn imports(text: &str) -> Vec<&str> {
    let name = |rest: &str| {
        rest.find(|c: char| !c.is_ascii_lowercase())
            .unwrap_or(rest.len())
    };
    text.lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| &rest[..name(rest)])
        .collect()
}

#[test]
fn folders_import_only_what_the_map_allows() {
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut seen = 0;
    for file in files {
        let inside = file
            .strip_prefix(&root)
            .expect("a source lies below src")
            .with_extension("");
        let folder = inside
            .iter()
            .next()
            .and_then(|part| part.to_str())
            .unwrap_or_default();
        if matches!(folder, "ui" | "worker" | "cli" | ROOT) {
            continue;
        }
        let may = allowed
            .get(folder)
            .unwrap_or_else(|| panic!("`{folder}` is not on the map"));
        let text = fs::read_to_string(&file).expect("a source is text");
        for import in imports(&text) {
            let own = import == folder || import == "sentence";
            assert!(
                own || may.contains(&import),
                "{} imports `{import}`",
                file.display()
            );
            seen += 1;
        }
    }
    assert!(seen > 50, "the test read only {seen} imports");
}

/// SECURITY.md names its proofs as `file: text`.
#[test]
fn every_proof_of_security_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("SECURITY.md")).expect("SECURITY.md can be read");
    let quoted = text.split('`').skip(1).step_by(2);
    let proofs: Vec<_> = quoted.filter_map(|text| text.split_once(": ")).collect();
    assert!(proofs.len() > 20, "{proofs:?}");
    for (file, proof) in proofs {
        let source = fs::read_to_string(root.join(file)).unwrap_or_default();
        assert!(source.contains(proof), "{file} has no `{proof}`");
    }
}
