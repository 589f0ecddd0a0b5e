//! Private values in a text, by what they look like, and what stands in their place.

use super::{Found, Kind, See};
use crate::model::url_encoded;

/// An account that AWS uses in its documentation.
const ACCOUNT: &str = "111122223333";
const KEY: &str = "EXAMPLE-KEY";
const VARIABLE: &str = "EXAMPLE-VALUE";
const EMAIL: &str = "someone@example.com";

/// What an address, a name or a number is made of, as far as it matters here.
fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || "-_.+%@:/*${}!".contains(letter)
}

/// The text with what `see` gave; `None` when nothing changed.
pub(super) fn texts(text: &str, see: See<'_>) -> Option<String> {
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
fn word(word: &str, see: See<'_>) -> Option<String> {
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
    if let Some(address) = word.strip_prefix("mailto:") {
        return Some(format!("mailto:{}", self::word(address, see)?));
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
fn parts(word: &str, see: See<'_>) -> Option<String> {
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

/// The text with placeholders for what was found elsewhere and stands in it unseen, between letters or in an address;
/// `None` when there is none.
pub(super) fn again(text: &str, found: &[Found]) -> Option<String> {
    let mut made = text.to_owned();
    for found in found {
        for value in found
            .values
            .iter()
            .filter(|value| is_telling(found.kind, value))
        {
            for form in forms(found.kind, value) {
                if made.contains(&form) {
                    made = made.replace(&form, &placeholder(found.kind, value));
                }
            }
        }
    }
    // A number has lost the zeros that an account may begin with.
    let accounts = found.iter().filter(|found| found.kind == Kind::Account);
    let mut accounts = accounts.flat_map(|found| &found.values);
    let is_short = (9..12).contains(&text.len());
    if is_short && accounts.any(|account| account.trim_start_matches('0') == text) {
        made = ACCOUNT.into();
    }
    (made != text).then_some(made)
}

/// Whether a value is itself wherever it stands, and no word that other things may have, too.
fn is_telling(kind: Kind, value: &str) -> bool {
    match kind {
        Kind::Account | Kind::Key | Kind::Email => true,
        Kind::Secret => {
            value.len() >= 8
                && value.bytes().any(|b| b.is_ascii_digit())
                && value.bytes().any(|b| b.is_ascii_alphabetic())
        }
        // The parts of an ARN are what tells whose it is, and a variable may be called as a stage.
        Kind::Arn | Kind::Variable => false,
    }
}

/// How a value is written: as it is, in an address, and an account as the console shows it.
fn forms(kind: Kind, value: &str) -> impl Iterator<Item = String> {
    let shown = (kind == Kind::Account && value.len() == 12)
        .then(|| format!("{}-{}-{}", &value[..4], &value[4..8], &value[8..]));
    [value.to_owned(), url_encoded(value)]
        .into_iter()
        .chain(shown)
}

/// What stands in the place of a value of that kind.
pub(super) fn placeholder(kind: Kind, value: &str) -> String {
    match kind {
        Kind::Account => ACCOUNT.into(),
        Kind::Key => KEY.into(),
        Kind::Variable | Kind::Secret => VARIABLE.into(),
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
