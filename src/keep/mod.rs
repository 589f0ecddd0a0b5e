//! Several designs by name, each with the versions that it had: what is kept, and when something
//! older may go. Where it is kept is the business of [`crate::engine`]'s host.

use crate::model::Design;
use crate::model::part::fields;

/// Versions of one design that are kept.
pub const MOST: usize = 50;

/// Rests after the same step within so many milliseconds make one version.
const ONE_VERSION_MS: f64 = 10_000.0;

/// Milliseconds after which a deleted design is gone for good: thirty days.
const BIN_MS: f64 = 30.0 * 86_400_000.0;

/// A design of the collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// What tells it from the others, also from those of the same name.
    pub id: String,
    /// Its name now.
    pub name: String,
    /// Its kind of API, as `design.json` calls it.
    pub kind: String,
    /// How many routes it has.
    pub routes: u32,
    /// When it was deleted, in milliseconds since 1970; zero for one that is there.
    pub deleted: f64,
    /// Number of the next version.
    pub next: u32,
    /// Its versions, oldest first; the last is how it is now.
    pub versions: Vec<Version>,
}

fields!(Entry: id, name, kind, routes, deleted, next, versions);

/// How a design was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Version {
    /// Counts up within the design.
    pub number: u32,
    /// When, in milliseconds since 1970.
    pub time: f64,
    /// The step that led to it, in the language of that hour.
    pub step: String,
    /// The name of the design then.
    pub name: String,
    /// Of its text, see [`digest`].
    pub digest: String,
}

fields!(Version: number, time, step, name, digest);

/// A design that is to be kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keep {
    /// As which one.
    pub id: String,
    /// The step that led to it.
    pub step: String,
    /// Its name.
    pub name: String,
    /// Its kind of API.
    pub kind: String,
    /// How many routes it has.
    pub routes: u32,
    /// Its text.
    pub text: String,
    /// Whether another tab keeps it already, and this one only took it over.
    pub followed: bool,
}

/// What came of keeping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is so already.
    Same,
    /// As a version of that number; the versions that were dropped for it.
    New(u32, Vec<u32>),
    /// Somebody else changed the design since it was seen here: it must not be written over.
    Parted,
    /// What is kept is newer and holds this very text as an older version.
    Behind,
}

impl Keep {
    /// How a design is to be kept.
    pub fn of(design: &Design, id: &str, step: &str) -> Self {
        Self {
            id: id.into(),
            step: step.into(),
            name: design.name.clone(),
            kind: design.api.key().into(),
            routes: u32::try_from(design.route_count()).unwrap_or(u32::MAX),
            text: crate::model::write(design),
            followed: false,
        }
    }
}

