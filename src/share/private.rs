//! What in a design is nobody else's business, and placeholders in its place.
//!
//! Values are found by what they look like wherever a person can type, and by the field they stand in.

use serde_json::Value;

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
    /// The value of an environment or stage variable.
    Variable,
    /// An e-mail address.
    Email,
}

/// All kinds, in the order in which they are named.
pub const KINDS: [Kind; 5] = [
    Kind::Account,
    Kind::Arn,
    Kind::Key,
    Kind::Variable,
    Kind::Email,
];

/// An account that AWS uses in its documentation.
const ACCOUNT: &str = "111122223333";
const KEY: &str = "EXAMPLE-KEY";
const VARIABLE: &str = "EXAMPLE-VALUE";
const EMAIL: &str = "someone@example.com";

/// What of a kind was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Of which kind.
    pub kind: Kind,
    /// Each value once, in the order of the design.
    pub values: Vec<String>,
}

/// Private values of a design, by kind; kinds that it has none of are left out.
///
/// # Panics
/// Never: a design holds nothing that JSON cannot.
pub fn find(design: &Design) -> Vec<Found> {
    let mut found: Vec<_> = KINDS.map(|kind| (kind, Vec::new())).into();
    walk(&mut tree(design), "", &mut |kind, value| {
        let values = found.iter_mut().find(|(other, _)| *other == kind);
        if let Some((_, values)) = values.filter(|(_, values)| !values.contains(&value.to_owned()))
        {
            values.push(value.to_owned());
        }
        None
    });
    let found = found.into_iter().filter(|(_, values)| !values.is_empty());
    found.map(|(kind, values)| Found { kind, values }).collect()
}

/// The design with placeholders in the place of the private values of these kinds.
///
/// # Panics
/// Never: a text in the place of a text leaves a design a design.
pub fn replace(design: &Design, kinds: &[Kind]) -> Design {
    let mut tree = tree(design);
    walk(&mut tree, "", &mut |kind, value| {
        kinds.contains(&kind).then(|| placeholder(kind, value))
    });
    let opened = model::read(&tree.to_string());
    opened.design.expect("only texts were changed")
}

fn tree(design: &Design) -> Value {
    serde_json::to_value(design).expect("a design has string keys and finite numbers")
}

