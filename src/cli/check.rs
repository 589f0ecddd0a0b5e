//! `gateway-studio check`: what the rules find, for pipelines.

use std::path::{Path, PathBuf};

use gateway_studio::diagnostic::{Diagnostic, Severity, escaped};
use gateway_studio::model::{self, Design};
use gateway_studio::rules::Judged;
use gateway_studio::words::Language;
use gateway_studio::{import, judge, rules};
use serde_json::{Value, json};

use crate::{Failure, opened, print, read_whole, w};

/// How findings are printed; on standard output, since they are what was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// A line each.
    #[default]
    Text,
    /// A JSON list.
    Json,
    /// SARIF 2.1.0, as code scanning services read it.
    Sarif,
}

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Check {
    design: PathBuf,
    format: Format,
    /// Whether safe mends are made, and the design is written back.
    fix: bool,
    /// The one way to deploy whose losses count; `None` counts those of each.
    tool: Option<&'static str>,
}

/// The words behind `check`; the message says what is wrong with them.
pub(crate) fn parse(words: &[&str]) -> Result<Check, String> {
    let (mut design, mut format, mut fix) = (None, Format::Text, false);
    let mut tool = None;
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
            "--fix" => fix = true,
            "--for" => {
                let given = words.next().copied().unwrap_or_default();
                let known = judge::WAYS.into_iter().find(|known| *known == given);
                tool = Some(known.ok_or("`--for` takes `zappa`, `sam`, `cli` or `openapi`")?);
            }
            word if design.is_none() && (word == "-" || !word.starts_with('-')) => {
                design = Some(PathBuf::from(word));
            }
            _ => return Err("`check` takes one design".into()),
        }
    }
    let design = design.ok_or("`check` takes one design")?;
    if fix && design == Path::new("-") {
        return Err("`--fix` takes a file, which it writes back".into());
    }
    Ok(Check {
        design,
        format,
        fix,
        tool,
    })
}

/// Prints what the rules find, saved requests that end otherwise than they must, and what the files leave out; errors are
/// a failure.
pub(crate) fn run(check: &Check, t: Language) -> Result<(), Failure> {
    let Check {
        design: path,
        format,
        fix,
        tool,
    } = check;
    let (design, text, unread) = if *fix {
        let (design, text) = mended(path, t)?;
        (Some(design), text, Vec::new())
    } else {
        opened(path)?
    };
    let judged = match (&design, tool) {
        (Some(design), Some(_)) => judge::judge(design, *tool),
        (Some(design), None) => judge::counted(design),
        (None, _) => Judged::default(),
    };
    let found = [unread, judged.open].concat();
    match format {
        Format::Text => {
            let lines = found.iter().map(|one| one.line(t) + "\n");
            print(&lines.collect::<String>())?;
            report_silenced(judged.silenced.len(), t);
        }
        Format::Json => {
            let text = serde_json::to_string_pretty(&found).unwrap_or_default();
            print(&format!("{text}\n"))?;
        }
        Format::Sarif => {
            let reasons = design.iter().flat_map(|design| &design.silenced);
            let reasons: Vec<_> = reasons.map(|entry| &*entry.reason).collect();
            let silenced = judged.silenced.iter();
            let silenced: Vec<_> = silenced
                .map(|(finding, entry)| (finding, reasons[*entry]))
                .collect();
            let sarif = sarif((path, &text), &found, &silenced, t);
            let text = serde_json::to_string_pretty(&sarif).unwrap_or_default();
            print(&format!("{text}\n"))?;
        }
    }
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    if found.iter().any(is_error) {
        return Err(Failure::Errors);
    }
    Ok(())
}

/// Makes the safe mends of a design and writes it back; it and its text as they are then.
fn mended(path: &Path, t: Language) -> Result<(Design, String), Failure> {
    let (mut design, text, is_whole) = read_whole(path, t)?;
    if !is_whole {
        let path = path.display();
        return Err(Failure::Usage(format!(
            "{path} is left as it is: writing it back would lose what is named above"
        )));
    }
    let done = rules::mend(&mut design);
    if done.is_empty() {
        eprintln!("{}", w::nothing_to_mend(t));
        return Ok((design, text));
    }
    let text = model::write(&design);
    crate::write(path, &text, false)
        .map_err(|error| Failure::Usage(format!("cannot write {}: {error}", path.display())))?;
    for rules::Mended { finding, fix } in &done {
        let (code, at) = (&finding.code, &finding.at);
        let line = w::fixed(t, format!("{at} {code}"), fix.title.get(t));
        eprintln!("{}", escaped(&line));
    }
    Ok((design, text))
}

/// Says on standard error how many findings a design silences.
pub(crate) fn report_silenced(count: usize, t: Language) {
    if count > 0 {
        eprintln!("{}", w::silenced(t, count));
    }
}

/// A log of the "Static Analysis Results Interchange Format" 2.1.0 (OASIS): ids, places and levels are the same in every
/// language.
fn sarif(
    (path, text): (&Path, &str),
    found: &[Diagnostic],
    silenced: &[(&Diagnostic, &str)],
    t: Language,
) -> Value {
    // What is silenced stands there as it was found, with the reason; what became of it does not.
    let is_softened = |one: &Diagnostic| {
        let mut silenced = silenced.iter();
        silenced.any(|(other, _)| (&other.code, &other.at) == (&one.code, &one.at))
    };
    let told = found.iter().filter(|one| !is_softened(one));
    let told = told.map(|one| (one, None));
    let quiet = silenced.iter().map(|(one, reason)| (*one, Some(*reason)));
    let found: Vec<(&Diagnostic, Option<&str>)> = told.chain(quiet).collect();
    let mut ids: Vec<&str> = found
        .iter()
        .map(|(one, _)| one)
        .map(|one| &*one.code)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let rules = ids.iter().map(|id| {
        let known = rules::RULES.iter().find(|rule| rule.id == *id);
        match known {
            Some(rule) => json!({"id": id, "fullDescription": {"text": rule.docs}}),
            None => json!({"id": id}),
        }
    });
    let places = import::places(text, found.iter().map(|(one, _)| one.at.as_str()));
    let results = found.iter().zip(places).map(|((one, reason), place)| {
        let level = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let help = one.help.as_ref().map(|help| help.get(t));
        let message = match help {
            Some(help) => [one.message.get(t), t.joint(), help].concat(),
            None => one.message.get(t).to_owned(),
        };
        let mut result = json!({
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
        });
        if let Some(reason) = reason {
            let suppression =
                json!({"kind": "inSource", "status": "accepted", "justification": reason});
            result["suppressions"] = json!([suppression]);
        }
        result
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "language": match t {
                Language::En => "en",
                Language::Ja => "ja",
            },
            "tool": {"driver": {
                "name": "gateway-studio",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            }},
            "results": results.collect::<Vec<_>>(),
        }],
    })
}
