//! `gateway-studio simulate`: what becomes of a request.

use std::path::PathBuf;

use gateway_studio::simulate::{Decision, Outcome, Request, Tool, Trace, simulate};
use gateway_studio::words::Language;

use crate::{Failure, print, read, w};

/// What is asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Simulate {
    design: PathBuf,
    request: Request,
    as_json: bool,
}

/// What an API can be asked with (AWS: "Set up an HTTP method in API Gateway"), and what happens to a WebSocket API.
const METHODS: [&str; 10] = [
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "CONNECT",
    "MESSAGE",
    "DISCONNECT",
];

/// The words behind `simulate`; the message says what is wrong with them.
pub(crate) fn parse(words: &[&str]) -> Result<Simulate, String> {
    let mut plain = Vec::new();
    let mut asked = Simulate::default();
    let request = &mut asked.request;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || {
            let value = words.next().map(|value| (*value).to_owned());
            value.ok_or_else(|| format!("`{word}` needs a value"))
        };
        match *word {
            "--header" => {
                let header = value()?;
                let (name, value) = header
                    .split_once(':')
                    .ok_or_else(|| format!("`{header}` is not `Name: value`"))?;
                let pair = (name.trim().to_owned(), value.trim().to_owned());
                request.headers.push(pair);
            }
            "--body" => request.body = value()?,
            "--from" => {
                let address = value()?;
                if address.parse::<std::net::IpAddr>().is_err() {
                    return Err(format!("`--from` takes an IP address, not `{address}`"));
                }
                request.source_ip = address;
            }
            "--vpc-endpoint" => request.vpc_endpoint = value()?,
            "--vpc" => request.vpc = value()?,
            "--signed" => request.is_signed = true,
            "--zappa" => request.tool = Tool::Zappa,
            "--usage-key" => request.usage_key = value()?,
            "--without-certificate" => request.lacks_certificate = true,
            "--filtered" => request.is_filtered = true,
            "--authorizer" => {
                request.authorizer = match value()?.as_str() {
                    "allow" => Decision::Allow,
                    "deny" => Decision::Deny,
                    "implicit-deny" => Decision::ImplicitDeny,
                    "fail" => Decision::Fail,
                    "lacks-scope" => Decision::LacksScope,
                    "unauthorized" => Decision::Unauthorized,
                    other => {
                        return Err(format!(
                            "`{other}` is not `allow`, `deny`, `implicit-deny`, `fail`, `lacks-scope` or `unauthorized`"
                        ));
                    }
                };
            }
            "--format" => {
                asked.as_json = match value()?.as_str() {
                    "json" => true,
                    "text" => false,
                    other => return Err(format!("`{other}` is not `text` or `json`")),
                };
            }
            word if word.starts_with("--") => return Err(format!("`{word}` is not an option")),
            word => plain.push(word),
        }
    }
    let [design, method, url] = plain[..] else {
        return Err("`simulate` takes a design, a method and an address".into());
    };
    if !METHODS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(method))
    {
        return Err(format!("`{method}` is none of {}", METHODS.join(", ")));
    }
    asked.design = design.into();
    method.clone_into(&mut asked.request.method);
    url.clone_into(&mut asked.request.url);
    Ok(asked)
}

/// Prints the way of a request.
pub(crate) fn run(asked: &Simulate, t: Language) -> Result<(), Failure> {
    let design = read(&asked.design, t)?;
    let trace = simulate(&design, &asked.request);
    if asked.as_json {
        let text = serde_json::to_string_pretty(&trace.to_json(t));
        return print(&format!("{}\n", text.unwrap_or_default()));
    }
    print(&told(&trace, t))
}

/// A line for each step, then the answer.
fn told(trace: &Trace, t: Language) -> String {
    let mut text = String::new();
    for step in &trace.steps {
        let mark = match step.outcome {
            Outcome::Passed => "ok  ",
            Outcome::Nothing => "-   ",
            Outcome::Noted => "note",
            Outcome::Stopped => "stop",
        };
        let (part, message) = (step.part.key(), step.message.get(t));
        text.extend([format!("{mark} {part}: {message}\n")]);
    }
    let answer = &trace.answer;
    let cause = answer.cause.get(t);
    let status = match answer.status {
        0 => w::no_answer(t).to_owned(),
        status => status.to_string(),
    };
    text.extend([format!("{status}: {cause}\n")]);
    if let Some(mend) = &answer.mend {
        text.extend([format!("      {}\n", mend.get(t))]);
    }
    // User text stands in messages: it must not reach the terminal's controls.
    let lines = text.lines().map(gateway_studio::diagnostic::escaped);
    lines.collect::<Vec<_>>().join("\n") + "\n"
}
