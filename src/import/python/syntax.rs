//! Whether a source is Python at all, as far as brackets, strings, indentation and colons tell.
//!
//! Python names one error and reads nothing (Python 3 language reference, "Lexical analysis"); here the first one is told,
//! and what can be found is read all the same. Where this is not sure it says nothing.

use crate::diagnostic::Sentence;
use crate::sentence;

/// Words that begin a statement with a block, behind a colon.
const COMPOUND: [&str; 12] = [
    "async", "class", "def", "elif", "else", "except", "finally", "for", "if", "try", "while",
    "with",
];

/// What is wrong first, and at which byte.
pub(super) fn wrong(source: &str) -> Option<(usize, Sentence)> {
    let mut check = Check {
        source,
        bytes: source.as_bytes(),
        at: 0,
        brackets: Vec::new(),
        indents: vec![0],
        opens: None,
    };
    match check.lines() {
        Err(Stop::Wrong(at, what)) => Some((at, what)),
        Err(Stop::Unsure) | Ok(()) => None,
    }
}

/// Why nothing more is looked at.
enum Stop {
    Wrong(usize, Sentence),
    /// What stands here this does not understand.
    Unsure,
}

struct Check<'s> {
    source: &'s str,
    bytes: &'s [u8],
    at: usize,
    /// Brackets that are open, and where each stands.
    brackets: Vec<(u8, usize)>,
    /// Columns at which blocks stand that are open.
    indents: Vec<usize>,
    /// Where a colon opened a block that has no line yet.
    opens: Option<usize>,
}

