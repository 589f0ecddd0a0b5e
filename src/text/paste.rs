//! A file as one command: pasted into a shell, it writes the file.

use std::fmt::Write as _;

use super::is_hidden;
use super::shell::{Word, quote};

/// The command that writes a text to a path, with the folder around it; whatever stands in the text, the shell
/// reads none of it.
pub fn command(path: &str, text: &str, executable: bool) -> String {
    let quoted = quote(path);
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| {
        format!("mkdir -p {} && ", quote(folder))
    });
    let mode = if executable {
        format!(" && chmod +x {quoted}")
    } else {
        String::new()
    };
    // A terminal acts on control characters before a shell sees them, and a here-document ends its last line.
    let is_plain = |c: char| c != '\t' && !is_hidden(c);
    if !text.ends_with('\n') || !text.chars().all(is_plain) {
        let word = Word::quoted(&escaped(text));
        return format!("{folder}printf %b {} > {quoted}{mode}\n", word.as_str());
    }
    let mut end = String::from("END_OF_FILE");
    while text.lines().any(|line| line == end) {
        end.push('_');
    }
    format!("{folder}cat > {quoted} << '{end}'{mode}\n{text}{end}\n")
}

/// The text as `printf %b` reads it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push('\n'),
            c if c == '\t' || is_hidden(c) => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "\\0{byte:03o}");
                }
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_text_is_never_a_line_of_it() {
        assert_eq!(
            command("a/b.sh", "END_OF_FILE\n$(x)\n", true),
            "mkdir -p a && cat > a/b.sh << 'END_OF_FILE_' && chmod +x a/b.sh\nEND_OF_FILE\n$(x)\nEND_OF_FILE_\n"
        );
        assert_eq!(
            command("b", "it's\t\\\u{1b}\u{85}", false),
            "printf %b 'it'\"'\"'s\\0011\\\\\\0033\\0302\\0205' > b\n"
        );
    }
}