impl Entry {
    /// How it is now.
    pub fn head(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// Notes a text that is to be kept at an hour; `seen` is the digest of what the one who keeps it saw last.
    pub fn keep(&mut self, keep: &Keep, seen: Option<&str>, now: f64) -> Kept {
        let digest = digest(&keep.text);
        if let Some(head) = self.head() {
            if head.digest == digest {
                self.deleted = 0.0;
                return Kept::Same;
            }
            let was_here = |version: &Version| version.digest == digest;
            match seen {
                Some(seen) if seen != head.digest => return Kept::Parted,
                None if self.versions.iter().any(was_here) => return Kept::Behind,
                _ => {}
            }
        }
        self.id.clone_from(&keep.id);
        self.name.clone_from(&keep.name);
        self.kind.clone_from(&keep.kind);
        self.routes = keep.routes;
        self.deleted = 0.0;
        let mut dropped = Vec::new();
        // A clock that went backwards makes two versions rather than none.
        let joins = |last: &Version| {
            seen.is_some()
                && last.step == keep.step
                && (0.0..ONE_VERSION_MS).contains(&(now - last.time))
        };
        if self.versions.len() > 1 && self.head().is_some_and(joins) {
            dropped.extend(self.versions.pop().map(|last| last.number));
        }
        let number = self.next;
        self.next = self.next.saturating_add(1);
        self.versions.push(Version {
            number,
            time: now,
            step: keep.step.clone(),
            name: keep.name.clone(),
            digest,
        });
        dropped.extend(self.thin(now));
        Kept::New(number, dropped)
    }

    /// Drops the versions that tell least: those close to their neighbours, measured by how long ago they are.
    /// So the last minutes stand close together and last month far apart.
    fn thin(&mut self, now: f64) -> Vec<u32> {
        let mut dropped = Vec::new();
        while self.versions.len() > MOST {
            let gap = |place: usize| {
                let time = |place: usize| self.versions[place].time;
                (time(place + 1) - time(place - 1)).max(0.0)
                    / ((now - time(place)).max(0.0) + 1_000.0)
            };
            // Neither the first nor the last.
            let inner = 1..self.versions.len() - 1;
            let least = inner.min_by(|a, b| gap(*a).total_cmp(&gap(*b)));
            let Some(least) = least else { break };
            dropped.push(self.versions.remove(least).number);
        }
        dropped
    }

    /// Whether it was deleted so long ago that it may be forgotten.
    pub fn is_forgotten(&self, now: f64) -> bool {
        self.deleted > 0.0 && now - self.deleted > BIN_MS
    }

    /// As it is stored.
    ///
    /// # Panics
    /// Never: it holds nothing that JSON cannot.
    pub fn write(&self) -> String {
        serde_json::to_string(self as &dyn crate::model::part::Part)
            .expect("it has string keys and finite numbers")
    }

    /// As it was stored; `None` for what is none.
    pub fn read(text: &str) -> Option<Self> {
        use crate::model::part::{Part as _, Reader};
        let value = serde_json::from_str(text).ok()?;
        let (mut entry, mut reader) = (Self::default(), Reader::new());
        entry.read(&value, &mut reader);
        (reader.found.is_empty() && !entry.id.is_empty()).then_some(entry)
    }
}

/// Tells texts apart: 64 bits (FNV-1a) and the length. Nobody gains from two that agree.
pub fn digest(text: &str) -> String {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    format!("{hash:016x}{:x}", text.len())
}

/// What the collection is to do, as a person ordered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Open the design of that id in the place of the one that is open.
    Open(String),
    /// Make another one with its text.
    Duplicate(String),
    /// Put it into the bin.
    Delete(String),
    /// Take it out of there.
    Restore(String),
    /// Forget it.
    Forget(String),
    /// Hand it over as a file.
    Save(String),
    /// Go back to the version of that number.
    Back(String, u32),
    /// Show how the version of that number differs.
    Compare(String, u32),
}

impl Order {
    /// An order that a sheet gave: a verb, an id, a number.
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let (verb, id) = (words.next()?, words.next()?.to_owned());
        Some(match verb {
            "open" => Self::Open(id),
            "duplicate" => Self::Duplicate(id),
            "delete" => Self::Delete(id),
            "restore" => Self::Restore(id),
            "forget" => Self::Forget(id),
            "save" => Self::Save(id),
            "back" => Self::Back(id, words.next()?.parse().ok()?),
            "compare" => Self::Compare(id, words.next()?.parse().ok()?),
            _ => return None,
        })
    }
}

/// Why the collection is not to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser does not allow it.
    Refused,
    /// There is no room left.
    Full,
    /// A newer version of the studio made it.
    Newer,
    /// It does not answer.
    Silent,
}

/// What the collection answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// Everything that is in it.
    Entries(Vec<Entry>),
    /// It keeps what it was given.
    Kept,
    /// It is not to be had.
    Trouble(Trouble),
    /// The text that an order wanted, and the version that it is.
    Text(Order, Version, String),
    /// What is kept went on without this page, which was to show the same: that version, that text.
    Behind(String, Version, String),
    /// Another page changed the design that is open here.
    Parted,
}

