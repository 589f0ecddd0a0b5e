//! Golden files: every design of `tests/designs` through every generator.
//!
//! `INSTA_UPDATE=always cargo test` accepts what changed; the diff is the review.

use std::fs;
use std::path::Path;

use gateway_studio::generate::{archive, generate, lost};
use gateway_studio::model::{self, Design, preset::PRESETS};
use gateway_studio::words::Language;

/// The presets and the cases of `tests/designs`, each a design merged into the first preset.
fn cases() -> Vec<(String, Design)> {
    let presets = PRESETS
        .iter()
        .map(|preset| (preset.name.to_owned(), (preset.design)()));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/designs");
    let files = fs::read_dir(folder).expect("tests/designs can be read");
    let cases = files.map(|file| {
        let path = file.expect("its entries can be read").path();
        let text = fs::read_to_string(&path).expect("a case is text");
        let opened = model::read(&text);
        assert_eq!(opened.diagnostics, [], "{}", path.display());
        let name = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a case has a name");
        (
            name.to_owned(),
            opened.design.expect("a case without findings is a design"),
        )
    });
    presets.chain(cases).collect()
}

#[test]
fn files_are_as_reviewed() {
    for (case, design) in cases() {
        for artifact in generate(&design) {
            // The same for every design but for its language.
            let extension = Path::new(artifact.generator.path).extension();
            let windows = extension.is_some_and(|extension| extension == "ps1");
            if windows && !["watched", "watched-japanese"].contains(&case.as_str()) {
                continue;
            }
            let name = artifact.generator.path.replace('/', "__");
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(format!("snapshots/{name}"));
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(case.as_str(), artifact.document.text));
        }
        let lines: Vec<String> = lost(&design)
            .iter()
            .flat_map(|(generator, lost)| {
                lost.iter()
                    .map(|found| format!("{}: {}", generator.path, found.line(Language::En)))
            })
            .collect();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots/lost");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(case.as_str(), lines.join("\n")));
    }
}

#[test]
fn the_same_design_makes_the_same_bytes() {
    for (case, design) in cases() {
        let [first, second] = [archive(&design), archive(&design)];
        assert_eq!(first, second, "{case}");
    }
}

#[test]
fn every_file_is_utf_8_with_lf_and_one_final_newline() {
    for (case, design) in cases() {
        for artifact in generate(&design) {
            let (path, text) = (artifact.generator.path, &artifact.document.text);
            assert!(
                text.ends_with('\n') && !text.ends_with("\n\n"),
                "{case}: {path}"
            );
            assert!(!text.contains('\r'), "{case}: {path}");
        }
    }
}

#[test]
fn every_line_knows_where_it_came_from_and_every_origin_resolves() {
    for (case, design) in cases() {
        let json = serde_json::to_value(&design).expect("a design is JSON");
        for artifact in generate(&design) {
            let document = artifact.document;
            let mut linked = 0;
            for line in 0..document.line_count() {
                let pieces: String = document
                    .pieces(line)
                    .iter()
                    .map(|(_, text)| *text)
                    .collect();
                assert_eq!(pieces, document.line(line));
                for origin in document.origins(line) {
                    let resolves = json.pointer(&origin.to_string()).is_some();
                    assert!(
                        resolves,
                        "{case}: {} line {}: {origin}",
                        artifact.generator.path,
                        line + 1
                    );
                    assert!(document.lines_from(&origin.to_string()).contains(&line));
                    linked += 1;
                }
            }
            let plain = ["design.json", "app/requirements.txt"];
            assert!(
                linked > 0 || plain.contains(&artifact.generator.path),
                "{}",
                artifact.generator.path
            );
        }
    }
}