/// Calls `see` with every private value, and writes what it gives in the place of the value.
fn walk(value: &mut Value, around: &str, see: &mut dyn FnMut(Kind, &str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(changed) = texts(text, see) {
                *text = changed;
            }
        }
        Value::Array(list) => {
            for item in list {
                walk(item, around, see);
            }
        }
        Value::Object(fields) => {
            let whole = match around {
                "environment" | "variables" => Some(Kind::Variable),
                "api_keys" => Some(Kind::Key),
                _ => None,
            };
            for (name, value) in fields {
                let secret = whole.filter(|_| name == "value");
                match (secret, value) {
                    (Some(kind), Value::String(text)) => hide(kind, text, see),
                    (_, Value::Array(list)) if name == "kept" => {
                        for kept in list {
                            walk_kept(kept, see);
                        }
                    }
                    (_, value) => walk(value, name, see),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Shows a text that is private as a whole.
fn hide(kind: Kind, text: &mut String, see: &mut dyn FnMut(Kind, &str) -> Option<String>) {
    let is_open = text.is_empty() || *text == placeholder(kind, text);
    let changed = (!is_open).then(|| see(kind, text)).flatten();
    match changed {
        Some(changed) => *text = changed,
        // Left as a variable, it may hold an account or an address all the same.
        None => text.clone_from(&texts(text, see).unwrap_or(text.clone())),
    }
}

/// What an imported file said beyond the design: there the names of keys tell what is private.
fn walk_kept(kept: &mut Value, see: &mut dyn FnMut(Kind, &str) -> Option<String>) {
    let at = kept.get("at").and_then(Value::as_str).unwrap_or_default();
    let steps: Vec<&str> = at.split('/').collect();
    let (last, around) = match steps[..] {
        [.., around, last] => (last.to_owned(), around.to_owned()),
        _ => (String::new(), String::new()),
    };
    let is_secret = is_secret(&around, &last);
    if let Some(value) = kept.get_mut("value") {
        walk_named(value, &last, is_secret, see);
    }
}

/// A value under a key.
fn walk_named(
    value: &mut Value,
    name: &str,
    is_secret: bool,
    see: &mut dyn FnMut(Kind, &str) -> Option<String>,
) {
    match value {
        Value::String(text) if is_secret => hide(Kind::Variable, text, see),
        Value::Object(fields) => {
            for (key, value) in fields {
                let is_secret = self::is_secret(name, key);
                walk_named(value, key, is_secret, see);
            }
        }
        Value::Array(list) => {
            for item in list {
                walk_named(item, name, false, see);
            }
        }
        value => walk(value, "", see),
    }
}

/// Whether a key of an imported file holds a private value: a variable of a function or a stage, a password.
fn is_secret(around: &str, key: &str) -> bool {
    const MAPS: [&str; 5] = [
        "Variables",
        "StageVariables",
        "environment_variables",
        "aws_environment_variables",
        "remote_env",
    ];
    let key = key.to_ascii_lowercase();
    let ends = ["password", "secret", "secretstring", "token"];
    // A function of CloudFormation in the place of a value is none.
    let is_function = key == "ref" || key.starts_with("fn::");
    MAPS.contains(&around) && !is_function || ends.iter().any(|end| key.ends_with(end))
}

/// What an address, a name or a number is made of, as far as it matters here.
fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || "-_.+%@:/*${}!".contains(letter)
}

/// The text with what `see` gave; `None` when nothing changed.
fn texts(text: &str, see: &mut dyn FnMut(Kind, &str) -> Option<String>) -> Option<String> {
    if text.contains("-----BEGIN") && text.contains("PRIVATE KEY") {
        return see(Kind::Key, text);
    }
    let (mut changed, mut made) = (false, String::new());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = rest
            .find(|letter| is_word(letter) != is_word(first))
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at(length);
        rest = after;
        let new = is_word(first).then(|| word(piece, see)).flatten();
        changed |= new.is_some();
        made.push_str(new.as_deref().unwrap_or(piece));
    }
    changed.then_some(made)
}

/// A run of letters without spaces, quotes and the like.
fn word(word: &str, see: &mut dyn FnMut(Kind, &str) -> Option<String>) -> Option<String> {
    // The end of a sentence is no part of it.
    let bare = word.trim_end_matches(['.', ':', '!']);
    if bare.len() < word.len() {
        let new = self::word(bare, see)?;
        return Some(new + &word[bare.len()..]);
    }
    if let Some(start) = word.find("arn:aws") {
        let (before, arn) = word.split_at(start);
        // What a service calls by (`…:path/2015-03-31/functions/ARN/invocations`) is an ARN in an ARN.
        let whole = arn.split(':').count() >= 6;
        let new = (whole && arn != placeholder(Kind::Arn, arn))
            .then(|| see(Kind::Arn, arn))
            .flatten();
        return match new {
            Some(new) => Some(format!("{before}{new}")),
            None => parts(word, see),
        };
    }
    if let Some((name, host)) = word.split_once('@') {
        let is_mail = !name.is_empty() && host.contains('.') && !host.contains(['/', ':', '@']);
        if is_mail && !name.contains([':', '/']) && word != EMAIL {
            return see(Kind::Email, word);
        }
    }
    parts(word, see)
}

/// Accounts and keys between the other letters of a word.
fn parts(word: &str, see: &mut dyn FnMut(Kind, &str) -> Option<String>) -> Option<String> {
    let (mut changed, mut made) = (false, String::new());
    for part in word.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let bare = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        // A blank id ends in twelve zeros; no account does.
        let is_account = bare.len() == 12
            && bare.bytes().all(|b| b.is_ascii_digit())
            && ![ACCOUNT, "000000000000"].contains(&bare);
        let is_key = bare.len() == 20
            && (bare.starts_with("AKIA") || bare.starts_with("ASIA"))
            && bare
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let kind = match (is_account, is_key) {
            (true, _) => Some(Kind::Account),
            (_, true) => Some(Kind::Key),
            _ => None,
        };
        let new = kind.and_then(|kind| see(kind, bare));
        changed |= new.is_some();
        made.push_str(new.as_deref().unwrap_or(bare));
        made.push_str(&part[bare.len()..]);
    }
    changed.then_some(made)
}

/// What stands in the place of a value of that kind.
fn placeholder(kind: Kind, value: &str) -> String {
    match kind {
        Kind::Account => ACCOUNT.into(),
        Kind::Key => KEY.into(),
        Kind::Variable => VARIABLE.into(),
        Kind::Email => EMAIL.into(),
        Kind::Arn => arn(value),
    }
}

/// An ARN of the same service, with nothing in it that tells whose.
fn arn(arn: &str) -> String {
    let parts: Vec<_> = arn.splitn(6, ':').collect();
    let [head, partition, service, region, account, resource] = parts.as_slice() else {
        return arn.into();
    };
    let account = if account.is_empty() || *account == "aws" {
        account
    } else {
        ACCOUNT
    };
    let mut made = format!("{head}:{partition}:{service}:{region}:{account}:");
    let pieces: Vec<_> = resource.split_inclusive([':', '/']).collect();
    // The first of several says what it is (`function:`, `certificate/`).
    for (place, piece) in pieces.iter().enumerate() {
        let bare = piece.trim_end_matches([':', '/']);
        let is_type = place == 0 && pieces.len() > 1;
        let blank = |letter: char| if letter == '-' { '-' } else { '0' };
        let is_id = bare.len() == 36 && bare.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        match bare {
            "" | "*" => made.push_str(bare),
            _ if is_type => made.push_str(bare),
            _ if is_id => made.extend(bare.chars().map(blank)),
            _ => made.push_str("example"),
        }
        made.push_str(&piece[bare.len()..]);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;
    use crate::model::{Function, Kept, Stage, Variable};
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
        assert_eq!(some.account_id, ACCOUNT);
        assert_eq!(some.functions[0].environment[0].value, "see 111122223333");
        assert_eq!(some.stages[0].description, "ops@acme.example");
        let all = replace(&design, &KINDS);
        assert_eq!(all.functions[0].environment[0].value, VARIABLE);
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
        assert_eq!(of(Kind::Variable, &design), ["hidden", "deep", "word"]);
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
