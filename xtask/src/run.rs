//! Runs other programs: never with an input, so that nothing can ask a question.

use std::env;
use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use crate::problem::{Outcome, Problem};

/// A program to run, with the words that name it in messages.
pub(crate) struct Run {
    command: Command,
    words: String,
}

/// What a runner printed, and whether it ended well.
pub(crate) struct Streamed {
    /// Standard output or standard error, line by line.
    pub(crate) output: String,
    /// Whether the exit code was zero.
    pub(crate) ok: bool,
}

impl Run {
    /// A program found on PATH, or by its path.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(describes_this_run) {
                command.env_remove(&name);
            }
        }
        let name = Path::new(program).file_name().unwrap_or(program);
        let words = name.to_string_lossy().into_owned();
        Self { command, words }
    }

    /// Adds arguments.
    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        for arg in args {
            self.words.push(' ');
            self.words.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets several environment variables.
    pub(crate) fn envs(mut self, pairs: &[(String, String)]) -> Self {
        self.command
            .envs(pairs.iter().map(|(name, value)| (name, value)));
        self
    }

    /// Removes environment variables of the person's shell that would change the result.
    pub(crate) fn without(mut self, names: &[&str]) -> Self {
        for name in names {
            self.command.env_remove(name);
        }
        self
    }

    /// Puts folders before everything else on PATH.
    pub(crate) fn path_first(self, folders: &[PathBuf]) -> Outcome<Self> {
        let old = env::var_os("PATH").unwrap_or_default();
        let all = folders.iter().cloned().chain(env::split_paths(&old));
        let path = env::join_paths(all)
            .map_err(|error| Problem::new(format!("a folder cannot be put on PATH: {error}")))?;
        Ok(self.env("PATH", path))
    }

    /// Runs in this folder.
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs with its output shown; anything but exit code 0 is a problem.
    pub(crate) fn status(mut self) -> Outcome<()> {
        let status = self.command.status().map_err(|e| self.not_started(&e))?;
        self.judge(status)
    }

    /// The command as a shell reads it.
    pub(crate) fn line(&self) -> String {
        let words = std::iter::once(self.command.get_program()).chain(self.command.get_args());
        let words: Vec<_> = words.map(|word| quoted(&word.to_string_lossy())).collect();
        words.join(" ")
    }

    /// What the program is told.
    #[cfg(test)]
    pub(crate) fn told(&self) -> Vec<String> {
        let words = self.command.get_args();
        words
            .map(|word| word.to_string_lossy().into_owned())
            .collect()
    }

    /// Becomes the program, so that a signal to this process reaches it; comes back with a problem only.
    #[cfg(unix)]
    pub(crate) fn replace(mut self) -> Outcome<()> {
        use std::os::unix::process::CommandExt as _;
        let error = self.command.exec();
        Err(self.not_started(&error))
    }

    /// Runs the program to its end: other systems cannot replace a process.
    #[cfg(not(unix))]
    pub(crate) fn replace(self) -> Outcome<()> {
        self.status()
    }

    /// Runs silently and gives back standard output; a failure shows what was printed.
    pub(crate) fn capture(mut self) -> Outcome<String> {
        let output = self.command.output().map_err(|e| self.not_started(&e))?;
        self.judge(output.status).map_err(|problem| {
            let printed = String::from_utf8_lossy(&output.stderr);
            Problem::new(format!("{problem}\n{}", printed.trim_end()))
        })?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs with its output shown live and also kept, to count the tests in it.
    pub(crate) fn stream(mut self) -> Outcome<Streamed> {
        let started = self.command.stdout(Stdio::piped()).spawn();
        let mut child = started.map_err(|error| self.not_started(&error))?;
        let output = child.stdout.take().map_or_else(Vec::new, shown);
        self.end(child, &output)
    }

    /// The same of its standard error, where libFuzzer says everything.
    pub(crate) fn stream_errors(mut self) -> Outcome<Streamed> {
        let started = self.command.stderr(Stdio::piped()).spawn();
        let mut child = started.map_err(|error| self.not_started(&error))?;
        let output = child.stderr.take().map_or_else(Vec::new, shown);
        self.end(child, &output)
    }

    fn end(&self, mut child: Child, output: &[u8]) -> Outcome<Streamed> {
        let status = child.wait().map_err(|error| self.not_started(&error))?;
        Ok(Streamed {
            output: String::from_utf8_lossy(output).into_owned(),
            ok: status.success(),
        })
    }

    fn judge(&self, status: ExitStatus) -> Outcome<()> {
        if status.success() {
            return Ok(());
        }
        Err(Problem::new(format!(
            "`{}` ended with {status}",
            self.words
        )))
    }

    fn not_started(&self, error: &io::Error) -> Problem {
        let program = self.words.split(' ').next().unwrap_or_default();
        if error.kind() == io::ErrorKind::NotFound {
            return Problem::new(format!("`{program}` was not found on PATH"));
        }
        Problem::io(&format!("run `{}`", self.words), error)
    }
}

/// Shows line by line what comes out of a pipe, and gives it back.
fn shown(pipe: impl Read) -> Vec<u8> {
    let mut output = Vec::new();
    let mut reader = BufReader::new(pipe);
    let mut seen = 0;
    while reader.read_until(b'\n', &mut output).is_ok_and(|n| n > 0) {
        let mut screen = io::stdout().lock();
        screen.write_all(&output[seen..]).ok();
        screen.flush().ok();
        seen = output.len();
    }
    output
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Whether cargo set this variable to describe xtask itself; a child that is cargo must not see it.
fn describes_this_run(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// The first of these programs that is on PATH.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|candidate| candidate.is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named_and_a_failure_shows_its_words() {
        let missing = Run::new("no-such-program").args(["-x"]).status();
        let words = missing.map_err(|problem| problem.to_string());
        assert_eq!(words, Err("`no-such-program` was not found on PATH".into()));
        let failing = Run::new("sh")
            .args(["-c", "echo reason >&2; exit 3"])
            .capture();
        let words = failing
            .map_err(|problem| problem.to_string())
            .expect_err("must fail");
        assert!(
            words.contains("exit status: 3") && words.contains("reason"),
            "{words}"
        );
    }

    #[test]
    fn a_line_can_be_pasted() {
        let run = Run::new("aws").args(["--exclude", "*", "it's", "a=b", ""]);
        assert_eq!(run.line(), r"aws --exclude '*' 'it'\''s' a=b ''");
    }

    #[test]
    fn a_stream_keeps_what_it_shows() {
        let streamed = Run::new("sh")
            .args(["-c", "echo one; exit 1"])
            .stream()
            .expect("must work");
        assert_eq!((streamed.output.as_str(), streamed.ok), ("one\n", false));
    }
}
