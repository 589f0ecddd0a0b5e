//! The advisor: what of a design will not work, and why. One file per rule.

use crate::diagnostic::{Diagnostic, Pointer, Sentence, Severity, sort};
use crate::model::Design;

/// A rule with its documentation and the two examples that test it.
pub struct Rule {
    /// Noun first, then the bad pattern: reads well after "allow ...".
    pub id: &'static str,
    /// How bad a finding of it is.
    pub severity: Severity,
    /// What is wrong with the pattern, and the AWS page or tool that says so.
    pub docs: &'static str,
    /// A design (fields left out take their defaults) in which the rule speaks.
    pub bad: &'static str,
    /// A design in which it is silent.
    pub good: &'static str,
    check: fn(&Design) -> Vec<Finding>,
}

/// What a rule found: the engine adds its id and severity.
pub(crate) struct Finding {
    at: Pointer,
    message: Sentence,
    help: Option<Sentence>,
}

impl Finding {
    /// A finding about the field `at`.
    fn at(at: Pointer, message: Sentence) -> Self {
        Self {
            at,
            message,
            help: None,
        }
    }

    /// The same finding with a sentence that says what to do.
    fn help(mut self, help: Sentence) -> Self {
        self.help = Some(help);
        self
    }
}

/// Declares the rules' modules and the table of them.
macro_rules! rules {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        /// Every rule.
        pub const RULES: &[Rule] = &[$($name::RULE),*];
    };
}

rules! {
    stage_name_malformed,
}

/// Everything that the rules find in a design, in the order of its fields.
pub fn check(design: &Design) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = RULES.iter().flat_map(|rule| apply(rule, design)).collect();
    sort(&mut found);
    found
}

fn apply(rule: &Rule, design: &Design) -> impl Iterator<Item = Diagnostic> {
    let (id, severity) = (rule.id, rule.severity);
    (rule.check)(design)
        .into_iter()
        .map(move |finding| Diagnostic {
            help: finding.help,
            ..Diagnostic::new(id, severity, finding.at, finding.message)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{preset::PRESETS, read};

    /// The example as a design; its fields must all exist.
    fn example(rule: &Rule, text: &str) -> Design {
        let opened = read(text);
        assert_eq!(
            opened.diagnostics,
            [],
            "an example of {} is not a design",
            rule.id
        );
        opened
            .design
            .expect("an example without findings is a design")
    }

    #[test]
    fn every_bad_example_fires_and_every_good_one_is_silent() {
        for rule in RULES {
            let bad = example(rule, rule.bad);
            let found: Vec<_> = apply(rule, &bad).collect();
            assert!(
                !found.is_empty(),
                "the bad example of {} is silent",
                rule.id
            );
            let json = serde_json::to_value(&bad).expect("a design is JSON");
            for finding in found {
                assert!(
                    json.pointer(&finding.at).is_some(),
                    "{} points nowhere: {}",
                    rule.id,
                    finding.at
                );
            }
            let good = example(rule, rule.good);
            assert_eq!(
                apply(rule, &good).collect::<Vec<_>>(),
                [],
                "the good example of {}",
                rule.id
            );
        }
    }

    #[test]
    fn every_rule_is_named_after_its_pattern_and_documented() {
        for rule in RULES {
            assert!(
                rule.id
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit()),
                "{}",
                rule.id
            );
            assert!(rule.docs.len() > 60, "{} has no documentation", rule.id);
        }
    }

    #[test]
    fn presets_have_no_errors() {
        for preset in PRESETS {
            let errors: Vec<_> = check(&(preset.design)())
                .into_iter()
                .filter(|found| found.severity == Severity::Error)
                .collect();
            assert_eq!(errors, [], "{}", preset.name);
        }
    }
}
