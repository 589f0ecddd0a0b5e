//! The files of the page as objects of a bucket: their types, and how long they may be kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::empty;
use crate::args::Coding;
use crate::problem::{Outcome, Problem};
use crate::release::BESIDE;
use crate::run::Run;

/// The document, which makes a version the one that is shown.
pub(super) const INDEX: &str = "index.html";
/// Names the files of a version, a line each.
pub(super) const LIST: &str = "files.txt";
/// Keeps a copy of the page whose document is of the same build.
pub(super) const WORKER: &str = "sw.js";

/// Content types by the end of a name, and whether compressing may pay.
const TYPES: [(&str, &str, bool); 9] = [
    (".css", "text/css; charset=utf-8", true),
    (".html", "text/html; charset=utf-8", true),
    (".js", "text/javascript; charset=utf-8", true),
    (".json", "application/json", true),
    (".png", "image/png", false),
    (".svg", "image/svg+xml", true),
    (".txt", "text/plain; charset=utf-8", true),
    (".wasm", "application/wasm", true),
    (".webmanifest", "application/manifest+json", true),
];

/// Writes the compressed file of every name into a folder, where it is at least a tenth smaller. Node has brotli;
/// std does not.
const PACK: &str = "
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { brotliCompressSync, gzipSync } = require('node:zlib');
const [from, to, coding, ...names] = process.argv.slice(1);
const pack = coding === 'br' ? brotliCompressSync : (bytes) => gzipSync(bytes, { level: 9 });
for (const name of names) {
  const bytes = readFileSync(join(from, name));
  const packed = pack(bytes);
  if (packed.length > bytes.length * 0.9) continue;
  mkdirSync(dirname(join(to, name)), { recursive: true });
  writeFileSync(join(to, name), packed);
}";

/// What may become of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// It names the others.
    List,
    /// Its name holds a hash of its content.
    Lasting,
    /// Its content changes under its name, so that each version keeps its own.
    Changing,
}

impl Phase {
    fn of(name: &str) -> Self {
        let top = name.split('/').next().unwrap_or_default();
        if name == LIST {
            Self::List
        } else if name == INDEX || BESIDE.contains(&top) {
            Self::Changing
        } else {
            Self::Lasting
        }
    }

    /// What browsers and caches on the way may do.
    pub(super) const fn cache_control(self) -> &'static str {
        match self {
            Self::Lasting => "public, max-age=31536000, immutable",
            Self::List | Self::Changing => "no-cache",
        }
    }
}

/// What objects have in common that one call uploads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    pub(super) content_type: &'static str,
    pub(super) coding: Coding,
}

/// A version, laid out for the upload.
pub(super) struct Stage {
    home: PathBuf,
    pub(super) build: String,
    /// The names of all its files.
    pub(super) names: Vec<String>,
    kinds: BTreeMap<(Phase, Kind), PathBuf>,
}

impl Stage {
    /// Lays out the page in `dist` under `home`.
    pub(super) fn new(dist: &Path, home: PathBuf, coding: Coding) -> Outcome<Self> {
        let build = build_of(dist)?;
        let mut names = Vec::new();
        list(dist, "", &mut names)?;
        names.sort();
        empty(&home)?;
        let packed = home.join("packed");
        if coding != Coding::None {
            let may_pay = |name: &&String| kind_of(name).is_ok_and(|(_, may_pay)| may_pay);
            let run = Run::new("node").args(["-e", PACK]).args([dist, &packed]);
            run.args([coding.name()])
                .args(names.iter().filter(may_pay))
                .status()?;
        }
        let mut stage = Self {
            home,
            build,
            names,
            kinds: BTreeMap::new(),
        };
        for name in stage.names.clone() {
            let small = packed.join(&name);
            let (from, coding) = if small.is_file() {
                (small, coding)
            } else {
                (dist.join(&name), Coding::None)
            };
            stage.place(&name, coding, |to| fs::copy(from, to).map(drop))?;
        }
        let all = stage.names.join("\n") + "\n";
        stage.place(LIST, Coding::None, |to| fs::write(to, all))?;
        Ok(stage)
    }

    fn place(
        &mut self,
        name: &str,
        coding: Coding,
        write: impl FnOnce(&Path) -> std::io::Result<()>,
    ) -> Outcome<()> {
        let (content_type, _) = kind_of(name)?;
        let kind = Kind {
            content_type,
            coding,
        };
        let number = self.kinds.len().to_string();
        let place = self.kinds.entry((Phase::of(name), kind));
        let to = place.or_insert(self.home.join(number)).join(name);
        let folder = to.parent().unwrap_or(&self.home);
        let written = fs::create_dir_all(folder).and_then(|()| write(&to));
        written.map_err(|error| Problem::io(&format!("lay out {name}"), &error))
    }

    /// The kinds of what goes together.
    pub(super) fn kinds(&self, phase: Phase) -> Vec<Kind> {
        let of_phase = self.kinds.keys().filter(|(other, _)| *other == phase);
        of_phase.map(|(_, kind)| *kind).collect()
    }

    /// Where files of one kind lie that go together.
    pub(super) fn folder(&self, phase: Phase, kind: Kind) -> &Path {
        &self.kinds[&(phase, kind)]
    }
}

/// Where a file is after the uploads, below the prefix; `version` is the folder of its version.
pub(super) fn key(name: &str, version: &str) -> String {
    match Phase::of(name) {
        Phase::Lasting => name.to_owned(),
        Phase::List | Phase::Changing => format!("{version}{name}"),
    }
}

/// The type of a file, and whether compressing it may pay.
fn kind_of(name: &str) -> Outcome<(&'static str, bool)> {
    let found = TYPES.iter().find(|(end, ..)| name.ends_with(end));
    let found = found.map(|(_, content_type, may_pay)| (*content_type, *may_pay));
    found.ok_or_else(|| Problem::new(format!("`{name}` has no content type in xtask/src/publish")))
}

/// The build of a page that was built for a host.
fn build_of(dist: &Path) -> Outcome<String> {
    let index = dist.join(INDEX);
    let text = fs::read_to_string(&index)
        .map_err(|error| Problem::io(&format!("read {}", index.display()), &error))?;
    let build = text
        .split_once("data-build=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(build, _)| build)
        .filter(|build| build.chars().all(|c| c.is_ascii_hexdigit()) && !build.is_empty());
    let missing = || {
        Problem::new(format!(
            "{} is not of a built page; `cargo xtask build` makes one in dist/",
            index.display()
        ))
    };
    build.map(str::to_owned).ok_or_else(missing)
}

/// Every file below a folder, by its path from there with slashes.
fn list(folder: &Path, below: &str, names: &mut Vec<String>) -> Outcome<()> {
    let refused = |error: std::io::Error| Problem::io("list the page's folder", &error);
    for entry in fs::read_dir(folder).map_err(refused)? {
        let entry = entry.map_err(refused)?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(refused)?.is_dir() {
            list(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_hash_belongs_to_its_version() {
        let phases = [
            ("start-0123456789abcdef.js", Phase::Lasting),
            ("studio-0123456789abcdef_bg.wasm", Phase::Lasting),
            ("icons/any-192.png", Phase::Changing),
            ("sw.js", Phase::Changing),
            (INDEX, Phase::Changing),
            (LIST, Phase::List),
        ];
        for (name, phase) in phases {
            assert!(Phase::of(name) == phase && kind_of(name).is_ok(), "{name}");
        }
        assert!(kind_of("notes.md").is_err());
    }
}
