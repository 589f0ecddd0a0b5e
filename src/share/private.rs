//! What in a design is nobody else's business, and placeholders in its place.
//!
//! Values are found by what they look like wherever a person can type, and by the field they stand in.

mod walk;
mod words;

use serde_json::Value;

use self::walk::Walk;
use self::words::placeholder;
use crate::model::{self, Design};

/// A kind of private value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Twelve digits by themselves.
    Account,
    /// An Amazon Resource Name.
    Arn,
    /// An access key id of AWS, a private key, the value of an API key.
    Key,
    /// A password or a token, told by its name or its form.
    Secret,
    /// The value of an environment or stage variable.
    Variable,
    /// An e-mail address.
    Email,
}

/// All kinds, in the order in which they are named.
pub const KINDS: [Kind; 6] = [
    Kind::Account,
    Kind::Arn,
    Kind::Key,
    Kind::Secret,
    Kind::Variable,
    Kind::Email,
];

/// The kinds that let somebody in who knows them.
pub const SECRETS: [Kind; 2] = [Kind::Key, Kind::Secret];

/// What of a kind was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Of which kind.
    pub kind: Kind,
    /// Each value once, in the order of the design.
    pub values: Vec<String>,
}

/// Is shown a private value, and says what stands in its place; `None` for the value itself.
type See<'a> = &'a mut dyn FnMut(Kind, &str) -> Option<String>;

/// Private values of a design, by kind; kinds that it has none of are left out.
///
/// # Panics
/// Never: a design holds nothing that JSON cannot.
pub fn find(design: &Design) -> Vec<Found> {
    let mut found: Vec<_> = KINDS.map(|kind| (kind, Vec::new())).into();
    let mut see = |kind: Kind, value: &str| {
        let values = found.iter_mut().find(|(other, _)| *other == kind);
        if let Some((_, values)) = values.filter(|(_, values)| !values.contains(&value.to_owned()))
        {
            values.push(value.to_owned());
        }
        None
    };
    Walk::new(&mut see, &[]).design(&mut tree(design));
    let found = found.into_iter().filter(|(_, values)| !values.is_empty());
    found.map(|(kind, values)| Found { kind, values }).collect()
}

/// The design with placeholders in the place of the private values of these kinds, wherever they stand: in texts and
/// numbers, in keys of what was imported, and in the pointers to it.
///
/// # Panics
/// Never: a text in the place of a text leaves a design a design.
pub fn replace(design: &Design, kinds: &[Kind]) -> Design {
    let found = find(design).into_iter();
    let found: Vec<_> = found.filter(|found| kinds.contains(&found.kind)).collect();
    let mut tree = tree(design);
    let mut see = |kind, value: &str| kinds.contains(&kind).then(|| placeholder(kind, value));
    Walk::new(&mut see, &found).design(&mut tree);
    let opened = model::read(&tree.to_string());
    opened.design.expect("only texts were changed")
}

