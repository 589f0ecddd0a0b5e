//! Reads the command line.

use std::path::PathBuf;
use std::str::FromStr;

use crate::problem::{Outcome, Problem};

/// What the person asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Run the studio on this machine.
    Serve(Serve),
    /// Run the tests; with names, only these steps and what they build on.
    Test(Vec<String>),
    /// Name the steps of `test`.
    List,
    /// Install everything that is missing.
    Setup,
    /// Write the page that goes onto a web server.
    Build,
    /// Put the page on S3.
    Publish(Publish),
    /// Print how to do that.
    HelpToPublish,
    /// Measure the generators.
    Bench(Vec<String>),
    /// Measure the page in a browser.
    Timings(Vec<String>),
    /// Try for long what the tests try in short.
    Soak(Soak),
    /// Take pictures of the page.
    Shots(Vec<String>),
    /// List what the first screen does without.
    Profile,
    /// Make the icons.
    Icons,
    /// Write the words of the page into the folder that Trunk builds.
    Words,
    /// Print the usage.
    Help,
}

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Serve {
    /// The port on this machine.
    pub(crate) port: u16,
    /// Serve the page as it is released.
    pub(crate) release: bool,
    /// Open the browser.
    pub(crate) open: bool,
}

/// What to try for long.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Soak {
    /// Only these parts; all when there is none.
    pub(crate) only: Vec<String>,
    /// What everything is divided by.
    pub(crate) share: u32,
    /// How long each fuzz target runs, if that was said.
    pub(crate) seconds: Option<u32>,
}

/// How to publish.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Publish {
    /// The bucket.
    pub(crate) bucket: String,
    /// The folder in it; empty for none.
    pub(crate) prefix: String,
    /// The CloudFront distribution in front of it.
    pub(crate) distribution: Option<String>,
    /// Where S3 and CloudFront are, if not at AWS.
    pub(crate) endpoint: Option<String>,
    /// How files are compressed, if that was said.
    pub(crate) coding: Option<Coding>,
    /// The folder of a page that is built already.
    pub(crate) page: Option<PathBuf>,
    /// How many versions stay.
    pub(crate) versions: usize,
    /// Instead of a new version the one of this build is shown again; empty for the one before.
    pub(crate) back: Option<String>,
    /// Commands are printed instead of run.
    pub(crate) dry: bool,
}

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Coding {
    Brotli,
    Gzip,
    None,
}

impl Coding {
    const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::None];

    /// Its name in HTTP, where there is one.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::None => "none",
        }
    }
}

/// Reads the arguments that follow `cargo xtask`.
pub(crate) fn parse(args: &[String]) -> Outcome<Request> {
    let Some((command, rest)) = args.split_first() else {
        return Ok(Request::Help);
    };
    let for_help = ["-h", "--help"];
    if rest.iter().any(|arg| for_help.contains(&arg.as_str())) {
        return Ok(match command.as_str() {
            "publish" => Request::HelpToPublish,
            _ => Request::Help,
        });
    }
    match command.as_str() {
        "serve" => serve(rest).map(Request::Serve),
        "test" => test(rest),
        "setup" => alone(rest, Request::Setup),
        "build" => alone(rest, Request::Build),
        "publish" => publish(rest).map(Request::Publish),
        "bench" => Ok(Request::Bench(rest.to_vec())),
        "timings" => Ok(Request::Timings(rest.to_vec())),
        "soak" => soak(rest).map(Request::Soak),
        "profile" => alone(rest, Request::Profile),
        "icons" => alone(rest, Request::Icons),
        "words" => alone(rest, Request::Words),
        "shots" => Ok(Request::Shots(rest.to_vec())),
        "help" | "-h" | "--help" => Ok(Request::Help),
        other => Err(unknown("command", other)),
    }
}

fn serve(args: &[String]) -> Outcome<Serve> {
    let mut serve = Serve {
        port: 8080,
        release: false,
        open: false,
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--port" => serve.port = port(args.next())?,
            "--release" => serve.release = true,
            "--open" => serve.open = true,
            other => return Err(unknown("option", other)),
        }
    }
    Ok(serve)
}

