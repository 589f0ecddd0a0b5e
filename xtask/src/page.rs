//! The page: served, built, and weighed.

use std::env;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use crate::args::Serve;
use crate::problem::{Outcome, Problem};
use crate::run::Run;
use crate::say::say;
use crate::wasm::TARGET;
use crate::workshop::Workshop;

/// What all files of the page should weigh together, in bytes after brotli: a second on a slow
/// mobile line (1.5 Mbit/s carries 190 KB), with room for the answers' own way.
const GOAL: u64 = 150_000;

/// What they may weigh until the goal is met. It only falls.
const CEILING: u64 = 370_000;

/// Prints `raw brotli name` for every file of a folder. Node has brotli; std does not.
const WEIGH: &str = "
const { readdirSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { brotliCompressSync } = require('node:zlib');
const folder = process.argv[1];
for (const name of readdirSync(folder, { recursive: true }).sort()) {
  const path = join(folder, name);
  if (!statSync(path).isFile()) continue;
  const bytes = readFileSync(path);
  console.log(bytes.length, brotliCompressSync(bytes).length, name);
}";

/// Serves the studio until it is stopped.
pub(crate) fn serve(shop: &Workshop, how: &Serve) -> Outcome<()> {
    if let Err(error) = TcpListener::bind(("127.0.0.1", how.port)) {
        return Err(Problem::new(format!(
            "port {} cannot be used ({error}); choose another with --port",
            how.port
        )));
    }
    let mut folders = vec![];
    if how.release {
        folders.push(shop.npm()?);
    }
    let port = how.port.to_string();
    let mut run = trunk(shop, folders)?.args(["serve", "--offline", "--port", &port]);
    if how.release {
        run = run.args(["--release"]);
    } else {
        // wasm-bindgen drops it anyway, and without it the first build is a sixth shorter.
        run = run.env("CARGO_PROFILE_DEV_DEBUG", "0");
    }
    if how.open {
        run = run.args(["--open"]);
    }
    let dist = shop.root.join("target/serve");
    say(&format!(
        "Gateway Studio will be at http://127.0.0.1:{port}/ once it is built; Ctrl-C stops it"
    ));
    run.args(["--dist"]).args([dist]).replace()
}

/// Builds the page as it is released into this folder.
pub(crate) fn build(shop: &Workshop, dist: &Path) -> Outcome<()> {
    let wasm_opt = vec![shop.npm()?];
    trunk(shop, wasm_opt)?
        .args(["build", "--release", "--offline", "--dist"])
        .args([dist])
        .status()
}

/// Prints what the files of the page weigh and refuses a page above the limit.
pub(crate) fn weigh(dist: &Path) -> Outcome<()> {
    let lines = Run::new("node").args(["-e", WEIGH]).args([dist]).capture();
    let lines =
        lines.map_err(|why| Problem::new(format!("the page could not be weighed: {why}")))?;
    let total = total(&lines)?;
    say("     raw   brotli  file");
    for line in lines.lines() {
        let mut words = line.splitn(3, ' ');
        let mut next = || words.next().unwrap_or_default();
        say(&format!("{:>8} {:>8}  {}", next(), next(), next()));
    }
    say(&format!(
        "{total:>17}  total after brotli, of {GOAL} wanted"
    ));
    if total > CEILING {
        return Err(Problem::new(format!(
            "the page weighs {total} bytes, more than {CEILING}"
        )));
    }
    Ok(())
}

fn total(lines: &str) -> Outcome<u64> {
    let weights = lines
        .lines()
        .map(|line| line.split(' ').nth(1)?.parse::<u64>().ok());
    let sum: Option<u64> = weights.sum();
    let found = sum.filter(|sum| *sum > 0);
    found.ok_or_else(|| Problem::new("the page has no files"))
}

fn trunk(shop: &Workshop, mut folders: Vec<PathBuf>) -> Outcome<Run> {
    let wasm = shop.wasm()?;
    folders.extend(shop.tools()?);
    // Trunk's `--offline`, which keeps it from downloading tools of its own, holds for cargo too.
    let fetch = format!("fetch --quiet --target {TARGET} --target host-tuple");
    wasm.apply(shop.cargo(&fetch), &[])?.status()?;
    let mut run = Run::new("trunk").within(&shop.root);
    // Trunk takes no other value of NO_COLOR than true and false.
    if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        run = run.env("NO_COLOR", "true");
    } else {
        run = run.without(&["NO_COLOR"]);
    }
    wasm.apply(run, &folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_sizes_are_summed() {
        assert_eq!(total("10 4 a b.css\n20 5 index.html\n"), Ok(9));
        assert!(total("").is_err());
    }
}
