//! What the tests do in short, for long: random actions, killed tabs, what is opened and closed, random files for
//! every reader, and the build itself. Each part prints figures, which stand together at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::args::Soak;
use crate::cache::{make_folder, remove};
use crate::page;
use crate::problem::{Outcome, Problem};
use crate::run::Run;
use crate::say::{say, span};
use crate::steps;
use crate::workshop::Workshop;

/// Random actions of each seed, 10,000 in all.
const ACTIONS: u32 = 2_000;
const SEEDS: [u32; 5] = [11, 12, 13, 14, 15];
/// Fewer show nothing: a round has 60, and then comes the check.
const LEAST_ACTIONS: u32 = 60;

/// Tabs that are killed in the middle of a write.
const KILLS: u32 = 200;

/// How often everything is opened and closed.
const ROUNDS: u32 = 200;
/// The first rounds fill what stays for good.
const LEAST_ROUNDS: u32 = 6;

/// Seconds for each fuzz target, unless `--seconds` says how many: all in an hour and a half.
const FUZZ_SECONDS: u32 = 600;
/// What libFuzzer may take for one input, in seconds, and in megabytes for all.
const BOUNDS: [&str; 2] = ["-timeout=20", "-rss_limit_mb=2048"];

/// Folders of the corpus whose files are seeds, by target; any other one begins with those of all.
const SEEDS_OF: [(&str, &[&str]); 4] = [
    ("yaml", &["sam", "openapi"]),
    ("zappa", &["zappa"]),
    ("route53", &["route53"]),
    ("json", &["openapi", "sam"]),
];

/// The parts before the fuzz targets, which are parts of their own.
const PARTS: [&str; 4] = ["actions", "kills", "leaks", "build"];
/// Stands for all fuzz targets.
const TARGETS: &str = "fuzz";

/// How one part went.
struct Report {
    name: String,
    figures: Vec<String>,
    held: bool,
    time: Duration,
}

/// Runs everything and says whether all held.
pub(crate) fn soak(shop: &Workshop, how: &Soak) -> Outcome<bool> {
    let chosen = chosen(&fuzz_targets(shop), &how.only)?;
    if chosen.iter().any(|name| PARTS.contains(&name.as_str())) {
        page::build(shop, &steps::page_folder(shop))?;
        shop.cargo("build --bin gateway-studio").status()?;
    }
    let mut reports = Vec::new();
    for name in &chosen {
        say(&format!("\n===== {name}"));
        let start = Instant::now();
        let ended = part(shop, name, how);
        let (figures, held) = ended.unwrap_or_else(|problem| (vec![problem.to_string()], false));
        reports.push(Report {
            name: name.clone(),
            figures,
            held,
            time: start.elapsed(),
        });
    }
    say("");
    for report in &reports {
        let word = if report.held { "held" } else { "FAILED" };
        let time = span(report.time);
        say(&format!("{:<10} {word:<7} {time:>12}", report.name));
        for figure in &report.figures {
            say(&format!("           {figure}"));
        }
    }
    Ok(reports.iter().all(|report| report.held))
}

/// The parts that are wanted, each once; all when none is named.
fn chosen(targets: &[String], only: &[String]) -> Outcome<Vec<String>> {
    let all = PARTS.into_iter().chain(targets.iter().map(String::as_str));
    let all: Vec<&str> = all.collect();
    let is_known = |wanted: &&String| *wanted == TARGETS || all.contains(&wanted.as_str());
    if let Some(name) = only.iter().find(|name| !is_known(name)) {
        let names = all.join(", ");
        return Err(Problem::new(format!(
            "no part `{name}`; there are {names}, and {TARGETS} for all that is fuzzed"
        )));
    }
    let wanted = |name: &&str| {
        let is_target = !PARTS.contains(name);
        let mut words = only.iter();
        only.is_empty() || words.any(|word| word == name || word == TARGETS && is_target)
    };
    Ok(all.into_iter().filter(wanted).map(str::to_owned).collect())
}