/// What is known of the collection.
#[derive(Clone)]
pub struct Shelf {
    /// What is in it; `None` before it was read.
    pub entries: Option<Vec<Entry>>,
    /// What is wrong with it.
    pub trouble: Option<Trouble>,
    /// The id of the design that is open; empty while it is not kept.
    pub open: String,
    /// The version that the open design is compared with: design, number, text.
    pub compared: Option<(String, u32, String)>,
    /// A time in milliseconds since 1970, in the words and zone of the person.
    pub clock: fn(f64) -> String,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            entries: None,
            trouble: None,
            open: String::new(),
            compared: None,
            clock: |time| format!("{time:.0}"),
        }
    }
}

impl Shelf {
    /// The design that is open, as it is kept.
    pub fn open_entry(&self) -> Option<&Entry> {
        let mut entries = self.entries.iter().flatten();
        entries.find(|entry| entry.id == self.open)
    }

    /// The text of a version of the open design; `None` before it was read.
    pub fn compared(&self, number: u32) -> Option<&str> {
        let (id, kept, text) = self.compared.as_ref()?;
        (*id == self.open && *kept == number).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(number: u32) -> Keep {
        Keep {
            id: "a".into(),
            step: format!("step {number}"),
            text: format!("text {number}"),
            ..Keep::default()
        }
    }

    #[test]
    fn a_design_is_kept_whenever_it_changed() {
        let mut entry = Entry::default();
        assert_eq!(entry.keep(&text(1), None, 0.0), Kept::New(0, vec![]));
        assert_eq!(entry.keep(&text(1), None, 1.0), Kept::Same);
        let seen = digest("text 1");
        assert_eq!(entry.keep(&text(2), Some(&seen), 2.0), Kept::New(1, vec![]));
        let again = Keep {
            step: "step 2".into(),
            ..text(3)
        };
        let seen = digest("text 2");
        assert_eq!(entry.keep(&again, Some(&seen), 3.0), Kept::New(2, vec![1]));
        assert_eq!(Entry::read(&entry.write()), Some(entry));
        assert_eq!(Entry::read("{}"), None);
    }

    #[test]
    fn what_somebody_else_wrote_is_not_written_over() {
        let mut entry = Entry::default();
        entry.keep(&text(1), None, 0.0);
        entry.keep(&text(2), Some(&digest("text 1")), 1.0);
        let before = entry.clone();
        assert_eq!(
            entry.keep(&text(3), Some(&digest("text 1")), 2.0),
            Kept::Parted
        );
        // A page that begins with an older text goes on with the newer one, one that begins with a text nobody knows was cut short.
        assert_eq!(entry.keep(&text(1), None, 2.0), Kept::Behind);
        assert_eq!(entry, before);
        assert_eq!(entry.keep(&text(4), None, 2.0), Kept::New(2, vec![]));
    }

    #[test]
    fn old_versions_stand_far_apart_and_none_is_lost_to_a_clock_that_goes_backwards() {
        let mut entry = Entry::default();
        let (mut seen, mut now) = (None, 1e12);
        for number in 0..2_000 {
            now += if number % 7 == 0 {
                -3_600_000.0
            } else {
                1_200_000.0
            };
            let keep = text(number);
            let kept = entry.keep(&keep, seen.as_deref(), now);
            assert!(matches!(kept, Kept::New(..)));
            seen = Some(digest(&keep.text));
        }
        assert_eq!(entry.versions.len(), MOST);
        assert_eq!(entry.versions[0].number, 0);
        let ages = |place: usize| now - entry.versions[place].time;
        let recent = (0..MOST)
            .filter(|place| ages(*place) < 86_400_000.0)
            .count();
        let older = (0..MOST)
            .filter(|place| ages(*place) > 7.0 * 86_400_000.0)
            .count();
        assert!(recent >= 8 && older >= 4, "{recent} {older}");
        assert!(entry.versions.is_sorted_by_key(|version| version.number));
    }
}
