//! `gateway-studio`: the library's functions for pipelines; files in, files out.
//!
//! What `check` finds is its result and goes to standard output; what other commands find beside theirs, to standard error.
//! Exit status: 0 when files were written, 1 when the design, or what is read in, has errors,
//! 2 for bad usage and for files that cannot be read or written.

#![expect(
    clippy::print_stderr,
    reason = "what is found beside a result goes to standard error"
)]

mod check;
mod cost;
mod import;
mod language;
mod simulate;
mod trouble;
mod words;

use std::fs;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gateway_studio::diagnostic::{Diagnostic, Severity, once};
use gateway_studio::import::live;
use gateway_studio::model::{self, ApiKind, Design, preset};
use gateway_studio::words::Language;
use gateway_studio::{generate, rules};

use words as w;

const USAGE: &str = "\
usage: gateway-studio new [--preset NAME | --list]
       gateway-studio generate DESIGN.json --out DIR
       gateway-studio import FILE... --out DESIGN.json
       gateway-studio collect rest|http|websocket API_ID REGION
       gateway-studio check DESIGN.json [--format text|json|sarif] [--fix] [--for zappa|sam|cli|openapi]
       gateway-studio simulate DESIGN.json METHOD URL [--header 'Name: value']... [--body TEXT]
                      [--from ADDRESS] [--vpc ID] [--vpc-endpoint ID] [--signed] [--zappa]
                      [--authorizer allow|deny|implicit-deny|fail|lacks-scope|unauthorized]
                      [--usage-key NAME] [--without-certificate] [--filtered] [--format text|json]
       gateway-studio cost DESIGN.json [--requests N] [--request-kb N] [--answer-kb N] [--duration-ms N]
                      [--memory-mb N] [--cached-share PERCENT] [--cache-hits PERCENT] [--minutes N]
                      [--authorizer-share PERCENT] [--authorizer-ms N] [--log-kb N] [--traced-share PERCENT]
                      [--zones N] [--free] [--price NAME=USD]... [--format text|json]
       gateway-studio trouble DESIGN.json [SYMPTOM [ANSWER]]
       gateway-studio --version | --help
       every command takes --lang en|ja (else the language of LC_ALL, LC_MESSAGES or LANG)
";

const HELP_EN: &str = "
new       prints a design to start from; --list names the presets
generate  writes the files of a design below DIR; `-` reads standard input
import    makes a design of what is there already; `-` reads standard input,
          `--out -` writes to standard output
collect   prints a command that reads a live API into a file for `import`
check     prints what will not work; --for also what one way to deploy leaves out, else
          that is a count; errors are a failure; --fix makes the safe mends and writes
          the design back
simulate  prints what becomes of a request: each step, the event, the answer
cost      prints what a month costs, roughly, and where another kind of API is cheaper
trouble   leads from a symptom such as 403 to its cause, and to the command that shows it
";

const HELP_JA: &str = "
new       元になる設計を出力します(--list で一覧)
generate  設計のファイルを DIR の下に書き出します。`-` は標準入力です
import    既存のファイルから設計を作ります。`-` は標準入力、`--out -` は標準出力です
collect   稼働中の API を `import` 用のファイルに読み出すコマンドを出力します
check     動かない点を出力します。--for を付けると、そのデプロイ方法で表現できない点も
          出力します(付けなければ件数のみ)。エラーがあれば失敗になります。
          --fix は安全な修正を行い、設計を書き戻します
simulate  リクエストがどうなるかを出力します(各ステップ、イベント、応答)
cost      1か月の料金の概算と、ほかの種類の API のほうが安くなる条件を出力します
trouble   403 などの症状から、原因とそれを確かめるコマンドを示します
";

/// What the words after the program's name ask for.
#[derive(Debug, PartialEq)]
enum Command {
    Collect {
        kind: ApiKind,
        id: String,
        region: String,
    },
    Help,
    Version,
    List,
    New {
        preset: String,
    },
    Generate {
        design: PathBuf,
        out: PathBuf,
    },
    Import {
        files: Vec<PathBuf>,
        out: PathBuf,
    },
    Check(check::Check),
    Simulate(simulate::Simulate),
    Cost(cost::Cost),
    Trouble(trouble::Trouble),
}

