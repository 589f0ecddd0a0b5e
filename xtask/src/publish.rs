//! Puts the page on S3 with the AWS CLI, so that no visitor ever sees half a version.
//!
//! Files whose names hold a hash go first and never change; `index.html`, which names them, goes when all else is
//! there and is one object, so that a publish which breaks off leaves the old version working. Beside the page each
//! version keeps the files that have no hash under `versions/`, for the way back. A note says what is under way, so
//! that the same command again ends well wherever it broke off.

mod begun;
mod objects;
mod seen;
#[cfg(test)]
mod standin;
#[cfg(test)]
mod trials;
mod versions;

use std::path::{Path, PathBuf};

use crate::args::{Coding, Publish};
use crate::page;
use crate::problem::{Outcome, Problem};
use crate::release::BESIDE;
use crate::run::{Run, on_path};
use crate::say::say;
use crate::steps;
use crate::workshop::Workshop;
use begun::Begun;
use objects::{INDEX, Phase, Stage};

/// Runs the AWS CLI; tests have a stand-in for it.
trait Cli {
    /// What it printed.
    fn call(&self, run: Run) -> Outcome<String>;
}

/// The real one.
struct Installed;

impl Cli for Installed {
    fn call(&self, run: Run) -> Outcome<String> {
        run.capture()
    }
}

/// The AWS CLI and where it works.
struct Aws {
    program: PathBuf,
    cli: Box<dyn Cli>,
    endpoint: Option<String>,
    bucket: String,
    /// Empty, or with a slash at its end.
    prefix: String,
    dry: bool,
}

/// Publishes the page, or goes back to a version that is still there.
pub(crate) fn publish(shop: &Workshop, how: &Publish) -> Outcome<()> {
    let aws = Aws {
        cli: Box::new(Installed),
        program: match on_path(&["aws"]) {
            Some(program) => program,
            None => shop.python()?.join("aws"),
        },
        endpoint: how.endpoint.clone(),
        bucket: how.bucket.clone(),
        prefix: prefix(&how.prefix)?,
        dry: how.dry,
    };
    let stage = match how.back {
        Some(_) => None,
        None => Some(lay_out(shop, how)?),
    };
    let build = change(&aws, how, stage.as_ref())?;
    let Aws { bucket, prefix, .. } = &aws;
    say(&if how.dry {
        "nothing was changed: this was a dry run".to_owned()
    } else {
        format!("build {build} is what s3://{bucket}/{prefix}index.html shows")
    });
    Ok(())
}

/// Builds the page, unless it is given, and lays it out for the upload.
fn lay_out(shop: &Workshop, how: &Publish) -> Outcome<Stage> {
    let dist = how.page.clone().unwrap_or(steps::page_folder(shop));
    if how.page.is_none() {
        page::build(shop, &dist)?;
    }
    // Browsers take brotli over HTTPS alone, which a bucket's own website does not speak.
    let coding = how.coding.unwrap_or(match how.distribution {
        Some(_) => Coding::Brotli,
        None => Coding::Gzip,
    });
    let stage = Stage::new(&dist, shop.root.join("target/publish"), coding)?;
    say(&format!(
        "publishing build {}, {} files",
        stage.build,
        stage.names.len()
    ));
    Ok(stage)
}

/// Shows a new version, or goes back when there is none, and gives the build that is shown.
fn change(aws: &Aws, how: &Publish, stage: Option<&Stage>) -> Outcome<String> {
    let change = match stage {
        Some(stage) => versions::put(aws, stage)?,
        None => versions::go_back(aws, how.back.as_deref().unwrap_or_default())?,
    };
    if let Some(distribution) = &how.distribution {
        invalidate(aws, distribution)?;
    }
    // Only now does no cache give a document that names what may go.
    if stage.is_some() {
        versions::forget(aws, how.versions, &change)?;
    }
    Begun::end(aws, &change.build)?;
    Ok(change.build)
}

