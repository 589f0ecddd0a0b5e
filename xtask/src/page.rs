//! The page: served, built, and weighed.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use crate::args::Serve;
use crate::bom;
use crate::problem::{Outcome, Problem};
use crate::release::{self, Program};
use crate::run::Run;
use crate::say::say;
use crate::steps;
use crate::wasm::TARGET;
use crate::words::LANGUAGES;
use crate::workshop::Workshop;

/// What is downloaded before the page can be used should weigh, in bytes after brotli: 1.1 s on a
/// slow mobile line of 1.5 Mbit/s. Neither the engine nor the words of
/// the other language, which the page loads once it stands, are in it.
const GOAL: u64 = 200_000;

/// What it may weigh at most: 1.3 s on that line.
const CEILING: u64 = 250_000;

/// How the files of the engine begin.
const ENGINE: &str = "engine";

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
    made(shop, dist, Program::Parted)
}

/// Builds a page whose program tells which functions it calls.
pub(crate) fn build_watched(shop: &Workshop, dist: &Path) -> Outcome<()> {
    made(shop, dist, Program::Watched)
}

fn made(shop: &Workshop, dist: &Path, how: Program) -> Outcome<()> {
    let programs = shop.npm()?;
    trunk(shop, vec![programs.clone()])?
        .args(["build", "--release", "--offline", "--dist"])
        .args([dist])
        .status()?;
    release::release(dist, &shop.root, &programs, how)?;
    bom::write(shop, dist)
}

/// How `wasm-opt` makes the engine of a release smaller.
const SMALLER: [&str; 8] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Says how long rules and reading take by themselves, built as the engine is, in a browser and beside js-yaml.
pub(crate) fn time_rules(shop: &Workshop) -> Outcome<()> {
    let wasm = shop.wasm()?;
    let words = format!(
        "build --quiet --target {TARGET} --profile engine --no-default-features --features browser --bin rules"
    );
    wasm.apply(shop.cargo(&words), &[])?.status()?;
    let folder = shop.root.join("target/rules");
    let built = shop
        .root
        .join("target")
        .join(TARGET)
        .join("engine/rules.wasm");
    let run = Run::new("wasm-bindgen").args(["--target", "web", "--no-typescript", "--out-dir"]);
    let run = run.args([&folder, &built]).path_first(&shop.tools()?)?;
    run.status()?;
    let program = folder.join("rules_bg.wasm");
    let run = Run::new(shop.npm()?.join("wasm-opt")).args(SMALLER);
    run.args([&program, Path::new("-o"), &program]).status()?;
    let run = Run::new("node").args([Path::new("tests/e2e/alone.mjs"), &folder]);
    steps::browser(shop, run)?.status()
}

/// Builds the page that only says hello, as Trunk releases it.
pub(crate) fn build_hello(shop: &Workshop, dist: &Path) -> Outcome<()> {
    let index = shop.root.join("tests/e2e/hello/index.html");
    trunk(shop, vec![shop.npm()?])?
        .args(["build", "--release", "--offline", "--dist"])
        .args([dist])
        .args([index])
        .status()
}

/// Prints what the files of the page weigh and refuses a page above the limit.
pub(crate) fn weigh(dist: &Path) -> Outcome<()> {
    let lines = Run::new("node").args(["-e", WEIGH]).args([dist]).capture();
    let lines =
        lines.map_err(|why| Problem::new(format!("the page could not be weighed: {why}")))?;
    let Totals {
        first,
        words,
        later,
        engine,
        rest,
        beside,
    } = totals(&lines)?;
    say("     raw   brotli  file");
    for line in lines.lines() {
        let mut words = line.splitn(3, ' ');
        let mut next = || words.next().unwrap_or_default();
        say(&format!("{:>8} {:>8}  {}", next(), next(), next()));
    }
    for (language, weight) in LANGUAGES.iter().zip(words) {
        let sum = first + weight;
        say(&format!(
            "{sum:>17}  until the page can be used in `{language}`, after brotli, of {GOAL} wanted"
        ));
    }
    say(&format!(
        "{later:>17}  the second half of the program, loaded behind it"
    ));
    say(&format!(
        "{engine:>17}  the engine, loaded behind it, until the first file is there"
    ));
    say(&format!(
        "{rest:>17}  the rest of the engine, and then come the words of the other language"
    ));
    say(&format!(
        "{beside:>17}  for installing it and for the second visit"
    ));
    let most = first + words.into_iter().max().unwrap_or_default();
    if most > CEILING {
        return Err(Problem::new(format!(
            "the page weighs {most} bytes, more than {CEILING}"
        )));
    }
    Ok(())
}

