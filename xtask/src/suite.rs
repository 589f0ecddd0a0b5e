//! Runs the steps of `cargo xtask test` and reports them.

use std::time::{Duration, Instant};

use crate::counts::Counts;
use crate::problem::{Outcome, Problem};
use crate::say::{say, span};
use crate::steps::{STEPS, Step};
use crate::workshop::{PARTS, Workshop};

/// The name of the step before all others.
const SETUP: &str = "setup";

/// How one step went.
struct Report {
    name: &'static str,
    time: Duration,
    counts: Counts,
}

/// Prints the names of the steps.
pub(crate) fn list() {
    say(SETUP);
    for step in &STEPS {
        say(step.name);
    }
}

/// Runs the steps, all of them when no name is given; says whether all went well.
pub(crate) fn run(shop: &Workshop, names: &[String]) -> Outcome<bool> {
    let chosen = choose(names)?;
    let mut reports = vec![timed(SETUP, || set_up(shop, &chosen))];
    for step in chosen {
        let lost = step.after.iter().find(|name| failed(&reports, name));
        reports.push(timed(step.name, || match lost {
            Some(name) => Err(Problem::new(format!("not run, because `{name}` failed"))),
            None => (step.run)(shop),
        }));
    }
    Ok(summary(&reports))
}

/// The steps of these names and those they work with, in order.
fn choose(names: &[String]) -> Outcome<Vec<&'static Step>> {
    let known = |name: &str| name == SETUP || STEPS.iter().any(|step| step.name == name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        return Err(Problem::new(format!(
            "no step `{name}`; see `cargo xtask test --list`"
        )));
    }
    let asked = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    let wanted = |step: &&Step| {
        let mut users = STEPS.iter().filter(|user| user.after.contains(&step.name));
        asked(step.name) || users.any(|user| asked(user.name))
    };
    Ok(STEPS.iter().filter(wanted).collect())
}

/// Prepares what these steps need. One missing part does not keep the others from being made.
fn set_up(shop: &Workshop, chosen: &[&Step]) -> Outcome<Counts> {
    let needed = PARTS
        .iter()
        .filter(|part| chosen.iter().any(|step| step.needs.contains(part)));
    shop.prepare_all(needed)?;
    Ok(Counts {
        passed: 1,
        failed: 0,
    })
}

fn timed(name: &'static str, work: impl FnOnce() -> Outcome<Counts>) -> Report {
    say(&format!("\n===== {name}"));
    let start = Instant::now();
    let counts = work().unwrap_or_else(|problem| {
        say(&format!("{name}: {problem}"));
        Counts {
            passed: 0,
            failed: 1,
        }
    });
    let time = start.elapsed();
    let report = Report { name, time, counts };
    say(&format!(
        "===== {name}: {} in {}",
        report.word(),
        span(time)
    ));
    report
}

impl Report {
    fn word(&self) -> &'static str {
        if self.counts.failed == 0 {
            "ok"
        } else {
            "FAILED"
        }
    }
}

fn failed(reports: &[Report], name: &str) -> bool {
    reports
        .iter()
        .any(|report| report.name == name && report.counts.failed > 0)
}

/// Prints the table and, alone in the last line, the sum.
fn summary(reports: &[Report]) -> bool {
    let mut sum = Counts::default();
    say(&format!(
        "\n{:<12} {:>12} {:>7} {:>7}  result",
        "step", "time", "passed", "failed"
    ));
    for report in reports {
        let Counts { passed, failed } = report.counts;
        let (name, time, word) = (report.name, span(report.time), report.word());
        say(&format!(
            "{name:<12} {time:>12} {passed:>7} {failed:>7}  {word}"
        ));
        sum += report.counts;
    }
    say(&format!("\n{} passed, {} failed", sum.passed, sum.failed));
    sum.failed == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(wanted: &[&str]) -> Outcome<Vec<&'static str>> {
        let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
        Ok(choose(&wanted)?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn chosen_steps_bring_what_they_work_with() {
        assert_eq!(names(&["e2e"]), Ok(vec!["build", "page", "e2e"]));
        assert_eq!(names(&["doc", "fmt"]), Ok(vec!["fmt", "doc"]));
        assert_eq!(names(&["setup"]), Ok(vec![]));
        assert_eq!(names(&[]).map(|all| all.len()), Ok(STEPS.len()));
        assert!(names(&["e3e"]).is_err());
    }
}
