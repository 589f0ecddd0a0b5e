//! Which characters of a line are marked: those that an edit changed, and those that were searched.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::message::Marks;
use crate::text::Class;

/// Longer differences are not looked into: the whole of what differs is marked.
const MOST: usize = 2_000;

/// The parts of `new` that are not in `old`, in order; an empty one stands where something is gone.
pub(super) fn new_parts(old: &str, new: &str) -> Vec<Range<usize>> {
    let (start, from_end) = common(old, new);
    let (was, is) = (
        &old[start..old.len() - from_end],
        &new[start..new.len() - from_end],
    );
    let whole = std::iter::once(start..start + is.len()).collect();
    if was.is_empty() && is.is_empty() {
        return Vec::new();
    }
    if was.is_empty() || is.is_empty() || was.len().max(is.len()) > MOST {
        return whole;
    }
    // Several words are told apart as wholes, so that a letter in common does not hide which one came.
    let inner = |line: &str| line.len() - from_end;
    let (start, was_end, is_end) = if was.chars().chain(is.chars()).all(char::is_alphanumeric) {
        (start, inner(old), inner(new))
    } else {
        let before = new[..start].trim_end_matches(char::is_alphanumeric).len();
        let behind = new[inner(new)..]
            .trim_start_matches(char::is_alphanumeric)
            .len();
        (before, old.len() - behind, new.len() - behind)
    };
    let (was, is) = (words(&old[start..was_end]), words(&new[start..is_end]));
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut kept = 0;
    // Where each word of the new line begins, and where the last one ends.
    let mut places = vec![start];
    for word in &is {
        places.push(places[places.len() - 1] + word.len());
    }
    for op in capture_diff_slices(Algorithm::Myers, &was, &is) {
        match op {
            DiffOp::Equal { new_index, len, .. } => {
                let words = &is[new_index..new_index + len];
                kept += words.iter().copied().filter(|word| is_word(word)).count();
            }
            DiffOp::Delete { new_index, .. } => {
                parts.push(places[new_index]..places[new_index]);
            }
            DiffOp::Insert {
                new_index, new_len, ..
            } => parts.push(places[new_index]..places[new_index + new_len]),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                let was = was[old_index..old_index + old_len].concat();
                let is = is[new_index..new_index + new_len].concat();
                let (first, last) = common(&was, &is);
                parts.push(places[new_index] + first..places[new_index + new_len] - last);
            }
        }
    }
    // Punctuation alone is alike by chance.
    if kept == 0 { whole } else { parts }
}

/// How many bytes two texts have in common at their beginning, and at their end behind it.
fn common(a: &str, b: &str) -> (usize, usize) {
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    let start: usize = alike.map(|(c, _)| c.len_utf8()).sum();
    let (a, b) = (&a[start..], &b[start..]);
    let alike = a.chars().rev().zip(b.chars().rev());
    let alike = alike.take_while(|(a, b)| a == b);
    (start, alike.map(|(c, _)| c.len_utf8()).sum())
}

/// Runs of letters and digits, and single characters between them.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if first.is_alphanumeric() {
            rest.find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, behind) = rest.split_at(end);
        words.push(word);
        rest = behind;
    }
    words
}

fn is_word(word: &str) -> bool {
    word.starts_with(char::is_alphanumeric)
}

/// Where a text stands in a line, without regard to the case of ASCII letters.
pub(super) fn hits(line: &str, text: &str) -> Vec<Range<usize>> {
    let (line, text) = (line.as_bytes(), text.as_bytes());
    let mut found = Vec::new();
    let Some(first) = text.first() else {
        return found;
    };
    let mut at = 0;
    while at + text.len() <= line.len() {
        // Bytes that are alike begin and end at the same borders between characters.
        let here = &line[at..at + text.len()];
        if line[at].eq_ignore_ascii_case(first) && here.eq_ignore_ascii_case(text) {
            found.push(at..at + text.len());
            at += text.len();
        } else {
            at += 1;
        }
    }
    found
}

/// Stands where something is gone.
const GONE: (Class, Marks, &str) = (
    Class::Plain,
    Marks {
        new: true,
        hit: false,
    },
    "",
);

