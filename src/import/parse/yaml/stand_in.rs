//! Characters that `PyYAML` takes for letters and the parser does not: others stand in for them while it reads.
//!
//! A byte order mark is one to `PyYAML` anywhere but at the beginning of a file (`Scanner.fetch_more_tokens` skips that one
//! alone); so is a dash between brackets that a bracket or a comma follows (`Scanner.check_plain`).

use std::borrow::Cow;

const MARK: char = '\u{feff}';

/// What stands in for a byte order mark, and for a dash.
#[derive(Clone, Copy)]
pub(super) struct StandIns([char; 2]);

impl StandIns {
    /// The text with what stands in, where that is needed.
    pub(super) fn put(text: &str) -> Option<(Self, String)> {
        if !text.contains(MARK) && dashes(text).next().is_none() {
            return None;
        }
        // For private use, and not used here: of the first few, so that no text takes long to look through.
        let few = '\u{e000}'..'\u{e020}';
        let mut free = few.filter(|c| !text.contains(*c));
        let (mark, dash) = (free.next()?, free.next()?);
        let mut put = String::with_capacity(text.len() + text.len() / 8);
        let mut copied = 0;
        for at in dashes(text) {
            put.push_str(&text[copied..at]);
            put.push(dash);
            copied = at + 1;
        }
        put.push_str(&text[copied..]);
        if text.contains(MARK) {
            put = put.replace(MARK, mark.encode_utf8(&mut [0; 4]));
        }
        Some((Self([mark, dash]), put))
    }

    /// The text of the file again.
    pub(super) fn back(self, text: Cow<'_, str>) -> Cow<'_, str> {
        let Self([mark, dash]) = self;
        if text.contains([mark, dash]) {
            let back = |c| match c {
                c if c == mark => MARK,
                c if c == dash => '-',
                c => c,
            };
            Cow::Owned(text.chars().map(back).collect())
        } else {
            text
        }
    }
}

/// Where a dash stands by itself before a bracket or a comma. In texts and comments it may be put back as well.
fn dashes(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let is_alone = move |at: &usize| {
        let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
        let after = bytes.get(at + 1);
        bytes[*at] == b'-'
            && matches!(before, b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',')
            && matches!(after, Some(b',' | b']' | b'}'))
    };
    (0..bytes.len()).filter(is_alone)
}
