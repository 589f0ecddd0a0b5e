//! Puts the page on S3 with the AWS CLI, so that no visitor ever sees half a version.
//!
//! Files whose names hold a hash go first and never change; `index.html`, which names them, goes last and is one
//! object, so that a publish which breaks off leaves the old version working. Beside the page each version keeps
//! the files that have no hash under `versions/`, for the way back.

mod objects;
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
use objects::{INDEX, Phase, Stage};

/// The AWS CLI and where it works.
struct Aws {
    program: PathBuf,
    endpoint: Option<String>,
    bucket: String,
    /// Empty, or with a slash at its end.
    prefix: String,
    dry: bool,
}

/// Publishes the page, or goes back to a version that is still there.
pub(crate) fn publish(shop: &Workshop, how: &Publish) -> Outcome<()> {
    let aws = Aws {
        program: match on_path(&["aws"]) {
            Some(program) => program,
            None => shop.python()?.join("aws"),
        },
        endpoint: how.endpoint.clone(),
        bucket: how.bucket.clone(),
        prefix: prefix(&how.prefix)?,
        dry: how.dry,
    };
    let build = match &how.back {
        Some(wanted) => versions::go_back(&aws, wanted)?,
        None => put(shop, how, &aws)?,
    };
    if let Some(distribution) = &how.distribution {
        // Names with a hash never change, so that no cache holds an old content of one.
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
        aws.act(run.args([distribution, "--paths"]).args(paths))?;
    }
    let Aws { bucket, prefix, .. } = &aws;
    say(&if how.dry {
        "nothing was changed: this was a dry run".to_owned()
    } else {
        format!("build {build} is what s3://{bucket}/{prefix}index.html shows")
    });
    Ok(())
}

fn put(shop: &Workshop, how: &Publish, aws: &Aws) -> Outcome<String> {
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
    let build = &stage.build;
    say(&format!(
        "publishing build {build}, {} files",
        stage.names.len()
    ));
    aws.upload(&stage, Phase::Lasting, "")?;
    aws.upload(&stage, Phase::Changing, &versions::folder(build))?;
    versions::check(aws, &stage)?;
    versions::show(aws, build)?;
    versions::forget(aws, how.versions, build)?;
    Ok(stage.build)
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
        run.capture().map(drop)
    }

    /// An object of the page, as the AWS CLI's `s3` names it.
    fn address(&self, key: &str) -> String {
        format!("s3://{}/{}{key}", self.bucket, self.prefix)
    }

    /// The keys below the prefix and `more` with the time of their last change, as a JMESPath query picks them.
    fn list(&self, more: &str, query: &str) -> Outcome<Vec<String>> {
        let below = format!("{}{more}", self.prefix);
        let run = self.run("s3api list-objects-v2 --output text --bucket");
        let run = run.args([&self.bucket, "--prefix", &below, "--query", query]);
        let listed = run.capture()?;
        // `None` is how the CLI prints that there is nothing.
        let lines = listed.lines().filter(|line| *line != "None");
        Ok(lines.map(str::to_owned).collect())
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
    if text.chars().all(is_plain) && text.split('/').all(is_folder) {
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
        for wrong in ["a b", "a//b", "../a", "a/./b", "a'b", "日本"] {
            assert!(prefix(wrong).is_err(), "{wrong}");
        }
    }
}