/// Lets the caches of a distribution forget what changes under its name. Names with a hash never change, so that no
/// cache holds an old content of one.
fn invalidate(aws: &Aws, distribution: &str) -> Outcome<()> {
    let changing = ["", INDEX].into_iter().chain(BESIDE);
    let paths = changing.map(|name| {
        // What has no ending is a folder.
        let all = if name.is_empty() || name.contains('.') {
            ""
        } else {
            "/*"
        };
        format!("/{}{name}{all}", aws.prefix)
    });
    let run = aws.run("cloudfront create-invalidation --distribution-id");
    aws.act(run.args([distribution, "--paths"]).args(paths))
}

impl Aws {
    fn run(&self, words: &str) -> Run {
        let mut run = Run::new(&self.program).env("AWS_PAGER", "");
        if let Some(url) = &self.endpoint {
            run = run.args(["--endpoint-url", url]);
        }
        run.args(words.split(' '))
    }

    /// Changes something, or says what would be changed.
    fn act(&self, run: Run) -> Outcome<()> {
        if self.dry {
            say(&run.line());
            return Ok(());
        }
        self.ask(run).map(drop)
    }

    /// Runs what only reads, and gives what it printed.
    fn ask(&self, run: Run) -> Outcome<String> {
        self.cli.call(run)
    }

    /// What a JMESPath query picks of what S3 knows of an object.
    fn metadata(&self, key: &str, query: &str) -> Outcome<String> {
        let key = format!("{}{key}", self.prefix);
        let run = self.run("s3api head-object --output text --bucket");
        let run = run.args([&self.bucket, "--key", &key, "--query", query]);
        Ok(self.ask(run)?.trim().to_owned())
    }

    /// An object of the page, as the AWS CLI's `s3` names it.
    fn address(&self, key: &str) -> String {
        format!("s3://{}/{}{key}", self.bucket, self.prefix)
    }

    /// Uploads what is to be uploaded together, below a folder of the prefix.
    fn upload(&self, stage: &Stage, phase: Phase, below: &str) -> Outcome<()> {
        for kind in stage.kinds(phase) {
            let run = self.run("s3 cp --recursive --only-show-errors");
            let run = run
                .args([stage.folder(phase, kind)])
                .args([self.address(below)]);
            let run = run.args(["--content-type", kind.content_type]);
            let run = run.args(["--cache-control", phase.cache_control()]);
            let run = run.args(["--metadata", &format!("build={}", stage.build)]);
            self.act(match kind.coding {
                Coding::None => run,
                coding => run.args(["--content-encoding", coding.name()]),
            })?;
        }
        Ok(())
    }
}

/// A folder of the bucket, without a slash at its beginning and with one at its end.
fn prefix(text: &str) -> Outcome<String> {
    let text = text.trim_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let is_folder = |part: &str| !["", ".", ".."].contains(&part);
    if text.is_empty() {
        return Ok(String::new());
    }
    // The CLI takes what begins with `-` for an option.
    if text.chars().all(is_plain) && text.split('/').all(is_folder) && !text.starts_with('-') {
        return Ok(format!("{text}/"));
    }
    Err(Problem::new(format!(
        "`--prefix {text}` is no folder; take letters, digits, `-`, `_`, `.` and a `/` between folders"
    )))
}

/// Makes a folder that is empty.
fn empty(folder: &Path) -> Outcome<()> {
    let gone = match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => std::fs::create_dir_all(folder),
    };
    gone.map_err(|error| Problem::io(&format!("empty {}", folder.display()), &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_folder() {
        assert_eq!(prefix(""), Ok(String::new()));
        assert_eq!(prefix("/"), Ok(String::new()));
        assert_eq!(prefix("/tools/studio/"), Ok("tools/studio/".into()));
        for wrong in ["a b", "a//b", "../a", "a/./b", "a'b", "-a", "日本"] {
            assert!(prefix(wrong).is_err(), "{wrong}");
        }
    }
}
