//! What lies in a bucket below the prefix, as one listing tells it: which versions there are, and what was left over.

use std::collections::{BTreeMap, BTreeSet};

use super::Aws;
use super::objects::LIST;
use crate::problem::Outcome;

/// Where versions keep their files without a hash, below the prefix.
pub(super) const VERSIONS: &str = "versions/";
/// Stands in the folder of a version that was shown; empty, its time says when the version was published last.
pub(super) const MARK: &str = "shown";

/// Seconds for which a folder without a mark may belong to a publish that is under way or will be repeated.
const PATIENCE: i64 = 24 * 60 * 60;

/// The folder of one version, below the prefix.
pub(super) fn folder(build: &str) -> String {
    format!("{VERSIONS}{build}/")
}

/// The keys below the prefix, and when each object was written.
#[derive(Default)]
pub(super) struct Seen(BTreeMap<String, String>);

impl Seen {
    /// Lists what is there.
    pub(super) fn look(aws: &Aws) -> Outcome<Self> {
        let run = aws.run("s3api list-objects-v2 --output text --bucket");
        let run = run.args([&aws.bucket, "--prefix", &aws.prefix]);
        let listed = aws.ask(run.args(["--query", "Contents[].[LastModified, Key]"]))?;
        // `None`, which has no tab, is how the CLI prints that there is nothing.
        let objects = listed.lines().filter_map(|line| {
            let (time, key) = line.trim_end_matches('\r').split_once('\t')?;
            let key = key.strip_prefix(&*aws.prefix)?;
            Some((key.to_owned(), time.to_owned()))
        });
        Ok(Self(objects.collect()))
    }

    /// Whether this object is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The versions that were shown, the one that was published last first, each by its build.
    pub(super) fn versions(&self) -> Vec<String> {
        let marked = self.folders().into_iter().filter_map(|build| {
            let mark = self.0.get(&format!("{}{MARK}", folder(build)))?;
            self.has_list(build).then_some((mark, build))
        });
        let mut marked: Vec<_> = marked.collect();
        // Times of one form sort as texts.
        marked.sort_by(|a, b| b.cmp(a));
        marked
            .iter()
            .map(|(_, build)| (*build).to_owned())
            .collect()
    }

    /// What is no version, because an upload or a removal of it broke off a day ago or earlier. What has another
    /// name than a build, or no list of files, is not of this command.
    pub(super) fn left_over(&self) -> Vec<String> {
        // An object was written just now, so that no other clock is asked.
        let now = self.0.values().filter_map(|time| seconds(time)).max();
        let versions = self.versions();
        let is_build =
            |build: &&str| build.chars().all(|c| c.is_ascii_hexdigit()) && self.has_list(build);
        let is_old = |build: &&str| {
            let last = self.below(build).filter_map(|time| seconds(time)).max();
            last.zip(now)
                .is_some_and(|(last, now)| last + PATIENCE < now)
        };
        let others = self.folders().into_iter();
        let others = others.filter(|build| !versions.iter().any(|known| known == build));
        others
            .filter(is_build)
            .filter(is_old)
            .map(str::to_owned)
            .collect()
    }

    /// Every folder of a version that says which files it has.
    pub(super) fn listed(&self) -> Vec<String> {
        let listed = self
            .folders()
            .into_iter()
            .filter(|build| self.has_list(build));
        listed.map(str::to_owned).collect()
    }

    /// Whether it is known which files the version has.
    pub(super) fn has_list(&self, build: &str) -> bool {
        self.has(&format!("{}{LIST}", folder(build)))
    }

    fn folders(&self) -> BTreeSet<&str> {
        let keys = self.0.keys().filter_map(|key| key.strip_prefix(VERSIONS));
        keys.filter_map(|key| key.split_once('/'))
            .map(|(build, _)| build)
            .collect()
    }

    /// The times of what lies in the folder of a version.
    fn below(&self, build: &str) -> impl Iterator<Item = &String> {
        let folder = folder(build);
        let objects = self
            .0
            .iter()
            .filter(move |(key, _)| key.starts_with(&folder));
        objects.map(|(_, time)| time)
    }
}

/// The seconds since 1970 of a time as S3 says it, in UTC: `2026-11-30T20:14:54+00:00`, or with `.000Z` at its end.
fn seconds(time: &str) -> Option<i64> {
    let number = |from: usize, to: usize| time.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    // The year begins in March, so that the day of a leap year is its last.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days =
        year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 719_469;
    Some(((days * 24 + number(11, 13)?) * 60 + number(14, 16)?) * 60 + number(17, 19)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_become_seconds() {
        for (time, expected) in [
            ("1970-01-01T00:00:00+00:00", Some(0)),
            ("2000-02-29T12:00:01.000Z", Some(951_825_601)),
            ("2026-11-30T20:14:54+00:00", Some(1_796_069_694)),
            ("2100-03-01T00:00:00Z", Some(4_107_542_400)),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(seconds(time), expected, "{time}");
        }
    }

    #[test]
    fn versions_follow_their_marks_and_what_is_none_is_left_over_after_a_day() {
        let seen = Seen(
            [
                ("index.html", "2026-01-03T00:00:00Z"),
                ("versions/a/files.txt", "2026-01-01T00:00:00Z"),
                ("versions/a/shown", "2026-01-03T00:00:00Z"),
                ("versions/b/files.txt", "2026-01-02T00:00:00Z"),
                ("versions/b/shown", "2026-01-02T00:00:00Z"),
                // Without a list, and of somebody else.
                ("versions/c/shown", "2026-01-01T00:00:00Z"),
                ("versions/notes/files.txt", "2026-01-01T00:00:00Z"),
                // Without a mark, an old one and a young one.
                ("versions/d/files.txt", "2026-01-01T00:00:00Z"),
                ("versions/e/files.txt", "2026-01-01T00:00:00Z"),
                ("versions/e/index.html", "2026-01-02T00:00:01Z"),
            ]
            .map(|(key, time)| (key.to_owned(), time.to_owned()))
            .into(),
        );
        assert_eq!(seen.versions(), ["a", "b"]);
        assert_eq!(seen.left_over(), ["d"]);
        assert_eq!(seen.listed(), ["a", "b", "d", "e", "notes"]);
    }
}
