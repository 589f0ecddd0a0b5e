//! What a value of a file may be: words and ranges that API Gateway takes, of which many are checked by no tool before
//! the deployment. A reader passes over a value that its field cannot hold; here it is told.

use super::Reading;
use super::node::Place;
use crate::diagnostic::{Sentence, Severity};
use crate::model::SecurityPolicy;
use crate::sentence;

/// What belongs at a place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Must {
    /// One of these words, spelled so.
    Word(&'static [&'static str]),
    /// One of these words in any case.
    AnyCase(&'static [&'static str]),
    /// A security policy of TLS.
    Policy,
    /// `true` or `false`.
    Truth,
    /// A whole number of this range.
    Whole(i64, i64),
    /// A number of this range.
    Number(f64, f64),
    /// So many characters; the text itself may be a secret, and is not repeated.
    Length(usize, usize),
    /// A document in JSON.
    Json,
    /// A constant of a mapping, which stands between single quotes of its own.
    Quoted,
}

/// Types of endpoints.
pub(super) const ENDPOINTS: &[&str] = &["EDGE", "REGIONAL", "PRIVATE"];
/// Addresses of endpoints.
pub(super) const ADDRESSES: &[&str] = &["ipv4", "dualstack"];
/// How closely requests must fit an endpoint.
pub(super) const ACCESS_MODES: &[&str] = &["BASIC", "STRICT"];
/// Where API keys are read.
pub(super) const KEY_SOURCES: &[&str] = &["HEADER", "AUTHORIZER"];
/// Levels of the execution log.
pub(super) const LEVELS: &[&str] = &["OFF", "ERROR", "INFO"];
/// Sizes of a stage's cache, in GB.
pub(super) const CACHES: &[&str] = &["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"];
/// What becomes of a request that wants a fresh answer and may not.
pub(super) const CACHE_STRATEGIES: &[&str] = &[
    "FAIL_WITH_403",
    "SUCCEED_WITH_RESPONSE_HEADER",
    "SUCCEED_WITHOUT_RESPONSE_HEADER",
];
/// Times after which a quota begins anew.
pub(super) const PERIODS: &[&str] = &["DAY", "WEEK", "MONTH"];
/// Kinds of integrations.
pub(super) const INTEGRATIONS: &[&str] = &["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"];
/// Ways to a backend.
pub(super) const CONNECTIONS: &[&str] = &["INTERNET", "VPC_LINK"];
/// What becomes of a body without a template.
pub(super) const PASSTHROUGH: &[&str] = &["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"];
/// How bytes and text become each other.
pub(super) const CONTENT_HANDLING: &[&str] = &["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"];
/// Shapes of events.
pub(super) const PAYLOADS: &[&str] = &["1.0", "2.0"];
/// Methods, as SAM and CloudFormation name them.
pub(super) const VERBS: &[&str] = &[
    "ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT",
];
/// The largest count of the service, in 32 bits with a sign.
pub(super) const LARGEST_COUNT: i64 = i32::MAX as i64;

impl Must {
    /// What belongs there, where a text is none of it. What only its template knows may be anything.
    pub(super) fn misses(self, text: &str) -> Option<Sentence> {
        if text.is_empty() || text.contains("${") && !matches!(self, Self::Json) {
            return None;
        }
        let fits = match self {
            Self::Word(words) => words.contains(&text),
            Self::AnyCase(words) => words.iter().any(|word| word.eq_ignore_ascii_case(text)),
            Self::Policy => SecurityPolicy::of_name(text).is_some(),
            Self::Truth => ["true", "false"]
                .iter()
                .any(|word| word.eq_ignore_ascii_case(text)),
            Self::Whole(least, most) => {
                let whole = text.strip_suffix(".0").unwrap_or(text).parse();
                whole.is_ok_and(|whole: i64| (least..=most).contains(&whole))
            }
            Self::Number(least, most) => {
                let number = text.parse();
                number.is_ok_and(|number: f64| (least..=most).contains(&number))
            }
            Self::Length(least, most) => (least..=most).contains(&text.chars().count()),
            Self::Json => is_json(text),
            Self::Quoted => is_expression(text),
        };
        (!fits).then(|| self.called())
    }

    fn called(self) -> Sentence {
        match self {
            Self::Word(words) | Self::AnyCase(words) => one_of(words.iter().copied()),
            Self::Policy => one_of(SecurityPolicy::ALL.iter().map(|policy| policy.as_str())),
            Self::Truth => one_of(["true", "false"].into_iter()),
            Self::Whole(least, LARGEST_COUNT) => {
                sentence!("a whole number from {least}", "{least} 以上の整数")
            }
            Self::Whole(least, most) => sentence!(
                "a whole number from {least} to {most}",
                "{least}〜{most} の整数"
            ),
            Self::Number(least, f64::MAX) => {
                sentence!("a number from {least}", "{least} 以上の数値")
            }
            Self::Number(least, most) => {
                sentence!("a number from {least} to {most}", "{least}〜{most} の数値")
            }
            Self::Length(least, most) => sentence!(
                "a text of {least} to {most} characters",
                "{least}〜{most}文字の文字列"
            ),
            Self::Json => sentence!("a document in JSON", "JSON 形式の文書"),
            Self::Quoted => sentence!(
                "a constant between single quotes of its own",
                "一重引用符で囲んだ定数"
            ),
        }
    }

