//! Reads the command line.

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
    /// Measure the generators.
    Bench(Vec<String>),
    /// Measure the page in a browser.
    Timings(Vec<String>),
    /// Take pictures of the page.
    Shots(Vec<String>),
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

/// Reads the arguments that follow `cargo xtask`.
pub(crate) fn parse(args: &[String]) -> Outcome<Request> {
    let Some((command, rest)) = args.split_first() else {
        return Ok(Request::Help);
    };
    let for_help = ["-h", "--help"];
    if rest.iter().any(|arg| for_help.contains(&arg.as_str())) {
        return Ok(Request::Help);
    }
    match command.as_str() {
        "serve" => serve(rest).map(Request::Serve),
        "test" => test(rest),
        "setup" => alone(rest, Request::Setup),
        "build" => alone(rest, Request::Build),
        "bench" => Ok(Request::Bench(rest.to_vec())),
        "timings" => Ok(Request::Timings(rest.to_vec())),
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

fn port(word: Option<&String>) -> Outcome<u16> {
    let number = word.and_then(|word| word.parse().ok());
    let valid = number.filter(|port| *port != 0);
    valid.ok_or_else(|| Problem::new("`--port` needs a number from 1 to 65535"))
}

fn test(args: &[String]) -> Outcome<Request> {
    let mut names = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--list" => return Ok(Request::List),
            "--only" => {
                let list = args.next().map(String::as_str).unwrap_or_default();
                names.extend(list.split(',').map(|name| name.trim().to_owned()));
                if names.iter().any(String::is_empty) {
                    return Err(Problem::new("`--only` needs names: `--only fmt,clippy`"));
                }
            }
            other => return Err(unknown("option", other)),
        }
    }
    Ok(Request::Test(names))
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
