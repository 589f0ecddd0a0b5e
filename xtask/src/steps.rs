//! The steps of `cargo xtask test`: what each one runs.

use std::env;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

use crate::counts::{self, Counts};
use crate::page;
use crate::problem::{Outcome, Problem};
use crate::run::{Run, Streamed};
use crate::say::say;
use crate::supply;
use crate::wasm::TARGET;
use crate::workshop::{Part, Workshop};

/// One named step.
pub(crate) struct Step {
    /// Its name for `--only` and in the table.
    pub(crate) name: &'static str,
    /// What the set-up has to bring.
    pub(crate) needs: &'static [Part],
    /// The steps whose results it works with.
    pub(crate) after: &'static [&'static str],
    /// Does it and counts its tests.
    pub(crate) run: fn(&Workshop) -> Outcome<Counts>,
}

/// The steps in their order; the set-up comes before them.
pub(crate) const STEPS: [Step; 11] = [
    step("fmt", &[], &[], fmt),
    step("clippy", &[], &[], clippy),
    step("clippy-wasm", &[Part::Wasm], &[], clippy_wasm),
    step("test", &[], &[], test),
    step("doc", &[], &[], doc),
    step("supply", &[Part::Deny], &[], supply::judge),
    step("build", &[], &[], build),
    step("tools", &[Part::Python, Part::Programs], &["build"], tools),
    step("page", &[Part::Wasm, Part::Tools, Part::Npm], &[], page),
    step("e2e", &E2E_NEEDS, &["build", "page"], e2e),
    step("bench", &[], &[], bench),
];

/// Node drives a browser, and the AWS CLI publishes to an S3 in Python.
const E2E_NEEDS: [Part; 3] = [Part::Npm, Part::Programs, Part::Python];

const fn step(
    name: &'static str,
    needs: &'static [Part],
    after: &'static [&'static str],
    run: fn(&Workshop) -> Outcome<Counts>,
) -> Step {
    Step {
        name,
        needs,
        after,
        run,
    }
}

/// Where the step `page` builds and the browser tests look.
pub(crate) fn page_folder(shop: &Workshop) -> PathBuf {
    shop.root.join("target/page")
}

fn fmt(shop: &Workshop) -> Outcome<Counts> {
    one(shop.cargo("fmt --all --check"))
}

fn clippy(shop: &Workshop) -> Outcome<Counts> {
    one(shop.cargo("clippy --workspace --all-targets -- -D warnings"))
}

fn clippy_wasm(shop: &Workshop) -> Outcome<Counts> {
    let wasm = shop.wasm()?;
    // As the page is built, so that the macros are compiled once for both.
    let words = format!(
        "--release --target {TARGET} --no-default-features --features ui --bin studio --bin engine"
    );
    // Debian's compiler comes without clippy.
    let run = if wasm.has_clippy() {
        shop.cargo(&format!("clippy {words} -- -D warnings"))
    } else {
        shop.cargo(&format!("check {words}"))
    };
    one(wasm.apply(run, &[])?)
}

fn test(shop: &Workshop) -> Outcome<Counts> {
    let streamed = shop.cargo("test --workspace --no-fail-fast").stream()?;
    counted(&streamed, counts::of_cargo)
}

fn doc(shop: &Workshop) -> Outcome<Counts> {
    let run = shop.cargo("doc --no-deps --workspace");
    one(run.env("RUSTDOCFLAGS", "-D warnings"))
}

fn build(shop: &Workshop) -> Outcome<Counts> {
    one(shop.cargo("build --bin gateway-studio"))
}

fn tools(shop: &Workshop) -> Outcome<Counts> {
    let bin = shop.python()?;
    shop.shellcheck()?;
    // Tests wait for servers and programs in between, so that one file more than there are processors keeps them busy.
    let processors = thread::available_parallelism().map_or(2, NonZero::get);
    let files = (processors + 1).to_string();
    let run = Run::new(bin.join("python")).args([
        "-m",
        "pytest",
        "-q",
        "-n",
        &files,
        "--dist",
        "loadfile",
        "tests/tools",
    ]);
    let run = run
        .env("GATEWAY_STUDIO_BIN", shop.binary()?)
        .within(&shop.root);
    let run = run
        .without(&["PYTHONHOME", "PYTHONPATH"])
        .path_first(&[bin])?;
    counted(&run.stream()?, counts::of_pytest)
}

