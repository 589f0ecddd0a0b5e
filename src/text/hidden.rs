//! Characters that are not seen: printers write them in escapes, so that what somebody reads is what is there.

use std::fmt::Write as _;

/// Whether a character is not seen where it stands, or changes what is seen around it: a terminal acts on control
/// characters, and marks of direction let a line be read otherwise than it is (Unicode Technical Report 36, "Bidirectional
/// Text Spoofing"). Ends of lines and tabs are what they look like.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        _ => {
            c.is_control()
                || matches!(u32::from(c),
                    0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff
                    | 0xfff9..=0xfffb | 0xe_0000..=0xe_007f)
        }
    }
}

/// A text in which hidden characters are seen, as `\x1b` and `\u202e`: for who reads it, not for programs.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c) {
            _ if !is_hidden(c) => out.push(c),
            // Writing to a string cannot fail.
            number @ 0..=0xff => drop(write!(out, "\\x{number:02x}")),
            number @ 0x100..=0xffff => drop(write!(out, "\\u{number:04x}")),
            number => drop(write!(out, "\\U{number:08x}")),
        }
    }
    out
}

/// A text for people that stays one line in every format: spaces for ends of lines and tabs, hidden characters to be seen.
pub fn one_line(text: &str) -> String {
    visible(&text.replace(['\n', '\r', '\t'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_seen_in_comments() {
        let text = "a\u{1b}[2J\u{85}\u{202e}b\u{e0041}\n\tc 日本 🙂";
        assert_eq!(
            visible(text),
            "a\\x1b[2J\\x85\\u202eb\\U000e0041\n\tc 日本 🙂"
        );
        assert_eq!(one_line("a\r\nb\tc\u{7f}"), "a  b c\\x7f");
        assert!(!visible(text).contains(is_hidden));
    }
}
