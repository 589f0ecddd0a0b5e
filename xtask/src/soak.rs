//! What the tests do in short, for long: random actions, killed tabs, random files for every reader.

use std::time::Instant;

use crate::page;
use crate::problem::Outcome;
use crate::run::Run;
use crate::say::{say, span};
use crate::steps;
use crate::workshop::Workshop;

/// Random actions of each seed, 10,000 in all.
const ACTIONS: u32 = 2_000;
const SEEDS: &str = "11,12,13,14,15";

/// Tabs that are killed in the middle of a write.
const KILLS: u32 = 200;

/// Seconds for each fuzz target.
const FUZZ_SECONDS: u32 = 240;

/// Runs everything and says whether all held; what was tried stands in the output of each part.
pub(crate) fn soak(shop: &Workshop) -> Outcome<bool> {
    page::build(shop, &steps::page_folder(shop))?;
    shop.cargo("build --bin gateway-studio").status()?;
    let node = |file: &str| Run::new("node").args(["--test", "--test-reporter=spec", file]);
    let monkey = node("tests/e2e/monkey.test.mjs")
        .env("GATEWAY_STUDIO_ACTIONS", ACTIONS.to_string())
        .env("GATEWAY_STUDIO_SEEDS", SEEDS);
    let kills = node("tests/e2e/keep.test.mjs")
        .args(["--test-name-pattern", "dies in the middle"])
        .env("GATEWAY_STUDIO_KILLS", KILLS.to_string());
    let mut parts = vec![
        ("random actions with undo", steps::browser(shop, monkey)?),
        ("killed tabs", steps::browser(shop, kills)?),
    ];
    for target in fuzz_targets(shop) {
        let words = format!(
            "fuzz run --sanitizer none {target} -- -max_total_time={FUZZ_SECONDS} -timeout=20"
        );
        // Needs a nightly compiler and cargo-fuzz; who lacks them is told so by cargo.
        let run = Run::new("cargo").args(["+nightly"]).args(words.split(' '));
        parts.push(("random files", run.within(&shop.root)));
    }
    let mut held = true;
    for (name, run) in parts {
        let start = Instant::now();
        say(&format!("\n===== {name}: {}", run.line()));
        let ended = run.status();
        held &= ended.is_ok();
        let word = ended.map_or_else(|problem| problem.to_string(), |()| "ok".to_owned());
        say(&format!("===== {name}: {word}, {}", span(start.elapsed())));
    }
    Ok(held)
}

fn fuzz_targets(shop: &Workshop) -> Vec<String> {
    let folder = std::fs::read_dir(shop.root.join("fuzz/fuzz_targets"));
    let files = folder.into_iter().flatten().flatten();
    let stem = |path: std::path::PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
    let mut targets: Vec<String> = files.filter_map(|file| stem(file.path())).collect();
    targets.sort();
    targets
}
