//! Every field that a table shows of a design, for those who look for one.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::Design;

use super::table::{Control, Field};
use super::value::{length, text};
use crate::words::Word;

/// Things of one list that are looked through; people find the rest in their forms.
const MOST: usize = 20;

/// A field that can be found.
pub(crate) struct Found {
    pub(crate) label: Word,
    /// The word of AWS or of the tool.
    pub(crate) term: &'static str,
    pub(crate) at: Pointer,
}

/// Collects the fields of a table, as it is drawn for the part of the design at `base`.
pub(crate) fn index(fields: &'static [Field], base: Pointer, d: &Design, found: &mut Vec<Found>) {
    for field in fields {
        let at = field.at(base);
        if field.shown.is_some_and(|shown| !shown(d, at)) {
            continue;
        }
        let (label, term) = (field.label, field.term);
        match field.control {
            Control::Group(fields)
            | Control::Pair(fields)
            | Control::Nested(fields)
            | Control::Part(fields) => index(fields, at, d, found),
            Control::Own(_) => {}
            Control::Things(kind) => {
                for item in 0..length(d, at).min(MOST) {
                    index(kind.fields, at.join(item), d, found);
                }
            }
            Control::Optional(fields) => {
                found.push(Found { label, term, at });
                if !text(d, at).is_empty() {
                    index(fields, at, d, found);
                }
            }
            Control::Choice(picks) => {
                found.push(Found { label, term, at });
                let now = text(d, at);
                if let Some(pick) = picks.iter().find(|pick| pick.value == now) {
                    index(pick.fields, at.join(pick.value), d, found);
                }
            }
            _ => found.push(Found { label, term, at }),
        }
    }
}