fn publish(args: &[String]) -> Outcome<Publish> {
    let mut how = Publish {
        versions: 5,
        ..Publish::default()
    };
    let mut args = args.iter().peekable();
    while let Some(arg) = args.next() {
        if arg == "--dry-run" {
            how.dry = true;
            continue;
        }
        if arg == "--back" {
            let build = args.next_if(|word| !word.starts_with("--"));
            how.back = Some(build.map_or(Ok(String::new()), |word| filled(arg, word))?);
            continue;
        }
        let options = [
            "--bucket",
            "--prefix",
            "--distribution",
            "--endpoint-url",
            "--coding",
            "--page",
            "--keep",
        ];
        if !options.contains(&arg.as_str()) {
            return Err(unknown("option", arg));
        }
        let word = args.next().filter(|word| !word.starts_with("--"));
        let word = word.ok_or_else(|| Problem::new(format!("`{arg}` needs a value")))?;
        match arg.as_str() {
            "--bucket" => how.bucket = bucket(word)?,
            "--prefix" => how.prefix.clone_from(word),
            "--distribution" => how.distribution = Some(distribution(word)?),
            "--endpoint-url" => how.endpoint = Some(filled(arg, word)?),
            "--page" => how.page = Some(PathBuf::from(filled(arg, word)?)),
            "--keep" => how.versions = from_one(arg, Some(word))?,
            _ => {
                let coding = Coding::ALL.into_iter().find(|coding| coding.name() == word);
                let wrong = || Problem::new("`--coding` is `br`, `gzip` or `none`");
                how.coding = Some(coding.ok_or_else(wrong)?);
            }
        }
    }
    if how.bucket.is_empty() {
        return Err(Problem::new("`publish` needs `--bucket NAME`"));
    }
    Ok(how)
}

/// A value that is not empty, as that of a variable is which was not set.
fn filled(option: &str, word: &str) -> Outcome<String> {
    if word.is_empty() {
        return Err(Problem::new(format!("the value of `{option}` is empty")));
    }
    Ok(word.to_owned())
}

/// The bare name of a bucket, or of an access point in front of one.
fn bucket(word: &str) -> Outcome<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if word.starts_with(|c: char| c.is_ascii_alphanumeric()) && word.chars().all(is_plain) {
        return Ok(word.to_owned());
    }
    Err(Problem::new(format!(
        "`--bucket {word}` is no name of a bucket; take the name alone, and `--prefix` for a folder in it"
    )))
}

fn distribution(word: &str) -> Outcome<String> {
    if !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Ok(word.to_owned());
    }
    Err(Problem::new(format!(
        "`--distribution {word}` is no id of a distribution, such as E2QWRUHAPOMQZL"
    )))
}

fn port(word: Option<&String>) -> Outcome<u16> {
    let number = word.and_then(|word| word.parse().ok());
    let valid = number.filter(|port| *port != 0);
    valid.ok_or_else(|| Problem::new("`--port` needs a number from 1 to 65535"))
}

fn soak(args: &[String]) -> Outcome<Soak> {
    let mut soak = Soak {
        only: Vec::new(),
        share: 1,
        seconds: None,
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--only" => soak.only.extend(names(args.next())?),
            "--share" => soak.share = from_one(arg, args.next())?,
            "--seconds" => soak.seconds = Some(from_one(arg, args.next())?),
            other => return Err(unknown("option", other)),
        }
    }
    Ok(soak)
}

/// The number behind an option, which is not zero.
fn from_one<T: FromStr + Default + PartialEq>(option: &str, word: Option<&String>) -> Outcome<T> {
    let number = word.and_then(|word| word.parse().ok());
    let number = number.filter(|number| *number != T::default());
    number.ok_or_else(|| Problem::new(format!("`{option}` needs a number from 1 on")))
}

/// The names behind `--only`.
fn names(list: Option<&String>) -> Outcome<Vec<String>> {
    let list = list.map(String::as_str).unwrap_or_default();
    let names: Vec<String> = list.split(',').map(|name| name.trim().to_owned()).collect();
    if names.iter().any(String::is_empty) {
        return Err(Problem::new(
            "`--only` needs names, with commas between them",
        ));
    }
    Ok(names)
}

