//! The versions that a bucket holds: how one is shown, which was published before it, and which may go.

use std::collections::BTreeSet;

use super::Aws;
use super::begun::{Begun, Way};
use super::objects::{INDEX, LIST, Phase, Stage, WORKER, key};
use super::seen::{MARK, Seen, folder};
use crate::problem::{Outcome, Problem};
use crate::say::say;

/// What a command did: the build that it shows, and the one that was shown when it began.
pub(super) struct Change {
    pub(super) build: String,
    pub(super) before: Option<String>,
}

/// What a command finds.
struct Found {
    seen: Seen,
    /// The builds in the order of publishing, the last one first.
    all: Vec<String>,
    shown: Option<String>,
    /// What broke off before.
    begun: Option<Begun>,
}

impl Found {
    fn look(aws: &Aws) -> Outcome<Self> {
        let seen = Seen::look(aws)?;
        let begun = Begun::read(aws, &seen)?;
        let shown = if seen.has(INDEX) {
            let told = aws.metadata(INDEX, "Metadata.build")?;
            Some(told).filter(|build| build != "None")
        } else {
            None
        };
        let mut all = seen.versions();
        // A publish that broke off between its document and its mark is the last one all the same.
        if let Some(Begun {
            way: Way::Forth,
            build,
            ..
        }) = &begun
            && Some(build) == shown.as_ref()
            && seen.has_list(build)
        {
            mark(aws, build)?;
            all.retain(|other| other != build);
            all.insert(0, build.clone());
        }
        Ok(Self {
            seen,
            all,
            shown,
            begun,
        })
    }
}

/// Uploads a version, makes sure that it is whole, and shows it.
pub(super) fn put(aws: &Aws, stage: &Stage) -> Outcome<Change> {
    let build = stage.build.clone();
    let before = if aws.dry { None } else { before(aws, &build)? };
    let version = folder(&build);
    // What is to come is listed first, so that nothing of an upload that breaks off is without a name.
    aws.upload(stage, Phase::List, &version)?;
    aws.upload(stage, Phase::Lasting, "")?;
    aws.upload(stage, Phase::Changing, &version)?;
    if !aws.dry
        && let Some(key) = missing(&Seen::look(aws)?, &build, &stage.names)
    {
        return Err(Problem::new(format!(
            "{} is not there after its upload, so the old version stays; publish again",
            aws.address(&key)
        )));
    }
    let begun = Begun {
        way: Way::Forth,
        build,
        before,
    };
    begun.write(aws)?;
    let Begun { build, before, .. } = begun;
    show(aws, &build)?;
    mark(aws, &build)?;
    Ok(Change { build, before })
}

/// The build that a new one follows; of one that is published again after it broke off, the same as then.
fn before(aws: &Aws, build: &str) -> Outcome<Option<String>> {
    let Found { shown, begun, .. } = Found::look(aws)?;
    Ok(match begun {
        Some(begun) if begun.way == Way::Forth && begun.build == build => begun.before,
        _ => shown.filter(|shown| shown != build),
    })
}

/// Shows a version again: the one that was published before the one that is shown, or that of a build.
pub(super) fn go_back(aws: &Aws, wanted: &str) -> Outcome<Change> {
    let Found {
        seen,
        all,
        shown,
        begun,
    } = Found::look(aws)?;
    if all.is_empty() {
        let place = aws.address("");
        return Err(Problem::new(format!("nothing was published in {place}")));
    }
    let now = shown.as_deref().unwrap_or("something else");
    let list = all.join(", ");
    let unfinished = begun.filter(|begun| begun.way == Way::Back && all.contains(&begun.build));
    let build = if wanted.is_empty() {
        if let Some(begun) = unfinished {
            say("a `--back` broke off before, and is ended now");
            begun.build
        } else if let Some(at) = all.iter().position(|build| build == now) {
            let older = all.get(at + 1).cloned();
            older.ok_or_else(|| Problem::new(format!("there is no version before {now}")))?
        } else {
            return Err(Problem::new(format!(
                "what is before {now} is not known; `--back BUILD` shows one of {list}"
            )));
        }
    } else {
        let found = all.iter().find(|build| *build == wanted).cloned();
        found.ok_or_else(|| {
            Problem::new(format!("there is no version {wanted}; there are {list}"))
        })?
    };
    if let Some(key) = missing(&seen, &build, &files(aws, &build)?) {
        return Err(Problem::new(format!(
            "version {build} cannot be shown, because {} is not there; `--back BUILD` shows another one of {list}",
            aws.address(&key)
        )));
    }
    say(&format!("going back from build {now} to {build}"));
    let begun = Begun {
        way: Way::Back,
        build,
        before: shown,
    };
    begun.write(aws)?;
    show(aws, &begun.build)?;
    Ok(Change {
        build: begun.build,
        before: begun.before,
    })
}

