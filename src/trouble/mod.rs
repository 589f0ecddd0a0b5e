//! From a symptom to its cause: a short path that begins at the design and asks what it cannot know.
//!
//! A symptom has a question, each answer of it some causes. A cause that this design cannot have is left out, an
//! answer without causes is not offered, and where one answer is left nobody is asked.

mod asset;
mod cors;
mod forbidden;
mod has;
mod mend;
mod name;
mod not_found;
mod proof;
mod server;
mod timeout;
mod too_many;
mod unauthorized;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Fix, Sentence};
use crate::model::Design;
use crate::rules;

use proof::Names;

/// A text in both languages.
type Both = (&'static str, &'static str);

/// What somebody sees.
pub struct Symptom {
    /// Its name, for instance `403`.
    pub key: &'static str,
    name: Both,
    question: Both,
    answers: &'static [Answer],
    /// Rules whose findings lead to it.
    rules: &'static [&'static str],
}

/// What somebody can say to the question.
struct Answer {
    key: &'static str,
    text: Both,
    causes: &'static [Cause],
}

/// A cause, for designs that can have it.
struct Cause {
    fits: fn(&Design) -> bool,
    name: Both,
    /// The page that says so: of AWS, of the standard, or of the tool. About ten pages of AWS were read in 2026-11; the other addresses are from memory.
    source: &'static str,
    help: Both,
    /// The field that decides it, as a JSON Pointer; empty for none. `{kind}` is the API's, `{stage}` the place of the
    /// stage to which the first address leads.
    at: &'static str,
    /// A change of the design that mends it.
    fix: fn(&Design) -> Option<Fix>,
    /// The command that shows whether it is so.
    proof: fn(&Names) -> String,
}

/// Every symptom, in the order in which they are offered.
pub const SYMPTOMS: &[&Symptom] = &[
    &forbidden::FORBIDDEN,
    &unauthorized::UNAUTHORIZED,
    &server::INTERNAL,
    &cors::CORS,
    &not_found::NOT_FOUND,
    &too_many::TOO_MANY,
    &server::BAD_GATEWAY,
    &timeout::TIMEOUT,
    &asset::ASSETS,
    &asset::REDIRECT,
    &name::CERTIFICATE,
    &name::DNS,
];

/// What was found out about a symptom.
pub struct Diagnosis {
    /// What is asked, with what can be said: keys and texts; empty when nothing is left to be asked.
    pub question: Sentence,
    /// The keys and texts of what can be said.
    pub answers: Vec<(&'static str, Sentence)>,
    /// The answer that was given, or the only one there is.
    pub answer: Option<&'static str>,
    /// What the rules find in the design that leads to the symptom, whatever the answer is.
    pub known: Vec<Diagnostic>,
    /// What else it can be, the likeliest first; empty until the question is answered.
    pub causes: Vec<Suspect>,
}

/// A cause that this design can have.
pub struct Suspect {
    /// What it is.
    pub name: Sentence,
    /// The page that says so.
    pub source: &'static str,
    /// What to do about it.
    pub help: Sentence,
    /// The field that decides it; empty for none.
    pub at: String,
    /// A change of the design that mends it, or that lets the command show more.
    pub fix: Option<Fix>,
    /// The command that shows whether it is so, with the names of this design.
    pub proof: String,
    /// Why that command shows less than it could.
    pub note: Option<Sentence>,
}

const fn sentence((en, ja): Both) -> Sentence {
    Sentence {
        en: Cow::Borrowed(en),
        ja: Cow::Borrowed(ja),
    }
}

impl Symptom {
    /// The symptom of that name.
    pub fn find(key: &str) -> Option<&'static Self> {
        SYMPTOMS.iter().copied().find(|symptom| symptom.key == key)
    }

    /// What somebody sees.
    pub const fn name(&self) -> Sentence {
        sentence(self.name)
    }

    /// What it can be in a design, once the question is answered; an answer that is none asks again.
    pub fn diagnose(&self, design: &Design, answer: &str) -> Diagnosis {
        let fitting = |answer: &&Answer| answer.causes.iter().any(|cause| (cause.fits)(design));
        let answers: Vec<&Answer> = self.answers.iter().filter(fitting).collect();
        let given = answers.iter().find(|other| other.key == answer);
        let given = given.or_else(|| answers.first().filter(|_| answers.len() == 1));
        let names = Names::of(design);
        let causes = given.iter().flat_map(|answer| answer.causes);
        let causes = causes.filter(|cause| (cause.fits)(design));
        let causes = causes.map(|cause| cause.in_design(design, &names));
        let found = rules::silence(design, rules::check(design), |_| false).open;
        let known = found
            .into_iter()
            .filter(|found| self.rules.contains(&&*found.code));
        Diagnosis {
            question: sentence(self.question),
            answer: given.map(|answer| answer.key),
            known: known.collect(),
            causes: causes.collect(),
            answers: answers
                .iter()
                .map(|answer| (answer.key, sentence(answer.text)))
                .collect(),
        }
    }
}

impl Cause {
    fn in_design(&self, design: &Design, names: &Names) -> Suspect {
        let proof = (self.proof)(names);
        let note = names.note(&proof);
        let log = || note.as_ref().and_then(|_| mend::access_log(design));
        Suspect {
            name: sentence(self.name),
            source: self.source,
            help: sentence(self.help),
            at: names.place(self.at),
            fix: (self.fix)(design).or_else(log),
            proof,
            note,
        }
    }
}

/// A cause that no edit of the design mends.
const fn no_fix(_: &Design) -> Option<Fix> {
    None
}

/// A cause that every design can have.
const fn always(_: &Design) -> bool {
    true
}

#[cfg(test)]
mod tests;
