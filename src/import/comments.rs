//! Comments of a file, which no file that is generated has.

use std::collections::HashSet;

use super::finding::Finding;
use super::node::Place;
use crate::diagnostic::Severity;
use crate::generate::GENERATORS;
use crate::model::Design;
use crate::sentence;
use crate::words::{Language, files as words};

/// A line that is a comment.
#[derive(Debug)]
pub(super) struct Comment {
    at: Place,
    text: String,
}

/// The lines of a text in YAML or TOML that are comments; none of a text that begins as one of the studio's own, which makes
/// them again.
pub(super) fn all(text: &str, file: u32) -> Vec<Comment> {
    let mut found = Vec::new();
    // Most texts of machines have none, which is seen quickly.
    if !text.as_bytes().contains(&b'#') || is_own(text) {
        return found;
    }
    // The indentation of what begins a text of several lines, in which `#` is a letter.
    let mut block: Option<usize> = None;
    for (line, whole) in (1..).zip(text.lines()) {
        let code = whole.trim_start();
        let indent = whole.len() - code.len();
        if code.is_empty() || block.is_some_and(|begins| indent > begins) {
            continue;
        }
        block = None;
        if code.starts_with('#') {
            let column = u32::try_from(indent).unwrap_or(u32::MAX).saturating_add(1);
            found.push(Comment {
                at: Place { file, line, column },
                text: code.trim_end().to_owned(),
            });
        } else if begins_text(code) {
            block = Some(indent);
        }
    }
    found
}

/// Says how many of them the files that are made of the design do not have.
pub(super) fn say(comments: &[Comment], design: &Design) -> Option<Finding> {
    if comments.is_empty() {
        return None;
    }
    let made = ["sam/template.yaml", "openapi/openapi.yaml"].map(|path| {
        let generator = GENERATORS.iter().find(|one| one.path == path)?;
        (generator.applies)(design).then(|| (generator.print)(design).text())
    });
    let lines = made.iter().flatten().flat_map(|text| text.lines());
    let known: HashSet<&str> = lines
        .map(str::trim)
        .filter(|line| line.starts_with('#'))
        .collect();
    let mut lost = comments
        .iter()
        .filter(|comment| !known.contains(&*comment.text));
    let first = lost.next()?;
    let message = match 1 + lost.count() {
        1 => sentence!(
            "a comment is not taken over",
            "コメント1行は取り込まれません"
        ),
        count => sentence!(
            "{count} lines of comments are not taken over, this is the first",
            "コメント{count}行は取り込まれません(ここが最初です)"
        ),
    };
    let finding = Finding::new("comments-lost", Severity::Info, first.at, message);
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
    fn letters_in_texts_are_no_comments() {
        let at = |text: &str| {
            let found = all(text, 0).into_iter();
            let found = found.map(|one| (one.at.line, one.at.column, one.text));
            found.collect::<Vec<_>>()
        };
        assert_eq!(at("a: 1\n  # x \nb: '#'\n"), [(2, 3, "# x".into())]);
        let text = "# x\na: |-\n  # no\n\n  #no\nb: >\n # no\n# y\nc: #/z\n";
        assert_eq!(at(text), [(1, 1, "# x".into()), (8, 1, "# y".into())]);
        for text in ["a: 1\n", "a: |\n  # no\n", "- !Sub |2\n  # no\n"] {
            assert_eq!(at(text), [], "{text}");
        }
    }
}
