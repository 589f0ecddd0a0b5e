//! This checkout with everything that its commands need, each part made at its first use.

use std::cell::OnceCell;
use std::env;
use std::path::{Path, PathBuf};

use crate::cache::Cache;
use crate::problem::{Outcome, Problem};
use crate::run::{Run, on_path};
use crate::say::say;
use crate::wasm::{self, WasmCompiler};
use crate::{node, python, system, tools};

/// The checkout and its equipment. A part that failed once is not tried again.
pub(crate) struct Workshop {
    /// The root of the checkout.
    pub(crate) root: PathBuf,
    cache: Cache,
    wasm: OnceCell<Outcome<WasmCompiler>>,
    tools: OnceCell<Outcome<Vec<PathBuf>>>,
    npm: OnceCell<Outcome<PathBuf>>,
    python: OnceCell<Outcome<PathBuf>>,
    programs: OnceCell<Outcome<()>>,
    deny: OnceCell<Outcome<PathBuf>>,
}

/// A part of the equipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The compiler for the page.
    Wasm,
    /// Trunk and wasm-bindgen.
    Tools,
    /// wasm-opt, esbuild, Playwright and axe.
    Npm,
    /// The real tools, in Python.
    Python,
    /// cargo-deny.
    Deny,
    /// Chromium and `ShellCheck`.
    Programs,
}

/// All parts, the quick ones first, so that a missing program is told before the long builds.
pub(crate) const PARTS: [Part; 6] = [
    Part::Programs,
    Part::Npm,
    Part::Wasm,
    Part::Python,
    Part::Deny,
    Part::Tools,
];

impl Workshop {
    /// Finds the checkout and the cache folder.
    pub(crate) fn open() -> Outcome<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let xtask = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let root = xtask.parent().map(Path::to_path_buf);
        Ok(Self {
            root: root.ok_or_else(|| Problem::new("the checkout was not found"))?,
            cache: Cache::locate()?,
            wasm: OnceCell::new(),
            tools: OnceCell::new(),
            npm: OnceCell::new(),
            python: OnceCell::new(),
            programs: OnceCell::new(),
            deny: OnceCell::new(),
        })
    }

    /// Makes these parts ready. A part that cannot be had is told at once, before the long builds of
    /// others, and does not keep them from being made.
    pub(crate) fn prepare_all<'a>(&self, parts: impl IntoIterator<Item = &'a Part>) -> Outcome<()> {
        let mut missing = 0;
        for part in parts {
            if let Err(problem) = self.prepare(*part) {
                say(&format!("error: {problem}"));
                missing += 1;
            }
        }
        if missing > 0 {
            return Err(Problem::new(
                "the set-up is incomplete, for the reasons above",
            ));
        }
        Ok(())
    }

    /// Makes a part ready.
    fn prepare(&self, part: Part) -> Outcome<()> {
        match part {
            Part::Wasm => self.wasm().map(drop),
            Part::Tools => self.tools().map(drop),
            Part::Npm => self.npm().map(drop),
            Part::Python => self.python().map(drop),
            Part::Deny => self.deny().map(drop),
            Part::Programs => self.programs(),
        }
    }

    /// The compiler for the page.
    pub(crate) fn wasm(&self) -> Outcome<WasmCompiler> {
        self.wasm
            .get_or_init(|| wasm::install_target(&self.root))
            .clone()
    }

    /// The folders with Trunk and wasm-bindgen.
    pub(crate) fn tools(&self) -> Outcome<Vec<PathBuf>> {
        self.tools
            .get_or_init(|| tools::install(&self.cache))
            .clone()
    }

    /// The folder with the programs of the npm packages.
    pub(crate) fn npm(&self) -> Outcome<PathBuf> {
        self.npm
            .get_or_init(|| node::install(&self.cache, &self.root))
            .clone()
    }

    /// The folder with the programs of the Python environment.
    pub(crate) fn python(&self) -> Outcome<PathBuf> {
        self.python
            .get_or_init(|| python::install(&self.cache, &self.root))
            .clone()
    }

    /// The program that judges packages.
    pub(crate) fn deny(&self) -> Outcome<PathBuf> {
        let install = || tools::install_deny(&self.cache, &self.root, &self.python()?);
        self.deny.get_or_init(install).clone()
    }

    /// The browser for the tests.
    pub(crate) fn chromium(&self) -> Outcome<PathBuf> {
        if system::chromium().is_none() {
            self.programs()?;
        }
        let missing =
            || Problem::new("Chromium was not found; set GATEWAY_STUDIO_CHROMIUM to its path");
        system::chromium().ok_or_else(missing)
    }

    /// Checks that the tests of shell scripts have their reader.
    pub(crate) fn shellcheck(&self) -> Outcome<()> {
        if on_path(&["shellcheck"]).is_some() {
            return Ok(());
        }
        self.programs()
    }

    /// The native binary that the tests drive: where cargo puts it, beside this very program.
    pub(crate) fn binary(&self) -> Outcome<PathBuf> {
        let own = env::current_exe().map_err(|e| Problem::io("find the target folder", &e))?;
        let target = own.parent().and_then(Path::parent).unwrap_or(&self.root);
        Ok(target.join("debug/gateway-studio"))
    }

    /// A cargo command in this checkout.
    pub(crate) fn cargo(&self, words: &str) -> Run {
        let run = Run::new("cargo").args(words.split_whitespace());
        run.within(&self.root)
    }

    fn programs(&self) -> Outcome<()> {
        self.programs.get_or_init(system::programs).clone()
    }
}
