//! Sentences of the library on the page: values in backticks become code.

use gateway_studio::diagnostic::{Diagnostic, Sentence};
use gateway_studio::words::Language;

use crate::dom::{Node, el, many};

/// A finding's sentence. Findings begin in lower case for terminals; here they begin a line.
pub(crate) fn prose(sentence: &Sentence, t: Language) -> Node {
    let piece = |(is_code, text): (bool, String)| {
        if is_code {
            el("code").child(text).into()
        } else {
            Node::from(text)
        }
    };
    sentence.pieces(t).map(piece).collect()
}

/// A finding: what is, and below it what to do.
pub(crate) fn finding(found: &Diagnostic, t: Language) -> Node {
    let help = found.help.as_ref();
    let help = help.map(|help| el("span.message-help").child(prose(help, t)));
    many([prose(&found.message, t), help.into()])
}