/// Runs a part, the given share of it, and gives its figures and whether it held.
fn part(shop: &Workshop, name: &str, how: &Soak) -> Outcome<(Vec<String>, bool)> {
    let of = |number: u32, least: u32| (number / how.share).max(least).to_string();
    let test = |file: &str, pattern: &str| {
        let run = Run::new("node").args(["--test", "--test-reporter=spec"]);
        run.args(["--test-name-pattern", pattern])
            .args([format!("tests/e2e/{file}.test.mjs")])
    };
    match name {
        "actions" => {
            let seeds = SEEDS.map(|seed| seed.to_string()).join(",");
            let run = test("monkey", "a monkey")
                .env("GATEWAY_STUDIO_ACTIONS", of(ACTIONS, LEAST_ACTIONS))
                .env("GATEWAY_STUDIO_SEEDS", seeds);
            journey(shop, run)
        }
        "kills" => {
            let run = test("keep", "dies in the middle");
            journey(shop, run.env("GATEWAY_STUDIO_KILLS", of(KILLS, 1)))
        }
        "leaks" => {
            let run = test("monkey", "leaves nothing behind");
            journey(
                shop,
                run.env("GATEWAY_STUDIO_ROUNDS", of(ROUNDS, LEAST_ROUNDS)),
            )
        }
        "build" => twice(shop),
        target => fuzz(shop, target, &seconds(how)),
    }
}

/// How long a fuzz target runs: as long as was said, or its share.
fn seconds(how: &Soak) -> String {
    let share = (FUZZ_SECONDS / how.share).max(5);
    how.seconds.unwrap_or(share).to_string()
}

/// A test in the browser; its figures are its diagnostics.
fn journey(shop: &Workshop, run: Run) -> Outcome<(Vec<String>, bool)> {
    let streamed = steps::browser(shop, run)?.stream()?;
    let lines = streamed.output.lines().map(str::trim);
    let said = lines.filter_map(|line| line.strip_prefix("ℹ "));
    // The runner's own lines are a word and a number.
    let is_figure = |line: &&str| line.contains(' ') && line.split(' ').count() > 2;
    Ok((
        said.filter(is_figure).map(str::to_owned).collect(),
        streamed.ok,
    ))
}

/// Builds the page a second time, from a copy of the sources in a folder of another name and with packages that lie
/// elsewhere, and compares all bytes.
fn twice(shop: &Workshop) -> Outcome<(Vec<String>, bool)> {
    let first = steps::page_folder(shop);
    let other = shop.root.join("target/soak/somewhere else");
    remove(&other)?;
    let copy = other.join("checkout");
    make_folder(&copy)?;
    let listed = Run::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .within(&shop.root)
        .capture()?;
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (shop.root.join(name), copy.join(name));
        // A file that was removed is still listed until that is committed.
        if from.is_file() {
            make_folder(to.parent().unwrap_or(&copy))?;
            fs::copy(&from, &to).map_err(|e| Problem::io(&format!("copy {name}"), &e))?;
        }
    }
    // Cargo takes compiler options apart at spaces, so that this name has none.
    let home = shop.root.join("target/soak/home");
    remove(&home)?;
    make_folder(&home)?;
    let from = page::cargo_home().ok_or_else(|| Problem::new("the home of cargo was not found"))?;
    let entries = fs::read_dir(&from).map_err(|e| Problem::io("list the home of cargo", &e))?;
    for entry in entries.flatten() {
        link(&entry.path(), &home.join(entry.file_name()))?;
    }
    Run::new("cargo")
        .args(["xtask", "build"])
        .within(&copy)
        .env("CARGO_HOME", &home)
        .without(&["CARGO_MANIFEST_DIR", "CARGO_TARGET_DIR"])
        .status()?;
    let (one, two) = (contents(&first)?, contents(&copy.join("dist"))?);
    let names: BTreeSet<&String> = one.keys().chain(two.keys()).collect();
    let differ: Vec<_> = names
        .iter()
        .filter(|name| one.get(**name) != two.get(**name))
        .collect();
    let held = differ.is_empty();
    let mut figures = vec![format!(
        "{} files built twice in two places, {} differ",
        names.len(),
        differ.len()
    )];
    figures.extend(differ.iter().map(|name| format!("another content: {name}")));
    if held {
        remove(&other)?;
        remove(&home)?;
    }
    Ok((figures, held))
}