/// Why the program stops.
enum Failure {
    /// Exit status 2.
    Usage(String),
    /// Exit status 1; the diagnostics were printed.
    Errors,
}

fn main() -> ExitCode {
    match speak(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Errors) => ExitCode::from(1),
        Err(Failure::Usage(message)) => {
            eprintln!("gateway-studio: {message}");
            ExitCode::from(2)
        }
    }
}

/// Does what the words ask for, in their language.
fn speak(words: Vec<String>) -> Result<(), Failure> {
    let (words, named) = language::taken(words).map_err(Failure::Usage)?;
    let surroundings = || language::of_surroundings(|name| std::env::var(name).ok());
    let t = named.unwrap_or_else(surroundings);
    run(parse(&words).map_err(Failure::Usage)?, t)
}

fn parse(words: &[String]) -> Result<Command, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["--help" | "-h" | "help"] => Ok(Command::Help),
        ["--version" | "-V"] => Ok(Command::Version),
        ["new"] => Ok(Command::New {
            preset: preset::PRESETS[0].name.into(),
        }),
        ["new", "--list"] => Ok(Command::List),
        ["new", "--preset", name] => Ok(Command::New {
            preset: name.into(),
        }),
        ["generate", design, "--out", out] | ["generate", "--out", out, design]
            if design == "-" || !design.starts_with('-') =>
        {
            Ok(Command::Generate {
                design: design.into(),
                out: out.into(),
            })
        }
        ["import", ref rest @ ..] => import::parse(rest)
            .map(|(files, out)| Command::Import { files, out })
            .ok_or_else(|| {
                format!("`import` takes files, at most one `-`, and `--out DESIGN.json`\n{USAGE}")
            }),
        ["collect", kind, id, region] => match ApiKind::of_key(kind) {
            Some(kind) => Ok(Command::Collect {
                kind,
                id: id.into(),
                region: region.into(),
            }),
            None => Err(format!(
                "`{kind}` is none of `rest`, `http`, `websocket`\n{USAGE}"
            )),
        },
        ["collect", ..] => Err(format!(
            "`collect` takes a kind, an id and a region\n{USAGE}"
        )),
        ["check", ref rest @ ..] => check::parse(rest)
            .map(Command::Check)
            .map_err(|wrong| format!("{wrong}\n{USAGE}")),
        ["cost", ref rest @ ..] => cost::parse(rest)
            .map(Command::Cost)
            .map_err(|wrong| format!("{wrong}\n{USAGE}")),
        ["trouble", ref rest @ ..] => trouble::parse(rest)
            .map(Command::Trouble)
            .map_err(|wrong| format!("{wrong}\n{USAGE}")),
        ["simulate", ref rest @ ..] => simulate::parse(rest)
            .map(Command::Simulate)
            .map_err(|wrong| format!("{wrong}\n{USAGE}")),
        [] => Err(format!("a command is missing\n{USAGE}")),
        ["generate", ..] => Err(format!(
            "`generate` takes one design and `--out DIR`\n{USAGE}"
        )),
        ["new", ..] => Err(format!("`new` takes `--preset NAME` or `--list`\n{USAGE}")),
        [word, ..] => Err(format!("`{word}` is not a command\n{USAGE}")),
    }
}

