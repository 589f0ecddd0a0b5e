//! `gateway-studio trouble`: from a symptom to its cause.

use std::fmt::Write as _;
use std::path::PathBuf;

use gateway_studio::diagnostic::escaped;
use gateway_studio::trouble::{SYMPTOMS, Symptom};
use gateway_studio::words::Language;

use crate::{Failure, print, read};

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
pub(crate) fn run(asked: &Trouble) -> Result<(), Failure> {
    let design = read(&asked.design)?;
    let t = Language::En;
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
    if told.answers.is_empty() {
        let _ = writeln!(
            text,
            "nothing in this design ends so: look at what stands before it, such as CloudFront or a proxy"
        );
    } else if told.answer.is_none() {
        let _ = writeln!(text, "{}", told.question.get(t));
        for (key, answer) in &told.answers {
            let _ = writeln!(text, "  {key:<15} {}", answer.get(t));
        }
        if let Some((key, _)) = told.answers.first() {
            let _ = writeln!(text, "add the word that fits: {} {key}", asked.symptom);
        }
    }
    for (place, cause) in told.causes.iter().enumerate() {
        let (name, help) = (cause.name.get(t), cause.help.get(t));
        let _ = writeln!(text, "{}. {name}\n   {help}", place + 1);
        if let Some(fix) = &cause.fix {
            let _ = writeln!(text, "   in the design: {}", fix.title.get(t));
        }
        for line in cause.proof.lines() {
            let _ = writeln!(text, "     {line}");
        }
        let _ = writeln!(text, "   see {}", cause.source);
    }
    let lines = text.lines().map(escaped);
    print(&(lines.collect::<Vec<_>>().join("\n") + "\n"))
}