fn page(shop: &Workshop) -> Outcome<Counts> {
    let dist = page_folder(shop);
    page::build(shop, &dist)?;
    page::weigh(&dist)?;
    Ok(ONE)
}

fn e2e(shop: &Workshop) -> Outcome<Counts> {
    let files = browser_tests(&shop.root.join("tests/e2e"))?;
    // Pages wait more than they work, so two files of tests share two cores well.
    let run = Run::new("node").args(["--test", "--test-concurrency=2", "--test-reporter=spec"]);
    let run = browser(shop, run.args(files))?;
    counted(&run.stream()?, counts::of_node)
}

fn bench(shop: &Workshop) -> Outcome<Counts> {
    if !shop.root.join("benches/generate.rs").is_file() {
        say("there is no benches/generate.rs");
        return Ok(Counts::default());
    }
    one(shop.cargo("bench --bench generate"))
}

/// Tells a Node program where the page, the binary and the browser are.
pub(crate) fn browser(shop: &Workshop, run: Run) -> Outcome<Run> {
    shop.npm()?;
    let own = env::current_exe().map_err(|error| Problem::io("find this program", &error))?;
    Ok(run
        .env("GATEWAY_STUDIO_PAGE", page_folder(shop))
        .env("GATEWAY_STUDIO_BIN", shop.binary()?)
        .env("GATEWAY_STUDIO_CHROMIUM", shop.chromium()?)
        .env("GATEWAY_STUDIO_PYTHON", shop.python()?)
        .env("GATEWAY_STUDIO_XTASK", own)
        .within(&shop.root))
}

fn browser_tests(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_test = |path: &PathBuf| path.to_string_lossy().ends_with(".test.mjs");
    let mut files: Vec<PathBuf> = found.map(|file| file.path()).filter(is_test).collect();
    files.sort();
    if files.is_empty() {
        return Err(no_test());
    }
    Ok(files)
}

const ONE: Counts = Counts {
    passed: 1,
    failed: 0,
};

/// A command that is one test by itself.
fn one(run: Run) -> Outcome<Counts> {
    run.status().map(|()| ONE)
}

/// What a test runner counted. It must have run something, and a bad end is a failure even when no
/// test is to blame, such as code that does not compile.
fn counted(streamed: &Streamed, count: fn(&str) -> Counts) -> Outcome<Counts> {
    let mut counts = count(&streamed.output);
    if !streamed.ok && counts.failed == 0 {
        counts.failed = 1;
    }
    if counts.passed + counts.failed == 0 {
        return Err(no_test());
    }
    Ok(counts)
}

fn no_test() -> Problem {
    Problem::new("no test found")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(output: &str, ok: bool, expected: Result<(u32, u32), &str>) {
        let output = output.to_owned();
        let counts = counted(&Streamed { output, ok }, counts::of_pytest);
        let short = counts.map(|counts| (counts.passed, counts.failed));
        assert_eq!(
            short.map_err(|problem| problem.to_string()),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn a_runner_must_run_tests_and_end_well() {
        check("2 passed in 1s", true, Ok((2, 0)));
        check("2 passed, 1 failed in 1s", false, Ok((2, 1)));
        check("2 passed in 1s", false, Ok((2, 1)));
        check("SyntaxError", false, Ok((0, 1)));
        check("no tests ran in 0.01s", true, Err("no test found"));
    }

    #[test]
    fn steps_come_after_what_they_need() {
        for (index, step) in STEPS.iter().enumerate() {
            let earlier = &STEPS[..index];
            for name in step.after {
                assert!(
                    earlier.iter().any(|step| step.name == *name),
                    "{} {name}",
                    step.name
                );
            }
        }
    }
}
