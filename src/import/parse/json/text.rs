//! The words of JSON: escapes in texts, and literals without quotes.

use crate::import::node::Kind;

/// The character that an escape stands for, and how long it is behind its backslash.
pub(super) fn escaped(rest: &[u8]) -> Option<(char, usize)> {
    let character = match rest.first()? {
        b'"' => '"',
        b'\'' => '\'',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(rest),
        _ => return None,
    };
    Some((character, 1))
}

/// `uXXXX`, or two of them for one character.
fn unicode(rest: &[u8]) -> Option<(char, usize)> {
    let first = unit(rest.get(1..5)?)?;
    if let Some(character) = char::from_u32(first) {
        return Some((character, 5));
    }
    let second = match rest.get(5..11)? {
        [b'\\', b'u', digits @ ..] => unit(digits)?,
        _ => return None,
    };
    let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let character = char::decode_utf16(pair).next()?.ok()?;
    Some((character, 11))
}

fn unit(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, digit| {
        Some(value * 16 + char::from(*digit).to_digit(16)?)
    })
}

/// A word without quotes.
pub(super) struct Literal<'a> {
    /// What it is, where it is a literal of JSON.
    pub(super) kind: Option<Kind>,
    /// Its letters; those of a literal alone, where one begins the text.
    pub(super) text: &'a str,
}

impl<'a> Literal<'a> {
    /// What a text begins with.
    pub(super) fn of(text: &'a str) -> Self {
        for (word, kind) in [
            ("true", Kind::Bool(true)),
            ("false", Kind::Bool(false)),
            ("null", Kind::Null),
        ] {
            if text.starts_with(word) {
                let text = &text[..word.len()];
                return Self {
                    kind: Some(kind),
                    text,
                };
            }
        }
        let length = number(text.as_bytes());
        if length > 0 {
            let text = &text[..length];
            let kind = Some(Kind::Number(text.into()));
            return Self { kind, text };
        }
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | '$');
        let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
        Self {
            kind: None,
            text: &text[..end],
        }
    }
}

/// How long the number is that bytes begin with, by JSON's grammar (RFC 8259, section 6).
fn number(bytes: &[u8]) -> usize {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let mut end = usize::from(bytes.first() == Some(&b'-'));
    end += match bytes.get(end) {
        Some(b'0') => 1,
        Some(b'1'..=b'9') => digits(end),
        _ => return 0,
    };
    if bytes.get(end) == Some(&b'.') {
        match digits(end + 1) {
            0 => return end,
            count => end += 1 + count,
        }
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let count = digits(end + 1 + sign);
        if count > 0 {
            end += 1 + sign + count;
        }
    }
    end
}