/// Shows a version whose files are there. Its document goes last but for the service worker, which keeps a copy of
/// the document of its own build alone: so the old document has the old one for as long as it is shown.
fn show(aws: &Aws, build: &str) -> Outcome<()> {
    let from = aws.address(&folder(build));
    let own = [INDEX, LIST, MARK, WORKER];
    let run = aws.run("s3 cp --recursive --only-show-errors");
    let run = run.args([&from, &aws.address("")]);
    aws.act(run.args(own.iter().flat_map(|name| ["--exclude", name])))?;
    for name in [INDEX, WORKER] {
        let run = aws.run("s3 cp --only-show-errors");
        aws.act(run.args([format!("{from}{name}"), aws.address(name)]))?;
    }
    Ok(())
}

/// Writes down that a version was published now.
fn mark(aws: &Aws, build: &str) -> Outcome<()> {
    let mark = format!("{}{}{MARK}", aws.prefix, folder(build));
    let run = aws.run("s3api put-object --bucket");
    aws.act(run.args([&aws.bucket, "--key", &mark]))
}

/// The names of the files of a version.
fn files(aws: &Aws, build: &str) -> Outcome<Vec<String>> {
    let run = aws.run("s3 cp --only-show-errors");
    let list = aws.ask(run.args([&aws.address(&(folder(build) + LIST)), "-"]))?;
    Ok(list.lines().map(str::to_owned).collect())
}

/// What a version needs and has not, if there is such a thing.
fn missing(seen: &Seen, build: &str, names: &[String]) -> Option<String> {
    let version = folder(build);
    let names = names.iter().map(String::as_str).chain([INDEX, WORKER]);
    names
        .map(|name| key(name, &version))
        .find(|key| !seen.has(key))
}

/// Removes versions but so many of those that were published last, with the files that only they have. The version
/// that was shown until now is one of those that stay, for its pages that are open.
pub(super) fn forget(aws: &Aws, keep: usize, change: &Change) -> Outcome<()> {
    if aws.dry {
        say(&format!(
            "# then files that only versions before the last {keep} have are removed"
        ));
        return Ok(());
    }
    let seen = Seen::look(aws)?;
    let all = seen.versions();
    let is_first =
        |build: &&String| **build == change.build || Some(*build) == change.before.as_ref();
    let (mut first, rest): (Vec<_>, Vec<_>) = all.iter().partition(is_first);
    first.sort_by_key(|build| **build != change.build);
    let old: Vec<_> = first.into_iter().chain(rest).skip(keep).cloned().collect();
    let gone: Vec<_> = old.iter().cloned().chain(seen.left_over()).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let (mut kept, mut lost) = (BTreeSet::new(), BTreeSet::new());
    for build in seen.listed() {
        let names = if gone.contains(&build) {
            &mut lost
        } else {
            &mut kept
        };
        names.extend(files(aws, &build)?);
    }
    // Without its mark a version is none that could be shown again; its list is needed until its files are gone.
    for build in &old {
        remove(aws, &(folder(build) + MARK))?;
    }
    for name in lost.difference(&kept) {
        remove(aws, name)?;
    }
    for build in &gone {
        let run = aws.run("s3 rm --recursive --only-show-errors");
        aws.act(run.args([&*aws.address(&folder(build)), "--exclude", LIST]))?;
        remove(aws, &(folder(build) + LIST))?;
    }
    Ok(())
}

fn remove(aws: &Aws, key: &str) -> Outcome<()> {
    aws.act(aws.run("s3 rm --only-show-errors").args([aws.address(key)]))
}
