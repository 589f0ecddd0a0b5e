//! The compiler for the page: rustup's with the wasm target, else Debian's with the packaged source of std.

use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::{Outcome, Problem};
use crate::run::{Run, on_path};
use crate::say::timed;
use crate::system::{install, sysroot};

/// The target of the page.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// How to start cargo for a wasm build; native builds and tests never use this.
#[derive(Debug, Clone, Default)]
pub(crate) struct WasmCompiler {
    env: Vec<(String, String)>,
    path: Vec<PathBuf>,
}

/// What the person may have set for native builds of their own.
const FOREIGN: [&str; 4] = [
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "RUSTFLAGS",
];

const DEBIAN: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

impl WasmCompiler {
    /// Sets a command up to use this compiler, with more folders first on PATH.
    pub(crate) fn apply(&self, run: Run, folders: &[PathBuf]) -> Outcome<Run> {
        let path = [folders, &self.path].concat();
        run.without(&FOREIGN).envs(&self.env).path_first(&path)
    }

    /// Whether this is the compiler of the native builds too, which then has clippy.
    pub(crate) fn has_clippy(&self) -> bool {
        self.env.is_empty()
    }
}

/// Finds the compiler, or installs what it lacks.
pub(crate) fn install_target(root: &Path) -> Outcome<WasmCompiler> {
    let native = sysroot("rustc", root)?;
    if native.join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(WasmCompiler::default());
    }
    if let Some(debian) = debian(&native) {
        return Ok(debian);
    }
    let title = format!("rustup target add {TARGET}");
    let rustup = timed(&title, || {
        Run::new("rustup")
            .args(["target", "add", TARGET])
            .within(root)
            .status()
    });
    let Err(first) = rustup else {
        return Ok(WasmCompiler::default());
    };
    let mut packages = DEBIAN.to_vec();
    if linker(&native).is_none() {
        packages.push("lld-19");
    }
    let both = |second: &str| {
        Problem::new(format!(
            "no compiler for {TARGET}. Either way helps:\n  \
             rustup target add {TARGET}   ({first})\n  \
             apt-get install --yes {}   ({second})",
            packages.join(" ")
        ))
    };
    install(&packages).map_err(|second| both(&second.to_string()))?;
    debian(&native).ok_or_else(|| both("installed, but incomplete"))
}

/// Debian's compiler, if it is there with the source of std and a linker. It builds std itself, which
/// stable allows only under `RUSTC_BOOTSTRAP`.
fn debian(native: &Path) -> Option<WasmCompiler> {
    let rustc = Path::new("/usr/bin/rustc");
    if !rustc.is_file() || !Path::new("/usr/bin/cargo").is_file() {
        return None;
    }
    let own = sysroot("/usr/bin/rustc", Path::new("/")).ok()?;
    if !own
        .join("lib/rustlib/src/rust/library/std/Cargo.toml")
        .is_file()
    {
        return None;
    }
    let linker = linker(native)?;
    let pairs = [
        ("RUSTC", "/usr/bin/rustc"),
        ("RUSTC_BOOTSTRAP", "1"),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
        (
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER",
            linker.to_str()?,
        ),
    ];
    Some(WasmCompiler {
        env: pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        path: vec![PathBuf::from("/usr/bin")],
    })
}

/// A linker for wasm: the one that rustup's compiler carries for its host, else LLVM's.
fn linker(native: &Path) -> Option<PathBuf> {
    let hosts = fs::read_dir(native.join("lib/rustlib")).ok()?;
    let carried = hosts.flatten().map(|host| host.path().join("bin/rust-lld"));
    let mut carried = carried.filter(|linker| linker.is_file());
    carried
        .next()
        .or_else(|| on_path(&["wasm-ld", "wasm-ld-19"]))
}
