//! The developer commands of Gateway Studio: `cargo xtask serve`, `cargo xtask test` and a few more.
//!
//! They install what a fresh machine lacks into the user's cache folder and say so.

mod args;
mod bom;
mod cache;
mod counts;
mod node;
mod page;
mod problem;
mod publish;
mod python;
mod release;
mod run;
mod say;
mod shrink;
mod soak;
mod sources;
mod steps;
mod suite;
mod supply;
mod system;
mod tools;
mod wasm;
mod words;
mod workshop;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use args::Request;
use problem::{Outcome, Problem};
use run::Run;
use say::{complain, say};
use workshop::{PARTS, Workshop};

const USAGE: &str = "\
cargo xtask serve [--port N] [--release] [--open]   run the studio on this machine (port 8080)
cargo xtask test [--only NAME,...] [--list]         run every test, or some steps with what they build on
cargo xtask setup                                   install everything that is missing
cargo xtask build                                   write the page for a web server into dist/
cargo xtask publish --bucket NAME [...]             put the page on S3; `cargo xtask publish --help` says how
cargo xtask bench [ARGUMENT...]                     measure the generators
cargo xtask bench wasm                              measure rules and reading in WebAssembly, beside js-yaml
cargo xtask timings [--short]                       measure the page in a browser
cargo xtask soak [--only NAME,...] [--share N]      try for long what the tests try in short, or an N-th of that;
                 [--seconds N]                      each fuzz target for so many seconds; `--only fuzz` is them all
cargo xtask shots [ARGUMENT...]                     take pictures of the page
cargo xtask profile                                 list again what the first screen does without, for the build
cargo xtask icons                                   make the icons of the installed page again
cargo xtask words                                   write the page's words where Trunk builds, which calls it
cargo xtask help                                    print this

Tools are kept in $GATEWAY_STUDIO_CACHE, else $XDG_CACHE_HOME/gateway-studio, else ~/.cache/gateway-studio.
$GATEWAY_STUDIO_CHROMIUM names the browser of the tests, if it is not on PATH.";

const PUBLISH: &str = "\
cargo xtask publish --bucket NAME [OPTION...]       build the page and put it on S3 with the AWS CLI

  --prefix P           below this folder of the bucket
  --distribution ID    in front of it is this CloudFront distribution: its caches forget what changed
  --endpoint-url URL   another S3 than that of AWS
  --coding CODING      how files are compressed: `br`, `gzip` or `none`; `br` with a distribution, else `gzip`
  --page FOLDER        a page that `cargo xtask build` made, instead of building one
  --keep N             how many versions stay for open pages and for the way back (5)
  --back [BUILD]       show the version again that was published before the one that is shown, or that of this
                       build; repeated it goes further back
  --dry-run            print the commands that change something, and run none of them

Whatever breaks off can be repeated by the same command. What it left goes with a later publish, a day on.";

fn main() -> ExitCode {
    let args: Vec<String> = env::args_os()
        .skip(1)
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    match args::parse(&args).and_then(obey) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            complain(&format!("error: {problem}"));
            ExitCode::FAILURE
        }
    }
}

/// Does what was asked for; says whether it went well.
fn obey(request: Request) -> Outcome<bool> {
    let shop = Workshop::open()?;
    match request {
        Request::Help => say(USAGE),
        Request::HelpToPublish => say(PUBLISH),
        Request::List => suite::list(),
        Request::Test(names) => return suite::run(&shop, &names),
        Request::Serve(how) => page::serve(&shop, &how)?,
        Request::Setup => {
            shop.prepare_all(&PARTS)?;
            say("everything is there");
        }
        Request::Build => {
            let dist = shop.root.join("dist");
            page::build(&shop, &dist)?;
            page::weigh(&dist)?;
        }
        Request::Publish(how) => publish::publish(&shop, &how)?,
        Request::Bench(rest) if rest == ["wasm"] => page::time_rules(&shop)?,
        Request::Bench(rest) => shop
            .cargo("bench --bench generate --")
            .args(rest)
            .status()?,
        Request::Timings(rest) => timings(&shop, rest)?,
        Request::Soak(how) => return soak::soak(&shop, &how),
        Request::Shots(rest) => shots(&shop, rest)?,
        Request::Words => {
            let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
            let folder = folder.ok_or_else(|| Problem::new("`words` is for Trunk to call"))?;
            words::write(&shop.root, &folder)?;
        }
        Request::Profile => profile(&shop)?,
        Request::Icons => {
            steps::browser(&shop, Run::new("node").args(["tests/e2e/icons.mjs"]))?.status()?
        }
    }
    Ok(true)
}

/// Watches which functions of the page's program run before somebody does more than look and type, and which of the
/// engine's until the first file is there.
fn profile(shop: &Workshop) -> Outcome<()> {
    let watched = shop.root.join("target/watched");
    page::build_watched(shop, &watched)?;
    shop.cargo("build --bin gateway-studio").status()?;
    let run = Run::new("node").args([
        "tests/e2e/profile.mjs",
        "xtask/src/later.txt",
        "xtask/src/engine_later.txt",
    ]);
    steps::browser(shop, run)?
        .env("GATEWAY_STUDIO_PAGE", watched)
        .status()
}

fn timings(shop: &Workshop, rest: Vec<String>) -> Outcome<()> {
    let hello = shop.root.join("target/hello");
    page::build(shop, &steps::page_folder(shop))?;
    page::build_hello(shop, &hello)?;
    shop.cargo("build --bin gateway-studio").status()?;
    let run = Run::new("node").args(["tests/e2e/timings.mjs"]).args(rest);
    let run = run.env("GATEWAY_STUDIO_HELLO", hello);
    steps::browser(shop, run)?.status()
}

fn shots(shop: &Workshop, rest: Vec<String>) -> Outcome<()> {
    page::build(shop, &steps::page_folder(shop))?;
    shop.cargo("build --bin gateway-studio").status()?;
    let run = Run::new("node").args(["tests/e2e/shots.mjs"]).args(rest);
    steps::browser(shop, run)?.status()
}
