//! Programs that come from the distribution: Chromium and `ShellCheck`. Nothing else of the system is touched.

use std::env;
use std::path::{Path, PathBuf};

use crate::problem::{Outcome, Problem};
use crate::run::{Run, on_path};
use crate::say::timed;

/// The browser of the end-to-end tests: the one named in the environment, else one on PATH.
pub(crate) fn chromium() -> Option<PathBuf> {
    let named = env::var_os("GATEWAY_STUDIO_CHROMIUM").filter(|path| !path.is_empty());
    named
        .map(PathBuf::from)
        .or_else(|| on_path(&["chromium", "chromium-browser", "google-chrome"]))
}

/// Installs Chromium and `ShellCheck` where they are missing.
pub(crate) fn programs() -> Outcome<()> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    if on_path(&["shellcheck"]).is_none() {
        missing.push("shellcheck");
    }
    install(&missing)
}

/// Installs Debian packages, after saying so.
pub(crate) fn install(packages: &[&str]) -> Outcome<()> {
    if packages.is_empty() {
        return Ok(());
    }
    may_install(is_root(), on_path(&["apt-get"]).is_some(), packages)?;
    let title = format!(
        "installing Debian packages {} with apt-get",
        packages.join(", ")
    );
    timed(&title, || {
        let apt = || Run::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive");
        // One broken source must not keep the packages of the others away.
        apt().args(["update", "--quiet=2"]).status().ok();
        apt()
            .args(["install", "--quiet=2", "--yes", "--no-install-recommends"])
            .args(packages)
            .status()
            .map_err(|problem| {
                Problem::new(format!("{problem}; to try by hand: {}", by_hand(packages)))
            })
    })
}

fn may_install(root: bool, apt: bool, packages: &[&str]) -> Outcome<()> {
    let names = packages.join(", ");
    if !apt {
        return Err(Problem::new(format!(
            "missing: {names}. There is no apt-get here; install them with this system's own package manager"
        )));
    }
    if !root {
        return Err(Problem::new(format!(
            "missing: {names}. Only root may install them; run: sudo {}",
            by_hand(packages)
        )));
    }
    Ok(())
}

fn by_hand(packages: &[&str]) -> String {
    format!("apt-get install --yes {}", packages.join(" "))
}

fn is_root() -> bool {
    let id = Run::new("id").args(["-u"]).capture();
    id.is_ok_and(|id| id.trim() == "0")
}

/// The sysroot of the compiler that a command in this folder uses.
pub(crate) fn sysroot(rustc: &str, folder: &Path) -> Outcome<PathBuf> {
    let run = Run::new(rustc).args(["--print", "sysroot"]).within(folder);
    Ok(PathBuf::from(run.capture()?.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_install_gets_the_command() {
        let problem = may_install(false, true, &["chromium", "shellcheck"]).expect_err("must fail");
        let command = "run: sudo apt-get install --yes chromium shellcheck";
        assert!(problem.to_string().ends_with(command), "{problem}");
        let problem = may_install(true, false, &["chromium"]).expect_err("must fail");
        assert!(
            problem.to_string().starts_with("missing: chromium."),
            "{problem}"
        );
        assert_eq!(may_install(true, true, &["chromium"]), Ok(()));
    }
}
