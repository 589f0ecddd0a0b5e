//! Sentences of the library on the page: values in backticks become code.

use gateway_studio::diagnostic::{Diagnostic, Sentence};
use gateway_studio::words::Language;
use leptos::prelude::*;

/// A finding's sentence. Findings begin in lower case for terminals; here they begin a line.
fn prose(sentence: &Sentence, t: Language) -> AnyView {
    let text = sentence.get(t);
    let pieces = text.split('`').enumerate().map(|(place, piece)| {
        if place % 2 == 1 {
            view! { <code>{piece.to_owned()}</code> }.into_any()
        } else if place == 0 {
            capital(piece).into_any()
        } else {
            piece.to_owned().into_any()
        }
    });
    pieces.collect_view().into_any()
}

fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A finding: what is, and below it what to do.
pub(crate) fn finding(found: &Diagnostic, t: Language) -> AnyView {
    let help = found.help.as_ref();
    let help = help.map(|help| view! { <span class="message-help">{prose(help, t)}</span> });
    view! { {prose(&found.message, t)}{help} }.into_any()
}