/// What files weigh after brotli.
#[derive(Debug, Default, PartialEq, Eq)]
struct Totals {
    /// What the page needs in any language.
    first: u64,
    /// The words of each language.
    words: [u64; 2],
    /// The second half of the program.
    later: u64,
    /// What the engine shows the first file with.
    engine: u64,
    /// The second half of the engine.
    rest: u64,
    /// What no page loads.
    beside: u64,
}

fn totals(lines: &str) -> Outcome<Totals> {
    let mut sums = Totals::default();
    for line in lines.lines() {
        let mut words = line.splitn(3, ' ').skip(1);
        let weight = words.next().and_then(|weight| weight.parse::<u64>().ok());
        let (Some(weight), Some(name)) = (weight, words.next()) else {
            return Err(Problem::new(format!("`{line}` tells no weight")));
        };
        let top = name.split('/').next().unwrap_or_default();
        let language = LANGUAGES
            .iter()
            .position(|language| top.starts_with(&format!("words-{language}")));
        let sum = match language {
            Some(place) => &mut sums.words[place],
            None if top.starts_with(ENGINE) => &mut sums.engine,
            None if top.starts_with(release::REST) => &mut sums.rest,
            None if top.starts_with(release::LATER) => &mut sums.later,
            None if release::BESIDE.contains(&top) => &mut sums.beside,
            None => &mut sums.first,
        };
        *sum += weight;
    }
    let all = [sums.first, sums.later, sums.engine, sums.rest, sums.beside];
    if all.contains(&0) || sums.words.contains(&0) {
        return Err(Problem::new("the page lacks files, its engine's or others"));
    }
    Ok(sums)
}

fn trunk(shop: &Workshop, mut folders: Vec<PathBuf>) -> Outcome<Run> {
    let wasm = shop.wasm()?;
    folders.extend(shop.tools()?);
    // Trunk calls it for the words.
    let own = env::current_exe().map_err(|e| Problem::io("find this program", &e))?;
    folders.extend(own.parent().map(Path::to_path_buf));
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
    let run = run.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        without_places().join(" "),
    );
    wasm.apply(run, &folders)
}

/// Options for the compiler, with which nothing in the programs says where cargo keeps packages on this machine.
/// They come behind those of `.cargo/config.toml`.
fn without_places() -> Vec<String> {
    let Some(home) = cargo_home() else {
        return vec![];
    };
    let registries = fs::read_dir(home.join("registry/src"));
    let folders = registries.into_iter().flatten().flatten();
    let options = folders.map(|folder| {
        let folder = folder.path();
        format!("--remap-path-prefix={}=crates", folder.display())
    });
    // Cargo takes options apart at spaces.
    let mut options: Vec<_> = options
        .filter(|option| !option.contains(char::is_whitespace))
        .collect();
    options.sort();
    options
}

/// Where cargo keeps what it downloads.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).filter(|folder| !folder.is_empty());
    let home = named("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| Some(PathBuf::from(named("HOME")?).join(".cargo")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_and_the_words_are_weighed_apart() {
        let lines = "10 4 a b.css\n20 5 index.html\n9 3 engine_bg.wasm\n8 9 later_bg.wasm\n8 5 rest_bg.wasm\n1 1 sw.js\n7 6 icons/a.png\n\
            5 2 words-en-0.txt\n6 8 words-ja-0.txt\n";
        let expected = Totals {
            first: 9,
            words: [2, 8],
            later: 9,
            engine: 3,
            rest: 5,
            beside: 7,
        };
        assert_eq!(totals(lines), Ok(expected));
        assert!(totals("20 5 index.html\n").is_err() && totals("x").is_err());
    }
}
