//! Arguments of a call in Python: names, and literals.

/// An argument: its name, where it has one, its text, and where that begins in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Argument<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// The end of a string literal that begins at the start of a text, where one does: the byte behind it.
pub(super) fn string_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let triple = bytes.len() >= 3 && bytes[1] == quote && bytes[2] == quote;
    let mut at = if triple { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' | b'\r' if !triple => return Some(at),
            byte if byte == quote && !triple => return Some(at + 1),
            byte if byte == quote && bytes[at..].starts_with(&[quote; 3]) => return Some(at + 3),
            _ => at += 1,
        }
    }
    Some(bytes.len())
}

/// The arguments between the brackets that open at a byte of a source.
pub(super) fn arguments(source: &str, open: usize) -> Vec<Argument<'_>> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let (mut depth, mut at, mut start, mut equals) = (0_usize, open, open + 1, None);
    while at < bytes.len() {
        match bytes[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    add(source, start, at, equals, &mut found);
                    return found;
                }
            }
            b',' if depth == 1 => {
                add(source, start, at, equals.take(), &mut found);
                start = at + 1;
            }
            b'=' if depth == 1 && equals.is_none() => equals = Some(at),
            b'#' => {
                let rest = &source[at..];
                at += rest.find(['\n', '\r']).unwrap_or(rest.len());
                continue;
            }
            b'"' | b'\'' => {
                at += string_end(&source[at..]).unwrap_or(1);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn add<'a>(
    source: &'a str,
    start: usize,
    end: usize,
    equals: Option<usize>,
    found: &mut Vec<Argument<'a>>,
) {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut name = "";
    let mut from = start;
    if let Some(equals) = equals {
        let before = without_comments(&source[start..equals]);
        if !before.is_empty() && before.chars().all(is_name) {
            (name, from) = (before, equals + 1);
        }
    }
    let text = source[from..end].trim_start();
    let at = end - text.len();
    let text = text.trim_end();
    if !text.is_empty() {
        found.push(Argument { name, text, at });
    }
}

/// The last line that is no comment.
fn without_comments(text: &str) -> &str {
    let mut lines = text.lines().map(str::trim);
    lines
        .rfind(|line| !line.is_empty() && !line.starts_with('#'))
        .unwrap_or_default()
}

/// The text of a string literal; `None` when it is computed.
pub(super) fn literal(text: &str) -> Option<&str> {
    let text = text.strip_prefix(['r', 'u', 'R', 'U']).unwrap_or(text);
    let quote = text
        .get(..3)
        .filter(|quote| matches!(*quote, "\"\"\"" | "'''"));
    let quote = quote.or(text.get(..1))?;
    if string_end(text)? != text.len() || text.contains('\\') {
        return None;
    }
    text.strip_prefix(quote)?.strip_suffix(quote)
}

/// The string literals of a list, a tuple or a set.
pub(super) fn literals(text: &str) -> Vec<&str> {
    let text = text.trim_start_matches("set").trim_start_matches("list");
    if !text.starts_with(['[', '(', '{']) {
        return Vec::new();
    }
    let items = arguments(text, 0).into_iter();
    items.filter_map(|item| literal(item.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_told_apart() {
        let source = "f('/a,b', x = [1, \"]\"], # note, more\n  y={'k': (2)}, **rest)";
        let found = arguments(source, 1);
        let told: Vec<_> = found.iter().map(|found| (found.name, found.text)).collect();
        assert_eq!(
            told,
            [
                ("", "'/a,b'"),
                ("x", "[1, \"]\"]"),
                ("y", "{'k': (2)}"),
                ("", "**rest")
            ]
        );
        assert_eq!(&source[found[2].at..found[2].at + 3], "{'k");
        assert_eq!(arguments("f(1, 2", 1).len(), 1);
        assert_eq!(literal("'a'"), Some("a"));
        assert_eq!(literal("r\"a\""), Some("a"));
        assert_eq!(literal("\"\"\"a\"\"\""), Some("a"));
        for computed in ["f'a'", "'a' + b", "a", "'a", "'", "'\\x'"] {
            assert_eq!(literal(computed), None, "{computed}");
        }
        assert_eq!(literals("['GET', \"POST\", x]"), ["GET", "POST"]);
    }
}
