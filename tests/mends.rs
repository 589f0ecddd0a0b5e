//! Every mend, of every finding, on designs that nobody made for it: it silences what it mends and brings nothing as serious.

mod folder;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use folder::files;
use gateway_studio::diagnostic::Diagnostic;
use gateway_studio::import::{self, Source};
use gateway_studio::model::{Design, preset::PRESETS, read};
use gateway_studio::rules::{RULES, check};

/// Examples of rules, presets, designs, and what files of other people become.
fn designs() -> Vec<(String, Design)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all: Vec<(String, Design)> = Vec::new();
    for rule in RULES {
        let design = read(rule.bad).design.expect("an example is a design");
        all.push((rule.id.to_owned(), design));
    }
    all.extend(
        PRESETS
            .iter()
            .map(|one| (one.name.to_owned(), (one.design)())),
    );
    let mut found = Vec::new();
    files(&root.join("tests/designs"), &mut found);
    for path in found.drain(..) {
        let text = fs::read_to_string(&path).expect("it can be read");
        let design = read(&text).design.expect("it is a design");
        all.push((path.display().to_string(), design));
    }
    let beside = std::env::var_os("GATEWAY_STUDIO_CORPUS");
    let corpus = beside.map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    files(&root.join("tests/traps"), &mut found);
    files(&corpus, &mut found);
    for path in found {
        let bytes = fs::read(&path).expect("it can be read");
        let name = path.display().to_string();
        let source = Source {
            name: &name,
            bytes: &bytes,
        };
        if bytes.len() < 30_000
            && let Some(design) = import::read(&[source]).design
        {
            all.push((name, design));
        }
    }
    all
}

/// What a mend may bring to light: the one finding, and the other one that was hidden behind it.
const HIDDEN: [(&str, &str); 2] = [
    // Keys count only once they are read from where a caller can put them.
    (
        "api-key-source-without-authorizer",
        "page-protected-from-browsers",
    ),
    // What was shown to others comes first; the money for a cache that keeps nothing else is another question.
    ("method-cache-shared-between-callers", "stage-cache-unused"),
];

/// Designs in which a mend that looks at its own field alone would do harm beside it.
fn delicate() -> Vec<(String, Design)> {
    let app = r#""functions": [{"name": "f"}]"#;
    let dash = r#""app": {"dash": {}}, "functions": [{"name": "f"}]"#;
    let call = r#"{"integration": {"lambda_proxy": {"function": "f"}}}"#;
    let texts = [
        format!(r#"{{{app}, "routes": [{{"path": "/", "methods": []}}, {{"path": "/{{proxy+}}", "methods": [{call}]}}]}}"#),
        format!(r#"{{{dash}, "routes": [{{"path": "/", "methods": [{call}]}}, {{"path": "/{{proxy+}}", "methods": []}}]}}"#),
        r#"{"api": {"http": {}}, "stages": [{"name": "$default"}, {"name": "$default"}]}"#.to_owned(),
        r#"{"api": {"http": {}}, "stages": [{"name": "$default"}], "domain": {"name": "a.example.com", "mappings": [{"stage": "$default"}, {"stage": "$default"}]}}"#.to_owned(),
        r#"{"domain": {"name": "a.example.com", "dns": {"route53": {"record": {"cname": 300}, "routing": {"failover": "PRIMARY"}, "health_check_id": "my check"}}}}"#.to_owned(),
        r#"{"access": {"api_keys": [{"name": "own"}], "usage_plans": [{"name": "a", "stages": ["dev"], "api_keys": ["own"]}, {"name": "b", "stages": ["dev"], "api_keys": ["other"]}]}, "stages": [{"name": "dev"}]}"#.to_owned(),
        r#"{"routes": [{"path": "/", "methods": [{"verb": "POST"}]}], "stages": [{"name": "dev", "cache": {}, "canary": {"use_stage_cache": true}}]}"#.to_owned(),
    ];
    let design = |text: &String| read(text).design.expect("it is a design");
    texts
        .iter()
        .map(|text| (text.clone(), design(text)))
        .collect()
}

#[test]
fn every_mend_of_every_design_silences_its_finding_and_brings_nothing_as_serious() {
    let (mut mended, mut rules, mut wrong) = (0, BTreeSet::new(), Vec::new());
    for (name, design) in designs().into_iter().chain(delicate()) {
        let before = check(&design);
        // What a new route calls, and is not there, was not there before.
        let is_known = |one: &Diagnostic| before.iter().any(|other| other.code == one.code);
        for finding in &before {
            let Some(fix) = &finding.fix else {
                continue;
            };
            mended += 1;
            rules.insert(finding.code.clone());
            let mut better = design.clone();
            better.mend(fix);
            let code = &finding.code;
            if better == design {
                wrong.push(format!(
                    "{name}: the mend of {code} at {} does nothing",
                    finding.at
                ));
                continue;
            }
            let after = check(&better);
            let same = |one: &&Diagnostic| one.code == *code && one.message == finding.message;
            if after.iter().filter(same).count() >= before.iter().filter(same).count() {
                wrong.push(format!(
                    "{name}: the mend of {code} at {} leaves it",
                    finding.at
                ));
            }
            let is_as_serious = |one: &Diagnostic| {
                let hidden = (finding.code.as_ref(), one.code.as_ref());
                one.severity <= finding.severity && !HIDDEN.contains(&hidden)
            };
            let mut new = after.iter();
            if let Some(new) = new.find(|one| is_as_serious(one) && !is_known(one)) {
                wrong.push(format!(
                    "{name}: the mend of {code} at {} brings {} at {}: {}",
                    finding.at, new.code, new.at, new.message.en
                ));
            }
        }
    }
    assert!(
        mended > 600 && rules.len() > 140,
        "{mended} mends of {} rules",
        rules.len()
    );
    assert!(
        wrong.is_empty(),
        "{} of {mended}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
