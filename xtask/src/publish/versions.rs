//! The versions that a bucket holds: which is shown, which was before it, and which may go.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::process;

use super::objects::{INDEX, LIST, Stage};
use super::{Aws, empty};
use crate::problem::{Outcome, Problem};
use crate::say::say;

/// Where versions keep their files without a hash, below the prefix.
const VERSIONS: &str = "versions/";

/// The folder of one version, below the prefix.
pub(super) fn folder(build: &str) -> String {
    format!("{VERSIONS}{build}/")
}

/// Empty; its time says when the version was shown last.
const MARK: &str = "shown";

/// The versions that are there, the one that was shown last first, each by its build.
fn all(aws: &Aws) -> Outcome<Vec<String>> {
    let end = format!("/{MARK}");
    let query = format!("Contents[?ends_with(Key, '{end}')].[LastModified, Key]");
    let mut lines = aws.list(VERSIONS, &query)?;
    // Times of one form sort as texts.
    lines.sort_by(|a, b| b.cmp(a));
    let build = |line: &String| {
        let key = line.trim_end().strip_suffix(&end)?;
        key.rsplit('/').next().map(str::to_owned)
    };
    Ok(lines.iter().filter_map(build).collect())
}

/// The build that is shown.
fn shown(aws: &Aws) -> Outcome<String> {
    let key = format!("{}{INDEX}", aws.prefix);
    let run = aws.run("s3api head-object --output text --query Metadata.build --bucket");
    let build = run.args([&aws.bucket, "--key", &key]).capture()?;
    Ok(build.trim().to_owned())
}

/// Shows a version again: the one that was shown before the current one, or that of a build.
pub(super) fn go_back(aws: &Aws, wanted: &str) -> Outcome<String> {
    let (all, shown) = (all(aws)?, shown(aws)?);
    let build = if wanted.is_empty() {
        let older = all.iter().skip_while(|build| **build != shown).nth(1);
        older.ok_or_else(|| Problem::new(format!("there is no version before {shown}")))?
    } else {
        let found = all.iter().find(|build| *build == wanted);
        found.ok_or_else(|| {
            let list = all.join(", ");
            Problem::new(format!("there is no version {wanted}; there are {list}"))
        })?
    };
    say(&format!("going back from build {shown} to {build}"));
    show(aws, build)?;
    Ok(build.clone())
}

/// Shows a version whose files are there: its document goes last.
pub(super) fn show(aws: &Aws, build: &str) -> Outcome<()> {
    let from = aws.address(&folder(build));
    let mark = format!("{}{}{MARK}", aws.prefix, folder(build));
    let run = aws.run("s3api put-object --bucket");
    aws.act(run.args([&aws.bucket, "--key", &mark]))?;
    let run = aws.run("s3 cp --recursive --only-show-errors");
    let run = run.args([&from, &aws.address("")]);
    aws.act(
        run.args(
            [INDEX, LIST, MARK]
                .iter()
                .flat_map(|name| ["--exclude", name]),
        ),
    )?;
    let run = aws.run("s3 cp --only-show-errors");
    aws.act(run.args([format!("{from}{INDEX}"), aws.address(INDEX)]))
}

/// Makes sure that all a version needs is there, before it is shown.
pub(super) fn check(aws: &Aws, stage: &Stage) -> Outcome<()> {
    if aws.dry {
        return Ok(());
    }
    let there: BTreeSet<String> = aws.list("", "Contents[].[Key]")?.into_iter().collect();
    let version = folder(&stage.build);
    match stage
        .keys(&version)
        .find(|key| !there.contains(&format!("{}{key}", aws.prefix)))
    {
        None => Ok(()),
        Some(key) => Err(Problem::new(format!(
            "{} is not there after its upload, so the old version stays; publish again",
            aws.address(&key)
        ))),
    }
}

/// Removes versions but the ones that were shown last, so many of them, with the files that only they have.
pub(super) fn forget(aws: &Aws, keep: usize, shown: &str) -> Outcome<()> {
    if aws.dry {
        say(&format!(
            "# then files that only versions before the last {keep} have are removed"
        ));
        return Ok(());
    }
    let all = all(aws)?;
    let others = all.iter().filter(|build| *build != shown);
    let old: Vec<_> = others.skip(keep.saturating_sub(1)).collect();
    if old.is_empty() {
        return Ok(());
    }
    let lists = env::temp_dir().join(format!("gateway-studio-versions-{}", process::id()));
    empty(&lists)?;
    let run = aws.run("s3 cp --recursive --only-show-errors");
    let run = run.args([aws.address(VERSIONS)]).args([&lists]);
    run.args(["--exclude", "*", "--include", &format!("*/{LIST}")])
        .capture()?;
    let files = |build: &String| {
        let list = fs::read_to_string(lists.join(build).join(LIST)).unwrap_or_default();
        list.lines()
            .map(str::to_owned)
            .collect::<BTreeSet<String>>()
    };
    let kept = all.iter().filter(|build| !old.contains(build));
    let kept: BTreeSet<String> = kept.flat_map(files).collect();
    let gone: BTreeSet<String> = old.iter().copied().flat_map(files).collect();
    for name in gone.difference(&kept) {
        let run = aws.run("s3 rm --only-show-errors");
        aws.act(run.args([aws.address(name)]))?;
    }
    for build in old {
        let run = aws.run("s3 rm --recursive --only-show-errors");
        aws.act(run.args([aws.address(&folder(build))]))?;
    }
    fs::remove_dir_all(&lists).map_err(|error| Problem::io("remove lists of files", &error))
}