/// The files of a folder and what is in them.
fn contents(folder: &Path) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let unread = |error| Problem::io(&format!("read {}", folder.display()), &error);
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            let below = contents(&path)?.into_iter();
            found.extend(below.map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name.into_owned(), fs::read(&path).map_err(unread)?);
        }
    }
    Ok(found)
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Outcome<()> {
    std::os::unix::fs::symlink(from, to).map_err(|e| Problem::io("link into a folder", &e))
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> Outcome<()> {
    Err(Problem::new("the second build needs a system with links"))
}

/// Random files for one reader, grown from those of other people where they are there. Needs a nightly compiler and
/// cargo-fuzz; who lacks them is told so by cargo.
fn fuzz(shop: &Workshop, target: &str, seconds: &str) -> Outcome<(Vec<String>, bool)> {
    let home = shop.root.join("target/soak/fuzz").join(target);
    let grown = home.join("corpus");
    make_folder(&grown)?;
    let corpus = std::env::var_os("GATEWAY_STUDIO_CORPUS").map(Into::into);
    let corpus = corpus.unwrap_or_else(|| shop.root.join("../shared/corpus"));
    let known = SEEDS_OF.iter().find(|(name, _)| *name == target);
    let seeds = known.map_or(vec![corpus.clone()], |(_, folders)| {
        folders.iter().map(|name| corpus.join(name)).collect()
    });
    let run = Run::new("cargo").args(["+nightly", "fuzz", "run", "--sanitizer", "none", target]);
    let run = run
        .args([&grown])
        .args(seeds.iter().filter(|seed| seed.is_dir()));
    let prefix = format!("-artifact_prefix={}/", home.display());
    let bounds = [
        format!("-max_total_time={seconds}"),
        prefix,
        "-print_final_stats=1".to_owned(),
    ];
    let run = run
        .args(["--"])
        .args(bounds)
        .args(BOUNDS)
        .within(&shop.root);
    let streamed = run.stream_errors()?;
    let figure = |key: &str| {
        let mut lines = streamed.output.lines().rev();
        let found = lines.find_map(|line| line.strip_prefix(key));
        found.map_or("?", str::trim).to_owned()
    };
    let found = if streamed.ok {
        "0 findings"
    } else {
        "a finding"
    };
    Ok((
        vec![format!(
            "{} inputs in {seconds} s, {found}, the slowest took {} s, {} MB at most",
            figure("stat::number_of_executed_units:"),
            figure("stat::slowest_unit_time_sec:"),
            figure("stat::peak_rss_mb:"),
        )],
        streamed.ok,
    ))
}

fn fuzz_targets(shop: &Workshop) -> Vec<String> {
    let folder = fs::read_dir(shop.root.join("fuzz/fuzz_targets"));
    let files = folder.into_iter().flatten().flatten();
    let stem = |path: std::path::PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
    let mut targets: Vec<String> = files.filter_map(|file| stem(file.path())).collect();
    targets.sort();
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_chosen_by_their_names_and_targets_together() {
        let names = |list: &[&str]| {
            list.iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let targets = names(&["any", "yaml"]);
        let all = ["actions", "kills", "leaks", "build", "any", "yaml"];
        for (only, expected) in [
            (&[][..], &all[..]),
            (&["yaml", "kills"], &["kills", "yaml"]),
            (&["fuzz"], &["any", "yaml"]),
            (&["fuzz", "any", "build"], &["build", "any", "yaml"]),
        ] {
            assert_eq!(
                chosen(&targets, &names(only)),
                Ok(names(expected)),
                "{only:?}"
            );
        }
        let problem = chosen(&targets, &names(&["toml"])).expect_err("no such part");
        assert!(
            problem.to_string().contains("build, any, yaml"),
            "{problem}"
        );
    }

    #[test]
    fn a_fuzz_target_runs_as_long_as_is_said() {
        let of = |share, seconds| {
            let only = Vec::new();
            super::seconds(&Soak {
                only,
                share,
                seconds,
            })
        };
        assert_eq!(of(1, None), "600");
        assert_eq!(of(20, None), "30");
        assert_eq!(of(1000, None), "5");
        assert_eq!(of(20, Some(3600)), "3600");
    }
}
