//! The Python environment with the real tools that read what the studio writes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cache::{Cache, Entry, hash_of_files};
use crate::problem::{Outcome, Problem};
use crate::run::Run;
use crate::system;

/// What the person may have set for Python of their own.
const FOREIGN: [&str; 5] = [
    "PIP_PREFIX",
    "PIP_TARGET",
    "PIP_USER",
    "PYTHONHOME",
    "PYTHONPATH",
];

/// Newest first after the default one, for systems whose default is too old.
const INTERPRETERS: [&str; 5] = [
    "python3",
    "python3.13",
    "python3.12",
    "python3.11",
    "python3.10",
];

/// Prints where the interpreter really is, if it can make an environment.
const PROBE: &str = "import sys, os, venv, ensurepip
assert sys.version_info >= (3, 10)
print(os.path.realpath(sys.executable))";

/// Installs the environment if it is missing and gives the folder of its programs.
pub(crate) fn install(cache: &Cache, root: &Path) -> Outcome<PathBuf> {
    let pins = root.join("tests/tools/requirements.txt");
    let entry = Entry {
        title: "install the Python tools",
        folder: &format!("python-{}", hash_of_files(std::slice::from_ref(&pins))?),
        // Links to the interpreter, so that it is missing again once the system replaced that one.
        proof: "bin/python",
    };
    let place = cache.entry(&entry, |place| {
        make(place, &pins)?;
        let last = cache.path(entry.folder);
        move_scripts(place, &last)
    })?;
    Ok(place.join("bin"))
}

fn make(place: &Path, pins: &Path) -> Outcome<()> {
    let python = interpreter()?;
    let clean = |program: PathBuf| Run::new(program).without(&FOREIGN).within(place);
    clean(python)
        .args(["-m", "venv", "--prompt", "gateway-studio"])
        .args([place])
        .status()?;
    let pip = || {
        clean(place.join("bin/python")).args([
            "-m",
            "pip",
            "--no-input",
            "--disable-pip-version-check",
        ])
    };
    pip()
        .args([
            "install",
            "--quiet",
            "--progress-bar",
            "off",
            "--requirement",
        ])
        .args([pins])
        .status()?;
    pip().args(["check"]).status()
}

fn interpreter() -> Outcome<PathBuf> {
    let find = || {
        INTERPRETERS.iter().find_map(|name| {
            let found = Run::new(name)
                .without(&FOREIGN)
                .args(["-c", PROBE])
                .capture();
            found.ok().map(|path| PathBuf::from(path.trim_end()))
        })
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    let lacks = |why: &str| {
        Problem::new(format!(
            "the tools need Python 3.10 or newer with its module venv. {why}"
        ))
    };
    system::install(&["python3", "python3-venv"]).map_err(|why| lacks(&why.to_string()))?;
    find().ok_or_else(|| lacks("This system's python3 is too old; put a newer one on PATH"))
}

/// The scripts of an environment name its interpreter by path; this makes them name the last one.
fn move_scripts(from: &Path, to: &Path) -> Outcome<()> {
    let refused = |error: std::io::Error| Problem::io("move the Python environment", &error);
    let (old, new) = (from.to_string_lossy(), to.to_string_lossy());
    for script in fs::read_dir(from.join("bin")).map_err(refused)?.flatten() {
        let is_file = script.file_type().is_ok_and(|kind| kind.is_file());
        // A program that is no text names no path that matters.
        let Some(text) = is_file
            .then(|| fs::read_to_string(script.path()).ok())
            .flatten()
        else {
            continue;
        };
        if text.contains(&*old) {
            fs::write(script.path(), text.replace(&*old, &new)).map_err(refused)?;
        }
    }
    Ok(())
}
