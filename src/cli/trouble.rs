//! `gateway-studio trouble`: from a symptom to its cause.

use std::fmt::Write as _;
use std::path::PathBuf;

use gateway_studio::diagnostic::escaped;
use gateway_studio::trouble::{SYMPTOMS, Symptom};
use gateway_studio::words::Language;

use crate::{Failure, print, read, w};

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    design: PathBuf,
    symptom: String,
    answer: String,
}

/// The words behind `trouble`; the message says what is wrong with them.
pub(crate) fn parse(words: &[&str]) -> Result<Trouble, String> {
    let (design, symptom, answer) = match *words {
        [design] => (design, "", ""),
        [design, symptom] => (design, symptom, ""),
        [design, symptom, answer] => (design, symptom, answer),
        _ => return Err("`trouble` takes a design, a symptom and an answer".into()),
    };
    if !symptom.is_empty() && Symptom::find(symptom).is_none() {
        let known: Vec<_> = SYMPTOMS.iter().map(|symptom| symptom.key).collect();
        let known = known.join(", ");
        return Err(format!("`{symptom}` is none of {known}"));
    }
    Ok(Trouble {
        design: design.into(),
        symptom: symptom.into(),
        answer: answer.into(),
    })
}

/// Prints the symptoms, the question, or the causes.
pub(crate) fn run(asked: &Trouble, t: Language) -> Result<(), Failure> {
    let design = read(&asked.design, t)?;
    let mut text = String::new();
    let Some(symptom) = Symptom::find(&asked.symptom) else {
        for symptom in SYMPTOMS {
            let _ = writeln!(text, "{:<12} {}", symptom.key, symptom.name().get(t));
        }
        return print(&text);
    };
    let told = symptom.diagnose(&design, &asked.answer);
    for found in &told.known {
        let _ = writeln!(text, "{}", found.line(t));
    }
    let answer = &asked.answer;
    let is_known = told.answer == Some(answer.as_str());
    if !answer.is_empty() && !is_known && !told.answers.is_empty() {
        let words: Vec<_> = told.answers.iter().map(|(key, _)| *key).collect();
        let (symptom, words) = (&asked.symptom, words.join(", "));
        return Err(Failure::Usage(format!(
            "`{answer}` is no answer for {symptom} here; the words are: {words}"
        )));
    }
    if told.answers.is_empty() {
        let _ = writeln!(text, "{}", w::nothing_ends_so(t));
    } else if told.answer.is_none() {
        let _ = writeln!(text, "{}", told.question.get(t));
        for (key, answer) in &told.answers {
            let _ = writeln!(text, "  {key:<15} {}", answer.get(t));
        }
        if let Some((key, _)) = told.answers.first() {
            let _ = writeln!(text, "{}", w::add_the_word(t, &asked.symptom, key));
        }
    }
    for (place, cause) in told.causes.iter().enumerate() {
        let (name, help) = (cause.name.get(t), cause.help.get(t));
        let _ = writeln!(text, "{}. {name}\n   {help}", place + 1);
        if let Some(fix) = &cause.fix {
            let _ = writeln!(text, "   {}", w::in_the_design(t, fix.title.get(t)));
        }
        if let Some(note) = &cause.note {
            let _ = writeln!(text, "   {}", note.get(t));
        }
        for line in cause.proof.lines() {
            let _ = writeln!(text, "     {line}");
        }
        let _ = writeln!(text, "   {}", w::see(t, cause.source));
    }
    let lines = text.lines().map(escaped);
    print(&(lines.collect::<Vec<_>>().join("\n") + "\n"))
}
