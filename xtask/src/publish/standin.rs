//! Stands in for the AWS CLI in tests: a bucket in memory, and a line that breaks at a chosen call.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use super::Cli;
use crate::problem::{Outcome, Problem};
use crate::run::Run;

/// How the line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// Nothing of the call took effect.
    Before,
    /// Of several objects half are done.
    Amid,
    /// All of it took effect, but nobody hears of that.
    Behind,
}

/// An object: its content, its metadata, and when it was written.
#[derive(Clone)]
pub(super) struct Object {
    pub(super) text: String,
    told: BTreeMap<String, String>,
    time: u64,
}

/// What lies in the bucket, and what becomes of calls.
#[derive(Clone, Default)]
pub(super) struct State {
    pub(super) objects: BTreeMap<String, Object>,
    /// Seconds since some midnight.
    pub(super) now: u64,
    /// Calls until now.
    pub(super) calls: usize,
    /// The call from which on every one fails, and how the first one does.
    pub(super) breaks: Option<(usize, Break)>,
}

/// One bucket for many commands.
#[derive(Clone, Default)]
pub(super) struct StandIn(pub(super) Rc<RefCell<State>>);

impl Cli for StandIn {
    fn call(&self, run: Run) -> Outcome<String> {
        let mut state = self.0.borrow_mut();
        state.calls += 1;
        state.now += 1;
        let said = match state.breaks {
            Some((at, how)) if state.calls >= at => {
                if state.calls == at && how != Break::Before {
                    state.obey(&run.told(), how == Break::Amid)?;
                }
                Err(Problem::new("the line is gone"))
            }
            _ => state.obey(&run.told(), false),
        };
        said.map_err(|problem| Problem::new(format!("{}: {problem}", run.line())))
    }
}

/// The words of a call: the places first, then the options with what stands behind each.
struct Words<'a>(&'a [String]);

impl<'a> Words<'a> {
    const ALONE: [&'static str; 2] = ["--recursive", "--only-show-errors"];

    fn places(&self) -> Vec<&'a str> {
        let mut places = Vec::new();
        let mut words = self.0.iter().skip(2);
        while let Some(word) = words.next() {
            if Self::ALONE.contains(&&**word) {
                continue;
            }
            if word.starts_with("--") {
                words.next();
            } else {
                places.push(&**word);
            }
        }
        places
    }

    fn all(&self, option: &str) -> Vec<&'a str> {
        let pairs = self.0.windows(2).filter(|pair| pair[0] == option);
        pairs.map(|pair| &*pair[1]).collect()
    }

    fn one(&self, option: &str) -> &'a str {
        self.all(option).first().copied().unwrap_or_default()
    }

    fn is_recursive(&self) -> bool {
        self.0.iter().any(|word| word == "--recursive")
    }
}

/// `way=back,build=1f`
fn pairs(told: &str) -> BTreeMap<String, String> {
    let pairs = told.split(',').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}

/// A place in the bucket, or `None` of a file.
fn key(place: &str) -> Option<&str> {
    place
        .strip_prefix("s3://")?
        .split_once('/')
        .map(|(_, key)| key)
}

impl State {
    fn obey(&mut self, words: &[String], half: bool) -> Outcome<String> {
        let call = words
            .iter()
            .take(2)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        let words = Words(words);
        match &*call {
            "s3 cp" => return self.copy(&words, half),
            "s3 rm" => self.remove(&words, half),
            "s3api put-object" => {
                let told = pairs(words.one("--metadata"));
                self.put(words.one("--key"), String::new(), told);
            }
            "s3api head-object" => return self.head(&words),
            "s3api list-objects-v2" => return Ok(self.list(words.one("--prefix"))),
            "cloudfront create-invalidation" => (),
            other => return Err(Problem::new(format!("what is `{other}`?"))),
        }
        Ok(String::new())
    }

    fn put(&mut self, key: &str, text: String, told: BTreeMap<String, String>) {
        let time = self.now;
        self.objects
            .insert(key.to_owned(), Object { text, told, time });
    }

    fn copy(&mut self, words: &Words, half: bool) -> Outcome<String> {
        let gone = |what: &str| Problem::new(format!("{what} is not there"));
        let places = words.places();
        let (from, to) = (places[0], places[1]);
        let Some(to) = key(to) else {
            let object = self.objects.get(key(from).unwrap_or_default());
            return object
                .map(|object| object.text.clone())
                .ok_or_else(|| gone(from));
        };
        let mut found: Vec<(String, Object)> = match key(from) {
            None => files(Path::new(from), "")
                .into_iter()
                .map(|(name, text)| {
                    let told = pairs(words.one("--metadata"));
                    (
                        name,
                        Object {
                            text,
                            told,
                            time: 0,
                        },
                    )
                })
                .collect(),
            Some(from) if words.is_recursive() => self.below(from, words),
            Some(key) => {
                let object = self.objects.get(key).ok_or_else(|| gone(key))?;
                vec![(String::new(), object.clone())]
            }
        };
        if half {
            found.truncate(found.len() / 2);
        }
        for (name, object) in found {
            self.put(&format!("{to}{name}"), object.text, object.told);
        }
        Ok(String::new())
    }

    fn remove(&mut self, words: &Words, half: bool) {
        let from = key(words.places()[0]).unwrap_or_default();
        let mut names = vec![String::new()];
        if words.is_recursive() {
            names = self
                .below(from, words)
                .into_iter()
                .map(|(name, _)| name)
                .collect();
        }
        if half {
            names.truncate(names.len() / 2);
        }
        for name in names {
            self.objects.remove(&format!("{from}{name}"));
        }
    }

    fn below(&self, folder: &str, words: &Words) -> Vec<(String, Object)> {
        let spared = words.all("--exclude");
        let objects = self.objects.iter().filter_map(|(key, object)| {
            let name = key.strip_prefix(folder)?;
            (!spared.contains(&name)).then(|| (name.to_owned(), object.clone()))
        });
        objects.collect()
    }

    fn head(&self, words: &Words) -> Outcome<String> {
        let object = self.objects.get(words.one("--key"));
        let object = object.ok_or_else(|| Problem::new("Not Found"))?;
        let names = words.one("--query").replace("Metadata.", "");
        let names = names.trim_matches(['[', ']']).split(", ");
        let value = |name| object.told.get(name).map_or("None", String::as_str);
        Ok(names.map(value).collect::<Vec<_>>().join("\t") + "\n")
    }

    fn list(&self, prefix: &str) -> String {
        let mut listed = String::new();
        for (key, object) in self
            .objects
            .iter()
            .filter(|(key, _)| key.starts_with(prefix))
        {
            let (day, second) = (object.time / 86_400 + 1, object.time % 86_400);
            let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
            let time = format!("2026-01-{day:02}T{hour:02}:{minute:02}:{second:02}+00:00");
            writeln!(listed, "{time}\t{key}").ok();
        }
        if listed.is_empty() {
            "None\n".to_owned()
        } else {
            listed
        }
    }
}

/// The files of a folder by their paths from there.
fn files(folder: &Path, below: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(files(&entry.path(), &format!("{name}/")));
        } else {
            found.push((name, fs::read_to_string(entry.path()).unwrap()));
        }
    }
    found.sort();
    found
}
