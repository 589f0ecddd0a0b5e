//! Makes the files with the words of the page, one per language, from the `words!` blocks in `src/ui/words`.
//!
//! The first line names the sources, each further line is a message, in the order of the files' names.
//! `src/ui/words/table.rs` reads them.

use std::fs;
use std::path::Path;

use crate::problem::{Outcome, Problem};
use crate::sources;

/// The languages in the order of a message.
pub(crate) const LANGUAGES: [&str; 2] = ["en", "ja"];

/// A message: its name, its arguments, its text in each language.
#[derive(Debug, PartialEq, Eq)]
struct Message {
    name: String,
    arguments: Vec<String>,
    texts: [String; 2],
}

/// The name of a language's file before it is published.
pub(crate) fn file(language: &str) -> String {
    format!("words-{language}.txt")
}

/// Writes the file of each language into a folder.
pub(crate) fn write(root: &Path, folder: &Path) -> Outcome<()> {
    for (language, table) in LANGUAGES.iter().zip(tables(root)?) {
        let name = file(language);
        fs::write(folder.join(&name), table)
            .map_err(|e| Problem::io(&format!("write {name}"), &e))?;
    }
    Ok(())
}

fn tables(root: &Path) -> Outcome<[String; 2]> {
    let home = root.join(sources::WORDS);
    let unread = |error| Problem::io(&format!("read {}", sources::WORDS), &error);
    let listed = || fs::read_dir(&home)?.collect::<Result<Vec<_>, _>>();
    let mut files: Vec<_> = listed()
        .map_err(unread)?
        .iter()
        .map(fs::DirEntry::path)
        .collect();
    files.sort();
    let stamp = sources::digest(&sources::hasher(&home).map_err(unread)?);
    let mut tables = [format!("{stamp}\n"), format!("{stamp}\n")];
    for file in files {
        let source = fs::read_to_string(&file).map_err(unread)?;
        for message in messages(&source)? {
            for (table, text) in tables.iter_mut().zip(&message.texts) {
                table.push_str(&numbered(&message, text)?);
                table.push('\n');
            }
        }
    }
    Ok(tables)
}

/// A text with its arguments by their number.
fn numbered(message: &Message, text: &str) -> Outcome<String> {
    let mut numbered = text.to_owned();
    for (number, argument) in message.arguments.iter().enumerate() {
        let named = format!("{{{argument}}}");
        if !numbered.contains(&named) {
            let name = &message.name;
            return Err(Problem::new(format!("`{name}` lacks {named}: {text}")));
        }
        numbered = numbered.replace(&named, &format!("{{{number}}}"));
    }
    let braces = numbered.matches(['{', '}']).count();
    let places: usize = (0..message.arguments.len())
        .map(|number| numbered.matches(&format!("{{{number}}}")).count() * 2)
        .sum();
    if !message.arguments.is_empty() && braces != places {
        let name = &message.name;
        return Err(Problem::new(format!(
            "`{name}` has no such argument: {text}"
        )));
    }
    Ok(numbered)
}

/// The messages of a file, of which the compiler has seen that they are well formed.
fn messages(source: &str) -> Outcome<Vec<Message>> {
    let Some((_, block)) = source.split_once("\nwords! {\n") else {
        return Ok(Vec::new());
    };
    let mut rest = Rest(block);
    let mut messages = Vec::new();
    while !rest.takes("}") {
        let name = rest.name()?;
        let mut arguments = Vec::new();
        if rest.takes("(") {
            while !rest.takes(")") {
                arguments.push(rest.name()?);
                rest.takes(",");
            }
        }
        rest.must(":")?;
        let en = rest.text()?;
        rest.must(",")?;
        let ja = rest.text()?;
        rest.must(";")?;
        messages.push(Message {
            name,
            arguments,
            texts: [en, ja],
        });
    }
    Ok(messages)
}

/// What is still to be read.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn skip(&mut self) {
        loop {
            self.0 = self.0.trim_start();
            let Some(comment) = self.0.strip_prefix("//") else {
                return;
            };
            self.0 = comment.split_once('\n').map_or("", |(_, rest)| rest);
        }
    }

    fn takes(&mut self, token: &str) -> bool {
        self.skip();
        let rest = self.0.strip_prefix(token);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn must(&mut self, token: &str) -> Outcome<()> {
        if self.takes(token) {
            Ok(())
        } else {
            Err(self.unlike(token))
        }
    }

    fn name(&mut self) -> Outcome<String> {
        self.skip();
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = self.0.find(|c| !is_part(c)).unwrap_or(self.0.len());
        let (name, rest) = self.0.split_at(end);
        if name.is_empty() {
            return Err(self.unlike("a name"));
        }
        self.0 = rest;
        Ok(name.to_owned())
    }

    fn text(&mut self) -> Outcome<String> {
        self.must("\"")?;
        let mut text = String::new();
        let mut chars = self.0.chars();
        loop {
            match chars.next() {
                Some('"') => break,
                Some('\\') => match chars.next() {
                    Some(c @ ('"' | '\\')) => text.push(c),
                    _ => return Err(self.unlike("a text without other escapes than \\\" and \\\\")),
                },
                None | Some('\n') => return Err(self.unlike("a text of one line")),
                Some(c) => text.push(c),
            }
        }
        self.0 = chars.as_str();
        Ok(text)
    }

    fn unlike(&self, wanted: &str) -> Problem {
        let line = self.0.lines().next().unwrap_or_default();
        Problem::new(format!(
            "a `words!` block has something else than {wanted} at: {line}"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Outcome<Vec<String>> {
        let found = messages(&format!(
            "//! Words.\n\nwords! {{\n{lines}\n}}\n\nfn x() {{}}\n"
        ))?;
        let texts = found
            .iter()
            .flat_map(|message| message.texts.iter().map(move |text| (message, text)));
        texts
            .map(|(message, text)| numbered(message, text))
            .collect()
    }

    #[test]
    fn a_block_is_read_as_the_compiler_reads_it() {
        let lines = "    one: \"a \\\"b\\\" {x}\", \"// い\";\n    // two\n    two(x, y):\n        \"{y} of {x}\",\n        \"{x}の{y}\";";
        let texts = ["a \"b\" {x}", "// い", "{1} of {0}", "{0}の{1}"];
        assert_eq!(read(lines), Ok(texts.map(str::to_owned).to_vec()));
        assert_eq!(messages("fn x() {}\n"), Ok(Vec::new()));
    }

    #[test]
    fn what_a_page_could_not_show_is_refused() {
        for wrong in [
            "one(x): \"{x}\", \"い\";",
            "one(x): \"{x} {z}\", \"{x}\";",
            "one: \"a\\n\", \"い\";",
            "one: \"a\";",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_tables_of_the_page_have_every_message_in_both_languages() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let [en, ja] = tables(&root).expect("the sources can be read");
        assert_eq!(en.lines().next(), ja.lines().next());
        assert_eq!(en.lines().count(), ja.lines().count());
        assert!(en.lines().count() > 600 && ja.contains("サンプルの設計"));
        assert!(
            en.lines()
                .chain(ja.lines())
                .all(|line| !line.trim().is_empty())
        );
    }
}
