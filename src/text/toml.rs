//! TOML as `samconfig.toml` needs it: tables with one value a line.

use super::json::Scalar;
use super::{Class, Document, Sink, python};
use crate::diagnostic::Pointer;

/// Prints one file.
#[derive(Default)]
pub struct Toml {
    sink: Sink,
}

impl Toml {
    /// The document that `print` writes.
    pub fn document(print: impl FnOnce(&mut Self)) -> Document {
        let mut toml = Self::default();
        print(&mut toml);
        toml.sink.finish()
    }

    /// Comment lines; control characters, which TOML refuses there, become escapes.
    pub fn comment(&mut self, text: &str) {
        for line in text.lines() {
            self.sink.put_comment("#", line);
            self.sink.put(Class::Plain, "\n");
        }
    }

    /// `[name.below]`, set apart by an empty line.
    pub fn table(&mut self, name: &str, below: &'static str) {
        let bare = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
        self.sink.put(Class::Plain, "\n[");
        if !name.is_empty() && name.bytes().all(bare) {
            self.sink.put(Class::Key, name);
        } else {
            self.sink.put(Class::Key, &string(name));
        }
        self.sink.put(Class::Plain, ".");
        self.sink.put(Class::Key, below);
        self.sink.put(Class::Plain, "]\n");
    }

    /// `key = value`
    pub fn entry<'a>(&mut self, key: &'static str, value: impl Into<Scalar<'a>>) {
        self.sink.put(Class::Key, key);
        self.sink.put(Class::Plain, " = ");
        match value.into() {
            Scalar::Text(text) => self.sink.put(Class::Text, &string(text)),
            scalar => {
                let (class, text) = scalar.encode();
                self.sink.put(class, &text);
            }
        }
        self.sink.put(Class::Plain, "\n");
    }

    /// `# key = "text"`: an entry for somebody to complete.
    pub fn disabled(&mut self, key: &'static str, text: &str) {
        self.comment(&format!("{key} = {}", string(text)));
    }

    /// Everything that `print` writes comes from `at`.
    pub fn at(&mut self, at: Pointer, print: impl FnOnce(&mut Self)) {
        self.sink.enter(at);
        print(self);
        self.sink.leave();
    }
}

/// A basic string: its escapes are those of a Python literal.
fn string(text: &str) -> String {
    python::string(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_values_and_strings_are_ascii() {
        let at = Pointer::root().join("name");
        let document = Toml::document(|toml| {
            toml.comment("why\nand\u{7f}how");
            toml.entry("version", 0.1);
            toml.table("default", "deploy.parameters");
            toml.at(at, |toml| toml.entry("stack_name", "a \"b\"\n\\ 日🙂"));
            toml.entry("resolve_s3", true);
            toml.disabled("parameter_overrides", "A=\"b\"");
        });
        insta::assert_snapshot!(document.text(), @r##"
        # why
        # and\x7fhow
        version = 0.1

        [default.deploy.parameters]
        stack_name = "a \"b\"\u000a\\ \u65e5\U0001f642"
        resolve_s3 = true
        # parameter_overrides = "A=\"b\""
        "##);
        assert_eq!(document.lines_from(&at.to_string()), [5]);
    }
}
