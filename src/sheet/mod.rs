//! Sheets: parts of the page that are drawn from data, by what works behind the page.
//!
//! What a person does not see at once (guides, presets, pictures, comparisons) is described here as
//! `Piece`s and posted, so that the page carries no code for it. A control with a `name` posts its
//! value back as an argument, an element with an `Act` says what a click does.

mod advice;
pub(crate) mod archive;
mod attempt;
mod compare;
mod cost;
pub(crate) mod designs;
mod guide;
pub(crate) mod import;
mod kept;
mod keys;
mod label;
mod link;
mod mark;
mod matrix;
mod picture;
mod piece;
mod presets;
mod routes;
mod share;
mod take;
mod trouble;
mod typed;
mod wizard;

use std::collections::BTreeMap;

use crate::keep::Shelf;
use crate::model::Design;
use crate::words::Language;
pub(crate) use compare::{COMPARE, wanted_version};
pub use cost::line_name;
pub use designs::duplicated;
pub(crate) use import::IMPORT;
pub use import::Incoming;
pub use mark::drawing;
use piece::{Act, Piece};
pub(crate) use typed::Typed;

/// What is known when a sheet is drawn.
pub(crate) struct Look<'a> {
    design: &'a Design,
    /// The design as it was when the page was opened.
    first: &'a Design,
    shelf: &'a Shelf,
    /// What somebody brought.
    incoming: &'a Incoming,
    t: Language,
    /// Values of the controls, by name; `file` is the path of the file that is looked at.
    args: &'a BTreeMap<String, String>,
    /// What was just ordered; empty when nothing was.
    order: &'a str,
}

impl Look<'_> {
    /// The value of a control; empty while nobody touched it.
    fn arg(&self, name: &str) -> &str {
        self.args.get(name).map_or("", String::as_str)
    }
}

/// A sheet that was drawn.
pub(crate) struct Drawn {
    title: &'static str,
    body: Piece,
    /// What the page does at once.
    act: Act,
}

impl Drawn {
    fn new(title: &'static str, body: Piece) -> Self {
        let act = Act::default();
        Self { title, body, act }
    }

    /// The same, and something that is done at once: the answer to an order.
    fn act(mut self, act: Act) -> Self {
        self.act = act;
        self
    }
}

/// A message without arguments, in whatever language.
type Word = fn(Language) -> &'static str;

/// Draws a sheet.
type Draw = fn(&Look) -> Drawn;

/// The sheet of the designs that are kept, whose orders the collection carries out.
pub(crate) const DESIGNS: &str = "designs";

/// Under this name a sheet that another one opened is told which one that was.
const BACK: &str = "back";

/// Every sheet by its name.
const SHEETS: &[(&str, Draw)] = &[
    ("advice", advice::draw),
    ("archive", archive::draw),
    ("guide", guide::draw),
    (IMPORT, import::draw),
    (attempt::TRY, attempt::draw),
    (compare::COMPARE, compare::draw),
    (cost::COST, cost::draw),
    (trouble::TROUBLE, trouble::draw),
    (DESIGNS, designs::draw),
    ("presets", presets::draw),
    ("picture", picture::draw),
    ("kept", kept::draw),
    ("keys", keys::draw),
    ("routes", routes::draw),
    ("share", share::draw),
    ("link", link::draw),
    ("matrix", matrix::draw),
    ("take", take::draw),
    (wizard::WIZARD, wizard::draw),
];

/// Title, body and act of a sheet as JSON texts, for the design as it was when the page was opened and as
/// it is now; `None` for a name that there is not.
pub fn draw(
    name: &str,
    [first, design]: [&Design; 2],
    (shelf, incoming): (&Shelf, &Incoming),
    t: Language,
    args: &BTreeMap<String, String>,
    order: &str,
) -> Option<(&'static str, String, String)> {
    let (_, draw) = SHEETS.iter().find(|(other, _)| *other == name)?;
    let look = Look {
        design,
        first,
        shelf,
        incoming,
        t,
        args,
        order,
    };
    let drawn = draw(&look);
    Some((drawn.title, drawn.body.text(), drawn.act.text()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;

    #[test]
    fn every_sheet_is_drawn_for_every_preset_in_both_languages() {
        for (name, _) in SHEETS {
            for preset in PRESETS {
                let design = (preset.design)();
                for t in [Language::En, Language::Ja] {
                    let drawn = draw(
                        name,
                        [&design, &design],
                        (&Shelf::default(), &Incoming::default()),
                        t,
                        &BTreeMap::new(),
                        "",
                    );
                    let (title, body, act) = drawn.expect("the sheet is known");
                    assert!(!title.is_empty() && body.starts_with('['), "{name}");
                    assert_eq!(act, "", "{name} acts without an order");
                }
            }
        }
    }
}
