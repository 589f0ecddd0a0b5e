//! Every field that a table shows of a design, for those who look for one.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::Design;
use gateway_studio::words::Language;

use super::table::{Control, Field, Pick, Title};
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
    /// What stands above it when it is the first one there, or on the button for one more.
    pub(crate) around: Word,
    picks: &'static [Pick],
}

impl Found {
    /// The names of what can be chosen in it.
    pub(crate) fn picks(&self, t: Language) -> impl Iterator<Item = &'static str> {
        let title = move |pick: &Pick| match pick.title {
            Title::Fixed(title) => title,
            Title::Word(word) => word.get(t),
        };
        self.picks.iter().map(title)
    }
}

/// Collects the fields of a table, as it is drawn for the part of the design at `base`.
pub(crate) fn index(fields: &'static [Field], base: Pointer, d: &Design, found: &mut Vec<Found>) {
    for field in fields {
        let at = field.at(base);
        if field.shown.is_some_and(|shown| !shown(d, at)) {
            continue;
        }
        let this = Found {
            label: field.label,
            term: field.term,
            at,
            around: Word::NONE,
            picks: &[],
        };
        match field.control {
            Control::Group(fields) => {
                let start = found.len();
                index(fields, at, d, found);
                if let Some(first) = found.get_mut(start) {
                    let of_things = |field: &Field| {
                        matches!(field.control, Control::Things(_)) && field.at(at) == first.at
                    };
                    if fields.first().is_some_and(of_things) {
                        // A list is called what its group is called.
                        first.around = first.label;
                        first.label = field.label;
                    } else {
                        first.around = field.label;
                    }
                }
            }
            Control::Pair(fields) | Control::Nested(fields) | Control::Part(fields) => {
                index(fields, at, d, found);
            }
            Control::Own(_) => {}
            Control::Things(kind) => {
                found.push(Found {
                    label: kind.add,
                    ..this
                });
                for item in 0..length(d, at).min(MOST) {
                    index(kind.fields, at.join(item), d, found);
                }
            }
            Control::Optional(fields) => {
                found.push(this);
                if !text(d, at).is_empty() {
                    index(fields, at, d, found);
                }
            }
            Control::Choice(picks) => {
                found.push(Found { picks, ..this });
                let now = text(d, at);
                if let Some(pick) = picks.iter().find(|pick| pick.value == now) {
                    index(pick.fields, at.join(pick.value), d, found);
                }
            }
            _ => found.push(this),
        }
    }
}