fn tree(design: &Design) -> Value {
    serde_json::to_value(design).expect("a design has string keys and finite numbers")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;
    use crate::model::{Function, Kept, SavedRequest, Stage, Variable};
    use serde_json::json;
    use std::sync::Arc;

    fn of(kind: Kind, design: &Design) -> Vec<String> {
        let found = find(design).into_iter().find(|found| found.kind == kind);
        found.map(|found| found.values).unwrap_or_default()
    }

    fn noted(text: &str) -> Design {
        let stage = Stage {
            description: text.into(),
            ..Stage::default()
        };
        Design {
            functions: vec![Function::default()],
            stages: vec![stage],
            ..Design::default()
        }
    }

    fn replaced(text: &str) -> String {
        replace(&noted(text), &KINDS).stages[0].description.clone()
    }

    #[test]
    fn values_are_found_wherever_they_are_typed() {
        let text = "Ask ops@acme.co.jp. about (987654321098), AKIAIOSFODNN7EXAMPLE; \
            arn:aws:iam::987654321098:role/ops/deploy and https://987654321098.signin.aws/x.";
        let design = noted(text);
        assert_eq!(of(Kind::Email, &design), ["ops@acme.co.jp"]);
        assert_eq!(of(Kind::Account, &design), ["987654321098"]);
        assert_eq!(of(Kind::Key, &design), ["AKIAIOSFODNN7EXAMPLE"]);
        assert_eq!(
            of(Kind::Arn, &design),
            ["arn:aws:iam::987654321098:role/ops/deploy"]
        );
        let clean = replaced(text);
        assert!(!clean.contains("9876") && !clean.contains("acme") && !clean.contains("AKIA"));
        assert!(
            clean.contains("arn:aws:iam::111122223333:role/example/example"),
            "{clean}"
        );
    }

    #[test]
    fn what_only_looks_like_one_stays() {
        for text in [
            "1234567890123",
            "user@localhost",
            "a@b",
            "12:34",
            "arn:aws",
            "",
        ] {
            assert_eq!(replaced(text), text);
        }
    }

    #[test]
    fn a_certificate_stays_one() {
        let arn =
            "arn:aws:acm:us-east-1:987654321098:certificate/1a2b3c4d-0000-1111-2222-333344445555";
        let blank =
            "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000000";
        assert_eq!(replaced(arn), blank);
        assert_eq!(
            replaced("arn:aws:lambda:eu-west-1:987654321098:function:orders:live"),
            "arn:aws:lambda:eu-west-1:111122223333:function:example:example"
        );
    }

    #[test]
    fn a_kind_that_is_not_asked_for_stays() {
        let mut design = noted("ops@acme.example");
        design.account_id = "987654321098".into();
        design.functions[0].environment.push(Variable {
            name: "TOKEN".into(),
            value: "see 987654321098".into(),
        });
        let some = replace(&design, &[Kind::Account]);
        assert_eq!(some.account_id, "111122223333");
        assert_eq!(some.functions[0].environment[0].value, "see 111122223333");
        assert_eq!(some.stages[0].description, "ops@acme.example");
        let all = replace(&design, &KINDS);
        assert_eq!(all.functions[0].environment[0].value, "EXAMPLE-VALUE");
    }

    #[test]
    fn headers_of_saved_requests_that_let_somebody_in_are_secrets() {
        let header = |name: &str, value: &str| Variable {
            name: name.into(),
            value: value.into(),
        };
        let headers = vec![
            header("Authorization", "Bearer correct-horse"),
            header("x-api-key", "battery-staple"),
            header("X-Session-Token", "12345"),
            header("Origin", "https://www.example.com"),
        ];
        let request = SavedRequest {
            headers: headers.clone(),
            ..SavedRequest::default()
        };
        let design = Design {
            requests: vec![request],
            ..Design::default()
        };
        let secrets = ["Bearer correct-horse", "battery-staple", "12345"];
        assert_eq!(of(Kind::Secret, &design), secrets);
        let clean = replace(&design, &SECRETS);
        let clean = &clean.requests[0].headers;
        assert_eq!(clean[3], headers[3]);
        assert!(
            clean
                .iter()
                .all(|header| !secrets.contains(&&*header.value))
        );
    }

    #[test]
    fn what_an_imported_file_said_is_looked_through_by_its_keys() {
        let kept = |at: &str, value: Value| Kept {
            file: "sam/template.yaml".into(),
            at: at.into(),
            value: value.into(),
            ..Kept::default()
        };
        let environment = json!({"Variables": {"A": "hidden", "B": {"Ref": "P"}}});
        let design = Design {
            kept: Arc::new(vec![
                kept("/Resources/F/Properties/Environment", environment),
                kept("/Globals/Function/Environment/Variables/C", json!("deep")),
                kept(
                    "/Resources/D",
                    json!({"MasterUserPassword": "word", "Engine": "x"}),
                ),
            ]),
            ..Design::default()
        };
        assert_eq!(of(Kind::Variable, &design), ["hidden", "deep"]);
        assert_eq!(of(Kind::Secret, &design), ["word"]);
        let clean = replace(&design, &KINDS);
        let text = serde_json::to_string(&clean).expect("it is JSON");
        assert!(
            text.contains(r#"{"Ref":"P"}"#) && text.contains(r#""Engine":"x""#),
            "{text}"
        );
        assert_eq!(find(&clean), []);
    }

    #[test]
    fn nothing_private_is_left_once_it_was_replaced() {
        for preset in PRESETS {
            let clean = replace(&(preset.design)(), &KINDS);
            assert_eq!(find(&clean), [], "{}", preset.name);
        }
    }
}