/// Cuts the pieces of a line where marks begin and end.
pub(super) fn cut<'a>(
    pieces: &[(Class, &'a str)],
    new: &[Range<usize>],
    hits: &[Range<usize>],
) -> Vec<(Class, Marks, &'a str)> {
    let mut borders: Vec<usize> = new
        .iter()
        .chain(hits)
        .flat_map(|range| [range.start, range.end])
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let mut borders = borders.into_iter().peekable();
    let within =
        |ranges: &[Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
    let gone = |at: usize| {
        new.iter()
            .any(|range| range.is_empty() && range.start == at)
    };
    let mut out = Vec::new();
    let mut start = 0;
    for (class, text) in pieces {
        let (mut at, end) = (start, start + text.len());
        while at < end {
            while borders.next_if(|border| *border <= at).is_some() {}
            let stop = borders.peek().map_or(end, |border| (*border).min(end));
            let marks = Marks {
                new: within(new, at),
                hit: within(hits, at),
            };
            if gone(at) {
                out.push(GONE);
            }
            out.push((*class, marks, &text[at - start..stop - start]));
            at = stop;
        }
        start = end;
    }
    if gone(start) {
        out.push(GONE);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line in which the parts stand in brackets.
    fn bracketed(line: &str, parts: &[Range<usize>]) -> String {
        let mut out = String::new();
        let mut at = 0;
        for part in parts {
            out.push_str(&line[at..part.start]);
            out.push('[');
            out.push_str(&line[part.clone()]);
            out.push(']');
            at = part.end;
        }
        out + &line[at..]
    }

    #[test]
    fn only_the_characters_that_changed_are_marked() {
        let cases = [
            (
                "region: eu-west-1",
                "region: eu-central-1",
                "region: eu-[central]-1",
            ),
            ("rate: 100", "rate: 1000", "rate: 100[0]"),
            ("rate: 1000", "rate: 100", "rate: 100[]"),
            ("name: \"dev\"", "name: \"prod\"", "name: \"[prod]\""),
            (
                "call --name 'dash' --stage dev",
                "call --name 'dash-2' --stage prod",
                "call --name 'dash[-2]' --stage [prod]",
            ),
            (
                "a --one 1 --two 2 --three 3",
                "a --one 1 --three 4",
                "a --one 1 --[]three [4]",
            ),
            ("名前: 東京", "名前: 大阪", "名前: [大阪]"),
            ("名前: é", "名前: è", "名前: [è]"),
            ("", "new", "[new]"),
            ("(a)", "[b]", "[[b]]"),
            ("same", "same", "same"),
        ];
        for (old, new, expected) in cases {
            assert_eq!(bracketed(new, &new_parts(old, new)), expected, "{old}");
        }
    }

    #[test]
    fn a_search_finds_letters_of_either_case_and_never_half_a_character() {
        assert_eq!(hits("Stage: stAGE", "stage"), [0..5, 7..12]);
        assert_eq!(hits("aaaa", "aa"), [0..2, 2..4]);
        assert_eq!(hits("ステージ", "ー").first(), Some(&(6..9)));
        assert_eq!(hits("ab", "abc"), []);
        assert_eq!(hits("ab", ""), []);
    }

    #[test]
    fn pieces_are_cut_where_marks_begin_and_end() {
        let pieces = [
            (Class::Key, "name"),
            (Class::Plain, ": "),
            (Class::Text, "ab"),
        ];
        let searched = 2..5;
        let cut = cut(&pieces, &[5..7, 8..8], std::slice::from_ref(&searched));
        let (none, new, hit) = ((false, false), (true, false), (false, true));
        let cut: Vec<_> = cut
            .into_iter()
            .map(|(class, marks, text)| (class, (marks.new, marks.hit), text))
            .collect();
        assert_eq!(
            cut,
            [
                (Class::Key, none, "na"),
                (Class::Key, hit, "me"),
                (Class::Plain, hit, ":"),
                (Class::Plain, new, " "),
                (Class::Text, new, "a"),
                (Class::Text, none, "b"),
                (Class::Plain, new, ""),
            ]
        );
    }
}
