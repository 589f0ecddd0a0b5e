//! Lines of a zone file as BIND and most providers' imports read it (RFC 1035, section 5).

use std::fmt::Write as _;

use super::{Class, Document, Sink};
use crate::diagnostic::Pointer;

/// A whole name with its final dot; what is no letter of a host name is written by its number, so
/// that it is neither read as another column nor as a comment.
pub fn name(text: &str) -> String {
    let mut out = String::new();
    for byte in text.trim_end_matches('.').bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                out.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(out, "\\{byte:03}")),
        }
    }
    out.push('.');
    out
}

/// Prints one zone file.
#[derive(Default)]
pub struct Zone {
    sink: Sink,
}

impl Zone {
    /// The file that `print` writes.
    pub fn document(print: impl FnOnce(&mut Self)) -> Document {
        let mut zone = Self::default();
        print(&mut zone);
        zone.sink.finish()
    }

    /// Comment lines; line ends in the text start further comment lines.
    pub fn comment(&mut self, text: &str) {
        for line in text.lines() {
            self.sink.put_comment(";", line);
            self.sink.put(Class::Plain, "\n");
        }
    }

    /// A record whose value is a name.
    pub fn record(&mut self, owner: &str, ttl: u32, kind: &'static str, target: &str) {
        self.sink.put(Class::Key, &name(owner));
        self.sink.put(Class::Plain, " ");
        self.sink.put(Class::Number, &ttl.to_string());
        self.sink.put(Class::Keyword, &format!(" IN {kind} "));
        self.sink.put(Class::Text, &name(target));
        self.sink.put(Class::Plain, "\n");
    }

    /// Everything that `print` writes comes from `at`.
    pub fn at(&mut self, at: Pointer, print: impl FnOnce(&mut Self)) {
        self.sink.enter(at);
        print(self);
        self.sink.leave();
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn what_is_no_host_name_is_written_by_its_numbers() {
        let cases = [
            ("api.example.com", "api.example.com."),
            ("api.example.com.", "api.example.com."),
            ("*.example.com", "*.example.com."),
            ("a b;c\n@", "a\\032b\\059c\\010\\064."),
            ("鍵", "\\233\\141\\181."),
            ("", "."),
        ];
        for (text, expected) in cases {
            assert_eq!(name(text), expected);
        }
    }
}