fn run(command: Command, t: Language) -> Result<(), Failure> {
    match command {
        Command::Collect { kind, id, region } => {
            print(&live::collect_command(kind, &id, &region).command)
        }
        Command::Help => print(&match t {
            Language::En => [USAGE, HELP_EN].concat(),
            Language::Ja => [USAGE, HELP_JA].concat(),
        }),
        Command::Version => print(concat!("gateway-studio ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::List => {
            let line = |preset: &preset::Preset| {
                format!("{}  {}\n", preset.name, (preset.summary)().get(t))
            };
            print(&preset::PRESETS.iter().map(line).collect::<String>())
        }
        Command::New { preset: name } => match preset::find(&name) {
            Some(preset) => print(&model::write(&(preset.design)())),
            None => Err(Failure::Usage(format!(
                "there is no preset `{name}`; `new --list` names them"
            ))),
        },
        Command::Generate { design, out } => generate(&design, &out, t),
        Command::Import { files, out } => import::run(&files, &out, t),
        Command::Check(asked) => check::run(&asked, t),
        Command::Simulate(asked) => simulate::run(&asked, t),
        Command::Cost(asked) => cost::run(&asked, t),
        Command::Trouble(asked) => trouble::run(&asked, t),
    }
}

/// Prints, and takes a reader that went away for an answer.
fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Usage(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(()),
    }
}

fn generate(path: &Path, out: &Path, t: Language) -> Result<(), Failure> {
    let design = read(path, t)?;
    let mut found = rules::check(&design);
    let lost = generate::lost(&design).into_iter();
    found.extend(lost.flat_map(|(_, lost)| lost));
    let judged = rules::silence(&design, found, |_| false);
    let (mut found, mut silenced) = (judged.open, judged.silenced);
    found.sort_by_key(|diagnostic| diagnostic.severity);
    once(&mut found, |one| one);
    once(&mut silenced, |(one, _)| one);
    report(&found, t);
    check::report_silenced(silenced.len(), t);
    // What was read in goes back out whatever the rules think of it.
    if design.kept.is_empty()
        && found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    {
        return Err(Failure::Errors);
    }
    let artifacts = generate::generate(&design);
    for artifact in &artifacts {
        let file = out.join(artifact.generator.path);
        write(
            &file,
            &artifact.document.text(),
            artifact.generator.executable,
        )
        .map_err(|error| Failure::Usage(format!("cannot write {}: {error}", file.display())))?;
    }
    // For people; a pipeline hears of findings alone.
    if io::stdout().is_terminal() {
        print(&summary(&artifacts, out, t))?;
    }
    Ok(())
}

/// How many files were written, and which stand there from an earlier design.
fn summary(artifacts: &[generate::Artifact], out: &Path, t: Language) -> String {
    let mut text = format!("{}\n", w::wrote(t, artifacts.len(), out.display()));
    let written = |path: &str| artifacts.iter().any(|done| done.generator.path == path);
    let paths = generate::GENERATORS.iter().map(|generator| generator.path);
    for path in paths.filter(|path| !written(path) && out.join(path).exists()) {
        text.extend([&*w::left_alone(t, path), "\n"]);
    }
    text
}

/// The bytes of a file, or of standard input where it is called `-`.
fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|error| Failure::Usage(format!("cannot read {}: {error}", path.display())))
}

fn read(path: &Path, t: Language) -> Result<Design, Failure> {
    read_whole(path, t).map(|(design, ..)| design)
}

/// A design, the text that it stands in, and whether all of the text is in the design; what is not is reported.
fn read_whole(path: &Path, t: Language) -> Result<(Design, String, bool), Failure> {
    let (design, text, unread) = opened(path)?;
    report(&unread, t);
    let design = design.ok_or(Failure::Errors)?;
    Ok((design, text, unread.is_empty()))
}

/// What a file holds: the design if it is one, its text, and what of the text is in no design.
fn opened(path: &Path) -> Result<(Option<Design>, String, Vec<Diagnostic>), Failure> {
    let bytes = bytes_of(path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        Failure::Usage(format!("{} is not UTF-8 at byte {place}", path.display()))
    })?;
    let opened = model::read(&text);
    Ok((opened.design, text, opened.diagnostics))
}

fn report(diagnostics: &[Diagnostic], t: Language) {
    for diagnostic in diagnostics {
        eprintln!("{}", diagnostic.line(t));
    }
}

fn write(file: &Path, text: &str, executable: bool) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text)?;
    #[cfg(unix)]
    if executable {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(file, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
