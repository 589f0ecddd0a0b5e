//! Lines that stand further out than YAML allows, which AWS's tools and js-yaml read all the same.

use std::collections::BTreeSet;

use crate::import::parse::MAX_DEPTH;

/// How often lines of quoted texts, and closing brackets, are moved in before a text is none.
pub(super) const MOVES: usize = 64;

/// So many bytes are read anew for that at most, all in all.
const MOST_MOVED: usize = 24 * 1024 * 1024;

/// So many bytes of this text: a short one is not read for long, whatever it is.
pub(super) fn most_moved(text: &str) -> usize {
    (1024 * 1024 + 16 * text.len()).min(MOST_MOVED)
}

/// What stands too far left.
pub(super) enum Outdented {
    /// Lines of a quoted text, which begins at this line and column.
    Quoted(usize, usize),
    /// This line between brackets.
    Flow(usize),
}

impl Outdented {
    /// The text with these lines moved in; `None` where that is of no use.
    pub(super) fn moved_in(self, text: &str, lines: &mut BTreeSet<usize>) -> Option<String> {
        match self {
            Self::Quoted(line, column) => moved_in(text, (line, column)),
            Self::Flow(line) => flow_further_in(text, line, lines),
        }
    }
}

/// Moves the lines of a quoted text in. YAML wants them further in than what they belong to; `PyYAML`, by which AWS's tools
/// read templates, and js-yaml do not care, and the space before a line of such a text is no part of it.
fn moved_in(text: &str, (line, column): (usize, usize)) -> Option<String> {
    let mut starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let start = match line.checked_sub(1)? {
        0 => 0,
        before => starts.nth(before - 1)?,
    };
    let open = text[start..]
        .char_indices()
        .nth(column)
        .map(|(at, _)| start + at)?;
    let open = open + text[open..].find(['"', '\''])?;
    let (inside, quote) = (open + 1, text[open..].chars().next()?);
    // A quote in it is escaped, or stands doubled.
    let mut letters = text[inside..].char_indices().peekable();
    let mut end = None;
    while let Some((at, c)) = letters.next() {
        let doubled =
            c == quote && quote == '\'' && letters.peek().is_some_and(|(_, c)| *c == '\'');
        if doubled || (quote == '"' && c == '\\') {
            letters.next();
        } else if c == quote {
            end = Some(inside + at);
            break;
        }
    }
    let end = end?;
    let quoted = &text[inside..end];
    // A blank line is a line break of the text.
    let lines: Vec<String> = quoted
        .split('\n')
        .enumerate()
        .map(|(index, line)| match index {
            0 => line.to_owned(),
            _ if line.trim().is_empty() => line.to_owned(),
            _ => format!("{:1$}{line}", "", MAX_DEPTH),
        })
        .collect();
    let moved = lines.join("\n");
    (moved != quoted).then(|| [&text[..inside], &moved, &text[end..]].concat())
}

/// Moves lines between brackets in, from one that stands further out than YAML allows to the one that closes what is open
/// there.
fn flow_further_in(text: &str, line: usize, moved: &mut BTreeSet<usize>) -> Option<String> {
    let line = line.checked_sub(1)?;
    // Once is enough: further in nothing of a template stands.
    if moved.contains(&line) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 1024);
    let mut depth = 0_i32;
    let mut quote = None;
    for (number, one) in text.split_inclusive('\n').enumerate() {
        if number < line || depth < 0 {
            out.push_str(one);
            continue;
        }
        if out.len() > MOST_MOVED {
            return None;
        }
        if !one.trim().is_empty() && moved.insert(number) {
            out.extend(std::iter::repeat_n(' ', MAX_DEPTH));
        }
        out.push_str(one);
        let mut before = ' ';
        let mut escaped = false;
        for c in one.chars() {
            match quote {
                Some(_) if escaped => escaped = false,
                Some('"') if c == '\\' => escaped = true,
                Some(open) if c == open => quote = None,
                Some(_) => {}
                None => match c {
                    '#' if before.is_whitespace() => break,
                    '"' | '\'' => quote = Some(c),
                    '[' | '{' => depth += 1,
                    ']' | '}' => depth -= 1,
                    _ => {}
                },
            }
            before = c;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_not_read_for_long() {
        assert!(most_moved(&"x".repeat(4096)) < 1_200_000);
        assert_eq!(most_moved(&"x".repeat(10 * 1024 * 1024)), MOST_MOVED);
    }
}
