//! The note that a command leaves in the bucket while it works, so that the next one knows what broke off.

use super::Aws;
use super::seen::{Seen, VERSIONS};
use crate::problem::{Outcome, Problem};

/// Where the note lies, below the prefix.
fn key() -> String {
    format!("{VERSIONS}under-way")
}

/// What a note says of a command.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// A new version is shown.
    Forth,
    /// One that was there before is shown again.
    Back,
}

impl Way {
    const ALL: [Self; 2] = [Self::Forth, Self::Back];

    const fn name(self) -> &'static str {
        match self {
            Self::Forth => "publish",
            Self::Back => "back",
        }
    }
}

/// What was begun.
pub(super) struct Begun {
    pub(super) way: Way,
    /// The build that is to be shown.
    pub(super) build: String,
    /// The build that was shown when the command began.
    pub(super) before: Option<String>,
}

impl Begun {
    /// Reads the note of a command that broke off, if one did.
    pub(super) fn read(aws: &Aws, seen: &Seen) -> Outcome<Option<Self>> {
        if !seen.has(&key()) {
            return Ok(None);
        }
        let told = aws.metadata(&key(), "Metadata.[way, build, before]")?;
        let mut words = told.split_whitespace();
        let way = words.next();
        let way = Way::ALL.into_iter().find(|known| Some(known.name()) == way);
        let mut build = || {
            words
                .next()
                .filter(|word| *word != "None")
                .map(str::to_owned)
        };
        let (build, before) = (build(), build());
        Ok(way
            .zip(build)
            .map(|(way, build)| Self { way, build, before }))
    }

    /// Leaves the note.
    pub(super) fn write(&self, aws: &Aws) -> Outcome<()> {
        let mut words = format!("way={},build={}", self.way.name(), self.build);
        if let Some(before) = &self.before {
            words = format!("{words},before={before}");
        }
        let run = aws.run("s3api put-object --bucket");
        let run = run.args([&aws.bucket, "--key", &format!("{}{}", aws.prefix, key())]);
        aws.act(run.args(["--metadata", &words]))
    }

    /// Takes the note away: all is done.
    pub(super) fn end(aws: &Aws, build: &str) -> Outcome<()> {
        let run = aws.run("s3 rm --only-show-errors");
        let address = aws.address(&key());
        aws.act(run.args([&address])).map_err(|problem| {
            Problem::new(format!(
                "build {build} is shown and all is done, but the note of that stayed; remove {address}\n{problem}"
            ))
        })
    }
}
