//! Golden files: every design of `tests/designs` through every generator.
//!
//! `INSTA_UPDATE=always cargo test` accepts what changed; the diff is the review.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gateway_studio::generate::{archive, generate, lost};
use gateway_studio::model::{
    self, ApiKind, Authorization, BasePathMapping, Design, SamStages, preset::PRESETS,
};
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
            settings.bind(|| insta::assert_snapshot!(case.as_str(), artifact.document.text()));
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
            let (path, text) = (artifact.generator.path, &artifact.document.text());
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
            assert!(
                linked > 0 || artifact.generator.path == "app/requirements.txt",
                "{}",
                artifact.generator.path
            );
        }
    }
}

/// A text with what stands in its backticks taken for an example.
fn without_examples(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts
        .filter(|(number, _)| number % 2 == 0)
        .map(|(_, part)| part)
        .collect::<Vec<_>>()
        .join("`")
}

/// A design, and what it is with a stack per stage, with its stages mapped, as an HTTP API, and behind each of its authorizers.
fn variants(design: &Design) -> Vec<Design> {
    let mut found = Vec::new();
    let mut change = |act: &dyn Fn(&mut Design)| {
        let mut changed = design.clone();
        act(&mut changed);
        found.push(changed);
    };
    change(&|_| ());
    change(&|design| {
        let mut stage = design.stages[0].clone();
        "second".clone_into(&mut stage.name);
        design.stages.push(stage);
        if let Some(domain) = &mut design.domain {
            let (base_path, stage) = ("second".to_owned(), "second".to_owned());
            domain.mappings.push(BasePathMapping { base_path, stage });
        }
        design.output.sam_stages = SamStages::StackPerStage;
    });
    change(&|design| {
        design.become_kind(ApiKind::Http);
        if let Some(cors) = &mut design.cors {
            cors.max_age_seconds = None;
        }
    });
    for authorizer in &design.access.authorizers {
        let named = Authorization::Authorizer(authorizer.name.clone());
        change(&|design| design.access.authorization = named.clone());
    }
    found
}

/// What each target cannot express, by the place in the design, in every case and its variants.
fn table_of_losses() -> String {
    let mut rows = std::collections::BTreeMap::new();
    for (_, design) in cases() {
        for design in variants(&design) {
            for (generator, found) in lost(&design) {
                for one in found
                    .iter()
                    .filter(|one| one.code.ends_with("/not-expressible"))
                {
                    let number = |step: &str| step.bytes().all(|byte| byte.is_ascii_digit());
                    let steps = one.at.split('/').skip(1);
                    let place: Vec<&str> = steps
                        .map(|step| if number(step) { "*" } else { step })
                        .collect();
                    let place = if place.is_empty() {
                        "/".to_owned()
                    } else {
                        place.join("/")
                    };
                    let said = one.message.get(Language::En);
                    let help = one.help.as_ref().map_or("", |help| help.get(Language::En));
                    rows.entry((place, generator.path, without_examples(said)))
                        .or_insert_with(|| (said.to_owned(), help.to_owned()));
                }
            }
        }
    }
    let mut text = String::from(
        "# What a target cannot express\n\n\
         Printed from the generators' `lost` by `UPDATE_LOST=1 cargo test --test generators`; a test fails when it is stale. A row is a\n\
         place of the design (`*` for a number) that the file cannot express in at least one of the designs of the tests; names in\n\
         backticks are examples. What a kind of API does not have at all is said by the rules (`http-api-without-feature`,\n\
         `websocket-api-without-feature`), and the AWS CLI's way expresses everything: the README's commands make the\n\
         functions, `cli/deploy.sh` the gateway with its domain, `monitoring/alarms.sh` the alarms and the dashboard.\n\n\
         | place | file | what | by hand |\n| --- | --- | --- | --- |\n",
    );
    for ((place, file, _), (said, help)) in rows {
        let [said, help] = [said, help].map(|text| text.replace('|', "\\|"));
        writeln!(text, "| `{place}` | `{file}` | {said} | {help} |")
            .expect("a String takes every text");
    }
    text
}

#[test]
fn the_table_of_losses_is_what_the_generators_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/generate/LOST.md");
    let table = table_of_losses();
    if std::env::var_os("UPDATE_LOST").is_some() {
        fs::write(path, table).expect("the sources can be written");
    } else {
        let kept = fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == table,
            "src/generate/LOST.md is stale: run `UPDATE_LOST=1 cargo test --test generators`"
        );
    }
}
