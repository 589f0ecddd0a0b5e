//! Runtimes of Lambda, with the days on which they end.

/// The day on which the table was looked at: what is deprecated is deprecated then, since nothing here reads a clock.
const LOOKED_AT: &str = "2026-11-22";

/// A runtime of Lambda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// Its identifier, for instance `nodejs22.x`.
    pub name: &'static str,
    /// The day on which it gets its last security update.
    pub deprecated: &'static str,
    /// The day from which no function of it can be made; empty where AWS names none.
    pub blocked: &'static str,
    /// The newest one of the same language; empty when it is that.
    pub successor: &'static str,
}

impl Runtime {
    /// Whether it gets no security updates any more.
    pub fn is_deprecated(&self) -> bool {
        self.deprecated <= LOOKED_AT
    }

    /// Whether Lambda refuses to make a function of it.
    pub fn is_blocked(&self) -> bool {
        !self.blocked.is_empty() && self.blocked <= LOOKED_AT
    }
}

/// The runtime of that identifier.
pub fn runtime(name: &str) -> Option<Runtime> {
    all().find(|runtime| runtime.name == name)
}

fn all() -> impl Iterator<Item = Runtime> {
    let lines = include_str!("runtimes.csv").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split(',');
        Some(Runtime {
            name: fields.next()?,
            deprecated: fields.next()?,
            blocked: fields.next()?,
            successor: fields.next()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::PYTHON_RUNTIMES;

    #[test]
    fn python_is_offered_as_long_as_it_is_supported() {
        let mut python: Vec<&str> = all()
            .filter(|runtime| runtime.name.starts_with("python") && !runtime.is_deprecated())
            .map(|runtime| runtime.name)
            .collect();
        python.reverse();
        assert_eq!(python, PYTHON_RUNTIMES);
    }

    #[test]
    fn every_day_is_one_and_every_successor_is_supported() {
        for one in all() {
            let days = [one.deprecated, one.blocked];
            for day in days.into_iter().filter(|day| !day.is_empty()) {
                assert_eq!((day.len(), &day[4..5]), (10, "-"), "{}", one.name);
            }
            let next = runtime(one.successor);
            assert!(
                one.successor.is_empty() || next.is_some_and(|next| !next.is_deprecated()),
                "{}",
                one.name
            );
        }
        assert!(runtime("nodejs16.x").is_some_and(|one| one.is_deprecated() && !one.is_blocked()));
        assert!(runtime("nodejs14.x").is_some_and(|one| one.is_blocked()));
        assert!(runtime("java21").is_some_and(|one| !one.is_deprecated()));
        assert_eq!(runtime("python3.5"), None);
    }
}