impl Check<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn lines(&mut self) -> Result<(), Stop> {
        while self.at < self.bytes.len() {
            let start = self.at;
            let column = self.column();
            match self.peek() {
                None => break,
                Some(b'\n' | b'\r') => self.at += 1,
                Some(b'#') => self.comment(),
                Some(_) => {
                    self.indent(start, column)?;
                    self.line()?;
                }
            }
        }
        if let Some((bracket, at)) = self.brackets.pop() {
            let bracket = char::from(bracket);
            return Err(Stop::Wrong(
                at,
                sentence!(
                    "`{bracket}` is never closed",
                    "`{bracket}` が閉じられていません"
                ),
            ));
        }
        match self.opens {
            Some(at) => Err(Stop::Wrong(at, no_block())),
            None => Ok(()),
        }
    }

    /// Goes to the first character of a line, and gives back its column.
    fn column(&mut self) -> usize {
        let mut column = 0;
        while let Some(byte) = self.peek() {
            match byte {
                b' ' => column += 1,
                b'\t' => column = (column / 8 + 1) * 8,
                b'\x0c' => column = 0,
                _ => break,
            }
            self.at += 1;
        }
        column
    }

    fn comment(&mut self) {
        while !matches!(self.peek(), None | Some(b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn indent(&mut self, start: usize, column: usize) -> Result<(), Stop> {
        let outer = self.indents.last().copied().unwrap_or_default();
        if self.opens.take().is_some() {
            if column <= outer {
                return Err(Stop::Wrong(self.at, no_block()));
            }
            self.indents.push(column);
        } else if column > outer {
            return Err(Stop::Wrong(
                self.at,
                sentence!(
                    "the line stands further in than the one before",
                    "前の行より深く字下げされています"
                ),
            ));
        } else if column < outer {
            self.indents.retain(|known| *known <= column);
            if self.indents.last() != Some(&column) {
                return Err(Stop::Wrong(
                    start,
                    sentence!(
                        "the line stands as far in as no block around it",
                        "字下げがどのブロックとも一致しません"
                    ),
                ));
            }
        }
        Ok(())
    }

    /// A logical line, to its end.
    fn line(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let word = self.source[start..]
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default();
        let mut colon = false;
        // The last thing that was no space and no comment.
        let mut last = 0;
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' | b'\r' if self.brackets.is_empty() => break,
                b'#' => {
                    self.comment();
                    continue;
                }
                b'\\' => {
                    self.continued()?;
                    continue;
                }
                b'"' | b'\'' => {
                    last = byte;
                    self.string()?;
                    continue;
                }
                b'(' | b'[' | b'{' => self.brackets.push((byte, self.at)),
                b')' | b']' | b'}' => self.close(byte)?,
                b':' if self.brackets.is_empty() => colon = true,
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                last = byte;
            }
            self.at += 1;
        }
        if last == b':' {
            self.opens = Some(start);
        } else if !colon && self.brackets.is_empty() && COMPOUND.contains(&word) {
            return Err(Stop::Wrong(
                start,
                sentence!(
                    "`{word}` has no `:` at its end",
                    "`{word}` の終わりに `:` がありません"
                ),
            ));
        }
        Ok(())
    }

    /// A backslash, which lets a line go on behind its end.
    fn continued(&mut self) -> Result<(), Stop> {
        self.at += 1;
        match self.peek() {
            Some(b'\r') => {
                self.at += 1;
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                Ok(())
            }
            Some(b'\n') => {
                self.at += 1;
                Ok(())
            }
            _ => Err(Stop::Wrong(
                self.at - 1,
                sentence!(
                    "something stands behind the `\\` that ends the line",
                    "行末の `\\` の後ろに文字があります"
                ),
            )),
        }
    }

    fn close(&mut self, close: u8) -> Result<(), Stop> {
        let open = match close {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        if self.brackets.pop().is_some_and(|(known, _)| known == open) {
            return Ok(());
        }
        let close = char::from(close);
        Err(Stop::Wrong(
            self.at,
            sentence!(
                "`{close}` closes nothing that is open",
                "`{close}` に対応する開きかっこがありません"
            ),
        ))
    }

    fn string(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let quote = self.bytes[start];
        let triple = self.bytes[start..].starts_with(&[quote; 3]);
        let prefix = &self.bytes[start.saturating_sub(2)..start];
        // In these an expression may stand, with lines and quotes of its own.
        let is_formatted = prefix.iter().any(|byte| b"fFtT".contains(byte));
        let end = self.string_end(quote, triple);
        let inside = &self.source[start..end.unwrap_or(self.at)];
        let count = |wanted: char| inside.matches(wanted).count();
        if is_formatted && (end.is_none() || count('{') != count('}')) {
            return Err(Stop::Unsure);
        }
        if end.is_some() {
            return Ok(());
        }
        Err(Stop::Wrong(
            start,
            sentence!(
                "the text that begins here has no closing quote",
                "ここから始まる文字列の引用符が閉じられていません"
            ),
        ))
    }

    /// Goes behind a text, and gives back where that is.
    fn string_end(&mut self, quote: u8, triple: bool) -> Option<usize> {
        self.at += if triple { 3 } else { 1 };
        while let Some(byte) = self.peek() {
            match byte {
                // A line's end may have two bytes.
                b'\\' if self.bytes[self.at + 1..].starts_with(b"\r\n") => self.at += 2,
                b'\\' => self.at += 1,
                b'\n' | b'\r' if !triple => return None,
                _ if byte == quote && !triple => {
                    self.at += 1;
                    return Some(self.at);
                }
                _ if byte == quote && self.bytes[self.at..].starts_with(&[quote; 3]) => {
                    self.at += 3;
                    return Some(self.at);
                }
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.bytes.len();
        None
    }
}

fn no_block() -> Sentence {
    sentence!(
        "no block follows the `:`",
        "`:` の後ろにブロックがありません"
    )
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn what_is_no_python_is_told_where_it_is() {
        for (source, at, what) in [
            ("@a('x'\ndef f(): pass\n", 2, "`(` is never closed"),
            ("x = [1)\n", 6, "`)` closes nothing that is open"),
            (
                "x = 'a\n",
                4,
                "the text that begins here has no closing quote",
            ),
            (
                "x = \"\"\"a\n",
                4,
                "the text that begins here has no closing quote",
            ),
            ("def f()\n  pass\n", 0, "`def` has no `:` at its end"),
            ("def f():\npass\n", 9, "no block follows the `:`"),
            ("def f():\n", 0, "no block follows the `:`"),
            (
                "x = 1\n  y = 2\n",
                8,
                "the line stands further in than the one before",
            ),
            (
                "if x:\n    a\n  b\n",
                12,
                "the line stands as far in as no block around it",
            ),
            (
                "x = 1 + \\ \n2\n",
                8,
                "something stands behind the `\\` that ends the line",
            ),
        ] {
            let (place, told) = wrong(source).unwrap_or_else(|| panic!("{source}"));
            assert_eq!((place, &*told.en), (at, what), "{source}");
        }
    }

    #[test]
    fn what_is_python_is_none_of_it() {
        for source in [
            "",
            "# )\n\n  # further in\nx = 1  # '\n",
            "def f(\n  a,\n): return {'a': [1]}\n",
            "if x:  # why\n\n    # so\n    y = \\\n1\nelse:\n\ty = '''\n)'''\n",
            "x = 'it\\'s' 'a\\\r\nb'\r\n",
            "x = f\"{a['b']} {{\" + f'{a[\"b\"]}'\n",
            "x = f\"{a[\"b\"]}\"\n",
            "x = f'{\n1}'\n",
            "class A: x: int = 1\n",
            "async def f(): pass\n",
            "match x:\n  case 1: pass\n",
        ] {
            assert_eq!(wrong(source), None, "{source}");
        }
    }
}
