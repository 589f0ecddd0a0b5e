//! `gateway-studio check`: what the rules find, for pipelines.

use std::path::{Path, PathBuf};

use gateway_studio::diagnostic::{Diagnostic, Severity};
use gateway_studio::words::Language;
use gateway_studio::{generate, import, rules, simulate};
use serde_json::{Value, json};

use crate::{Failure, print, read_with_text, report};

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// A line each, on standard error.
    #[default]
    Text,
    /// A JSON list, on standard output.
    Json,
    /// SARIF 2.1.0, on standard output, as code scanning services read it.
    Sarif,
}

/// The words behind `check`; the message says what is wrong with them.
pub(crate) fn parse(words: &[&str]) -> Result<(PathBuf, Format), String> {
    let (mut design, mut format) = (None, Format::Text);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--format" => {
                format = match words.next().copied() {
                    Some("text") => Format::Text,
                    Some("json") => Format::Json,
                    Some("sarif") => Format::Sarif,
                    _ => return Err("`--format` takes `text`, `json` or `sarif`".into()),
                };
            }
            word if design.is_none() && (word == "-" || !word.starts_with('-')) => {
                design = Some(PathBuf::from(word));
            }
            _ => return Err("`check` takes one design".into()),
        }
    }
    let design = design.ok_or("`check` takes one design")?;
    Ok((design, format))
}

/// Prints what the rules find, saved requests that end otherwise than they must, and what the files leave out; errors are
/// a failure.
pub(crate) fn run(path: &Path, format: Format) -> Result<(), Failure> {
    let (design, text) = read_with_text(path)?;
    let mut found = rules::check(&design);
    found.extend(simulate::failed(&design));
    let lost = generate::lost(&design).into_iter();
    found.extend(lost.flat_map(|(_, lost)| lost));
    found.sort_by_key(|diagnostic| diagnostic.severity);
    found.dedup();
    match format {
        Format::Text => report(&found),
        Format::Json => {
            let text = serde_json::to_string_pretty(&found).unwrap_or_default();
            print(&format!("{text}\n"))?;
        }
        Format::Sarif => {
            let text =
                serde_json::to_string_pretty(&sarif(path, &text, &found)).unwrap_or_default();
            print(&format!("{text}\n"))?;
        }
    }
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    if found.iter().any(is_error) {
        return Err(Failure::Errors);
    }
    Ok(())
}

/// A log of the "Static Analysis Results Interchange Format" 2.1.0 (OASIS).
fn sarif(path: &Path, text: &str, found: &[Diagnostic]) -> Value {
    let mut ids: Vec<&str> = found.iter().map(|one| &*one.code).collect();
    ids.sort_unstable();
    ids.dedup();
    let rules = ids.iter().map(|id| {
        let known = rules::RULES.iter().find(|rule| rule.id == *id);
        match known {
            Some(rule) => json!({"id": id, "fullDescription": {"text": rule.docs}}),
            None => json!({"id": id}),
        }
    });
    let places = import::places(text, found.iter().map(|one| one.at.as_str()));
    let results = found.iter().zip(places).map(|(one, place)| {
        let level = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let help = one.help.as_ref().map(|help| help.get(Language::En));
        let message = match help {
            Some(help) => format!("{}; {help}", one.message.get(Language::En)),
            None => one.message.get(Language::En).to_owned(),
        };
        json!({
            "ruleId": one.code,
            "level": level,
            "message": {"text": message},
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": {"uri": path.to_string_lossy()},
                    "region": {"startLine": place.line.max(1), "startColumn": place.column.max(1)},
                },
                "logicalLocations": [{"fullyQualifiedName": one.at, "kind": "member"}],
            }],
        })
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "gateway-studio",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            }},
            "results": results.collect::<Vec<_>>(),
        }],
    })
}
