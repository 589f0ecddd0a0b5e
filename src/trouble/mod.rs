//! From a symptom to its cause: a short path that begins at the design and asks what it cannot know.
//!
//! A symptom has a question, each answer of it some causes. A cause that this design cannot have is left out, an
//! answer without causes is not offered, and where one answer is left nobody is asked.

mod asset;
mod cors;
mod forbidden;
mod name;
mod not_found;
mod proof;
mod server;
mod too_many;

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
    /// The field that decides it, as a JSON Pointer; empty for none.
    at: &'static str,
    /// A change of the design that mends it.
    fix: fn(&Design) -> Option<Fix>,
    /// The command that shows whether it is so.
    proof: fn(&Names) -> String,
}

/// Every symptom, in the order in which they are offered.
pub const SYMPTOMS: &[&Symptom] = &[
    &forbidden::FORBIDDEN,
    &server::INTERNAL,
    &cors::CORS,
    &not_found::NOT_FOUND,
    &too_many::TOO_MANY,
    &server::BAD_GATEWAY,
    &server::TIMEOUT,
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
    pub at: &'static str,
    /// A change of the design that mends it.
    pub fix: Option<Fix>,
    /// The command that shows whether it is so, with the names of this design.
    pub proof: String,
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
        let causes = causes.map(|cause| Suspect {
            name: sentence(cause.name),
            source: cause.source,
            help: sentence(cause.help),
            at: cause.at,
            fix: (cause.fix)(design),
            proof: (cause.proof)(&names),
        });
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

/// A cause that no edit of the design mends.
const fn no_fix(_: &Design) -> Option<Fix> {
    None
}

/// A cause that every design can have.
const fn always(_: &Design) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;
    use crate::words::Language;

    #[test]
    fn every_symptom_has_a_cause_and_a_proof_in_every_preset_it_can_have() {
        for symptom in SYMPTOMS {
            for preset in PRESETS {
                let design = (preset.design)();
                let first = symptom.diagnose(&design, "");
                // Only a design without functions and servers has nothing that ends so.
                let is_bare = preset.name == "s3-sqs" && symptom.key == "502";
                assert_eq!(first.answers.is_empty(), is_bare, "{}", symptom.key);
                assert!(first.answer.is_none() || first.answers.len() == 1);
                for (key, _) in &first.answers {
                    let told = symptom.diagnose(&design, key);
                    assert_eq!(told.answer, Some(*key));
                    assert!(!told.causes.is_empty());
                    for cause in told.causes {
                        assert!(!cause.proof.trim().is_empty());
                        assert!(is_page(cause.source), "{}", cause.source);
                        for language in [Language::En, Language::Ja] {
                            let (name, help) = (cause.name.get(language), cause.help.get(language));
                            assert!(
                                !name.ends_with(['.', '。']) && !help.ends_with(['.', '。']),
                                "{name}"
                            );
                        }
                    }
                }
            }
        }
    }

    /// Whether it is the address of one page of somebody who can know.
    fn is_page(address: &str) -> bool {
        let knowing = [
            "docs.aws.amazon.com/",
            "repost.aws/knowledge-center/",
            "dash.plotly.com/",
            "fetch.spec.whatwg.org/",
            "flask.palletsprojects.com/",
            "peps.python.org/pep-",
            "websockets.spec.whatwg.org/",
            "werkzeug.palletsprojects.com/",
            "www.rfc-editor.org/rfc/",
        ];
        let page = address.strip_prefix("https://").unwrap_or_default();
        knowing.iter().any(|host| page.starts_with(host)) && !page.contains(char::is_whitespace)
    }

    #[test]
    fn every_rule_that_is_named_exists_and_every_fix_changes_the_design() {
        for symptom in SYMPTOMS {
            for code in symptom.rules {
                assert!(rules::RULES.iter().any(|rule| rule.id == *code), "{code}");
            }
            for preset in PRESETS {
                let design = (preset.design)();
                let causes = symptom.answers.iter().flat_map(|answer| answer.causes);
                for cause in causes.filter(|cause| (cause.fits)(&design)) {
                    let Some(fix) = (cause.fix)(&design) else {
                        continue;
                    };
                    let mut better = design.clone();
                    better.mend(&fix);
                    assert_ne!(better, design, "{}: {fix:?}", cause.name.0);
                }
            }
        }
    }

    /// Whether a shell would run what the names of the test hold.
    fn is_run(command: &str) -> bool {
        let (mut in_single, mut in_double) = (false, false);
        command.char_indices().any(|(place, c)| {
            match c {
                '\'' if !in_double => in_single = !in_single,
                '"' if !in_single => in_double = !in_double,
                _ => {}
            }
            let rest = &command[place..];
            !in_single && (rest.starts_with("$(id)") || !in_double && rest.starts_with("; rm"))
        })
    }

    #[test]
    fn a_name_with_a_quote_stays_one_word_of_a_command() {
        let mut design = (PRESETS[0].design)();
        design.functions[0].name = "a'; rm -rf ~; '".into();
        design.name = "x\" $(id)".into();
        for symptom in SYMPTOMS {
            for answer in symptom.answers {
                for cause in symptom.diagnose(&design, answer.key).causes {
                    assert!(!is_run(&cause.proof), "{}", cause.proof);
                }
            }
        }
    }
}
