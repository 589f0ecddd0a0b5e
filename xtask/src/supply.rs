//! Holds the packages of `Cargo.lock` against `deny.toml`: licences, sources, bans, and advisories.

use crate::counts::Counts;
use crate::problem::Outcome;
use crate::run::Run;
use crate::say::say;
use crate::workshop::Workshop;

/// What can be judged without a network.
const KNOWN: [&str; 3] = ["licenses", "bans", "sources"];

/// Judges the packages. A database of advisories that cannot be reached is told and fails nothing: no change here
/// could mend that.
pub(crate) fn judge(shop: &Workshop) -> Outcome<Counts> {
    let program = shop.deny()?;
    let deny = |words: &str| {
        let run = Run::new(&program).args(words.split(' '));
        run.within(&shop.root)
            // A line that is dead is not waited for.
            .env("GIT_HTTP_LOW_SPEED_LIMIT", "1000")
            .env("GIT_HTTP_LOW_SPEED_TIME", "20")
    };
    // It looks into each package of the lock file, also into those of which no build here has use.
    shop.cargo("fetch --locked").status()?;
    deny("--locked --offline check").args(KNOWN).status()?;
    let fetched = deny("--locked fetch db").capture();
    if let Err(problem) = &fetched {
        let problem = problem.to_string();
        let why = problem.lines().rfind(|line| !line.is_empty());
        say(&format!(
            "no package was held against the database of advisories, which cannot be reached: {}",
            why.unwrap_or_default()
        ));
    } else {
        deny("--locked --offline check advisories").status()?;
    }
    let passed = KNOWN.len() + usize::from(fetched.is_ok());
    Ok(Counts {
        passed: u32::try_from(passed).unwrap_or_default(),
        failed: 0,
    })
}
