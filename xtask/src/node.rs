//! What comes from npm: wasm-opt, esbuild, Playwright without a browser of its own, axe.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process;

use crate::cache::{Cache, Entry, hash_of_files};
use crate::problem::{Outcome, Problem};
use crate::run::{Run, on_path};

const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// Installs the packages if they are missing, links them where the tests look for them, and gives the
/// folder of their programs.
pub(crate) fn install(cache: &Cache, root: &Path) -> Outcome<PathBuf> {
    let home = root.join("tests/e2e");
    let manifests = MANIFESTS.map(|name| home.join(name));
    let entry = Entry {
        title: "install the npm packages",
        folder: &format!("node-{}", hash_of_files(&manifests)?),
        proof: "node_modules/.bin/wasm-opt",
    };
    let place = cache.entry(&entry, |place| make(place, &manifests))?;
    let modules = place.join("node_modules");
    link(&modules, &home.join("node_modules"))?;
    Ok(modules.join(".bin"))
}

fn make(place: &Path, manifests: &[PathBuf]) -> Outcome<()> {
    check_node()?;
    for (from, name) in manifests.iter().zip(MANIFESTS) {
        fs::copy(from, place.join(name)).map_err(|e| Problem::io("copy the npm manifests", &e))?;
    }
    Run::new("npm")
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .within(place)
        .status()
}

/// Debian's own Node.js can be too old for Playwright, so this one is left to the person.
fn check_node() -> Outcome<()> {
    let version = Run::new("node")
        .args(["--version"])
        .capture()
        .unwrap_or_default();
    if on_path(&["npm"]).is_some() && major(&version).is_some_and(|major| major >= 20) {
        return Ok(());
    }
    Err(Problem::new(
        "Node.js 20 or newer with npm is missing. On Debian 13 or newer run: apt-get install --yes nodejs npm; \
         elsewhere take it from https://nodejs.org",
    ))
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// Makes `link` point to `modules`; a clone keeps no copy of its own.
fn link(modules: &Path, link: &Path) -> Outcome<()> {
    if fs::read_link(link).is_ok_and(|target| target == modules) {
        return Ok(());
    }
    if link.is_dir() && !link.is_symlink() {
        let text = format!(
            "{0} is a folder and would hide the shared one; run: rm -r {0}",
            link.display()
        );
        return Err(Problem::new(text));
    }
    let refused = |error: std::io::Error| Problem::io("link tests/e2e/node_modules", &error);
    let fresh = link.with_extension(process::id().to_string());
    symlink(modules, &fresh).map_err(refused)?;
    fs::rename(&fresh, link).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major(""), None);
    }

    #[test]
    fn the_lock_file_names_no_server() {
        let lock = include_str!("../../tests/e2e/package-lock.json");
        assert!(!lock.contains("\"resolved\"") && !lock.contains("https://"));
    }
}
