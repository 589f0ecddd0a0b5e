//! `gateway-studio import`: what is there already becomes a design.

use std::path::{Path, PathBuf};

use gateway_studio::import::{self, Counts, Source};
use gateway_studio::model;
use gateway_studio::words::Language;

use super::{Failure, bytes_of, print, w, write};

/// The files and the place of the design; `None` when the words say something else.
pub(crate) fn parse(words: &[&str]) -> Option<(Vec<PathBuf>, PathBuf)> {
    let (mut files, mut out) = (Vec::new(), None);
    let mut words = words.iter();
    while let Some(&word) = words.next() {
        match word {
            "--out" if out.is_none() => out = Some(PathBuf::from(*words.next()?)),
            "-" if files.iter().any(|file| file == Path::new("-")) => return None,
            "-" => files.push(word.into()),
            _ if word.starts_with('-') => return None,
            _ => files.push(PathBuf::from(word)),
        }
    }
    (!files.is_empty()).then_some((files, out?))
}

/// Reads the files, says what became of them, and writes the design.
pub(crate) fn run(files: &[PathBuf], out: &Path, t: Language) -> Result<(), Failure> {
    let mut read = Vec::new();
    for file in files {
        read.push((file.display().to_string(), bytes_of(file)?));
    }
    let sources: Vec<Source<'_>> = read
        .iter()
        .map(|(name, bytes)| Source { name, bytes })
        .collect();
    let imported = import::read_for(&sources, t);
    for finding in &imported.findings {
        let name = sources.get(finding.at.file as usize);
        let name = name.map_or("-", |source| source.name);
        eprintln!("{}", finding.line(name, t));
    }
    eprintln!("{}", counted(imported.counts, t));
    let design = imported.design.ok_or(Failure::Errors)?;
    let text = model::write(&design);
    if out == Path::new("-") {
        return print(&text);
    }
    write(out, &text, false)
        .map_err(|error| Failure::Usage(format!("cannot write {}: {error}", out.display())))
}

/// What became of the keys, in one line.
fn counted(counts: Counts, t: Language) -> String {
    let Counts {
        represented,
        kept,
        reported,
    } = counts;
    w::keys(t, counts.all(), represented, kept, reported)
}
