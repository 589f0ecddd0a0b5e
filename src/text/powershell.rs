//! PowerShell, as old as Windows' own 5.1, which reads a file in the code page of the system: so all of it is ASCII.

use std::fmt::Write as _;

use super::{Class, Document, Sink};
use crate::diagnostic::Pointer;

/// Prints one script.
#[derive(Default)]
pub struct PowerShell {
    sink: Sink,
}

impl PowerShell {
    /// The document that `print` writes.
    pub fn document(print: impl FnOnce(&mut Self)) -> Document {
        let mut script = Self::default();
        print(&mut script);
        script.sink.finish()
    }

    /// A comment line of ASCII; in another code page the end of the line could get lost in it.
    pub fn comment(&mut self, text: &'static str) {
        self.sink.put_comment("#", text);
        self.sink.put(Class::Plain, "\n");
    }

    /// Everything that `print` writes comes from `at`.
    pub fn at(&mut self, at: Pointer, print: impl FnOnce(&mut Self)) {
        self.sink.enter(at);
        print(self);
        self.sink.leave();
    }

    /// Program text of our own.
    pub fn code(&mut self, text: &'static str) {
        self.sink.put(Class::Plain, text);
    }

    /// `$Name = 'text'`
    pub fn assign(&mut self, name: &'static str, text: &str) {
        self.sink.put(Class::Plain, "$");
        self.sink.put(Class::Key, name);
        self.sink.put(Class::Plain, " = ");
        self.sink.put(Class::Text, &string(text));
        self.sink.put(Class::Plain, "\n");
    }
}

/// A literal; what is not ASCII is escaped as regular expressions do it, the one way that 5.1 has.
fn string(text: &str) -> String {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::from("[regex]::Unescape('");
    for c in text.chars() {
        match c {
            '\'' => out.push_str("''"),
            '\\' => out.push_str("\\\\"),
            ' '..='~' => out.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push_str("')");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_literals_of_ascii() {
        let document = PowerShell::document(|script| {
            script.comment("why");
            script.assign("Plain", "it's $env:PATH `x");
            script.assign("Other", "日'\\🙂\n");
            script.code("exit 0\n");
        });
        insta::assert_snapshot!(document.text(), @r"
        # why
        $Plain = 'it''s $env:PATH `x'
        $Other = [regex]::Unescape('\u65e5''\\\ud83d\ude42\u000a')
        exit 0
        ");
    }
}