    /// Whether a field of the design holds a value of any size, so that a rule judges how large it is.
    pub(super) const fn is_range(self) -> bool {
        matches!(self, Self::Whole(..) | Self::Number(..) | Self::Truth)
    }
}

/// Words that may stand in a place, as a message lists them.
fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> Sentence {
    let quoted: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    let en = match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    };
    Sentence {
        en: en.into(),
        ja: format!("{} のいずれか", quoted.join("、")).into(),
    }
}

/// Whether a text is a JSON document once its template filled in what it refers to.
fn is_json(text: &str) -> bool {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("${") {
        filled.push_str(before);
        filled.push('0');
        rest = behind.split_once('}').map_or("", |(_, after)| after);
    }
    filled.push_str(rest);
    serde_json::from_str::<serde::de::IgnoredAny>(&filled).is_ok()
}

/// Whether a text is a constant between quotes, or taken from somewhere.
fn is_expression(text: &str) -> bool {
    let quoted = text.len() > 1 && text.starts_with('\'') && text.ends_with('\'');
    let sources = ["context.", "stageVariables.", "integration.response."];
    quoted || sources.iter().any(|source| text.starts_with(source))
}

impl Reading {
    /// Says that a value is none that belongs there. It goes where it went before: the design does without.
    pub(super) fn say_unfit(&mut self, key: &str, at: Place, text: &str, must: Must) {
        let Some(belongs) = must.misses(text) else {
            return;
        };
        let (code, holds) = match must {
            Must::Length(..) => {
                let count = text.chars().count();
                (
                    "value-out-of-range",
                    sentence!("has {count} characters", "は{count}文字です"),
                )
            }
            Must::Json => (
                "value-wrong",
                sentence!("is none", "は JSON ではありません"),
            ),
            Must::Whole(..) | Must::Number(..) => (
                "value-out-of-range",
                sentence!("is `{text}`", "は `{text}` です"),
            ),
            Must::Quoted => (
                "quotes-missing",
                sentence!("is `{text}`", "は `{text}` です"),
            ),
            _ => (
                "value-unknown",
                sentence!("is `{text}`", "は `{text}` です"),
            ),
        };
        let message = Sentence {
            en: format!("`{key}` {} where {} belongs", holds.en, belongs.en).into(),
            ja: format!("`{key}` {}。{}が必要です", holds.ja, belongs.ja).into(),
        };
        let help = match must {
            Must::Quoted => sentence!(
                "write `\"'{text}'\"`: without the inner quotes no tool complains, but the gateway answers the preflight with 500",
                "`\"'{text}'\"` と書いてください。内側の引用符がなくてもツールは何も言いませんが、ゲートウェイはプリフライトに 500 を返します",
            ),
            _ => sentence!(
                "mend the value in the file, or set it in the studio",
                "ファイルの値を直すか、スタジオで設定してください",
            ),
        };
        self.say(Severity::Warning, code, at, message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_fits_by_word_range_or_form() {
        for (must, text) in [
            (Must::Word(LEVELS), "INFO"),
            (Must::AnyCase(VERBS), "get"),
            (Must::Policy, "TLS_1_2"),
            (Must::Truth, "False"),
            (Must::Whole(0, 10), "10.0"),
            (Must::Number(0.0, f64::MAX), "0.5"),
            (Must::Length(1, 3), "abc"),
            (Must::Json, r#"{"period": ${Period}, "title": "${Name}"}"#),
            (Must::Quoted, "'*'"),
            (Must::Quoted, "context.requestId"),
            (Must::Word(LEVELS), "${Level}"),
        ] {
            assert_eq!(must.misses(text), None, "{text}");
        }
        for (must, text, belongs) in [
            (Must::Word(LEVELS), "LOUD", "`OFF`, `ERROR` or `INFO`"),
            (
                Must::Whole(50, 29_000),
                "-1",
                "a whole number from 50 to 29000",
            ),
            (
                Must::Whole(0, LARGEST_COUNT),
                "many",
                "a whole number from 0",
            ),
            (Must::Number(0.0, f64::MAX), "-1", "a number from 0"),
            (Must::Json, "{", "a document in JSON"),
            (
                Must::Quoted,
                "'",
                "a constant between single quotes of its own",
            ),
        ] {
            assert_eq!(must.misses(text).expect("it misses").en, belongs);
        }
    }

    #[test]
    fn a_secret_is_not_repeated() {
        let mut reading = Reading::default();
        reading.say_unfit("Value", Place::default(), "short", Must::Length(20, 128));
        let message = &reading.findings[0].message.en;
        assert_eq!(
            message,
            "`Value` has 5 characters where a text of 20 to 128 characters belongs"
        );
    }
}