fn test(args: &[String]) -> Outcome<Request> {
    let mut chosen = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--list" => return Ok(Request::List),
            "--only" => chosen.extend(names(args.next())?),
            other => return Err(unknown("option", other)),
        }
    }
    Ok(Request::Test(chosen))
}

fn alone(rest: &[String], request: Request) -> Outcome<Request> {
    match rest.first() {
        None => Ok(request),
        Some(word) => Err(unknown("option", word)),
    }
}

fn unknown(kind: &str, word: &str) -> Problem {
    Problem::new(format!("unknown {kind} `{word}`; see `cargo xtask help`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Outcome<Request> {
        let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&args)
    }

    #[test]
    fn soak_has_parts_a_share_and_seconds() {
        let soak = |only: &[&str], share, seconds| {
            let only = only.iter().map(|name| (*name).to_owned()).collect();
            Ok(Request::Soak(Soak {
                only,
                share,
                seconds,
            }))
        };
        assert_eq!(read("soak"), soak(&[], 1, None));
        assert_eq!(
            read("soak --share 20 --only kills,yaml"),
            soak(&["kills", "yaml"], 20, None)
        );
        assert_eq!(
            read("soak --only any --seconds 3600"),
            soak(&["any"], 1, Some(3600))
        );
        for wrong in [
            "soak --share 0",
            "soak --share",
            "soak --seconds 0",
            "soak --seconds 1h",
            "soak --only",
            "soak kills",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn serve_has_defaults_and_options() {
        let serve = |port, release, open| {
            Ok(Request::Serve(Serve {
                port,
                release,
                open,
            }))
        };
        assert_eq!(read("serve"), serve(8080, false, false));
        assert_eq!(
            read("serve --port 9000 --release --open"),
            serve(9000, true, true)
        );
        for wrong in [
            "serve --port",
            "serve --port 0",
            "serve --port 70000",
            "serve 9000",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn publish_needs_a_bucket_and_takes_a_way_back() {
        let publish = |line| match read(line) {
            Ok(Request::Publish(how)) => how,
            other => panic!("{line}: {other:?}"),
        };
        let how =
            publish("publish --bucket b --prefix a/b --distribution D --coding none --keep 2");
        assert_eq!((&*how.bucket, &*how.prefix, how.versions), ("b", "a/b", 2));
        assert_eq!(how.coding, Some(Coding::None));
        assert_eq!(
            publish("publish --back --bucket b").back,
            Some(String::new())
        );
        assert_eq!(
            publish("publish --bucket b --back 1f").back,
            Some("1f".into())
        );
        assert_eq!(read("publish --help"), Ok(Request::HelpToPublish));
        for wrong in [
            "publish",
            "publish --bucket",
            "publish --bucket --dry-run",
            "publish --bucket b --keep 0",
            "publish --bucket b --coding zip",
            "publish --bucket b c",
            "publish --bucket s3://b",
            "publish --bucket b/folder",
            "publish --bucket -b",
            "publish --bucket b --distribution https://d1.cloudfront.net",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        // A variable that was not set, in quotes.
        for option in [
            "--bucket",
            "--distribution",
            "--page",
            "--endpoint-url",
            "--back",
        ] {
            let words = ["publish", "--bucket", "b", option, ""].map(str::to_owned);
            assert!(parse(&words).is_err(), "{option}");
        }
    }

    #[test]
    fn test_takes_step_names() {
        let names = |list: &[&str]| Ok(Request::Test(list.iter().map(|n| (*n).into()).collect()));
        assert_eq!(read("test"), names(&[]));
        assert_eq!(
            read("test --only fmt,doc --only e2e"),
            names(&["fmt", "doc", "e2e"])
        );
        assert_eq!(read("test --list"), Ok(Request::List));
        assert!(read("test --only").is_err());
        assert!(read("test fmt").is_err());
    }

    #[test]
    fn the_rest_is_passed_through_or_refused() {
        assert_eq!(read(""), Ok(Request::Help));
        assert_eq!(read("build --help"), Ok(Request::Help));
        assert_eq!(
            read("shots a b"),
            Ok(Request::Shots(vec!["a".into(), "b".into()]))
        );
        assert!(read("setup now").is_err());
        assert!(read("deploy").is_err());
    }
}
