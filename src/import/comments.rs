//! Comments of a file, which no file that is generated has.

use super::finding::Finding;
use super::node::Place;
use crate::diagnostic::Severity;
use crate::sentence;
use crate::words::{Language, files as words};

/// Says how many lines of comments a text in YAML or TOML has; nothing of what the studio made itself, whose comments it makes
/// again.
pub(super) fn lost(text: &str, file: u32) -> Option<Finding> {
    if is_own(text) {
        return None;
    }
    let mut lines = (1..).zip(text.lines());
    let mut count = 0_usize;
    let mut first = None;
    // The indentation of what begins a text of several lines, in which `#` is a letter.
    let mut block: Option<usize> = None;
    for (number, line) in &mut lines {
        let code = line.trim_start();
        let indent = line.len() - code.len();
        if code.is_empty() || block.is_some_and(|begins| indent > begins) {
            continue;
        }
        block = None;
        if code.starts_with('#') {
            count += 1;
            first = first.or(Some((number, indent)));
        } else if begins_text(code) {
            block = Some(indent);
        }
    }
    let (line, indent) = first?;
    let at = Place {
        file,
        line,
        column: u32::try_from(indent).unwrap_or(u32::MAX).saturating_add(1),
    };
    let message = if count == 1 {
        sentence!(
            "a comment is not taken over",
            "コメント1行は取り込まれません"
        )
    } else {
        sentence!(
            "{count} lines of comments are not taken over, this is the first",
            "コメント{count}行は取り込まれません(ここが最初です)"
        )
    };
    let finding = Finding::new("comments-lost", Severity::Info, at, message);
    Some(finding.help(sentence!(
        "a file that is generated again does not have them: keep this one for them",
        "生成し直したファイルには含まれません。必要なら元のファイルを残しておいてください"
    )))
}

/// Whether a line ends with what begins a literal or a folded text of YAML: `|`, `>-` and the like.
fn begins_text(code: &str) -> bool {
    let Some((_, end)) = code.trim_end().rsplit_once([' ', ':']) else {
        return false;
    };
    let mut rest = end.chars();
    matches!(rest.next(), Some('|' | '>')) && rest.all(|c| matches!(c, '-' | '+' | '1'..='9'))
}

/// Whether a text begins as one of the studio's own files does.
fn is_own(text: &str) -> bool {
    let Some(first) = text.strip_prefix("# ") else {
        return false;
    };
    let purposes = [
        words::sam_purpose,
        words::sam_purpose_of_stages,
        words::openapi_purpose,
        words::openapi_http_purpose,
    ];
    let begins = |purpose: fn(Language) -> &'static str, language| {
        let line = purpose(language).lines().next().unwrap_or_default();
        !line.is_empty() && first.starts_with(line)
    };
    purposes
        .iter()
        .any(|purpose| begins(*purpose, Language::En) || begins(*purpose, Language::Ja))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_counted_and_letters_in_texts_are_none() {
        let at = |text: &str| {
            let finding = lost(text, 0)?;
            Some((
                finding.at.line,
                finding.at.column,
                finding.message.en.into_owned(),
            ))
        };
        let one = "a comment is not taken over";
        assert_eq!(at("a: 1\n  # x\nb: '#'\n"), Some((2, 3, one.into())));
        let text = "# x\na: |-\n  # no\n\n  #no\nb: >\n # no\n# y\nc: #/z\n";
        let two = "2 lines of comments are not taken over, this is the first";
        assert_eq!(at(text), Some((1, 1, two.into())));
        for text in ["a: 1\n", "a: |\n  # no\n", "- !Sub |2\n  # no\n"] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn comments_of_the_studio_are_made_again() {
        for purpose in [
            words::sam_purpose(Language::Ja),
            words::openapi_http_purpose(Language::En),
        ] {
            assert_eq!(lost(&format!("# {purpose}\na: 1\n"), 0), None);
        }
    }
}
