//! `deploy.sh` and `teardown.sh`: the design by AWS CLI commands.
//!
//! Both find what exists before they make or remove anything, so they can be
//! run again after a change or an interruption.

mod access;
mod api;
mod deploy;
mod domain;
mod names;
mod prelude;
mod stage;
mod teardown;

pub(super) use deploy::GENERATOR as DEPLOY;
pub(super) use teardown::GENERATOR as TEARDOWN;

use crate::text::shell::Word;

/// `aws SERVICE OPERATION` and what follows.
fn aws<const N: usize>(
    service: &'static str,
    operation: &'static str,
    rest: [Word; N],
) -> Vec<Word> {
    let mut words = vec![
        Word::bare("aws"),
        Word::bare(service),
        Word::bare(operation),
    ];
    words.extend(rest);
    words
}

/// The words of a helper function before those of a command.
fn with(helper: &[Word], command: Vec<Word>) -> Vec<Word> {
    let mut words = helper.to_vec();
    words.extend(command);
    words
}

/// `change aws ...`
fn change(command: Vec<Word>) -> Vec<Word> {
    with(&[Word::bare("change")], command)
}

/// `tolerate PATTERN aws ...`
fn tolerate(pattern: &'static str, command: Vec<Word>) -> Vec<Word> {
    with(&[Word::bare("tolerate"), Word::text(pattern)], command)
}

/// `ask NAME aws ...`
fn ask(name: &str, command: Vec<Word>) -> Vec<Word> {
    with(&[Word::bare("ask"), Word::text(name)], command)
}

/// `make NAME aws ...`
fn make(name: &str, command: Vec<Word>) -> Vec<Word> {
    with(&[Word::bare("make"), Word::text(name)], command)
}

/// `--option` with its value.
fn option(name: &'static str, value: Word) -> [Word; 2] {
    [Word::bare(name), value]
}
