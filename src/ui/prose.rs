//! Sentences of the library on the page: values in backticks become code.

use gateway_studio::diagnostic::{Diagnostic, Sentence};
use gateway_studio::words::Language;

use crate::dom::{Node, el, many};

/// A finding's sentence. Findings begin in lower case for terminals; here they begin a line.
fn prose(sentence: &Sentence, t: Language) -> Node {
    let text = sentence.get(t);
    let pieces = text.split('`').enumerate().map(|(place, piece)| {
        if place % 2 == 1 {
            Node::from(el("code").child(piece.to_owned()))
        } else if place == 0 {
            capital(piece).into()
        } else {
            piece.to_owned().into()
        }
    });
    pieces.collect()
}

fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A finding: what is, and below it what to do.
pub(crate) fn finding(found: &Diagnostic, t: Language) -> Node {
    let help = found.help.as_ref();
    let help = help.map(|help| el("span.message-help").child(prose(help, t)));
    many([prose(&found.message, t), help.into()])
}
